import Formulas
public import Grids
import RealModule
import Solvers

/// A source or datum that is given beside an exact solution and is not its own.
public struct Contradiction: Sendable {
  /// Whose datum it is; nil for the source.
  public let side: BoxSide?
  /// What is given at the point.
  public let given: Double
  /// What follows from the exact solution there.
  public let implied: Double
  /// Where they differ most, among the middles of a lattice.
  public let point: [Double]
}

extension Problem {
  /// What differs from what follows from the exact solution by more than 1e-5 of its size: round-off, and
  /// constants of six digits, are less.
  ///
  /// Empty for fractional powers, and where a derivative that would be needed is no function.
  public var contradictions: [Contradiction] {
    guard let u = exact, power == 1, !rough.hasPoints else { return [] }
    let middles = obliqueMidpoints
    let lengths = domain.intervals.map { Double($0.upper - $0.lower) }
    let size = largest(u.values(on: middles))
    func bound(of formulas: [Formula]) -> Double {
      formulas.map { largest($0.values(on: middles)) }.max() ?? 0
    }
    let axes = domain.intervals.indices
    var found: [Contradiction] = []
    if let source = sourceAsFunction, let implied = try? op.applied(to: u) {
      // Terms of this size may cancel.
      let a = bound(of: axes.map { op.diffusion($0, $0) })
      let h = lengths.min()!
      let scale =
        size * (a / (h * h) + bound(of: op.advection) / h + bound(of: [op.reaction]))
        + bound(of: rough.flux) / h
      if let gap = contradiction(source, implied, nil, on: middles, scale: scale) {
        found.append(gap)
      }
    }
    let grid = domain.grid(cells: domain.intervals.map { _ in 2 })
    for (side, datum) in data.sorted(by: { $0.key.name < $1.key.name }) {
      let factor = conormalFactor(side, of: grid)
      let trace = u.trace(on: side, of: grid)
      var implied = trace
      if grid.end(side) == .neumann {
        guard let flux = try? op.flux(of: u, through: side, of: grid),
          let normal = rough.normalFlux(through: side, of: grid)
        else { continue }
        implied = flux - normal + (factor * (robin[side] ?? 0)).trace(on: side, of: grid) * trace
      }
      var places = middles
      places[side.axis] = [Double(side.place(on: grid))]
      let given = (factor * datum).trace(on: side, of: grid)
      var scale = size
      if grid.end(side) == .neumann {
        let beta = factor * (robin[side] ?? 0)
        scale *=
          bound(of: [op.diffusion(side.axis, side.axis)]) / lengths[side.axis] + bound(of: [beta])
        if rough.flux.indices.contains(side.axis) { scale += bound(of: [rough.flux[side.axis]]) }
      }
      if let gap = contradiction(given, implied, side, on: places, scale: scale) {
        let a = factor.value(at: gap.point)
        found.append(
          Contradiction(
            side: side, given: gap.given / a, implied: gap.implied / a, point: gap.point))
      }
    }
    return found
  }

  /// f − ∇·F; nil without a source, and where F is not smooth, whose divergence may be no function.
  private var sourceAsFunction: Formula? {
    guard var total = source else { return nil }
    for (i, f) in rough.flux.enumerated() where !f.isZero {
      guard !f.breaks(in: domain.box), let slope = try? f.derivative(Coordinate(rawValue: i)!)
      else { return nil }
      total = total - slope
    }
    return total
  }

  /// The middles of a lattice, off the diagonals of its cells: a kink or a jump along one is at no point.
  private var obliqueMidpoints: [[Double]] {
    zip(midpoints, [0, 0.0858, 0.1180]).map { points, shift in
      points.count < 2 ? points : points.map { $0 - shift * (points[1] - points[0]) }
    }
  }

  private func contradiction(
    _ given: Formula, _ implied: Formula, _ side: BoxSide?, on places: [[Double]], scale: Double
  ) -> Contradiction? {
    let (f, g) = (given.values(on: places), implied.values(on: places))
    var worst: (gap: Double, at: Int) = (0, 0)
    for i in f.indices {
      let gap = (f[i] - g[i]).magnitude
      if gap.isFinite, gap > worst.gap { worst = (gap, i) }
    }
    guard worst.gap > 1e-5 * max(scale, largest(f), largest(g)) else { return nil }
    return Contradiction(
      side: side, given: f[worst.at], implied: g[worst.at], point: places.point(worst.at))
  }

  private func largest(_ values: [Double]) -> Double {
    values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
  }
}

extension [[Double]] {
  /// The point of a tensor lattice at a place, the last axis fastest.
  func point(_ place: Int) -> [Double] {
    var rest = place
    var point: [Double] = []
    for axis in reversed() {
      point.insert(axis[rest % axis.count], at: 0)
      rest /= axis.count
    }
    return point
  }
}
