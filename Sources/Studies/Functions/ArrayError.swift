public import Grids

/// Why an array is not a function on a box.
public enum ArrayError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The array has another number of axes than the box.
  case rank(array: Int, domain: Int)
  /// An axis with too few points: how many there are, and cells that would leave none.
  case tooFew(axis: Int, points: Int)
  /// An axis that can be read in two ways: the cells of each, and what speaks for the second.
  case ambiguous(axis: Int, shape: [Int], open: Int, closed: Int, evidence: String)
  /// The value at a Dirichlet end is not 0.
  case endNotZero(axis: Int, side: Side, value: String)
  /// The two ends of a period differ.
  case endsDiffer(axis: Int, first: String, last: String)
  /// Points in the cells' middles cannot be at an end.
  case noEnds(axis: Int)
  /// The array has other cells than the study asks for.
  case otherCells(axis: Int, found: Int, asked: Int)
  /// Two arrays that belong to different grids.
  case differentGrids([Int], [Int])

  private static func letter(_ axis: Int) -> String { ["x", "y", "z"][axis] }

  /// The error in a sentence that follows the array's name.
  public var description: String {
    switch self {
    case .rank(let array, let domain):
      "has \(array) \(array == 1 ? "axis" : "axes"), the domain has \(domain)"
    case .tooFew(let axis, let points):
      "has \(points) point\(points == 1 ? "" : "s") along \(Self.letter(axis)): too few"
    case .ambiguous(let axis, let shape, _, _, _):
      "has shape (\(shape.map(String.init).joined(separator: ", "))): axis \(Self.letter(axis)) "
        + "can be read in two ways"
    case .endNotZero(let axis, let side, let value):
      "is \(value) at the \(side.rawValue) end of \(Self.letter(axis)), where the Dirichlet "
        + "condition asks for 0"
    case .endsDiffer(let axis, let first, let last):
      "is \(first) at the lower and \(last) at the upper end of \(Self.letter(axis)), which are "
        + "one point of a periodic axis"
    case .noEnds(let axis):
      "cannot hold the ends of \(Self.letter(axis)): its points are the cells' middles"
    case .otherCells(let axis, let found, let asked):
      "has \(found) cells along \(Self.letter(axis)), `cells` asks for \(asked)"
    case .differentGrids(let one, let other):
      "has \(one.map(String.init).joined(separator: " × ")) cells, the other array "
        + other.map(String.init).joined(separator: " × ")
    }
  }

  /// What to do about it.
  public var hints: [String] {
    switch self {
    case .rank, .tooFew: []
    case .ambiguous(_, _, let open, let closed, let evidence):
      [
        "\(open) cells if the array holds no end twice and no end that is given, \(closed) if it "
          + "holds both ends", evidence + ": probably it holds both ends",
      ]
    case .endNotZero:
      [
        "subtract a function with these boundary values (a lifting) and measure the rest,",
        "or give the axis another boundary",
      ]
    case .endsDiffer: ["leave out the last point if the period ends one step after it"]
    case .noEnds: ["placement = \"nodes\", or ends = false"]
    case .otherCells: ["leave out `cells`: they follow from the array's shape"]
    case .differentGrids: ["functions are subtracted on one grid"]
    }
  }
}
