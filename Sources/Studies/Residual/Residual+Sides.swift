import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// Where the energy has ∫ we² on sides, w = β + ½b·n ≥ 0 of a Robin condition and of a stream.
extension Residual {
  /// The bounds on the energy norm of the error, sides included.
  ///
  /// For every z on the sides, by Schwarz,
  ///
  ///     ⟨R, φ⟩ = ⟨R − wz, φ⟩ + ∫ wzφ,     ‖e‖² ≤ ‖R − wz‖²_m + Σ_s ∫ wz²
  ///
  /// and for every φ  ‖e‖ ≥ ⟨R, φ⟩/‖φ‖_M. Both are attained by e where coefficients are constant; z
  /// and φ are the solution of R on the grid's modes. Of the modes beyond the grid a side sees
  ///
  ///     ∫ dφ ≤ ‖d‖ (Σ_{κ>K} φ_κ²/(μ a κ²))^{1/2} ‖φ‖ + ‖(I − P) d‖ (G/√(aB))^{1/2} ‖φ‖
  ///
  /// along its own axis and along the others, B their Σ aκ² + c and G = coth L√(B/a); of the latter a side
  /// with a weight takes a share itself.
  func boundBesideSides() -> ResidualBound {
    let grid = coefficients.grid
    let plain = RobinForm(least, sides: sides, on: grid)
    let whole = withSides()
    let holds =
      sides.allSatisfy(\.isCoercive) && least.diffusion.allSatisfy { $0 > 0 }
      && isDefinite(most, on: grid)
      && (least.reaction >= 0 && plain.holdsConstants || isDefinite(least, on: grid))
    guard holds else {
      return ResidualBound(upper: .infinity, lower: 0, oscillation: 1)
    }
    let e = plain.representative(of: whole)
    let densities: Densities = { zip(sides, $0).map { density(of: $0, less: $1) } }
    var (form, split) = (plain, besideSides(e, plain, of: coefficients.values, densities))
    for held in heldForms(of: whole, plain, densities) where held.split.square < split.square {
      (form, split) = (held.form, held.split)
    }
    let root = form.share.squareRoot()
    return ResidualBound(
      within: split.within,
      beyond: {
        tailBeyond(
          beside: $0,
          sides: (
            root * split.tail,
            { root * split.tail + tail(of: { $0.obliqueDensity(of: traceOfV(on: $0)) }) }
          )) / root
      },
      lower: lowerBesideSides(whole, e, plain),
      uncertainty: uncertainty().map { dualNorm(of: $0.values, form) } ?? 0)
  }

  /// The same where the mean of c holds constants beside the sides: with the η that is best without them, and
  /// with the one that is best for what they leave.
  private func heldForms(
    of whole: [Scalar], _ plain: RobinForm<Scalar>, _ densities: Densities
  ) -> [(form: RobinForm<Scalar>, split: Split)] {
    guard let held = ConstantsWeight(self) else { return [] }
    var rest = whole
    return (0..<2).map { _ in
      let (constant, waves) = plain.parts(of: rest)
      let eta = held.least(constant, waves).eta
      let form = RobinForm(
        least, sides: sides, on: grid, held: (weight: held.weight(eta), share: 1 - eta))
      let split = besideSides(
        form.representative(of: whole), form, of: coefficients.values, densities)
      rest = split.rest
      return (form, split)
    }
  }

  /// The norms of the parts of sides beyond the grid beside the two forms of R (``tailBeyond(beside:sides:)``).
  typealias SideTails = (weak: Scalar, strong: () -> Scalar)

  /// Those of sides without a weight.
  var tailsOfSides: SideTails {
    (
      tail(of: {
        $0.density(of: traceOfV(on: $0), less: .init(z: Coefficients(in: $0.projection.space)))
      }),
      { tail(of: { $0.strongDensity(of: traceOfV(on: $0)) }) }
    )
  }

  private func tail(
    of density: (NaturalSide<Scalar>) -> NaturalSide<Scalar>.Density
  ) -> Scalar {
    sides.reduce(0) { $0 + beyond(density($1), on: $1).tail } * share.squareRoot()
  }

  /// What sides take from a functional, to what is left of their densities.
  private typealias Densities =
    ([NaturalSide<Scalar>.Taken]) -> [NaturalSide<Scalar>.Density]

  /// ‖r − λ‖²_m + Σ_s ∫ λ²/w on the modes of the grid, what the sides have beyond them, and r − λ.
  private struct Split {
    let within: Scalar
    let tail: Scalar
    let rest: [Scalar]

    var square: Scalar { within + tail * tail }
  }

