import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Transforms

/// The square of a norm as a form, with what is known of it.
struct QuadraticSide<Scalar: TransformScalar> {
  /// ‖u‖² = a(u, u).
  let form: any SymmetricForm<Scalar>
  /// The form, where it is a weight in the grid's basis.
  let diagonal: DiagonalForm<Scalar>?
  /// The form, where it is the energy of coefficients that vary.
  let energy: EnergyForm<Scalar>?
  /// A weight that is equivalent to the form, with constants that do not depend on h: the form
  /// itself where it is diagonal.
  let model: DiagonalForm<Scalar>
}

extension QuadraticSide {
  /// The side of a pair; nil if the square of its norm is not a form.
  ///
  /// - Throws: ``StudyError`` where the method or the problem does not give the norm a meaning.
  init?(
    _ side: NormPair.Side, in space: FunctionSpace<Scalar>, _ lastMode: LastMode,
    _ problem: Problem?
  ) throws(StudyError) {
    let scheme = side.scheme
    if let diagonal = DiagonalForm(side.norm, scheme: scheme, in: space, lastMode: lastMode) {
      self.init(form: diagonal, diagonal: diagonal, energy: nil, model: diagonal)
      return
    }
    if case .slobodeckij(let s, 2) = side.norm.core, s > 0, s < 1 {
      try self.init(gagliardo: side.norm, order: s, in: space)
      return
    }
    guard side.norm == .energy else { return nil }
    guard let problem else {
      throw .missing("the norm `energy` needs a [problem], whose form it is")
    }
    guard problem.power == 1 else {
      throw .norm("the energy of a power is not yet available in a pair")
    }
    let energy: EnergyForm<Scalar>
    do {
      energy = try EnergyForm(
        diffusion: problem.diffusion, reaction: problem.reaction, scheme: scheme, in: space)
    } catch {
      throw .method(name: side.method.name, reason: error.description)
    }
    let mean = (energy.range.lower + energy.range.upper) / 2
    let model = EllipticOperator(
      diffusion: space.grid.axes.map { _ in Extended(mean) },
      reaction: problem.reaction.isZero ? 0 : Extended(mean))
    guard let symbol: Symbol<Scalar> = model.symbol(scheme, on: space.grid) else { return nil }
    self.init(
      form: energy, diagonal: nil, energy: energy, model: DiagonalForm(symbol, in: space))
  }

  /// W^{s,2} on a box by its double integral, whose model is H^s.
  private init(
    gagliardo norm: Norm, order s: Double, in space: FunctionSpace<Scalar>
  ) throws(StudyError) {
    guard space.count <= Self.mostPoints else {
      throw .norm(
        "\(NormError.tooManyPoints(norm, points: space.count, limit: Self.mostPoints))")
    }
    let seminorm = GagliardoForm(order: s, in: space)
    let weight: Norm = norm.isSeminorm ? .homogeneous(s) : .h(s)
    guard let model = DiagonalForm(weight, scheme: .spectral, in: space) else {
      preconditionFailure("\(weight) is a weight")
    }
    let form: any SymmetricForm<Scalar> =
      norm.isSeminorm ? seminorm : OperatorForm(in: space) { seminorm.applied(to: $0) + $0 }
    self.init(form: form, diagonal: nil, energy: nil, model: model)
  }

  /// The most points for which an iteration takes the double integral at every step.
  private static var mostPoints: Int { 1 << 12 }
}

extension Problem {
  /// The operator whose form is the energy, where its coefficients are constants.
  var operatorOfEnergy: EllipticOperator? {
    guard let op = try? constantOperator, op.reaction >= 0 else { return nil }
    return op
  }

  /// `a(u, u) = ∫ (1 + x) |∇u|² + c u²`
  var form: String {
    let isScalar = Set(diffusion.map(\.description)).count == 1
    let first =
      isScalar
      ? "(\(diffusion[0])) |∇u|²"
      : zip(["x", "y", "z"], diffusion).map { "(\($1)) |∂u/∂\($0)|²" }.joined(separator: " + ")
    return "a(u, u) = ∫ " + first + (reaction.isZero ? "" : " + (\(reaction)) u²")
  }
}
