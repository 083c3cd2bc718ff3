public import Fields
public import Grids
import RealModule
import Transforms

extension Field {
  /// The norm of the values as a vector of R^N, unweighted: neither h nor |Ω| enters.
  ///
  /// Scaled by the maximum, so that it neither over- nor underflows, but where the result does.
  ///
  /// - Complexity: O(N)
  public func vectorNorm(_ norm: VectorNorm) -> Scalar {
    switch norm {
    case .power(let p):
      powerNorm(values, weights: grid.shape.map { [Scalar](repeating: 1, count: $0) }, Scalar(p))
    case .nonzeros, .hamming: largest().isNaN ? .nan : Scalar(nonzeros())
    }
  }

  /// #{j : u_j ≠ v_j}; traps if the spaces differ.
  ///
  /// With gradual underflow u_j − v_j = 0 only if u_j = v_j: it is the number of non-zeros of u − v.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func hammingDistance(to v: Field) -> Int {
    precondition(space == v.space, "fields of different spaces")
    return zip(values, v.values).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
  }

  /// A u, A diagonal in the grid's basis: û_k ← a_k û_k.
  ///
  /// ‖A u‖ in whatever norm is that norm of the result.
  ///
  /// - Complexity: two transforms.
  public func applying(_ symbol: Symbol<Scalar>) -> Field {
    var uHat = Coefficients(self)
    uHat.multiply(by: symbol)
    return Field(consuming: uHat)
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  private func nonzeros() -> Int { values.reduce(0) { $0 + ($1 == 0 ? 0 : 1) } }
}