  /// That of the better λ: wz, z the trace of E; or √w μ of the densities that make least what is beyond the
  /// grid too. They have the digits of λ, however large w is, and vanish where w does.
  private func besideSides(
    _ e: [Scalar], _ form: RobinForm<Scalar>, of r: [Scalar], _ densities: Densities
  ) -> Split {
    let none = sides.map { Coefficients<Scalar>(in: $0.projection.space) }
    let first = besideSides(
      sides.map { .init(z: $0.trace(of: e)) }, form, of: r, densities)
    let weighted = sides.indices.filter { !sides[$0].weight.isZero }
    let whole = densities(none.map { .init(z: $0) }).map(\.coefficients)
    var total = r
    for (side, d) in zip(sides, whole) { side.add(d, to: &total) }
    // (Σ t_s)² ≤ N Σ t_s²
    let problem = SideProblem(
      form,
      beyond: weighted.map {
        Scalar(weighted.count) * share / form.share * pointTail(axis: sides[$0].side.axis)
      })
    var taken = none.map { NaturalSide<Scalar>.Taken(z: $0) }
    let mu = problem.solution(of: total, sides: weighted.map { whole[$0] }).mu
    for (i, mu) in zip(weighted, mu) { taken[i].mu = mu }
    let second = besideSides(taken, form, of: r, densities)
    return second.square < first.square ? second : first
  }

  private func besideSides(
    _ taken: [NaturalSide<Scalar>.Taken], _ form: RobinForm<Scalar>, of r: [Scalar],
    _ densities: Densities
  ) -> Split {
    var taken = taken
    var found = densities(taken)
    func total() -> [Scalar] {
      var total = r
      for (side, d) in zip(sides, found) { side.add(d.coefficients, to: &total) }
      return total
    }
    var rest = total()
    if grid.hasConstants, !form.isDefinite, form.holdsConstants {
      // Constants have no energy but on the sides: what r − λ has of them must vanish.
      for i in taken.indices { taken[i].z.values[0] += rest[0] / form.mean }
      found = densities(taken)
      rest = total()
    }
    var within = form.dualSquare(of: rest)
    var tail: Scalar = 0
    for (i, side) in sides.enumerated() {
      let beyond = self.beyond(found[i], on: side)
      within += side.energy(taken[i]) + beyond.within
      tail += beyond.tail
    }
    return Split(within: within, tail: tail * (share / form.share).squareRoot(), rest: rest)
  }

  /// A bound on the dual norm of a functional of the grid's modes alone, constants among them.
  private func dualNorm(of r: [Scalar], _ form: RobinForm<Scalar>) -> Scalar {
    besideSides(form.representative(of: r), form, of: r) {
      zip(sides, $0).map { $0.density(less: $1) }
    }.square.squareRoot()
  }

  /// ⟨R, φ⟩/‖φ‖_M over √(1 + S²), as without sides. Constants may be among the functions.
  private func lowerBesideSides(_ r: [Scalar], _ e: [Scalar], _ form: RobinForm<Scalar>) -> Double {
    let grid = coefficients.grid
    let isConstant = least.diffusion == most.diffusion && least.reaction == most.reaction
    let largest = isConstant ? form : RobinForm(most, sides: sides, on: grid)
    let phi = isConstant ? e : largest.representative(of: r)
    let p = grid.hasConstants ? 0 : lowest(least, on: grid)
    guard advection == 0 || p + least.reaction > 0 else { return 0 }
    let s = skewness(lowest: p)
    return Double(largest.quotient(r, phi) / (1 + s * s).squareRoot())
  }

  /// R with what the sides add, on the modes of the grid.
  func withSides() -> [Scalar] {
    var total = coefficients.values
    for side in sides {
      side.add(
        density(of: side, less: .init(z: Coefficients(in: side.projection.space))).coefficients,
        to: &total)
    }
    return total
  }

  /// r = g − n·a∇W − β(v + W) on a side, less λ.
  private func density(
    of side: NaturalSide<Scalar>, less taken: NaturalSide<Scalar>.Taken
  ) -> NaturalSide<Scalar>.Density {
    side.density(of: traceOfV(on: side), less: taken)
  }

  private func traceOfV(on side: NaturalSide<Scalar>) -> Coefficients<Scalar> {
    side.trace(of: vHat.values)
  }

  /// What a density has beyond the grid.
  ///
  /// The share θ of (I − P) d is given to the side's own energy, which it adds θ²‖(I − P) d/√w‖² to, and twice
  /// its product with λ; the rest to the modes beyond. With one norm t and the other s, s² + t² is divided best
  /// by θ = t²/(s² + t²).
  private func beyond(_ d: NaturalSide<Scalar>.Density, on side: NaturalSide<Scalar>)
    -> (within: Scalar, tail: Scalar)
  {
    let grid = coefficients.grid
    let n = side.side.axis
    let a = least.diffusion[n]
    let others = grid.axes.indices.filter { $0 != n }.map { i -> Scalar in
      let kappa: Scalar = grid.axes[i].firstBeyond()
      return least.diffusion[i] * kappa * kappa
    }
    guard let along = others.min() else {
      return (0, d.norm * pointTail(axis: n).squareRoot())
    }
    let b = along + max(0, least.reaction)
    let x = Scalar(grid.axes[n].length) * (b / a).squareRoot()
    let t = d.tail / (Scalar.tanh(x) * (a * b).squareRoot()).squareRoot()
    let s = d.weightedTail
    let theta = s < .infinity && t > 0 ? 1 / (1 + (s / t) * (s / t)) : 0
    let kept = (1 - theta) * d.tail
    let seen = max(0, d.norm * d.norm - d.tail * d.tail)
    let across = (seen + kept * kept).squareRoot() * pointTail(axis: n).squareRoot()
    let within = theta > 0 ? theta * (theta * s * s + 2 * d.product) : 0
    return (within, across + (1 - theta) * t)
  }
}
