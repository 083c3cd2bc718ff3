import RealModule
public import Transforms

/// The operator of ∫ a |D u|² for a sparse map D along one axis: u ↦ W⁻¹ Dᵀ V (a D u), where V and W
/// are the quadrature weights of the two axes, so that (A u, v) = ∫ a D u D v in the grid's inner
/// product.
public struct WeightedGram<Scalar: TransformScalar>: Sendable {
  /// The length of D's source.
  public let columns: Int
  /// The length of D's target.
  public let rows: Int
  private let starts: [Int]
  private let indices: [Int]
  private let gather: [Scalar]
  private let scatter: [Scalar]

  /// The form of a map D, with the weights V of its target and W of its source.
  public init(_ map: AxisMap<Scalar>, target v: [Scalar], source w: [Scalar]) {
    precondition(v.count == map.rows.count && w.count == map.columns, "a weight for every point")
    columns = map.columns
    rows = map.rows.count
    var (starts, indices) = ([0], [Int]())
    var (gather, scatter) = ([Scalar](), [Scalar]())
    for (j, row) in map.rows.enumerated() {
      for entry in row {
        indices.append(entry.index)
        gather.append(entry.weight)
        scatter.append(entry.weight * v[j] / w[entry.index])
      }
      starts.append(indices.count)
    }
    (self.starts, self.indices) = (starts, indices)
    (self.gather, self.scatter) = (gather, scatter)
  }

  /// Adds W⁻¹ Dᵀ V (a D u) to `sum`: u and sum of `shape`, a of the shape of D u, all row-major.
  ///
  /// - Complexity: one pass over a, O(entries); a plane's row of scratch.
  public func add(
    _ a: UnsafeBufferPointer<Scalar>, _ u: UnsafeBufferPointer<Scalar>, shape: [Int], axis: Int,
    to sum: UnsafeMutableBufferPointer<Scalar>
  ) {
    let planes = 0..<(axis == 0 ? rows : shape[0])
    add(a, planes: planes, u, shape: shape, axis: axis, to: sum)
  }

  /// The part of some planes of D u along the first axis, of which alone a is given. Along other axes
  /// it is that of the same planes of the sum.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func add(
    _ a: UnsafeBufferPointer<Scalar>, planes: Range<Int>, _ u: UnsafeBufferPointer<Scalar>,
    shape: [Int], axis: Int, to sum: UnsafeMutableBufferPointer<Scalar>
  ) {
    precondition(shape[axis] == columns, "the map acts on \(columns) values, not \(shape[axis])")
    let inner = shape[(axis + 1)...].reduce(1, *)
    let perPlane = axis == 0 ? 1 : shape[1..<axis].reduce(1, *)
    let outers = axis == 0 ? 0..<1 : planes.lowerBound * perPlane..<planes.upperBound * perPlane
    let lines = axis == 0 ? planes : 0..<rows
    let first = (outers.lowerBound * rows + lines.lowerBound) * inner
    precondition(a.count == outers.count * lines.count * inner && u.count == sum.count)
    starts.withUnsafeBufferPointer { starts in
      indices.withUnsafeBufferPointer { indices in
        gather.withUnsafeBufferPointer { gather in
          scatter.withUnsafeBufferPointer { scatter in
            withUnsafeTemporaryAllocation(of: Scalar.self, capacity: inner) { flux in
              flux.initialize(repeating: 0)
              for o in outers {
                for j in lines {
                  let place = (o * rows + j) * inner - first
                  if inner == 1 {
                    var d: Scalar = 0
                    for e in starts[j]..<starts[j + 1] {
                      d += gather[e] * u[o * columns + indices[e]]
                    }
                    d *= a[place]
                    for e in starts[j]..<starts[j + 1] {
                      sum[o * columns + indices[e]] += scatter[e] * d
                    }
                    continue
                  }
                  flux.update(repeating: 0)
                  for e in starts[j]..<starts[j + 1] {
                    let from = (o * columns + indices[e]) * inner
                    let weight = gather[e]
                    for i in 0..<inner { flux[i] += weight * u[from + i] }
                  }
                  for i in 0..<inner { flux[i] *= a[place + i] }
                  for e in starts[j]..<starts[j + 1] {
                    let to = (o * columns + indices[e]) * inner
                    let weight = scatter[e]
                    for i in 0..<inner { sum[to + i] += weight * flux[i] }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
