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
  func integral(of e: Integrand) throws(StudyError) -> Double {
    let sides: [BoxSide?] =
      switch e.place {
      case .box: [nil]
      case .side(let side): [side]
      case .boundary: grid.sides
      }
    var total: Scalar = 0
    for side in sides { total += try integral(of: e, over: side) }
    return Double(total)
  }

  private func integral(of e: Integrand, over side: BoxSide?) throws(StudyError) -> Scalar {
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
    let rules = grid.axes.enumerated().map { a, axis -> [(offset: Extended, weight: Extended)] in
      if side?.axis == a { return [(side!.side == .lower ? near : 1 - near, 1)] }
      let rule = CellRule(u.kind(axis: a), on: axis, points: points)
      return zip(rule.offsets, rule.weights).map { ($0, $1 * axis.spacing) }
    }
    // The cells: all, or those at the side.
    let cells = grid.axes.enumerated().map { a, axis -> Range<Int> in
      guard let side, side.axis == a else { return 0..<axis.cells }
      return side.side == .lower ? 0..<1 : axis.cells - 1..<axis.cells
    }
    let outwards: Scalar = side?.side == .lower ? -1 : 1
    var total: Scalar = 0
    var choice = zero
    repeat {
      let offsets = choice.enumerated().map { rules[$0][$1].offset }
      let weight = choice.enumerated().reduce(Extended(1)) {
        $0 * rules[$1.offset][$1.element].weight
      }
      let places = grid.axes.indices.map { a in
        cells[a].map { Scalar(grid.axes[a].place(cell: $0, offset: offsets[a])) }
      }
      func read(_ alpha: [Int]) -> [Scalar] {
        var values = part(u.values(alpha, offsets: offsets), of: cells)
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
      let values = e.formula.values(atColumns: columns)
      if let i = values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(
          expression: "\(e.formula)", point: grid.axes.indices.map { Double(columns[$0][i]) },
          cause: nil, cells: grid.cells)
      }
      total += Scalar(weight) * values.withUnsafeBufferPointer { pairwiseSum($0) }
    } while choice.advance(below: rules.map(\.count))
    return total
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

  /// The values in some of the cells of a lattice.
  private func part(_ values: [Scalar], of cells: [Range<Int>]) -> [Scalar] {
    guard cells.map(\.count) != grid.cells else { return values }
    var part: [Scalar] = []
    var index = [Int](repeating: 0, count: cells.count)
    repeat {
      part.append(
        values[
          index.enumerated().reduce(0) {
            $0 * grid.cells[$1.offset] + cells[$1.offset].lowerBound + $1.element
          }])
    } while index.advance(below: cells.map(\.count))
    return part
  }
}
