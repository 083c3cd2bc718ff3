public import Fields
import Grids
import Transforms

extension Field {
  /// ∂u/∂x_a, spectrally. On a bounded axis it lives in the conjugate space, sine for cosine and
  /// cosine for sine, and its space says so.
  ///
  /// Exact for every function of the space but its last mode, whose derivative vanishes at the
  /// points. Traps where the derivative's space has no point: one Neumann cell between two nodes.
  ///
  /// - Complexity: two transforms.
  public func derivative(along a: Int) -> Field {
    derivative(grid.axes.indices.map { $0 == a ? 1 : 0 })
  }

  /// ∂^α u, α one order an axis.
  ///
  ///     even orders  (∂²)^{m/2} = (−κ²)^{m/2}, in the space itself, last mode included
  ///     odd orders   one ∂ more, as ``derivative(along:)``
  ///
  /// - Complexity: two transforms.
  public func derivative(_ alpha: [Int]) -> Field {
    Field(consuming: Coefficients(self).derivative(alpha))
  }

  /// ∇u, one component an axis, each in its own space.
  ///
  /// - Complexity: one transform, and one for each axis.
  public var gradient: [Field] {
    let uHat = Coefficients(self)
    return grid.axes.indices.map { a in
      Field(consuming: uHat.derivative(grid.axes.indices.map { $0 == a ? 1 : 0 }))
    }
  }

  /// Δu = −λ û, in the space itself, last modes included.
  ///
  /// - Complexity: two transforms.
  public var laplacian: Field { Multiplier.laplacian(self) }
}

extension Coefficients {
  /// ∂^α u by its coefficients; see ``Field/derivative(_:)``.
  ///
  /// - Complexity: O(N)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func derivative(_ alpha: [Int]) -> Coefficients {
    precondition(
      alpha.count == grid.rank && alpha.allSatisfy { $0 >= 0 }, "α needs an order for every axis")
    var result = self
    if alpha.contains(where: { $0 > 1 }) {
      // ∂² = −κ² on every basis.
      let tables = grid.axes.indices.map { a in
        (0..<grid.spectrumShape[a]).map { i in
          let kappa = Scalar(grid.axes[a].frequency(i))
          return (0..<(alpha[a] / 2)).reduce(Scalar(1)) { p, _ in -p * kappa * kappa }
        }
      }
      result.multiply(by: Symbol(.products([.init(1, tables)])))
    }
    for (a, m) in alpha.enumerated() where !m.isMultiple(of: 2) {
      guard let derivative = result.derivative(axis: a) else {
        preconditionFailure("\(grid.axes[a]) has no point for a derivative")
      }
      result = derivative
    }
    return result
  }
}
