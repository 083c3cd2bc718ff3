import Grids
import RealModule
public import Transforms

/// A few fields of one space, with the dense algebra that iterations on subspaces need.
public struct FieldBlock<Scalar: TransformScalar>: Sendable {
  /// The fields' space.
  public let space: FunctionSpace<Scalar>
  /// The fields.
  public var fields: [Field<Scalar>]

  /// Traps if a field is of another space.
  public init(_ fields: [Field<Scalar>] = [], in space: FunctionSpace<Scalar>) {
    precondition(fields.allSatisfy { $0.space == space }, "fields of different spaces")
    self.space = space
    self.fields = fields
  }

  /// The number of fields.
  public var count: Int { fields.count }

  /// The fields of both.
  public static func + (u: FieldBlock, v: FieldBlock) -> FieldBlock {
    FieldBlock(u.fields + v.fields, in: u.space)
  }

  /// ∫ uᵢ vⱼ by the grid's quadrature, a row for each uᵢ.
  ///
  /// - Complexity: O(N) for each pair, no memory of the grid's size.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func gram(_ v: FieldBlock) -> [[Scalar]] {
    let weights = space.grid.axes.map { $0.weights.rounded(to: Scalar.self) }
    let leading = weights.dropLast().reduce([1]) { a, b in a.flatMap { x in b.map { x * $0 } } }
    return fields.map { u in v.fields.map { u.dot($0, row: weights.last!, leading: leading) } }
  }

  /// Σᵢ cᵢⱼ uᵢ for every column j of c.
  ///
  /// - Complexity: O(N) for each entry of c, in chunks that stay in cache.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func combined(_ c: [[Scalar]]) -> FieldBlock {
    precondition(c.count == count, "a row of coefficients for every field")
    let columns = c.first?.count ?? 0
    var results = (0..<columns).map { _ in Field<Scalar>(in: space) }
    let total = space.count
    for start in stride(from: 0, to: total, by: 2048) {
      let end = min(start + 2048, total)
      for j in 0..<columns {
        results[j].values.withUnsafeMutableBufferPointer { v in
          for i in 0..<count where c[i][j] != 0 {
            let factor = c[i][j]
            fields[i].values.withUnsafeBufferPointer { u in
              for k in start..<end { v[k] += factor * u[k] }
            }
          }
        }
      }
    }
    return FieldBlock(results, in: space)
  }

  /// Subtracts Σᵢ cᵢⱼ uᵢ from the j-th field.
  public mutating func subtract(_ u: FieldBlock, _ c: [[Scalar]]) {
    guard u.count > 0 else { return }
    let sums = u.combined(c)
    for j in fields.indices { fields[j] = fields[j] - sums.fields[j] }
  }

  /// The fields with these indices.
  public subscript(indices: some Sequence<Int>) -> FieldBlock {
    FieldBlock(indices.map { fields[$0] }, in: space)
  }
}

extension Field {
  /// Σ_j w_j u_j v_j: rows in interleaved sums, the rows' sums by halves.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  fileprivate func dot(_ v: Field, row: [Scalar], leading: [Scalar]) -> Scalar {
    let n = row.count
    let sums = values.withUnsafeBufferPointer { u in
      v.values.withUnsafeBufferPointer { v in
        row.withUnsafeBufferPointer { w in
          leading.indices.map { r in leading[r] * tripleSum(u, v, w, offset: r * n, 0..<n) }
        }
      }
    }
    return sums.withUnsafeBufferPointer(pairwiseSum)
  }
}

/// Σ u v w over a range of one row in 8 interleaved sums, long ranges by halves.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func tripleSum<Scalar: Real & BinaryFloatingPoint>(
  _ u: UnsafeBufferPointer<Scalar>, _ v: UnsafeBufferPointer<Scalar>,
  _ w: UnsafeBufferPointer<Scalar>, offset: Int, _ range: Range<Int>
) -> Scalar {
  if range.count > 4096 {
    let middle = range.lowerBound + range.count / 2
    return tripleSum(u, v, w, offset: offset, range.lowerBound..<middle)
      + tripleSum(u, v, w, offset: offset, middle..<range.upperBound)
  }
  return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 8) { sums in
    sums.initialize(repeating: 0)
    let whole = range.lowerBound + range.count & ~7
    for start in stride(from: range.lowerBound, to: whole, by: 8) {
      for i in 0..<8 { sums[i] += w[start + i] * u[offset + start + i] * v[offset + start + i] }
    }
    for i in whole..<range.upperBound { sums[i - whole] += w[i] * u[offset + i] * v[offset + i] }
    return pairwiseSum(UnsafeBufferPointer(sums))
  }
}
