import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Transforms

extension LevelRun {
  /// The study's norms of the error by the measure `function`; nil where the norm is not of natural
  /// order, or the method's functions have too few derivatives.
  func functionErrors(reference u: Field<Scalar>) throws(StudyError) -> [Measured] {
    let floors = options.norms.map { floor(of: $0, on: grid, reference: u) }
    guard let reconstruction = Reconstruction(self) else {
      return floors.map { Measured(value: nil, floor: $0) }
    }
    var exact = equation.problem.exact!
    if reconstruction.isLifted, let w = lift { exact = exact - w }
    let points = options.quadrature ?? method.quadrature ?? defaultQuadrature
    var error = FunctionError(reconstruction, on: grid, exact: exact, quadrature: points)
    error.symmetric = try? equation.symmetricPart
    let shift = isSingular ? -error.mean() : 0
    let infinite = infiniteNorms(of: exact)
    let values = try norms(of: error, shift: shift, admits: reconstruction.admits)
    var sizes: [Double?]?
    if options.isRelative {
      var u = FunctionError(
        .trigonometricZero(in: space), on: grid, exact: equation.problem.exact!, quadrature: points)
      u.symmetric = error.symmetric
      sizes = try norms(of: u, shift: 0, admits: { _ in true })
    }
    return options.norms.indices.map { i in
      if infinite.contains(options.norms[i].name), values[i] != nil {
        return Measured(value: nil, floor: floors[i], isInfinite: true)
      }
      let size = sizes?[i].flatMap { $0 } ?? 1
      return Measured(value: values[i].map { $0 / size }, floor: floors[i] / size)
    }
  }

  /// Gauss points a direction and knot interval where nobody says.
  var defaultQuadrature: Int {
    let degrees = method.kinds.map { kind -> Int in
      if case .spline(let degree) = kind { degree } else { 3 }
    }
    return degrees.max()! + 3
  }

  /// The study's norms of an error; nil where it has too few derivatives.
  func norms(
    of error: FunctionError<Scalar>, shift: Scalar, admits: ([Int]) -> Bool
  ) throws(StudyError) -> [Double?] {
    let terms = options.norms.map(terms)
    let admitted = terms.map { list in
      list.flatMap { $0.allSatisfy { admits($0.0.alpha) } && !$0.isEmpty ? $0 : nil }
    }
    let wanted = Array(Set(admitted.compactMap { $0 }.flatMap { $0.map(\.0) }))
    do {
      let integrals = try error.scaledIntegrals(
        wanted, shift: shift, samples: options.samples)
      return zip(options.norms, admitted).map { norm, list -> Double? in
        guard let list else { return nil }
        let parts = list.map { (integral: integrals[$0.0]!, weight: $0.1) }
        guard let p = list[0].0.exponent else {
          return parts.map { Double($0.integral.scale * $0.integral.value) }.max()
        }
        let scale = Double(parts.filter { $0.integral.value != 0 }.map(\.integral.scale).max() ?? 1)
        let total = parts.reduce(0.0) { sum, part in
          let share = Double(part.integral.scale) / scale
          return sum + part.weight * Double(part.integral.value) * Double.pow(share, p)
        }
        // A form that is not seen to be indefinite may be so all the same.
        return total < 0 ? nil : scale * Double.pow(total, 1 / p)
      }
    } catch {
      throw .notDifferentiable(expression: "exact", reason: "\(error)")
    }
  }

  /// The derivatives of which a norm is made, with their weights; nil where it is of no natural order.
  func terms(of norm: Norm) -> [(FunctionError<Scalar>.Derivative, Double)]? {
    typealias Derivative = FunctionError<Scalar>.Derivative
    let zero = [Int](repeating: 0, count: grid.rank)
    switch norm.core {
    case .lebesgue(let p):
      return [(Derivative(alpha: zero, exponent: p.isFinite ? p : nil), 1)]
    case .energy where equation.isVarying:
      return hasEnergyNorm ? [(.energy, 1)] : nil
    case .energy:
      return energyTerms.map { (Derivative(alpha: $0, exponent: 2), $1) }
    case .totalVariation where norm.form != .anisotropic && grid.rank > 1:
      return [(.gradient, 1)]
    case .totalVariation:
      return MultiIndex.all(order: 1, rank: grid.rank).map {
        (Derivative(alpha: $0, exponent: 1), 1)
      }
    default:
      var exponent: Double? = 2
      if case .slobodeckij(_, let p) = norm.core { exponent = p.isFinite ? p : nil }
      return norm.derivatives(rank: grid.rank)?.map {
        (Derivative(alpha: $0.alpha, exponent: exponent), Double($0.weight))
      }
    }
  }

  /// ∫ Σ aᵢ (∂ᵢe)² + c e²; none for another power, or an indefinite form.
  private var energyTerms: [([Int], Double)] {
    guard equation.op.power == 1, hasEnergyNorm else { return [] }
    let zero = [Int](repeating: 0, count: grid.rank)
    let first = equation.op.diffusion.enumerated().map { i, a in
      (zero.indices.map { $0 == i ? 1 : 0 }, Double(a))
    }
    return equation.op.reaction == 0 ? first : first + [(zero, Double(equation.op.reaction))]
  }
}

extension Reconstruction {
  /// The zero function: errors against it are norms.
  static func trigonometricZero(in space: FunctionSpace<Scalar>) -> Reconstruction {
    .trigonometric(Coefficients(in: space), ShiftedTransform(space.transform.kinds))
  }
}
