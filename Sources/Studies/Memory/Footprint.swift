import Grids

/// What is held at one moment: fields on grids.
///
/// A field is one number a point. What else there is, tables along the axes and the code that runs,
/// is small beside the fields of more than one axis.
struct Holding {
  /// Fields by the cells of their grid.
  private var fields: [[Int]: Double] = [:]

  init() {}

  init(_ count: Double, on cells: [Int]) {
    if count != 0 { fields[cells] = count }
  }

  static func + (x: Holding, y: Holding) -> Holding {
    var sum = x
    for (cells, count) in y.fields { sum.fields[cells, default: 0] += count }
    return sum
  }

  /// The bytes of all of it, and of the tables and the code beside it.
  func bytes(on domain: Domain, scalarSize: Int) -> Double {
    var (numbers, tables) = (0.0, 0.0)
    for (cells, count) in fields {
      numbers += count * domain.points(cells)
      tables = max(tables, cells.reduce(0) { $0 + Double($1) })
    }
    return (numbers + Self.tables * tables) * Double(scalarSize) + Self.code
  }

  /// Tables along each axis: points and Gram symbols, some of them in extended precision.
  private static let tables = 11.0
  /// Bytes of code and of plans that a run touches and a look at the case does not.
  private static let code = 0.5e6
}

/// The memory that a level needs: that of the moment at which it holds most.
struct Footprint {
  private(set) var moments: [Holding] = []

  /// Adds a moment.
  mutating func hold(_ holding: Holding) { moments.append(holding) }

  /// The bytes; `Int.max` where they cannot be counted.
  func bytes(on domain: Domain, scalarSize: Int) -> Int {
    let bytes = moments.map { $0.bytes(on: domain, scalarSize: scalarSize) }.max() ?? 0
    return bytes < 9e18 ? Int(bytes) : .max
  }
}

extension Domain {
  /// The points of a grid, of any number of cells.
  fileprivate func points(_ cells: [Int]) -> Double {
    let few = cells.map { 2 + $0 % 2 }
    return zip(grid(cells: few).axes, zip(few, cells)).reduce(1) { points, entry in
      let (axis, (few, cells)) = entry
      return points * (Double(axis.count - few) + Double(cells))
    }
  }
}

extension FunctionSource {
  /// The fields that are held when it has been sampled, and that sampling holds at its peak.
  var footprint: (held: Int, peak: Int) {
    switch self {
    case .formula: return (1, 1)
    case .samples(let samples): return samples.imaginary == nil ? (1, 1) : (2, 2)
    case .random, .measure: return (1, 3)
    case .difference(let u, let v):
      let (u, v) = (u.footprint, v.footprint)
      return (max(u.held, v.held), max(u.peak, u.held + v.peak, u.held + v.held + 1))
    }
  }
}
