import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Transforms

extension LevelRun {
  /// ‖u_h‖: with homogeneous data by the method's own Gram symbols, else of the function that the
  /// method means.
  func norm(_ norm: Norm) throws(StudyError) -> Double {
    var run = self
    run.options.norms = [norm]
    let isOnGrid = equation.data.isHomogeneous
    guard let size = try run.sizes(isOnGrid ? "discrete" : "function")[0].value else {
      throw .method(
        name: method.name, reason: "u_h has no \(norm.name)\(isOnGrid ? "" : " with boundary data")"
      )
    }
    return size
  }

  /// ∫ e(x, u_h, ∇u_h) of the function that the method means, by Gauss quadrature: a derivative on a
  /// side is the limit from inside, which is one order less exact than a recovered flux; of a function
  /// without slope on a side with an oblique flux it is what the condition there says.
  ///
  /// It is broken where e switches its branch within a cell, but on planes, which cut cells.
  func integral(of e: Integrand) throws(StudyError) -> (value: Double, isBroken: Bool) {
    let sides: [BoxSide?] =
      switch e.place {
      case .box: [nil]
      case .side(let side): [side]
      case .boundary: grid.sides
      }
    var total: Scalar = 0
    var isBroken = false
    for side in sides {
      let found = try integral(of: e, over: side)
      total += found.value
      isBroken = isBroken || found.isBroken
    }
    return (Double(total), isBroken)
  }

  private func integral(
    of e: Integrand, over side: BoxSide?
  ) throws(StudyError) -> (value: Scalar, isBroken: Bool) {
    guard let u = Reconstruction(self) else {
      throw .method(name: method.name, reason: "splines beside other kinds mean no function")
    }
    let lift = u.isLifted ? self.lift : nil
    let zero = [Int](repeating: 0, count: grid.rank)
    func slope(_ axis: Int) -> [Int] { zero.indices.map { $0 == axis ? 1 : 0 } }
    let orders = e.variables.map { variable in
      switch variable {
      case .value: zero
      case .slope(let axis): slope(axis)
      case .normal: slope(side!.axis)
      }
    }
    let oblique =
      u.isLifted ? side.flatMap { ObliqueSlope<Scalar>(equation, on: $0, of: grid) } : nil
    let needed = orders + (oblique.map { [zero] + $0.tangents.map(slope) } ?? [])
    var lifts: [[Int]: Formula] = [:]
    do {
      for alpha in needed { lifts[alpha] = try lift?.derivative(alpha) }
    } catch {
      throw .notDifferentiable(expression: "data", reason: "\(error)")
    }
    let points = options.quadrature ?? method.quadrature ?? defaultQuadrature
    let near = Extended.ulpOfOne
    // The cells: all, or those at the side.
    var rules = grid.cutRules(
      points: points, at: [e.formula] + (lift.map { [$0] } ?? []), Scalar.self
    ) { u.kind(axis: $0) }
    var area = Scalar(1)
    if let side {
      let axis = grid.axes[side.axis]
      let isLower = side.side == .lower
      rules[side.axis] = CutRule(
        at: isLower ? near : 1 - near, weight: 1, in: isLower ? 0 : axis.cells - 1)
      area = Scalar(axis.spacing)
    }
    let outwards: Scalar = side?.side == .lower ? -1 : 1
    var total: Scalar = 0
    var switches = CellSwitches<Scalar>(of: e.formula, sideAxis: side?.axis)
    var choice = zero
    repeat {
      let lattice = CutLattice<Scalar>(rules, choice, on: grid)
      let places = lattice.places
      func read(_ alpha: [Int]) -> [Scalar] {
        var values = u.values(alpha, offsets: lattice.offsets, cells: lattice.cells)
        if let w = lifts[alpha] {
          let known = w.values(on: places)
          for j in values.indices { values[j] += known[j] }
        }
        return values
      }
      var columns = coordinates(of: places)
      for (i, alpha) in orders.enumerated() {
        var values: [Scalar]
        if let oblique, let side, alpha == slope(side.axis) {
          values = oblique.values(
            on: places, u: read(zero), along: oblique.tangents.map { read(slope($0)) })
        } else {
          values = read(alpha)
        }
        if e.variables[i] == .normal { for j in values.indices { values[j] *= outwards } }
        columns.append(values)
      }
      switches.look(at: columns, on: lattice)
      var values = e.formula.values(atColumns: columns)
      lattice.leaveOut(&values)
      if let i = values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(
          expression: "\(e.formula)", point: grid.axes.indices.map { Double(columns[$0][i]) },
          cause: nil, cells: grid.cells)
      }
      total += lattice.share / area * values.withUnsafeBufferPointer { pairwiseSum($0) }
    } while choice.advance(below: rules.map(\.points.count))
    return (total, switches.isBroken)
  }

  /// The coordinates x, y, z of all points of a lattice, a column each; 0 beyond the rank.
  private func coordinates(of places: [[Scalar]]) -> [[Scalar]] {
    let count = places.reduce(1) { $0 * $1.count }
    return (0..<3).map { a in
      guard a < places.count else { return [Scalar](repeating: 0, count: count) }
      let inner = places[(a + 1)...].reduce(1) { $0 * $1.count }
      return (0..<count).map { places[a][$0 / inner % places[a].count] }
    }
  }
}
