import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// −∇·(a∇u) + b·∇u + c u by multilinear elements, a, b and c by Gauss quadrature.
///
///     A_pq = ∫ ∇φ_p·a∇φ_q + φ_p b·∇φ_q + c φ_p φ_q + ∫_{Robin} β φ_p φ_q
///
/// a unit of volume. Constants have no gradient: a row's sum is that of c and β alone. On a line the
/// three weights a node are held; elsewhere there is no matrix (``ElementForm``).
struct ElementSystem<Scalar: TransformScalar> {
  let problem: SecondOrderProblem
  let space: FunctionSpace<Scalar>
  /// A
  private(set) var matrix: any LinearOperator<Scalar>
  /// Its weights on a line.
  private var stencil: PointStencil<Scalar>
  /// The load and what the data add to it.
  private(set) var right: [Scalar]
  private let elements: ClosedElements<Scalar>
  private let boundary: [Scalar]?
  /// What boundary values add to the load.
  private var fromBoundary: [Scalar] = []

  private var grid: Grid { space.grid }

  /// The fields that it holds: a line's weights, or what is sampled while it is applied.
  static func fields(_ problem: SecondOrderProblem, on grid: Grid) -> Double {
    guard grid.rank > 1 else { return 3 }
    let op = (try? problem.written(as: .divergence, on: grid))?.op ?? problem.op
    return ElementForm<Scalar>.scratch(op, on: grid, isAdvective: true)
  }

  /// What is there beside it while it is summed: the load, boundary values and their image; on a line the
  /// load, the nodes of a cell's corners, and every coefficient at a Gauss point of all cells.
  static func setUpFields(_ problem: SecondOrderProblem, on grid: Grid) -> Double {
    guard grid.rank == 1 else { return 4 }
    let (op, corners) = (problem.op, 1 << grid.rank)
    var terms = op.reaction.isZero ? 0 : 1
    for i in 0..<op.rank {
      terms +=
        (0..<op.rank).count { !op.diffusion(i, $0).isZero } + (op.advection[i].isZero ? 0 : 1)
    }
    let isHomogeneous = problem.data.isHomogeneous
    return Double(1 + terms + corners + (isHomogeneous ? 0 : corners + 2))
  }

  /// - Parameter points: Gauss points a direction.
  init(
    _ problem: SecondOrderProblem, in space: FunctionSpace<Scalar>, load: LoadRule, points: Int?
  ) throws(SolverError) {
    let scheme = Scheme(.spline(degree: 1))
    guard let elements = ClosedElements<Scalar>(scheme, on: space.grid) else {
      throw .notAvailable(
        "elements on cells that end at a boundary for an operator that is not symmetric: take nodes, "
          + "or differences of order 2")
    }
    self.elements = elements
    self.problem = try problem.written(as: .divergence, on: space.grid)
    self.space = space
    stencil = PointStencil(in: space, isHeld: space.grid.rank == 1)
    matrix = stencil
    boundary = problem.data.isHomogeneous ? nil : elements.dirichletValues(problem.data)
    let f = problem.source
    switch load {
    case .integrated:
      right = SplineLoad<Scalar>(scheme, on: space.grid, points: points).integrate(f)
    case .interpolated: right = elements.mass(f.values(on: elements.axes.map(\.coordinates)))
    case .sampled: right = Field(sampling: f, in: space).values
    case .projected:
      throw .notAvailable("a projected load for a method that is not spectral on every axis")
    }
    let op = self.problem.op
    guard space.grid.rank == 1 else {
      let form = try ElementForm(
        op, robin: problem.robin.filter { space.grid.end($0.key) == .neumann }, in: space,
        points: points ?? 3, isAdvective: true)
      if let boundary {
        var image = Field(in: space, values: form.image(ofClosed: boundary))
        image.scaleEnds(by: 2)
        addMultiple(-1, image.values, to: &right)
      }
      matrix = form
      elements.addNeumannLoads(problem.data, points: points, to: &right)
      return
    }
    if boundary != nil { fromBoundary = [Scalar](repeating: 0, count: space.count) }
    let rule = GaussRule(points: points ?? 3)
    let all = space.grid.axes.map { 0..<$0.cells }
    integrate(rule, over: all, side: nil) { at in
      Self.integrand(op, at, on: space.grid)
    }
    for side in space.grid.sides where space.grid.end(side) == .neumann {
      guard let beta = problem.robin[side], !beta.isZero else { continue }
      var cells = all
      let last = space.grid.axes[side.axis].cells - 1
      cells[side.axis] = side.side == .lower ? 0..<1 : last..<(last + 1)
      integrate(rule, over: cells, side: side) { at in
        [Term(values: beta.values(on: at), row: nil, column: nil)]
      }
    }
    scaleRows()
    if boundary != nil { addMultiple(1, fromBoundary, to: &right) }
    fromBoundary = []
    matrix = stencil
    elements.addNeumannLoads(problem.data, points: points, to: &right)
  }

  /// One summand of the integrand, by the axes of its derivatives.
  private struct Term {
    let values: [Scalar]
    let row: Int?
    let column: Int?
  }

