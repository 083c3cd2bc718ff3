public import Discretizations
public import Fields
public import Formulas
import Grids
import RealModule
public import Transforms

/// The energy of −∇·(a∇u) + c u with coefficients that vary: a(u, u) = ∫ Σᵢ aᵢ |∂ᵢu|² + c u².
///
/// Each ∂ᵢu is the scheme's own weak derivative; aᵢ is sampled where that derivative lives:
///
///     staggered, order 2r     between the points
///     centred                 at the points
///     spectral                between the points, where the last mode's derivative is seen
///     spline of degree 1      at the Gauss points of every cell
///
/// The operator is A u = Σ ∂ᵢ*(aᵢ ∂ᵢu) + c u with the adjoint in the grid's inner product. For
/// constant coefficients it is the multiplication by ``EllipticOperator/symbol(_:on:_:)``.
public struct EnergyForm<Scalar: TransformScalar>: SymmetricForm {
  /// The space it lives on.
  public let space: FunctionSpace<Scalar>
  /// How ∂ᵢ is taken.
  public let scheme: Scheme
  /// Where a coefficient is used: one term an axis, c, or one Gauss point of every cell.
  let terms: [Term]

  /// ∫ a |D u|² for one map D, with samples of a on D's target.
  enum Term: Sendable {
    /// c u²
    case mass(samples: [Scalar])
    /// A sparse D along one axis.
    case sparse(WeightedGram<Scalar>, axis: Int, samples: [Scalar])
    /// The derivative of trigonometric functions along one axis, between the points.
    case spectral(axis: Int, samples: [Scalar])
    /// A tensor product of sparse maps, an evaluation at one Gauss point of every cell.
    case tensor(CellEvaluation<Scalar>, samples: [Scalar])

    var samples: [Scalar] {
      switch self {
      case .mass(let a), .sparse(_, _, let a), .spectral(_, let a), .tensor(_, let a): a
      }
    }

    /// Whether it is of c, not of a derivative.
    var isMass: Bool {
      switch self {
      case .mass: true
      case .sparse, .spectral: false
      case .tensor(let evaluation, _): evaluation.isMass
      }
    }
  }

  /// The fields of the samples: one an axis between the points and one of c, or of both at every
  /// Gauss point of a cell.
  static func fields(
    _ op: SecondOrderOperator, scheme: Scheme, on grid: Grid, points: Int = 3
  ) -> Double {
    let reaction = op.reaction.isZero ? 0 : 1
    guard scheme.isGalerkin else { return Double(grid.rank + reaction) }
    return Double((grid.rank + reaction) * (0..<grid.rank).reduce(1) { n, _ in points * n })
  }

  /// The fields beside the image while it is applied: û, the sum of derivatives, a derivative's values
  /// and their coefficients; of differences a derivative.
  static func scratch(_ scheme: Scheme) -> Double { scheme.isSpectral ? 4 : 1 }

  init(in space: FunctionSpace<Scalar>, scheme: Scheme, terms: [Term]) {
    self.space = space
    self.scheme = scheme
    self.terms = terms
  }

  /// The energy of coefficients on a scheme.
  ///
  /// - Parameters:
  ///   - diffusion: aᵢ, one formula an axis, or one for all.
  ///   - reaction: c.
  ///   - quadrature: Gauss points a direction for splines.
  /// - Throws: ``SolverError`` for a scheme without a weak derivative between neighbours (`stencil`
  ///   above order 2, splines above degree 1, splines beside other kinds), and where a coefficient
  ///   is negative or not finite at a sample.
  public init(
    diffusion: [Formula], reaction: Formula = 0, scheme: Scheme, in space: FunctionSpace<Scalar>,
    quadrature: Int = 3
  ) throws(SolverError) {
    let grid = space.grid
    precondition(diffusion.count == 1 || diffusion.count == grid.rank, "one coefficient an axis")
    let a = grid.axes.indices.map { diffusion.count == 1 ? diffusion[0] : diffusion[$0] }
    if scheme.isGalerkin {
      terms = try EnergyForm.elements(a, reaction, scheme, space, points: quadrature)
    } else {
      var terms: [Term] = []
      if !reaction.isZero {
        let c = Field(sampling: reaction, in: space)
        try c.checkCoefficient("reaction")
        terms.append(.mass(samples: c.values))
      }
      for axis in grid.axes.indices {
        if let term = try EnergyForm.derivative(a[axis], axis, scheme[axis], space) {
          terms.append(term)
        }
      }
      self.terms = terms
    }
    self.space = space
    self.scheme = scheme
  }

