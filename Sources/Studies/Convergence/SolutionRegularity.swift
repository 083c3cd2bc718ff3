import Discretizations
import Formulas
import Grids
import RealModule
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
    let size = Self.largest(u, on: grid, fixing: nil)
    let oblique = Set(op.sidesWithoutSlope(of: grid))
    func found(_ a: Int) -> [Jump] {
      singularity == nil && Self.isReflected(u, axis: a, on: grid, size)
        ? [] : Self.firstJumps(u, axis: a, on: grid, size, oblique)
    }
    for (a, axis) in grid.axes.enumerated() {
      if axis.isPeriodic {
        if let q = Self.periodicJump(u, axis: a, on: grid, size) {
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
        joinFlux(op.diffusion(a, a), u, axis: a, on: grid)
      }
    }
  }

  /// Joins the jumps of the flux a ∂u, which is even about a Dirichlet end and odd about a Neumann
  /// end: its r-th derivative is as the (r + 1)-st of u. A product c u or b·∇u is taken at the points
  /// and has no reflection.
  private mutating func joinFlux(_ a: Formula, _ u: Formula, axis: Int, on grid: Grid) {
    guard let slope = try? u.derivative(Coordinate(rawValue: axis)!) else { return }
    let flux = a * slope
    let size = Self.largest(flux, on: grid, fixing: nil)
    var d = flux
    for r in 1..<Self.highest {
      guard let next = try? d.derivative(Coordinate(rawValue: axis)!) else { break }
      d = next
      for side in Side.allCases.map({ BoxSide(axis: axis, side: $0) }) {
        let end = grid.end(side)!
        guard r.isMultiple(of: 2) == (end != .dirichlet),
          Self.largest(d, on: grid, fixing: side) > 1e-9 * Self.scale(size, grid.axes[axis], r)
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

  /// Whether u is its own reflection at both ends of an axis, odd at a Dirichlet end and even at a Neumann
  /// one: then no derivative of an analytic function jumps.
  ///
  /// A q-th derivative that counts as a jump leaves 2·10⁻⁹ (2πt/L)^q/q! of u at the distance t, more than
  /// 4·10⁻¹³ for q ≤ 10 and t = 0.31 L.
  private static func isReflected(
    _ u: Formula, axis a: Int, on grid: Grid, _ size: Double
  ) -> Bool {
    let axis = grid.axes[a]
    let distances = [0.07, 0.18, 0.31].map { $0 * Double(axis.length) }
    return Side.allCases.allSatisfy { side in
      let side = BoxSide(axis: a, side: side)
      let end = Double(side.place(axis))
      var points = places(on: grid)
      points[a] = distances.flatMap { [end - $0, end + $0] }
      let sign: Double = grid.end(side) == .dirichlet ? 1 : -1
      let values = u.values(on: points)
      let pitch = points[(a + 1)...].reduce(1) { $0 * $1.count }
      return values.indices.allSatisfy {
        $0 / pitch % 2 == 1
          || (values[$0] + sign * values[$0 + pitch]).magnitude <= 1e-13 * size
      }
    }
  }

  private static func firstJumps(
    _ u: Formula, axis a: Int, on grid: Grid, _ size: Double, _ oblique: Set<BoxSide>
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
          largest(d, on: grid, fixing: side) > 1e-9 * scale(size, grid.axes[a], q)
        else { continue }
        jumps[i].orders.append(q)
      }
    }
    return jumps.filter { !$0.orders.isEmpty }
  }

  private static func periodicJump(
    _ u: Formula, axis a: Int, on grid: Grid, _ size: Double
  ) -> Int? {
    let coordinate = Coordinate(rawValue: a)!
    let axis = grid.axes[a]
    // Each derivative from the one before.
    var d = u
    for q in 0...highest {
      let gap =
        d.substituting(coordinate, by: Formula(Formula.Constant(axis.upper)))
        - d.substituting(coordinate, by: Formula(Formula.Constant(axis.lower)))
      if largest(gap, on: grid, fixing: nil) > 1e-9 * scale(size, axis, q) { return q }
      guard let next = try? d.derivative(coordinate) else { return nil }
      d = next
    }
    return nil
  }

  /// What size a q-th derivative of a function of this size has, if it varies over the length once.
  private static func scale(_ size: Double, _ axis: Axis, _ q: Int) -> Double {
    size * Double.pow(2 * .pi / Double(axis.length), q)
  }

  /// A few places that no symmetry of the box singles out.
  private static func places(on grid: Grid) -> [[Double]] {
    grid.axes.map { axis in
      [0.0718, 0.2203, 0.3819, 0.5347, 0.6871, 0.8129, 0.9414].map {
        Double(axis.lower) + $0 * Double(axis.length)
      }
    }
  }

  /// The largest |u| over these places, or those of a side.
  private static func largest(_ u: Formula, on grid: Grid, fixing side: BoxSide?) -> Double {
    var points = places(on: grid)
    if let side { points[side.axis] = [Double(side.place(grid.axes[side.axis]))] }
    return u.values(on: points).reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
  }
}

extension BoxSide {
  fileprivate func place(_ axis: Axis) -> Extended { side == .lower ? axis.lower : axis.upper }
}
