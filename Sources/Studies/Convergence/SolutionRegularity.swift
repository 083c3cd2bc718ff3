import Discretizations
import Formulas
import Grids
import Solvers

/// Where the exact solution's reflection is not smooth: what keeps a sine series from being spectral.
struct SolutionRegularity {
  /// The derivatives that jump under reflection at a side.
  struct Jump {
    let side: BoxSide
    let end: End
    /// Whether its flux is oblique, and tells no ∂u/∂n: the scheme takes the side as it is, its cosines
    /// do not.
    let isOblique: Bool
    /// The even q ≥ 2 with ∂ₙ^q u ≠ 0 on a Dirichlet end, the odd q ≥ 3 on a Neumann end, q = 1 too on
    /// an oblique one.
    fileprivate(set) var orders: [Int]
    /// Those that only the flux a ∂ₙu has.
    fileprivate(set) var ofFlux: Set<Int> = []

    /// The first that a lifting of depth d leaves; nil if there is none.
    func order(lifting d: Int) -> Int? {
      isOblique ? orders.first : orders.first { $0 > (end == .dirichlet ? 2 * d : 2 * d + 1) }
    }

    func reason(_ order: Int) -> String {
      let letter = ["x", "y", "z"][side.axis]
      let what =
        ofFlux.contains(order)
        ? "∂\(letter)^\(order - 1) (a ∂\(letter)u)"
        : "∂\(letter)" + (order == 1 ? "" : "^\(order)") + " u"
      return "\(what) ≠ 0 at \(side.name)"
        + (isOblique ? ", whose slope is no datum: its " : ": its ")
        + (ofFlux.contains(order) == (end == .dirichlet) ? "even" : "odd") + " reflection jumps"
    }

    /// Whether a kind never notices: the compact scheme takes its source on the boundary; order 2 and
    /// linear elements do not reach across an end on nodes, nor at a Neumann end; elements on cells
    /// have a node on a Dirichlet end, where their odd reflection vanishes, and half a cell before it.
    func isHarmless(for kind: Discretization, placement: Placement, load: LoadRule) -> Bool {
      switch kind {
      case .mehrstellen: true
      case .staggered(2), .stencil(2): placement == .nodes || end == .neumann
      case .spline(1): placement == .nodes || end == .neumann || load == .integrated
      default: false
      }
    }
  }

  private(set) var jumps: [Jump] = []
  /// Why nothing can be said.
  private(set) var unknown: String?
  /// Where it is not analytic though no branch changes.
  private(set) var singularity: Singularity?

  /// Derivatives are looked at up to this order; a solution without a jump so far counts as smooth.
  private static let highest = 10

  init(_ equation: Equation, grid: Grid) {
    guard let u = equation.problem.exact else {
      unknown = "no exact solution"
      return
    }
    guard u.isSmooth else {
      unknown = "not predicted: the solution is only piecewise smooth"
      return
    }
    guard equation.problem.source?.isSmooth ?? true, equation.problem.singularPoints.isEmpty else {
      unknown = "not predicted: the data are not smooth"
      return
    }
    singularity = Singularity(of: u, on: grid)
    let op = equation.problem.op
    guard equation.problem.source.flatMap({ Singularity(of: $0, on: grid) }) == nil else {
      unknown = "not predicted: the data are not smooth"
      return
    }
    for a in op.coefficients {
      guard let place = Singularity(of: a, on: grid) else { continue }
      unknown = "not predicted: a coefficient is singular where \(place.words)"
      return
    }
    let trial = EndTrial(on: grid)
    let size = trial.largest(u)
    let oblique = Set(op.sidesWithoutSlope(of: grid))
    func found(_ a: Int) -> [Jump] {
      singularity == nil && trial.isReflected(u, axis: a, beside: size)
        ? [] : Self.firstJumps(u, axis: a, on: grid, trial, size, oblique)
    }
    for (a, axis) in grid.axes.enumerated() {
      if axis.isPeriodic {
        if let q = Self.periodicJump(u, axis: a, trial, size) {
          unknown = "not predicted: ∂\(["x", "y", "z"][a])^\(q) u jumps at the period"
          return
        }
        continue
      }
      guard equation.op.power == 1 else {
        if axis.end(.lower) != nil, found(a).isEmpty { continue }
        unknown = "not predicted: a power other than 1 on a bounded axis"
        return
      }
      jumps += found(a)
      if op.form == .divergence, op.diffusion(a, a).constant == nil {
        joinFlux(op.diffusion(a, a), u, axis: a, on: grid, trial)
      }
    }
  }

  /// Joins the jumps of the flux a ∂u, which is even about a Dirichlet end and odd about a Neumann
  /// end: its r-th derivative is as the (r + 1)-st of u. A product c u or b·∇u is taken at the points
  /// and has no reflection.
  private mutating func joinFlux(
    _ a: Formula, _ u: Formula, axis: Int, on grid: Grid, _ trial: EndTrial
  ) {
    guard let slope = try? u.derivative(Coordinate(rawValue: axis)!) else { return }
    let flux = a * slope
    let size = trial.largest(flux)
    var d = flux
    for r in 1..<Self.highest {
      guard let next = try? d.derivative(Coordinate(rawValue: axis)!) else { break }
      d = next
      for side in Side.allCases.map({ BoxSide(axis: axis, side: $0) }) {
        let end = grid.end(side)!
        guard r.isMultiple(of: 2) == (end != .dirichlet),
          !trial.vanishes(d, on: side, beside: size, order: r)
        else { continue }
        let i = jumps.firstIndex { $0.side == side }
        if i == nil { jumps.append(Jump(side: side, end: end, isOblique: false, orders: [])) }
        let place = i ?? jumps.count - 1
        guard !jumps[place].orders.contains(r + 1) else { continue }
        jumps[place].orders.append(r + 1)
        jumps[place].orders.sort()
        jumps[place].ofFlux.insert(r + 1)
      }
    }
  }

  private static func firstJumps(
    _ u: Formula, axis a: Int, on grid: Grid, _ trial: EndTrial, _ size: Extended,
    _ oblique: Set<BoxSide>
  ) -> [Jump] {
    let sides = Side.allCases.map { BoxSide(axis: a, side: $0) }
    var jumps = sides.map {
      Jump(side: $0, end: grid.end($0)!, isOblique: oblique.contains($0), orders: [])
    }
    // Each derivative from the one before, for both sides.
    var d = u
    for q in 1...highest {
      guard let next = try? d.derivative(Coordinate(rawValue: a)!) else { break }
      d = next
      for (i, side) in sides.enumerated() {
        let isOdd = q % 2 == 1
        guard q > 1 || jumps[i].isOblique, isOdd == (jumps[i].end != .dirichlet),
          !trial.vanishes(d, on: side, beside: size, order: q)
        else { continue }
        jumps[i].orders.append(q)
      }
    }
    return jumps.filter { !$0.orders.isEmpty }
  }

  private static func periodicJump(
    _ u: Formula, axis a: Int, _ trial: EndTrial, _ size: Extended
  ) -> Int? {
    // Each derivative from the one before.
    var d = u
    for q in 0...highest {
      guard trial.closes(d, around: a, beside: size, order: q) else { return q }
      guard let next = try? d.derivative(Coordinate(rawValue: a)!) else { return nil }
      d = next
    }
    return nil
  }
}
