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
  var terms: [Term]

  /// ∫ a |D u|² for one map D, with samples of a on D's target.
  struct Term: Sendable {
    let map: Map
    var samples: PointSamples<Scalar>

    /// Whether it is of c, not of a derivative.
    var isMass: Bool {
      switch map {
      case .value: true
      case .sparse, .spectral: false
      case .tensor(let evaluation): evaluation.isMass
      }
    }

    var isTensor: Bool { if case .tensor = map { true } else { false } }

    /// The axis along whose lines the samples are taken, where they are.
    var lines: Int? { if case .spectral(_, let axis) = map { axis } else { nil } }
  }

  /// D
  enum Map: Sendable {
    /// u itself
    case value
    /// A sparse D along one axis.
    case sparse(WeightedGram<Scalar>, axis: Int)
    /// The derivative of trigonometric functions along one axis, between the points.
    case spectral(TrigonometricGram<Scalar>, axis: Int)
    /// A tensor product of sparse maps, an evaluation at one Gauss point of every cell.
    case tensor(CellEvaluation<Scalar>)
  }

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
    try self.init(
      sampling: diffusion, reaction, scheme: scheme, in: space, quadrature: quadrature)
    hold(upTo: .infinity)
  }

  /// The same, without memory: coefficients are sampled whenever it is applied.
  package init(
    sampling diffusion: [Formula], _ reaction: Formula, scheme: Scheme,
    in space: FunctionSpace<Scalar>, quadrature: Int
  ) throws(SolverError) {
    let grid = space.grid
    precondition(diffusion.count == 1 || diffusion.count == grid.rank, "one coefficient an axis")
    let a = grid.axes.indices.map { diffusion.count == 1 ? diffusion[0] : diffusion[$0] }
    if scheme.isGalerkin {
      terms = try EnergyForm.elements(a, reaction, scheme, space, points: quadrature)
    } else {
      var terms: [Term] = []
      if !reaction.isZero {
        terms.append(Term(map: .value, samples: try PointSamples(reaction, on: grid, "reaction")))
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
    let dual = space.grid.replacing(i, by: target)
    let samples = try PointSamples<Scalar>(a, on: dual, "diffusion")
    guard let weak else {
      let gram = TrigonometricGram(
        TransformKind(axis), TransformKind(target),
        frequencies: (0..<axis.count).map { Scalar(axis.frequency($0)) }, shape: space.grid.shape,
        axis: i)
      return Term(map: .spectral(gram, axis: i), samples: samples)
    }
    let map = AxisMap<Scalar>(
      weak.stencil, on: axis, at: (0..<target.count).lazy.map { target.firstHalf + 2 * $0 })
    let gram = WeightedGram(
      map, target: target.weights.rounded(to: Scalar.self),
      source: axis.weights.rounded(to: Scalar.self))
    return Term(map: .sparse(gram, axis: i), samples: samples)
  }

  /// A u.
  ///
  /// - Complexity: one pass an axis for differences; four transforms along each axis for `spectral`;
  ///   d + 1 evaluations and their adjoints a Gauss point for splines; and an evaluation of what is not
  ///   held. No memory but blocks of lines or planes.
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
    let shape = space.grid.shape
    for term in terms {
      if case .tensor(let evaluation) = term.map {
        evaluation.add(term.samples, u, to: &sum)
        continue
      }
      sum.values.withUnsafeMutableBufferPointer { sum in
        // Threads write at disjoint places.
        nonisolated(unsafe) let sum = sum
        u.values.withUnsafeBufferPointer { u in
          switch term.map {
          case .value:
            let plane = u.count / shape[0]
            term.samples.forEachBlock(byThreads: true) { planes, c in
              let first = planes.lowerBound * plane
              addProduct(
                1, c.baseAddress!, u.baseAddress! + first, sum.baseAddress! + first, c.count)
            }
          case .sparse(let gram, let axis):
            // Planes of fluxes along the first axis meet at points.
            term.samples.forEachBlock(byThreads: axis > 0) { planes, a in
              gram.add(a, planes: planes, u, shape: shape, axis: axis, to: sum)
            }
          case .spectral(let gram, let axis):
            if term.samples.isHeld {
              term.samples.values.withUnsafeBufferPointer { gram.add($0, u, to: sum) }
            } else {
              gram.add(sampling: { term.samples.fill(linesAlong: axis, $0, $1, $2) }, u, to: sum)
            }
          case .tensor: break
          }
        }
      }
    }
    // A unit of volume: beside an end that is a node there is half a cell.
    if terms.contains(where: \.isTensor) { sum.scaleEnds(by: 2) }
  }

  /// The smallest and largest sample of a coefficient, c among them.
  ///
  /// Where the other form is the same scheme's with coefficients 1, these bound the quotient.
  public var range: (lower: Scalar, upper: Scalar) {
    let ends = terms.map(\.samples.range)
    return (ends.map(\.lower).min() ?? 0, ends.map(\.upper).max() ?? 0)
  }

  /// The form whose coefficients are f of this one's.
  public func mapCoefficients(_ f: (Scalar) -> Scalar) -> EnergyForm {
    EnergyForm(
      in: space, scheme: scheme,
      terms: terms.map { Term(map: $0.map, samples: $0.samples.mapped(f)) })
  }
}
