import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Solvers
import Transforms

extension NormPair {
  /// The extremes of a pair of which a norm is not quadratic: the best critical points that are
  /// found, so that c is bounded from above and C from below.
  ///
  /// - Throws: ``StudyError`` for a norm that has no gradient, and where no start converges.
  func criticalPoints<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, _ lastMode: LastMode, _ problem: Problem?
  ) throws(StudyError) -> ExtremeRatios {
    let a = try functional(left, in: space, lastMode, problem)
    let b = try functional(right, in: space, lastMode, problem)
    let vanishing = VanishingModes(
      { a($0).value * a($0).value }, { b($0).value * b($0).value }, in: space,
      withoutConstant: subspace == .zeroMean)
    /// The metric is of the order of the norm that bounds the other at this end.
    func extreme(
      _ end: NormQuotient<Scalar>.End, order: Double
    ) throws(EigenError) -> CriticalPoint<Scalar> {
      guard let k = DiagonalForm(.h(order), scheme: .spectral, in: space) else {
        preconditionFailure("H^s is a weight")
      }
      var quotient = NormQuotient(a, over: b, in: space, riesz: { k.pseudoinverse($0) })
      quotient.kernel = vanishing.both
      // The quotient is off by the square of the residual: ten digits.
      var options = CriticalPointOptions()
      options.tolerance = 1e-5
      return try quotient.extreme(end, options: options)
    }
    var found = ExtremeRatios(lower: nil, upper: .infinity)
    var points: [CriticalPoint<Scalar>] = []
    do {
      if let mode = vanishing.left {
        found.lower = 0
        found.lowerMode = mode
      } else {
        points.append(try extreme(.lowest, order: left.norm.derivatives))
        found.lower = Double(points.last!.value)
      }
      if let mode = vanishing.right {
        found.upperMode = mode
      } else {
        points.append(try extreme(.highest, order: right.norm.derivatives))
        found.upper = Double(points.last!.value)
      }
    } catch {
      throw .pair(name: name, cells: space.grid.cells, reason: error.description)
    }
    found.residual = points.map { Double($0.residual) }.max()
    found.iterations = points.map(\.iterations).reduce(0, +)
    return found
  }

  /// A norm with its gradient.
  private func functional<Scalar: TransformScalar>(
    _ side: Side, in space: FunctionSpace<Scalar>, _ lastMode: LastMode, _ problem: Problem?
  ) throws(StudyError) -> NormQuotient<Scalar>.Functional {
    if let form = try QuadraticSide(side, in: space, lastMode, problem)?.form {
      return { u in
        let gradient = form.applied(to: u)
        let value = max(0, gradient.inner(u)).squareRoot()
        return (value, value > 0 ? (1 / value) * gradient : gradient)
      }
    }
    let (norm, scheme) = (side.norm, side.scheme)
    @Sendable func both(_ u: Field<Scalar>) -> (value: Scalar, gradient: Field<Scalar>)? {
      guard let value = try? u.norms([norm], scheme: scheme)[0],
        let gradient = try? norm.gradient(at: u, scheme: scheme)
      else { return nil }
      return (value, gradient)
    }
    // A scheme that is not conforming is so for every field.
    let probe = Field(in: space, values: (0..<space.count).map { Scalar($0 % 5) - 1 })
    guard both(probe) != nil else {
      throw .method(name: side.method.name, reason: "it is not conforming for \(norm)")
    }
    return { both($0) ?? (.nan, $0) }
  }
}

extension NormPair {
  /// Whether a norm is no form: the constants are then the best that were found.
  var isBestFound: Bool {
    !isEmbedding && [left, right].contains { !$0.norm.isQuadratic }
  }

  /// Refuses norms that neither an eigenvalue iteration nor an ascent can take.
  func refuseKinks() throws(StudyError) {
    for norm in [left.norm, right.norm] where !norm.isQuadratic && !norm.isSmooth {
      throw .refusedPair(
        name: name, reason: "\(norm) has kinks, or no gradient; not yet available in a pair")
    }
  }
}

extension Norm {
  /// Whether the square is a form.
  fileprivate var isQuadratic: Bool {
    switch core {
    case .lebesgue(let p), .slobodeckij(_, let p): p == 2
    case .sobolev, .energy: true
    default: false
    }
  }

  /// How many derivatives it takes.
  fileprivate var derivatives: Double {
    switch core {
    case .sobolev(let s), .slobodeckij(let s, _): s
    case .energy: 1
    default: 0
    }
  }

  /// Whether it is differentiable but at 0.
  fileprivate var isSmooth: Bool {
    switch core {
    case .lebesgue(let p): p > 1 && p < .infinity
    case .slobodeckij(let s, let p): s == s.rounded() && p > 1 && p < .infinity
    default: false
    }
  }
}
