import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// Differences of order 2 in flux form, −Σ ∂ᵢ(aᵢ ∂ᵢu) + c u, as a matrix of one pass.
///
///     (A u)_j = Σᵢ [a_{j−½}(u_j − u_{j−1}) + a_{j+½}(u_j − u_{j+1})]/hᵢ² + c_j u_j
///
/// with the grid's own reflections at the ends: the energy of `staggered` of order 2, in which a
/// difference at an end counts a_{½} u²/h² at a Dirichlet node and 2 a₀ u²/h² at a Dirichlet cell.
struct FluxForm<Scalar: TransformScalar>: IterationMatrix, SymmetricForm {
  let space: FunctionSpace<Scalar>
  /// W A
  var edges: EdgeForm<Scalar>
  /// The least and the largest a on a face.
  let range: ClosedRange<Double>
  /// What it was made of; nil of a form that has links of its own.
  private(set) var coefficients: FaceCoefficients<Scalar>? = nil
  /// What stands in W s for the ends of axes: numbers of the points next to a side.
  var ends: [(side: BoxSide, values: [Scalar])] = []

  /// A u.
  func applied(to u: Field<Scalar>) -> Field<Scalar> {
    precondition(u.space == space, "a field of another space")
    var r = u
    edges.apply(u.values, to: &r.values)
    r.scaleEnds(by: 2)
    return r
  }

  func advance(
    _ x: inout Field<Scalar>, _ alpha: Scalar, _ p: inout Field<Scalar>, _ beta: Scalar,
    _ z: inout Field<Scalar>
  ) -> Scalar {
    edges.advance(&x.values, alpha, &p.values, beta, &z.values)
  }
}

extension FluxForm {
  /// The form of coefficients, homogeneous conditions at the ends.
  ///
  /// - Throws: where a coefficient is negative or not finite at a sample.
  init(_ coefficients: FaceCoefficients<Scalar>, reaction: Formula) throws(SolverError) {
    space = coefficients.space
    self.coefficients = coefficients
    var (lower, upper) = (Scalar.infinity, Scalar(0))
    let grid = space.grid
    let unit = grid.axes.indices.map { a in grid.axes.indices.map { $0 == a ? 1 : 0 } }
    edges = EdgeForm(
      shape: grid.shape, isPeriodic: grid.axes.map(\.isPeriodic), offsets: unit)
    if !reaction.isZero {
      let c = Field(sampling: reaction, in: space)
      try c.checkCoefficient("reaction")
      edges.weights.replaceSubrange(0..<grid.count, with: c.values)
    }
    for d in grid.axes.indices {
      let ends = try coefficients.fillUpperFaces(d, &edges.weights, edges.range(ofOffset: d))
      (lower, upper) = (min(lower, ends.lower), max(upper, ends.upper))
    }
    range = Double(lower)...Double(upper)
    for (d, axis) in grid.axes.enumerated() {
      let h = Scalar(axis.spacing)
      edges.scale(edges.range(ofOffset: d), by: 1 / (h * h))
      if !axis.isPeriodic { edges.clear(lastPlaneOf: d) }
    }
    weigh()
    for side in grid.sides where grid.end(side) == .dirichlet {
      let weight = grid.endWeight(side, Scalar.self)
      addToDiagonal(try coefficients.endFaces(side).map { weight * $0 }, on: side)
    }
  }

  /// The mean of s over the points that are not next to a Dirichlet side; 0 where there is none.
  var meanPotential: Scalar {
    edges.diagonal.withUnsafeBufferPointer { space.grid.meanInside($0) }
  }

  /// Adds to W s, on the points next to a side, values times the weights of the other axes.
  mutating func addToDiagonal(_ plane: [Scalar], on side: BoxSide) {
    let grid = space.grid
    let weights = grid.axes.enumerated().map { a, axis in
      a == side.axis ? [1] : axis.weights.map { Scalar($0 / axis.spacing) }
    }.reduce([Scalar(1)]) { rows, row in rows.flatMap { x in row.map { x * $0 } } }
    let values = zip(weights, plane).map { $0 * $1 }
    for (i, place) in grid.places(nextTo: side).enumerated() { edges.weights[place] += values[i] }
    ends.append((side, values))
  }

  /// Everything times the weights of the axes along which it is not a difference.
  private mutating func weigh() {
    let grid = space.grid
    for (block, axis) in [(0, nil as Int?)] + grid.axes.indices.map({ ($0 + 1, $0) }) {
      for (a, other) in grid.axes.enumerated() where a != axis && other.placement == .nodes {
        for side in Side.allCases where other.end(side) == .neumann {
          for place in grid.places(nextTo: BoxSide(axis: a, side: side)) {
            edges.weights[block * grid.count + place] /= 2
          }
        }
      }
    }
  }
}

extension Grid {
  /// What a on the face at a Dirichlet side counts: 1/h² from a node to the side, 2/h² from a cell.
  func endWeight<Scalar: BinaryFloatingPoint>(_ side: BoxSide, _: Scalar.Type) -> Scalar {
    let h = Scalar(axes[side.axis].spacing)
    return (axes[side.axis].placement == .cells ? 2 : 1) / (h * h)
  }

  /// The points of the plane next to a side, row-major.
  func places(nextTo side: BoxSide) -> [Int] {
    let (n, a) = (shape[side.axis], side.axis)
    let inner = shape[(a + 1)...].reduce(1, *)
    let outer = shape[..<a].reduce(1, *)
    let j = side.side == .lower ? 0 : n - 1
    return (0..<outer).flatMap { o in (0..<inner).map { (o * n + j) * inner + $0 } }
  }
}
