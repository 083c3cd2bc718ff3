public import Discretizations
public import Fields
import Grids
import RealModule
public import Transforms

/// What the coefficients of a right-hand side mean.
public enum Load: Hashable, Sendable {
  /// A functional: (f, φ_j) a unit of volume. Samples of f are one, by the grid's quadrature.
  case functional
  /// A function by its nodal values: the scheme's mass matrix makes it a functional.
  case function
}

extension Coefficients {
  /// u with A u = f, in f's memory: û = l̂ / A. The one place that divides by a symbol.
  ///
  /// The kernel of A (constants; for `centred` also the checkerboards) is projected out of f and u.
  /// For splines the result is nodal values.
  ///
  /// - Returns: the mean of f that was projected out; 0 for an operator without constants in its
  ///   kernel.
  /// - Throws: ``SolverError/notConforming(_:)``.
  /// - Complexity: O(N), no transform.
  public mutating func divide(
    by a: EllipticOperator, scheme: Scheme, load: Load = .functional
  ) throws(SolverError) -> Scalar {
    let tables = GramTables<Scalar>(scheme, on: grid, upTo: a.highestOrder)
    guard let symbol = a.symbol(tables) else {
      throw .notConforming(
        "\(scheme.kinds.map(\.description).joined(separator: " × ")) has no symbol of order "
          + "\(2 * a.power): its functions have too few derivatives")
    }
    var defect: Scalar = 0
    if a.isSingular(on: grid) {
      defect = values[0]
      removeMean()
    }
    // With symbols of nodal values, A_nodal = A/B²: û = B ĉ = B l̂/A = l̂ / (A_nodal B).
    let numerator: Symbol<Scalar>.Product =
      switch load {
      case .functional: .init(1, tables.nodal.map { $0.map { 1 / $0 } })
      case .function: tables.mass
      }
    multiply(by: Symbol(symbol.rule, numerator: numerator))
    if a.isSingular(on: grid) { removeMean() }
    return defect
  }
}

extension EllipticOperator {
  /// u with (−∇·(a∇))^s u + c u = f on a scheme, for homogeneous data.
  ///
  /// - Throws: ``SolverError/incompatible(mean:)`` if constants are in the kernel and
  ///   |mean f| > 1e-10 max |f|; subtract the mean yourself to project.
  /// - Complexity: two transforms; the memory of u and of one spectrum.
  public func solve<Scalar: TransformScalar>(
    _ f: Field<Scalar>, scheme: Scheme = .spectral, load: Load = .functional
  ) throws(SolverError) -> Field<Scalar> {
    Field(consuming: try solved(f, scheme, load))
  }

  /// Replaces f by u: the memory of one spectrum beside f's own.
  ///
  /// - Throws: as ``solve(_:scheme:load:)``; f is then untouched.
  public func solve<Scalar: TransformScalar>(
    inPlace f: inout Field<Scalar>, scheme: Scheme = .spectral, load: Load = .functional
  ) throws(SolverError) {
    f.assign(consuming: try solved(f, scheme, load))
  }

  private func solved<Scalar: TransformScalar>(
    _ f: Field<Scalar>, _ scheme: Scheme, _ load: Load
  ) throws(SolverError) -> Coefficients<Scalar> {
    if isSingular(on: f.grid) {
      let mean = f.mean
      if mean.magnitude > max(1e-10, 64 * Scalar.ulpOfOne) * f.largest() {
        throw .incompatible(mean: Double(mean))
      }
    }
    var uHat = Coefficients(f)
    _ = try uHat.divide(by: self, scheme: scheme, load: load)
    return uHat
  }
}
