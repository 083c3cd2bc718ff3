import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

extension LevelRun {
  /// Whether √a(e, e) is a norm.
  var hasEnergyNorm: Bool {
    equation.op.power == 1 ? equation.problem.reasonWithoutEnergy == nil : equation.op.isDefinite
  }

  /// √a(e, e) of an operator that varies, by a scheme's own derivatives; nil where the scheme has no such
  /// form, or it is negative.
  func energy(of e: Field<Scalar>, scheme: Scheme) -> Scalar? {
    let unit = e.unitOfSquares
    let e = unit == 1 ? e : 1 / unit * e
    guard let (plus, minus) = try? energies(of: e, scheme: scheme) else { return nil }
    guard minus <= plus * (1 + 64 * Scalar.ulpOfOne) else { return nil }
    return unit * max(plus - minus, 0).squareRoot()
  }

  /// a(e, e) of the ``SymmetricPart`` as the method takes it, a sum and what is subtracted from it: a form
  /// has coefficients that are not negative, and c − ½∇·b and β + ½b·n are what they are.
  func energies(
    of e: Field<Scalar>, scheme: Scheme
  ) throws(StudyError) -> (plus: Scalar, minus: Scalar) {
    let part = try equation.symmetricPart
    let isOwn = scheme == self.scheme
    let hasAdvection = equation.problem.op.hasAdvection
    let isClosed = grid.axes.allSatisfy { $0.isPeriodic || $0.placement == .nodes }
    let hasSides = !scheme.isSpectral && (!hasAdvection || scheme.isGalerkin && isClosed)
    func square(
      _ op: SecondOrderOperator, _ weights: [BoxSide: Formula], _ faces: FaceRule
    ) throws(StudyError) -> Scalar {
      do {
        let form: any SymmetricForm<Scalar> = try SecondOrderProblem(
          op, source: 0, robin: hasSides ? weights : [:]
        ).energy(
          in: e.space, scheme: scheme, quadrature: method.quadrature, faces: faces,
          dealiased: isOwn && method.isDealiased)
        return form.applied(to: e).inner(e)
      } catch {
        throw .method(name: method.name, reason: error.description)
      }
    }
    let faces = isOwn ? method.faces : .sampled
    var (plus, minus): (Scalar, Scalar) = (0, 0)
    if hasAdvection {
      let c = part.op.reaction
      let a = SecondOrderOperator(part.op.diffusion, reaction: c.positive, rank: grid.rank)
      plus = try square(a, part.weights.mapValues(\.positive), faces)
      let less = part.weights.mapValues { (-$0).positive }.filter { !$0.value.isZero }
      let sink = (-c).positive
      if !sink.isZero || hasSides && !less.isEmpty {
        minus = try square(
          SecondOrderOperator(.scalar(0), reaction: sink, rank: grid.rank), less, .sampled)
      }
    } else {
      plus = try square(part.op, part.weights, faces)
    }
    guard !hasSides else { return (plus, minus) }
    for (side, weight) in part.weights.sorted(by: { $0.key.name < $1.key.name }) {
      let onSide =
        scheme.isSpectral
        ? spectralEnergy(of: e, on: side, weight) : pointEnergy(of: e, on: side, weight)
      if onSide < 0 { minus -= onSide } else { plus += onSide }
    }
    return (plus, minus)
  }

  /// ∫ w e² over a side, of the trigonometric function through e.
  private func spectralEnergy(
    of e: Field<Scalar>, on side: BoxSide, _ weight: Formula
  ) -> Scalar {
    let side = NaturalSide<Scalar>(
      side, of: e.grid, robin: weight, stream: 0, datum: 0, points: grid.rank == 1 ? 8 : 4)
    return side.energy(side.trace(of: Coefficients(e).values))
  }

  /// ∫ w e² over a side, of values at points. From the middle of a cell the value on a Robin side is
  /// e₀/(1 + ρ), ρ = hβ/2a, and between the two the slope βe/a, whose energy is ρβe².
  private func pointEnergy(of e: Field<Scalar>, on side: BoxSide, _ weight: Formula) -> Scalar {
    let axis = grid.axes[side.axis]
    var places = space.coordinates
    places[side.axis] = [Scalar(side.place(on: grid))]
    let w = weight.values(on: places)
    let beta = (equation.robin[side] ?? 0).values(on: places)
    let a = equation.problem.op.diffusion(side.axis, side.axis).values(on: places)
    let half = axis.placement == .cells ? Scalar(axis.spacing) / 2 : 0
    let shares = grid.axes.enumerated().map { i, axis in
      i == side.axis ? [1] : axis.weights.map { Scalar($0) }
    }.reduce([Scalar(1)]) { rows, row in rows.flatMap { x in row.map { x * $0 } } }
    let inner = grid.shape[(side.axis + 1)...].reduce(1, *)
    let j = side.side == .lower ? 0 : axis.count - 1
    return shares.indices.reduce(0) { sum, p in
      let rho = half * beta[p] / a[p]
      let value = e.values[(p / inner * axis.count + j) * inner + p % inner] / (1 + rho)
      return sum + shares[p] * (w[p] + rho * beta[p]) * value * value
    }
  }
}

extension Formula {
  /// max(f, 0)
  fileprivate var positive: Formula {
    if let value = constant { return value > 0 ? self : 0 }
    return 0.5 * (.abs(self) + self)
  }
}
