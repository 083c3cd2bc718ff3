import Discretizations
package import Fields
package import Formulas
package import Grids
import RealModule
package import Transforms

/// −∇·(a∇u) + b·∇u + c u by multilinear elements, or −∇·(a∇u) + c u by differences of order 2 with mixed
/// derivatives, without a matrix: a, b and c are evaluated whenever it is applied, at the Gauss points; of differences at the
/// cells' middles and at the nodes.
///
/// In the plane and in space; the same form as that of ``CellAssembly``, to round-off. It holds D where
/// it is D A D, and a few planes of nodes a thread; an assembled form holds (3ᵈ + 1)/2 fields.
package struct ElementForm<Scalar: TransformScalar>: InPlaceForm, LinearOperator {
  package let space: FunctionSpace<Scalar>
  /// The least and the largest a_ii.
  private(set) var range: ClosedRange<Double> = 0...0
  /// In the plane a bound of the least eigenvalue of a's correlation, a_ij/√(a_ii a_jj): 1 for a diagonal a.
  private(set) var definiteness = 1.0
  /// D; 1 where it is empty.
  package var scaling: [Scalar] = []
  let samples: ElementSamples<Scalar>
  let axes: [ElementAxis<Scalar>]
  let coefficients: ElementCoefficients
  let rows: Rows
  /// c, where it is lumped.
  let reaction: NodalReaction<Scalar>?
  private let sides: [ElementSide<Scalar>]

  /// What a row of cells adds.
  enum Rows {
    case elements(ElementRows<Scalar>)
    case differences(DifferenceRows<Scalar>)

    var scratch: Int {
      switch self {
      case .elements(let rows): rows.scratch
      case .differences(let rows): rows.scratch
      }
    }
  }

  /// Whether the form is applied by samples: where a matrix would take more than four fields. In the
  /// plane that of a diagonal a takes four, or three and D (``ScaledLinks``).
  static func isTaken(_ op: SecondOrderOperator, _ scheme: Scheme, on grid: Grid) -> Bool {
    guard scheme.isLinearElements(on: grid),
      grid.axes.allSatisfy({ $0.isPeriodic || $0.placement == .nodes })
    else { return false }
    return grid.rank == 3 || (grid.rank == 2 && op.hasMixedDerivatives)
  }

  /// The fields beside the image while one thread applies it: four planes of nodes, and samples.
  static func scratch(
    _ op: SecondOrderOperator, on grid: Grid, isAdvective: Bool = false
  ) -> Double {
    let formulas = ElementCoefficients(
      op, axes: Array(0..<grid.rank), isAdvective: isAdvective
    ).formulas.count
    return 4 / Double(grid.axes[0].count)
      + Double(formulas * ElementSamples<Scalar>.target) / Double(grid.count)
  }

  /// - Parameters:
  ///   - robin: β on sides.
  ///   - q: Gauss points a direction.
  ///   - isAdvective: Whether b is taken; the form is not symmetric then.
  /// - Throws: where a coefficient of the diagonal, c or β is negative, or one is not finite; beside b, c
  ///   and β may be negative.
  package init(
    _ op: SecondOrderOperator, robin: [BoxSide: Formula], in space: FunctionSpace<Scalar>,
    points q: Int, isAdvective: Bool = false
  ) throws(SolverError) {
    self.space = space
    axes = Self.walk(space.grid.axes.map { ElementAxis<Scalar>($0, points: q) })
    coefficients = ElementCoefficients(
      op, axes: space.grid.rank == 2 ? [0, 2] : [0, 1, 2], isAdvective: isAdvective)
    rows = .elements(ElementRows(axes, coefficients))
    samples = ElementSamples(axes, coefficients.formulas)
    reaction = nil
    sides = try ElementSide.all(robin, of: space.grid, points: q, isSigned: isAdvective)
    (range, definiteness) = try survey()
  }

  /// Differences of order 2, c and β lumped at the nodes.
  ///
  /// - Throws: where a coefficient of the diagonal, c or β is negative, or one is not finite.
  package init(
    differences op: SecondOrderOperator, robin: [BoxSide: Formula], in space: FunctionSpace<Scalar>
  ) throws(SolverError) {
    self.space = space
    axes = Self.walk(space.grid.axes.map { ElementAxis<Scalar>(middlesOf: $0) })
    coefficients = ElementCoefficients(
      SecondOrderOperator(op.diffusion, rank: op.rank),
      axes: space.grid.rank == 2 ? [0, 2] : [0, 1, 2])
    rows = .differences(DifferenceRows(axes, coefficients))
    samples = ElementSamples(axes, coefficients.formulas)
    reaction = try NodalReaction(op.reaction, on: space.grid)
    sides = try ElementSide.all(robin, of: space.grid, points: nil)
    (range, definiteness) = try survey()
  }

  /// Layers of the first axis and rows of the last are what the walk needs.
  private static func walk(_ axes: [ElementAxis<Scalar>]) -> [ElementAxis<Scalar>] {
    precondition(axes.count > 1, "a line has a matrix of two fields")
    return axes.count == 2 ? [axes[0], ElementAxis(), axes[1]] : axes
  }

  /// r ← A u
  ///
  /// - Complexity: qᵈ evaluations of every coefficient and some 10 qᵈ products an element, q Gauss
  ///   points a direction, one of differences; no memory but some rows and planes a thread.
  package func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    precondition(u.space == space, "a field of another space")
    u.values.withUnsafeBufferPointer { u in
      r.values.withUnsafeMutableBufferPointer {
        run(Source(unknowns: u.baseAddress!), to: $0.baseAddress!)
      }
    }
    for side in sides { side.add(u.values, scaling[...], to: &r.values) }
    r.scaleEnds(by: 2)
  }

  /// A u
  package func applied(to u: Field<Scalar>) -> Field<Scalar> {
    var r = Field<Scalar>(in: space)
    apply(u, to: &r)
    return r
  }

  /// W A w at the unknowns, for values w at the closed nodes; D has no part in it.
  package func image(ofClosed w: [Scalar]) -> [Scalar] {
    var image: [Scalar] = zeros(space.count)
    w.withUnsafeBufferPointer { w in
      image.withUnsafeMutableBufferPointer {
        run(Source(closed: w.baseAddress!), to: $0.baseAddress!)
      }
    }
    for side in sides { side.add(closed: w, to: &image) }
    return image
  }

  /// The mean of A 1 over the points that are not next to a Dirichlet side; 0 where there is none.
  var meanPotential: Scalar {
    var s = applied(to: Field(in: space, values: [Scalar](repeating: 1, count: space.count)))
    s.scaleEnds(by: 0.5)
    return s.values.withUnsafeBufferPointer { space.grid.meanInside($0) }
  }
}
