import Grids

/// The memory that a level holds at its peak, counted in fields.
///
/// A field is one number a point. What else there is, tables along the axes and the code that runs,
/// is small beside the fields of more than one axis.
struct Footprint {
  /// Fields of the grid itself.
  var fields: Double
  /// Fields of the grid with m times the cells, and m.
  var fine: (factor: Int, fields: Double)

  init(fields: Int, fine: (factor: Int, fields: Int) = (1, 0)) {
    self.fields = Double(fields)
    self.fine = (fine.factor, Double(fine.fields))
  }

  /// The bytes on a grid; `Int.max` where they cannot be counted.
  func bytes(on domain: Domain, cells: [Int], scalarSize: Int) -> Int {
    func points(_ factor: Int) -> Double {
      cells.reduce(1) { $0 * (Double($1) * Double(factor) + 1) }
    }
    let tables = cells.reduce(0) { $0 + Double($1) * Double(fine.fields > 0 ? fine.factor : 1) }
    let numbers = fields * points(1) + fine.fields * points(fine.factor) + Self.tables * tables
    let bytes = numbers * Double(scalarSize) + Self.code
    return bytes < 9e18 ? Int(bytes) : .max
  }

  /// Tables along each axis: points and Gram symbols, some of them in extended precision.
  private static let tables = 11.0
  /// Bytes of code and of plans that a run touches and a look at the case does not.
  private static let code = 1.5e6
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
