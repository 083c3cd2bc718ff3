import Fields
import Grids
import RealModule
import Transforms

/// D A D of linear elements in the plane for diagonal a and a number c, A by three links a node.
///
/// The two diagonals of an element are equally heavy, its row sums are those of c alone, so that A on the
/// nodes, those of the sides among them, has no more to hold; D takes the place of the row sums.
struct ScaledPlane<Scalar: TransformScalar>: IterationMatrix {
  let space: FunctionSpace<Scalar>
  /// The least and the largest a_ii.
  let range: ClosedRange<Double>
  private var edges: EdgeForm<Scalar>
  private let sides: [ElementSide<Scalar>]
  private let first: [Int]
  /// c times a node's share of a cell, along the first axis, and along the last one.
  private let factors: [Scalar]
  private let diagonal: [Scalar]

  /// - Parameter assembly: of a and c, without Robin sides; its links move into this form.
  init(
    _ assembly: inout CellAssembly<Scalar>, sides: [ElementSide<Scalar>], reaction c: Scalar,
    in space: FunctionSpace<Scalar>
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
    func share(_ line: Int, _ node: Int) -> Scalar {
      let axis = space.grid.axes[line]
      return !axis.isPeriodic && (node == 0 || node == axis.cells) ? 0.5 : 1
    }
    factors = (0..<space.grid.shape[0]).map { c * share(0, $0 + lines[0].offset) }
    diagonal = (0..<lines[1].count).map { share(1, $0) }
    setScaling(nil)
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
  private var scaling: ArraySlice<Scalar> { edges.weights[..<space.count] }

  /// z ← W D A D p; returns Σ p z.
  private func apply(_ p: Field<Scalar>, to z: inout Field<Scalar>) -> Scalar {
    let curvature = edges.applyScaled(
      p.values, to: &z.values, first: first, counts: space.grid.shape, factors: factors,
      diagonal: diagonal)
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