  /// aᵢ|∂ᵢu|² of one axis; nil where the derivative's space has no point.
  private static func derivative(
    _ a: Formula, _ i: Int, _ kind: Discretization, _ space: FunctionSpace<Scalar>
  ) throws(SolverError) -> Term? {
    let axis = space.grid.axes[i]
    let kind = kind == .stencil(order: 2) ? .staggered(order: 2) : kind
    switch kind {
    case .stencil, .mehrstellen:
      throw .notConforming(
        "\(kind) is for coefficients that are numbers: beside one that varies take staggered of "
          + "the same order")
    default: break
    }
    let weak = kind.weakDerivative(on: axis)
    guard let target = kind == .spectral ? axis.staggered : weak?.axis else { return nil }
    let dual = FunctionSpace<Scalar>(on: space.grid.replacing(i, by: target))
    let samples = Field(sampling: a, in: dual)
    try samples.checkCoefficient("diffusion")
    guard let weak else { return .spectral(axis: i, samples: samples.values) }
    let map = AxisMap<Scalar>(
      weak.stencil, on: axis, at: (0..<target.count).map { target.firstHalf + 2 * $0 })
    let gram = WeightedGram(
      map, target: target.weights.rounded(to: Scalar.self),
      source: axis.weights.rounded(to: Scalar.self))
    return .sparse(gram, axis: i, samples: samples.values)
  }

  /// A u.
  ///
  /// - Complexity: one pass an axis for differences; two transforms an axis and two for `spectral`;
  ///   d + 1 evaluations and their adjoints a Gauss point for splines.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func applied(to u: Field<Scalar>) -> Field<Scalar> {
    var sum = Field(in: space)
    add(u, to: &sum)
    return sum
  }

  /// r ← A u
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    r.values.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    add(u, to: &r)
  }

  /// sum ← sum + A u
  @inline(__always)
  private func add(_ u: Field<Scalar>, to sum: inout Field<Scalar>) {
    precondition(u.space == space, "a field of another space")
    for term in terms {
      switch term {
      case .mass(let c): sum.add(product: c, u)
      case .sparse(let gram, let axis, let a):
        sum.values.withUnsafeMutableBufferPointer { sum in
          a.withUnsafeBufferPointer { a in
            u.values.withUnsafeBufferPointer {
              gram.add(a, $0, shape: space.grid.shape, axis: axis, to: sum)
            }
          }
        }
      case .tensor(let evaluation, let a): evaluation.add(a, u, to: &sum)
      case .spectral: break
      }
    }
    guard terms.contains(where: { if case .spectral = $0 { true } else { false } }) else { return }
    let uHat = Coefficients(u)
    var sumHat = Coefficients(in: space)
    for case .spectral(let axis, let a) in terms {
      var flux = Field(consuming: uHat.derivative(axis: axis, staggered: true)!)
      flux.multiply(by: a)
      Coefficients(consume flux).add(-1, derivativeAlong: axis, staggered: true, to: &sumHat)
    }
    sum.add(1, times: Field(consuming: sumHat))
  }

  /// The smallest and largest sample of a coefficient, c among them.
  ///
  /// Where the other form is the same scheme's with coefficients 1, these bound the quotient.
  public var range: (lower: Scalar, upper: Scalar) {
    let ends = terms.map { (lower: $0.samples.min() ?? 0, upper: $0.samples.max() ?? 0) }
    return (ends.map(\.lower).min() ?? 0, ends.map(\.upper).max() ?? 0)
  }

  /// The form whose coefficients are f of this one's.
  public func mapCoefficients(_ f: (Scalar) -> Scalar) -> EnergyForm {
    EnergyForm(
      in: space, scheme: scheme,
      terms: terms.map { term in
        switch term {
        case .mass(let c): .mass(samples: c.map(f))
        case .sparse(let gram, let axis, let a): .sparse(gram, axis: axis, samples: a.map(f))
        case .spectral(let axis, let a): .spectral(axis: axis, samples: a.map(f))
        case .tensor(let evaluation, let a): .tensor(evaluation, samples: a.map(f))
        }
      })
  }
}

extension Field {
  /// - Throws: ``SolverError/coefficient(_:value:point:)`` at the first value that is negative or
  ///   not finite.
  func checkCoefficient(_ name: String) throws(SolverError) {
    guard let i = values.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) else { return }
    let point = zip(grid.axes, grid.shape.unravel(i)).map { Double($0.point($1)) }
    throw .coefficient(name, value: Double(values[i]), point: point)
  }
}
