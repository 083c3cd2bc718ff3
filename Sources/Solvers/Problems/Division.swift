public import Discretizations
public import Fields
import Grids
public import Operators
import RealModule
public import Transforms

/// What the coefficients of a right-hand side mean.
public enum Load: Hashable, Sendable {
  /// A functional: (f, φ_j) a unit of volume. Samples of f are one, by the grid's quadrature.
  case functional
  /// A function by its nodal values: the scheme's mass matrix makes it a functional. For
  /// `mehrstellen` that is the corrected right-hand side f + Σ hᵢ²/12 δᵢ²f.
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
  /// - Throws: ``SolverError/notConforming(_:)``; ``SolverError/resonant(mode:eigenvalue:)`` for c < 0.
  /// - Complexity: O(N), no transform.
  public mutating func divide(
    by a: EllipticOperator, scheme: Scheme, load: Load = .functional
  ) throws(SolverError) -> Scalar {
    let quotient = try a.quotient(scheme, load, on: grid, Scalar.self)
    if load == .function, scheme.isMehrstellen {
      multiply(by: Mehrstellen<Scalar>(a, on: grid).correction)
    }
    var defect: Scalar = 0
    if a.isSingular(on: grid) {
      defect = values[0]
      removeMean()
    }
    multiply(by: quotient)
    if a.isSingular(on: grid) { removeMean() }
    return defect
  }
}

extension EllipticOperator {
  /// u with (−∇·(a∇))^s u + c u = f on a scheme, for homogeneous data.
  ///
  /// - Throws: ``SolverError/incompatible(mean:)`` if constants are in the kernel and
  ///   |mean f| > 1e-10 max |f|; subtract the mean yourself to project.
  /// - Complexity: two transforms in three passes over memory; the memory of u.
  public func solve<Scalar: TransformScalar>(
    _ f: Field<Scalar>, scheme: Scheme = .spectral, load: Load = .functional
  ) throws(SolverError) -> Field<Scalar> {
    if secondDifference(scheme, on: f.grid, Scalar.self) != nil {
      var u = f
      try solve(inPlace: &u, scheme: scheme, load: load)
      return u
    }
    if isSingular(on: f.grid) { try f.refuseMean() }
    let quotient = try quotient(scheme, load, on: f.grid, Scalar.self)
    guard load == .function, scheme.isMehrstellen else { return f.multiplied(by: quotient) }
    var u = f.multiplied(by: Mehrstellen<Scalar>(self, on: f.grid).correction)
    u.multiply(by: quotient)
    return u
  }

  /// Replaces f by u: hardly any memory beside f's own.
  ///
  /// - Throws: as ``solve(_:scheme:load:)``; f is then untouched.
  public func solve<Scalar: TransformScalar>(
    inPlace f: inout Field<Scalar>, scheme: Scheme = .spectral, load: Load = .functional
  ) throws(SolverError) {
    if isSingular(on: f.grid) { try f.refuseMean() }
    let quotient = try quotient(scheme, load, on: f.grid, Scalar.self)
    if let table = secondDifference(scheme, on: f.grid, Scalar.self),
      f.eliminate(quotient, secondDifference: table)
    {
      return
    }
    if load == .function, scheme.isMehrstellen {
      f.multiply(by: Mehrstellen<Scalar>(self, on: f.grid).correction)
    }
    f.multiply(by: quotient)
  }

  /// What l̂ is to be multiplied by: 1/A, and 0 on the kernel of A.
  ///
  /// With symbols of nodal values, A_nodal = A/B²: û = B ĉ = B l̂/A = l̂ / (A_nodal B).
  func quotient<Scalar: TransformScalar>(
    _ scheme: Scheme, _ load: Load, on grid: Grid, _: Scalar.Type = Scalar.self
  ) throws(SolverError) -> Symbol<Scalar> {
    let tables = GramTables<Scalar>(scheme, on: grid, upTo: highestOrder)
    if scheme.kinds.contains(.mehrstellen) { try refuseMehrstellen(scheme) }
    guard
      let symbol = scheme.isMehrstellen
        ? Mehrstellen<Scalar>(self, on: grid).symbol : symbol(tables)
    else {
      throw .notConforming(
        "\(scheme.kinds.map(\.description).joined(separator: " × ")) has no symbol of order "
          + "\(2 * power): its functions have too few derivatives")
    }
    if let nearest = resonance(tables), nearest.amplification == .infinity {
      throw .resonant(mode: nearest.mode, eigenvalue: nearest.eigenvalue)
    }
    let numerator: Symbol<Scalar>.Product =
      switch load {
      case .functional: .init(1, tables.nodal.map(reciprocals))
      case .function: tables.mass
      }
    return Symbol(symbol.rule, numerator: numerator)
  }

