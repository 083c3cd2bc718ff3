import Grids

/// The walk over a spectrum, a row at a time.
struct SpectrumRows {
  let leadingShape: [Int]
  /// Modes of one row.
  let length: Int
  let rows: Int

  init(_ grid: Grid) {
    let shape = grid.spectrumShape
    leadingShape = Array(shape.dropLast())
    length = shape.last!
    rows = leadingShape.reduce(1, *)
  }

  /// The leading mode indices of a row.
  func leading(_ row: Int) -> [Int] {
    switch leadingShape.count {
    case 0: []
    case 1: [row]
    default: [row / leadingShape[1], row % leadingShape[1]]
    }
  }
}
