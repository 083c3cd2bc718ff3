import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// D A D by links that are not scaled, with D beside them: four fields.
///
/// Linear elements in the plane for diagonal a have three links a node: the two diagonals of an element
/// are equally heavy. Differences in space have three. The row sums of A are those of c alone, and none of
/// them is held: they are a number, or sampled slab by slab. D takes their place.
struct ScaledLinks<Scalar: TransformScalar>: IterationMatrix {
  let space: FunctionSpace<Scalar>
  /// The least and the largest a_ii.
  let range: ClosedRange<Double>
  private var edges: EdgeForm<Scalar>
  private let sides: [ElementSide<Scalar>]
  private let first: [Int]
  private let excess: Excess

  /// The row sums.
  private enum Excess {
    case none
    /// A factor of each row of unknowns, and a row of nodes.
    case product([Scalar], [Scalar])
    case sampled(ElementSums<Scalar>)
  }

  /// Linear elements in the plane.
  ///
  /// - Parameter assembly: of a and c, without Robin sides; its links move into this form.
  init(
    _ assembly: inout CellAssembly<Scalar>, sides: [ElementSide<Scalar>], reaction c: Formula,
    points q: Int, in space: FunctionSpace<Scalar>
  ) {
    precondition(assembly.closed.sharesDiagonals, "links of a diagonal a")
    self.space = space
    self.sides = sides
    range = Double(assembly.range.lower)...Double(assembly.range.upper)
    edges = assembly.closed
    // The only owner writes in place.
    assembly.closed.weights = []
    let lines = assembly.nodes.axes
    first = lines.map(\.offset)
    if c.isZero {
      excess = .none
    } else if let c = c.constant {
      func share(_ line: Int, _ node: Int) -> Scalar {
        let axis = space.grid.axes[line]
        return !axis.isPeriodic && (node == 0 || node == axis.cells) ? 0.5 : 1
      }
      excess = .product(
        (0..<space.grid.shape[0]).map { Scalar(c) * share(0, $0 + lines[0].offset) },
        (0..<lines[1].count).map { share(1, $0) })
    } else {
      excess = .sampled(ElementSums(c, on: space.grid, points: q))
    }
    setScaling(nil)
  }

  /// Differences whose row sums are 0; the links move into this form.
  init(_ flux: inout FluxForm<Scalar>) {
    space = flux.space
    range = flux.range
    edges = flux.edges
    // The only owner writes in place.
    flux.edges.weights = []
    sides = []
    first = space.grid.axes.map { _ in 0 }
    excess = .none
  }

  /// Takes D; nil is 1.
  mutating func setScaling(_ d: [Scalar]?) {
    let count = space.count
    edges.weights.withUnsafeMutableBufferPointer { w in
      if let d {
        d.withUnsafeBufferPointer { w.baseAddress!.update(from: $0.baseAddress!, count: count) }
      } else {
        w.baseAddress!.update(repeating: 1, count: count)
      }
    }
  }

  /// The fields of the links and of D.
  static var fields: Int { 4 }

  /// D
  var scaling: ArraySlice<Scalar> { edges.weights[..<space.count] }

  /// z ← W D A D p; returns Σ p z.
  private func apply(_ p: Field<Scalar>, to z: inout Field<Scalar>) -> Scalar {
    let excess: (() -> EdgeForm<Scalar>.Excess)? =
      switch self.excess {
      case .none: nil
      case .product(let factors, let row):
        { { i, s in for j in row.indices { s[j] = factors[i] * row[j] } } }
      case .sampled(let sums): { sums.walk() }
      }
    let curvature = edges.applyScaled(
      p.values, to: &z.values, first: first, counts: space.grid.shape, excess: excess)
    guard !sides.isEmpty else { return curvature }
    for side in sides { side.add(p.values, scaling, to: &z.values) }
    return p.product(z)
  }

  func advance(
    _ x: inout Field<Scalar>, _ alpha: Scalar, _ p: inout Field<Scalar>, _ beta: Scalar,
    _ z: inout Field<Scalar>
  ) -> Scalar {
    x.add(alpha, times: p)
    p.scale(by: beta, adding: z)
    return apply(p, to: &z)
  }

  /// The mean of D A D 1 over the points that are not next to a Dirichlet side; 0 where there is none.
  var meanPotential: Scalar {
    var s = Field<Scalar>(in: space)
    _ = apply(Field(in: space, values: [Scalar](repeating: 1, count: space.count)), to: &s)
    return s.values.withUnsafeBufferPointer { space.grid.meanInside($0) }
  }
}