  /// Throws where the compact scheme is asked for a part of the axes, or for a power.
  private func refuseMehrstellen(_ scheme: Scheme) throws(SolverError) {
    guard scheme.isMehrstellen else {
      throw .notConforming("mehrstellen joins the differences of all axes: it does not mix")
    }
    guard power == 1 else {
      throw .notConforming("mehrstellen is a scheme for -∇·(a∇u) + c u = f, not for a power of it")
    }
  }

  /// The table of 4 sin²(θ/2)/h² along the first axis if that is how the scheme sees it and the
  /// operator is definite: an elimination then needs no pivots.
  func secondDifference<Scalar: TransformScalar>(
    _ scheme: Scheme, on grid: Grid, _: Scalar.Type
  ) -> [Scalar]? {
    guard power == 1, isDefinite, !isSingular(on: grid), !grid.axes[0].isPeriodic,
      scheme[0] == .staggered(order: 2) || scheme[0] == .stencil(order: 2)
    else { return nil }
    return GramTables<Scalar>(scheme, on: grid, upTo: 1).table(1, axis: 0)
  }
}

extension Field {
  /// Throws ``SolverError/incompatible(mean:)`` where the mean is more than 1e-10 of the largest
  /// value: no right-hand side for an operator that removes constants.
  func refuseMean() throws(SolverError) {
    let mean = mean
    if mean.magnitude > max(1e-10, 64 * Scalar.ulpOfOne) * largest() {
      throw .incompatible(mean: Double(mean))
    }
  }
}

extension Multiplier {
  /// u with m(D) u = f: û = f̂ / m.
  ///
  /// The kernel of m is projected out of u.
  ///
  /// - Throws: ``SolverError/incompatible(mean:)`` or ``SolverError/singular(mode:coefficient:)`` if
  ///   some |f̂_k| > 1e-10 max|f̂| in the kernel; subtract it yourself to project.
  /// - Complexity: two transforms, and O(N) for each term of m.
  public func solve(_ f: Field<Scalar>) throws(SolverError) -> Field<Scalar> {
    var uHat = Coefficients(f)
    let m = symbol(on: f.grid)
    let width = f.grid.isComplex ? 2 : 1
    let kernel = kernel(on: f.grid)
    let largest = uHat.values.reduce(0) { max($0, $1.magnitude) }
    for k in kernel {
      let re = uHat.values[width * k]
      let im = width == 2 ? uHat.values[2 * k + 1] : 0
      let modulus = (re * re + im * im).squareRoot()
      guard modulus > max(1e-10, 64 * Scalar.ulpOfOne) * largest else { continue }
      if k == 0, f.grid.hasConstants { throw .incompatible(mean: Double(re)) }
      throw .singular(mode: f.grid.waveNumbers(stored: k), coefficient: Double(modulus))
    }
    uHat.values.withUnsafeMutableBufferPointer { u in
      for k in m.re.indices {
        if width == 1 {
          u[k] /= m.re[k]
          continue
        }
        let (a, b) = (m.re[k], m.im.isEmpty ? 0 : m.im[k])
        let (re, im) = (u[2 * k], u[2 * k + 1])
        let square = a * a + b * b
        u[2 * k] = (re * a + im * b) / square
        u[2 * k + 1] = (im * a - re * b) / square
      }
      for k in kernel { for i in 0..<width { u[width * k + i] = 0 } }
    }
    return Field(consuming: consume uHat)
  }
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func reciprocals<Scalar: TransformScalar>(_ table: [Scalar]) -> [Scalar] {
  table.map { 1 / $0 }
}
