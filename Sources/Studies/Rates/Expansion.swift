import Discretizations
import Norms

/// What is left of an expansion of the error in powers of h where what a value depends on lies elsewhere in
/// its cell from grid to grid.
///
/// A point, a zero or an extremum at x lies at θ = frac(x/h) of its cell, and the error is
/// h^p g(θ) + O(h^{p+1}): no expansion, unless θ is the same on all grids (``Level/places``).
package enum Expansion: Int, Comparable, Sendable {
  /// All of it: no such place matters.
  case whole
  /// The leading term: a rate that is the method's own is that of an expansion.
  case leading
  /// None, but the last differences bound the error, as of one jump that is sampled at nodes.
  case bare
  /// None, but the differences between levels bound the error.
  case differences
  /// None: an extremum that three nested grids see at the same point does not move at all.
  case none

  package static func < (a: Expansion, b: Expansion) -> Bool { a.rawValue < b.rawValue }
}

extension Quantity.Functional {
  /// What is left of its expansion where its places move.
  ///
  /// Beside a point source values have a feature of the size of a cell at x₀, which a trigonometric function
  /// through them carries to x between them as ±1/(π d), d the distance in cells: with a sign that moves.
  func expansion(_ method: Method, besidePoints: Bool) -> Expansion {
    switch self {
    case .integral, .mean, .energy, .flux, .fluxBoundary: .whole
    case .value: method.isPiecewise ? .differences : besidePoints ? .none : .leading
    case .min, .max, .integrand: .none
    case .norm(let norm): norm.expansion
    }
  }
}

extension Norm {
  /// What is left of its expansion where its places move.
  var expansion: Expansion {
    if isSmoothFunctional { return .whole }
    return switch core {
    case .lebesgue(let p) where p.isFinite: .differences
    default: .none
    }
  }

  /// Whether it is a smooth function of u wherever it is not 0: |u|^p is at the zeros of u for even p only.
  var isSmoothFunctional: Bool {
    switch core {
    case .sobolev, .energy: true
    case .lebesgue(let p), .slobodeckij(_, let p), .besov(_, let p, _):
      p.isFinite && p / 2 == (p / 2).rounded()
    case .totalVariation, .vector(.power(.infinity)): false
    case .vector: true
    case .own(let own):
      if case .modified(let base, _, _) = own.definition { base.isSmoothFunctional } else { true }
    }
  }
}

extension Method {
  /// Whether the error between points is the same at θ and 1 − θ, as Bernoulli's polynomial B_{p+1}(θ) is
  /// for odd p.
  var isEvenInCells: Bool {
    kinds.allSatisfy { (kind: Discretization) -> Bool in
      if case .spline(let p) = kind { !p.isMultiple(of: 2) } else { true }
    }
  }
}

extension Series {
  /// What is left of the expansion of a column, whose functionals may keep less of it each.
  ///
  /// They lie at the same places if every level has the same, none of them NaN.
  func expansion(of column: String, _ own: [Expansion]) -> Expansion {
    let places = levels.map { $0.places[column] ?? [] }
    guard let first = places.first else { return .whole }
    func isSame(_ k: Int) -> Bool {
      places.allSatisfy { all in
        let (a, b) = (k < first.count ? first[k] : [], k < all.count ? all[k] : [])
        return a.count == b.count && zip(a, b).allSatisfy { ($0 - $1).magnitude <= Self.onePlace }
      }
    }
    return own.indices.filter { !isSame($0) }.map { own[$0] }.max() ?? .whole
  }

  /// θ that differ by less are one place in a cell.
  ///
  /// x is a Double: x/h is off by x/h · 2⁻⁵³, less than this on up to 9e6 cells. On grids that are finer a
  /// place seems to move, and a limit is refused. Places that do differ, by δ, leave h^p g′(θ) δ out of an
  /// expansion: 1e-9 of the error.
  static var onePlace: Double { 1e-9 }

  /// Why a norm has no limit by a measure, where that is known.
  public func reasonWithoutLimit(_ norm: String, _ measure: Measure) -> String? {
    noLimits[Series.column(norm, measure)]
  }

  /// The key of ``Level/places`` for a norm by a measure.
  static func column(_ norm: String, _ measure: Measure) -> String { "\(norm) \(measure)" }
}
