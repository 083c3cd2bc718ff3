import Formulas
import Grids
import Studies

/// A box with conditions on its sides, for solutions and coefficients that are written once for all
/// boxes: in ξ, η, ζ, which are the coordinates of bounded axes and sines of periodic ones.
struct ManufacturedBox: Sendable, CustomStringConvertible {
  /// One axis: `P`, or the two ends of D, N and R; on nodes unless `cells`.
  let axes: [(ends: String, placement: Placement)]

  /// `P`, `DN`, `RR cells` …, one an axis.
  init(_ axes: String...) {
    self.axes = axes.map { text in
      let words = text.split(separator: " ")
      return (String(words[0]), words.count > 1 ? .cells : .nodes)
    }
  }

  var rank: Int { axes.count }

  var description: String {
    axes.map { $0.ends + ($0.placement == .cells ? " cells" : "") }.joined(separator: " × ")
  }

  /// The sides with a Robin condition, and their β.
  func robin() throws -> [BoxSide: Formula] {
    var robin: [BoxSide: Formula] = [:]
    for (a, axis) in axes.enumerated() {
      for (side, end) in zip(Side.allCases, axis.ends) where end == "R" {
        // β varies along the side where there is an axis for it.
        let along = (0..<rank).first { $0 != a }
        robin[BoxSide(axis: a, side: side)] = try smooth(
          along.map { "1 + \(["x", "y", "z"][$0])/4" } ?? (side == .lower ? "3/2" : "3/4"))
      }
    }
    return robin
  }

  var intervals: [Domain.Interval] {
    axes.map { axis in
      guard axis.ends != "P" else { return interval(0, 2 * .pi, .periodic, axis.placement) }
      let ends = axis.ends.map { $0 == "D" ? End.dirichlet : .neumann }
      return interval(0, 1, .bounded(lower: ends[0], upper: ends[1]), axis.placement)
    }
  }

  /// Whether differences lose half an order in H¹: a wall half a cell from the points.
  var hasWallBesideCells: Bool {
    axes.contains { $0.placement == .cells && $0.ends.contains("D") }
  }

  /// A formula in x, y, z with ξ, η, ζ in their places; axes that the box has not are at 0.3.
  func smooth(_ text: String) throws -> Formula {
    try placed(text) { $0 == "P" ? "sin(\($1) + 0.4)" : $1 }
  }

  /// The same with functions that are smooth in every reflection: even about each end.
  func even(_ text: String) throws -> Formula {
    try placed(text) { $0 == "P" ? "sin(\($1) + 0.4)" : "cos(pi*\($1))/2" }
  }

  private func placed(
    _ text: String, _ line: (_ ends: String, _ name: String) -> String
  ) throws -> Formula {
    var formula = try Formula(text)
    for (i, name) in ["x", "y", "z"].enumerated() {
      formula = formula.substituting(
        Coordinate(rawValue: i)!, by: i < rank ? try Formula(line(axes[i].ends, name)) : 0.3)
    }
    return formula
  }

  /// A solution without symmetries, with data on every side.
  func solution() throws -> Formula {
    try smooth("exp(3*x/5 - y/2 + 3*z/10)*cos(13*x/10 + 4*y/5 + 11*z/10 + 1/2)")
  }

  /// A solution with homogeneous data whose reflections are smooth, so that a series of it is
  /// exponential; no Robin sides.
  func reflectedSolution() throws -> Formula {
    var u: Formula = 1
    for (axis, name) in zip(axes, ["x", "y", "z"]) {
      let factor =
        switch axis.ends {
        case "P": "exp(sin(\(name) + 0.4))"
        case "DD": "sin(pi*\(name))*exp(cos(pi*\(name))/2)"
        case "DN": "sin(pi*\(name)/2)*exp(cos(pi*\(name))/3)"
        case "ND": "cos(pi*\(name)/2)*exp(cos(pi*\(name))/3)"
        default: "exp(cos(pi*\(name))/2)"
        }
      u = u * (try Formula(factor))
    }
    return u
  }
}
