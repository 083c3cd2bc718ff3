import Formulas
import Grids
import RealModule
import Transforms

/// A coefficient beside the points of a grid, sampled block by block: the points moved by half cells, and
/// more of them along some axes. Beyond an end it is continued as in ``PlaceSamples``.
///
/// Along an axis before the last on which it does not depend it is one value.
struct CoefficientLattice<Scalar: TransformScalar> {
  /// Values in a block, two axes of rows and the row.
  struct Rows {
    let start: UnsafePointer<Scalar>
    let strides: (Int, Int)

    /// A row, moved by so many places.
    @inline(__always)
    func row(_ i: Int, _ j: Int, _ moved: (Int, Int, Int)) -> UnsafePointer<Scalar> {
      start + (i + moved.0) * strides.0 + (j + moved.1) * strides.1 + moved.2
    }
  }

  private let formula: Formula
  private let grid: Grid
  /// The places of every axis.
  private let places: [[Scalar]]
  /// Of each those beyond an end whose value is still that at the end, and where it goes on linearly.
  private let beyond: [[(place: Int, mirror: Int)]]
  /// How many more there are than points.
  private let more: [Int]
  /// Of two neighbours along an axis their mean is taken.
  private let mean: (rule: FaceRule, axis: Int)?

  /// - Parameters:
  ///   - lead: Half cells from the first point to the first place.
  ///   - more: Places beside the points.
  ///   - continuation: How it goes on beyond an end.
  ///   - mean: By which rule, and along which axis, means stand for the values.
  init(
    _ formula: Formula, on grid: Grid, from lead: [Int], more: [Int],
    _ continuation: PlaceSamples<Scalar>.Continuation, mean: (rule: FaceRule, axis: Int)? = nil
  ) {
    self.formula = formula
    self.grid = grid
    self.more = more
    self.mean = mean.flatMap { formula.depends(on: Coordinate(rawValue: $0.axis)!) ? $0 : nil }
    var (places, beyond): ([[Scalar]], [[(place: Int, mirror: Int)]]) = ([], [])
    for (a, axis) in grid.axes.enumerated() {
      let top = 2 * axis.cells
      var ends: [(place: Int, mirror: Int)] = []
      places.append(
        (0..<(axis.count + more[a])).map { k in
          let half = axis.firstHalf + 2 * k + lead[a]
          if axis.isPeriodic { return Scalar(axis.place(half: (half + top) % top)) }
          let end = min(max(half, 0), top)
          if end == half { return Scalar(axis.place(half: half)) }
          let mirror = min(max(2 * end - half, 0), top)
          if continuation == .even { return Scalar(axis.place(half: mirror)) }
          ends.append((k, k + (mirror - half) / 2))
          return Scalar(axis.place(half: end))
        })
      beyond.append(ends)
    }
    (self.places, self.beyond) = (places, beyond)
  }

  private func depends(_ axis: Int) -> Bool {
    axis == grid.rank - 1 || formula.depends(on: Coordinate(rawValue: axis)!)
  }

  /// Whether it differs from block to block.
  var isMoving: Bool { (0..<(grid.rank - 1)).contains(where: depends) }

  /// The values of a block of so many rows along each axis before the last.
  func capacity(_ counts: [Int]) -> Int {
    shape(counts).reduce(1, *)
  }

  private func shape(_ counts: [Int]) -> [Int] {
    grid.axes.indices.map { a in
      a == grid.rank - 1 ? places[a].count : depends(a) ? counts[a] + more[a] : 1
    }
  }

  /// Samples a block, by its ranges along the axes before the last.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func fill(_ block: [Range<Int>], _ values: UnsafeMutablePointer<Scalar>) -> Rows {
    let shape = shape(block.map(\.count))
    let coordinates = grid.axes.indices.map { a -> [Scalar] in
      if a == grid.rank - 1 { return places[a] }
      let first = depends(a) ? block[a].lowerBound : 0
      return Array(places[a][first..<first + shape[a]])
    }
    let count = shape.reduce(1, *)
    formula.fill(
      UnsafeMutableBufferPointer(start: values, count: count), on: coordinates, joining: grid)
    for a in grid.axes.indices where depends(a) && !beyond[a].isEmpty {
      let first = a == grid.rank - 1 ? 0 : block[a].lowerBound
      goOn(values, shape, a, from: first)
    }
    if let mean, count > 0 {
      let inner = shape[(mean.axis + 1)...].reduce(1, *)
      let line = shape[mean.axis] * inner
      for first in stride(from: 0, to: count, by: line) {
        takeMeans(mean.rule, values + first, inner, line - inner)
      }
    }
    func step(_ axis: Int) -> Int {
      axis < grid.rank - 1 && depends(axis) ? shape[(axis + 1)...].reduce(1, *) : 0
    }
    return Rows(start: values, strides: (step(0), grid.rank == 3 ? step(1) : 0))
  }
}

extension CoefficientLattice {
  /// a₋ ← 2a₀ − a₁ at the places beyond the ends of an axis that a block has.
  @inline(__always)
  private func goOn(
    _ values: UnsafeMutablePointer<Scalar>, _ shape: [Int], _ axis: Int, from first: Int
  ) {
    let (n, inner) = (shape[axis], shape[(axis + 1)...].reduce(1, *))
    for (place, mirror) in beyond[axis] where (first..<first + n).contains(place) {
      for outer in 0..<shape[..<axis].reduce(1, *) {
        let line = values + outer * n * inner
        continueLinearly(
          line + (place - first) * inner, from: line + (mirror - first) * inner, inner)
      }
    }
  }
}

/// a_i ← 2a_i − b_i
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func continueLinearly<Scalar: TransformScalar>(
  _ a: UnsafeMutablePointer<Scalar>, from b: UnsafePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { a[i] = 2 * a[i] - b[i] }
}

/// a_i ← a mean of a_i and a_{i+d}
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func takeMeans<Scalar: TransformScalar>(
  _ rule: FaceRule, _ a: UnsafeMutablePointer<Scalar>, _ d: Int, _ n: Int
) {
  for i in 0..<n { a[i] = rule.mean(a[i], a[i + d]) }
}
