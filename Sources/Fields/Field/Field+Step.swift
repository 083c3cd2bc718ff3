package import Grids
import RealModule
import Transforms

/// What a step of conjugate gradients sums of z while it is in cache.
package enum StepSum {
  /// Nothing.
  case none
  /// Σ z_j
  case values
  /// Σ r_j z_j
  case product
}

extension Field {
  /// r ← r − α z,  z ← D S D W⁻¹ r, and a sum with the new z; r is this field.
  ///
  /// S is the operator of a symbol, by elimination where it is that of a second difference along the
  /// first axis as in ``eliminate(_:secondDifference:)``. D is a factor a point, 1 if it is nil, and W⁻¹
  /// is 2 for each axis on a Neumann end of which a node lies. All of it goes with the first pass of S
  /// and the last one: rows are read and written while they are in cache.
  ///
  /// The sum is formed row by row along the last axis, rows by halves.
  ///
  /// - Complexity: the two transforms of S in three passes over z, one over r that writes, one that
  ///   reads and two over D.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func step(
    _ alpha: Scalar, _ z: inout Field, through symbol: Symbol<Scalar>,
    secondDifference table: [Scalar]?, scaling: [Scalar]?, sum: StepSum
  ) -> Scalar {
    precondition(space == z.space, "fields of different spaces")
    precondition(scaling.map { $0.count == space.count } ?? true, "a factor a point")
    let transform = space.transform
    let unit = transform.loopUnit
    let ends = FreeEnds(grid)
    let count = space.count
    let h = Scalar(grid.axes[0].spacing)
    let line: ((SpectralLine) -> (Scalar, Scalar))? =
      if let table, transform.solvesDifferences {
        SymbolLines(symbol, along: 0).resolvent(of: table)
      } else {
        nil
      }
    return withUnsafeTemporaryAllocation(
      of: Scalar.self, capacity: (count + unit - 1) / unit
    ) { sums in
      values.withUnsafeMutableBufferPointer { r in
        z.values.withUnsafeMutableBufferPointer { z in
          withFactors(scaling) { d in
            let (sums, r, u) = (sums.baseAddress!, r.baseAddress!, z.baseAddress!)
            let loops = PointLoops { range in
              let first = range.lowerBound
              descendRow(r + first, alpha, u + first, range.count)
              ends.scale(u, range, by: 2)
              if let d { multiplyRow(u + first, d + first, range.count) }
            } after: { range in
              let first = range.lowerBound
              if let d { multiplyRow(u + first, d + first, range.count) }
              for start in stride(from: first, to: range.upperBound, by: unit) {
                let row = UnsafeBufferPointer(
                  start: UnsafePointer(u + start), count: min(unit, range.upperBound - start))
                let partner = UnsafeBufferPointer(start: UnsafePointer(r + start), count: row.count)
                let total: Scalar =
                  switch sum {
                  case .none: 0
                  case .values: blockSum(row)
                  case .product: dot(row, partner)
                  }
                (sums + start / unit).initialize(to: total)
              }
            }
            if let line {
              transform.solveDifferences(inPlace: z, fusing: loops) {
                let (a, c) = line($0)
                return (h * h * a, h * h * c)
              }
            } else {
              let lines = SymbolLines(symbol, along: transform.sweptAxis)
              transform.multiply(inPlace: z, fusing: loops) { lines.fill($0, $1) }
            }
          }
        }
      }
      return pairwiseSum(UnsafeBufferPointer(sums))
    }
  }
}

private func withFactors<Scalar>(
  _ factors: [Scalar]?, _ body: (UnsafePointer<Scalar>?) -> Void
) {
  guard let factors else { return body(nil) }
  factors.withUnsafeBufferPointer { body($0.baseAddress) }
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func multiplyRow<Scalar: TransformScalar>(
  _ u: UnsafeMutablePointer<Scalar>, _ d: UnsafePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { u[i] *= d[i] }
}