  private static func integrand(
    _ op: SecondOrderOperator, _ at: [[Scalar]], on grid: Grid
  ) -> [Term] {
    var terms: [Term] = []
    for i in grid.axes.indices {
      for j in grid.axes.indices where !op.diffusion(i, j).isZero {
        terms.append(Term(values: op.diffusion(i, j).values(on: at), row: i, column: j))
      }
      if !op.advection[i].isZero {
        terms.append(Term(values: op.advection[i].values(on: at), row: nil, column: i))
      }
    }
    if !op.reaction.isZero {
      terms.append(Term(values: op.reaction.values(on: at), row: nil, column: nil))
    }
    return terms
  }

  /// Adds ∫ over some cells, or over a side of them.
  private mutating func integrate(
    _ rule: GaussRule, over cells: [Range<Int>], side: BoxSide?, _ terms: ([[Scalar]]) -> [Term]
  ) {
    let d = grid.rank
    let corners = (0..<(1 << d)).map { corner in (0..<d).map { corner >> $0 & 1 } }
    let rows = corners.map { nodes($0, cells, closed: false) }
    let columns = corners.map { boundary == nil ? [] : nodes($0, cells, closed: true) }
    var choice = [Int](repeating: 0, count: d)
    let counts = (0..<d).map { $0 == side?.axis ? 1 : rule.points.count }
    repeat {
      var weight: Extended = 1
      var xi: [Extended] = []
      for a in 0..<d {
        if a == side?.axis {
          xi.append(side!.side == .lower ? 0 : 1)
          weight /= grid.axes[a].spacing
        } else {
          xi.append(rule.points[choice[a]])
          weight *= rule.weights[choice[a]]
        }
      }
      let at = (0..<d).map { a in Array(elements.axes[a].elementPlaces(offset: xi[a])[cells[a]]) }
      for term in terms(at) {
        for (p, row) in corners.enumerated() {
          let test = Scalar(weight * shape(row, xi, term.row))
          if term.row == nil, term.column == nil {
            scatter(test, term.values, to: rows[p], &stencil.weights.diagonal)
          }
          for (q, column) in corners.enumerated() {
            let c = test * Scalar(shape(column, xi, term.column))
            let targets = rows[p]
            if p != q {
              stencil.weights.update(zip(column, row).map { $0 - $1 }) {
                scatter(c, term.values, to: targets, &$0)
              }
            }
            guard let boundary else { continue }
            for (k, i) in targets.enumerated() where i >= 0 && rows[q][k] < 0 {
              fromBoundary[i] -= c * term.values[k] * boundary[columns[q][k]]
            }
          }
        }
      }
    } while choice.advance(below: counts)
  }

  /// φ of a corner at ξ, or its derivative along an axis.
  private func shape(_ corner: [Int], _ xi: [Extended], _ derivative: Int?) -> Extended {
    var value: Extended = 1
    for a in corner.indices {
      if a == derivative {
        value *= (corner[a] == 1 ? 1 : -1) / grid.axes[a].spacing
      } else {
        value *= corner[a] == 1 ? xi[a] : 1 - xi[a]
      }
    }
    return value
  }

  /// The node at a corner of every cell: among the unknowns, −1 for one on a Dirichlet side, or
  /// among the closed nodes.
  private func nodes(_ corner: [Int], _ cells: [Range<Int>], closed: Bool) -> [Int] {
    var indices = [0]
    for (a, axis) in grid.axes.enumerated() {
      let line = elements.axes[a]
      let offset = closed ? 0 : line.offset
      let count = closed ? line.count : axis.count
      let along = cells[a].map { cell -> Int in
        let node = axis.isPeriodic ? (cell + corner[a]) % axis.cells : cell + corner[a]
        return (0..<count).contains(node - offset) ? node - offset : -1
      }
      indices = indices.flatMap { head in
        along.map { head < 0 || $0 < 0 ? -1 : head * count + $0 }
      }
    }
    return indices
  }

  /// A node on a Neumann end has half a cell.
  private mutating func scaleRows() {
    var scale = [Scalar(1)]
    for axis in grid.axes {
      let along = (0..<axis.count).map { Scalar(axis.spacing / axis.weight($0)) }
      scale = scale.flatMap { head in along.map { head * $0 } }
    }
    guard scale.contains(where: { $0 != 1 }) else { return }
    multiply(&stencil.weights.diagonal, by: scale)
    if boundary != nil { multiply(&fromBoundary, by: scale) }
    for offset in stencil.weights.neighbours.keys {
      stencil.weights.update(offset) { multiply(&$0, by: scale) }
    }
  }
}

/// target[i_k] ← target[i_k] + c v_k for i_k ≥ 0
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func scatter<Scalar: TransformScalar>(
  _ c: Scalar, _ values: [Scalar], to indices: [Int], _ target: inout [Scalar]
) {
  target.withUnsafeMutableBufferPointer { target in
    values.withUnsafeBufferPointer { values in
      indices.withUnsafeBufferPointer { indices in
        for k in indices.indices where indices[k] >= 0 { target[indices[k]] += c * values[k] }
      }
    }
  }
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func multiply<Scalar: TransformScalar>(_ y: inout [Scalar], by x: [Scalar]) {
  y.withUnsafeMutableBufferPointer { y in
    x.withUnsafeBufferPointer { x in
      for i in y.indices { y[i] *= x[i] }
    }
  }
}
