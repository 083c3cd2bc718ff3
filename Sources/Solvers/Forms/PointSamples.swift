import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// A coefficient at the points of a lattice: held, or sampled a few planes or lines at a time whenever
/// it is used, which takes no memory and what its formula costs; or its first planes are held.
struct PointSamples<Scalar: TransformScalar> {
  let formula: Formula
  /// The grid whose points they are and on whose seams means are taken; nil for points inside cells.
  private let grid: Grid?
  private let coordinates: [[Scalar]]
  /// Row-major; those of the first planes, or none, where not all are held.
  private(set) var values: [Scalar] = []
  /// The least and the largest of them.
  private(set) var range: (lower: Scalar, upper: Scalar) = (0, 0)

  /// The points of a grid.
  ///
  /// - Throws: ``SolverError/coefficient(_:value:point:)`` where a value is negative or not finite, if the
  ///   coefficient has a name.
  init(_ formula: Formula, on grid: Grid, _ name: String?) throws(SolverError) {
    self.formula = formula
    self.grid = grid
    coordinates = grid.axes.map { $0.points.rounded() }
    if let name { range = try survey(name) }
  }

  /// The points of a lattice.
  ///
  /// - Throws: ``SolverError/coefficient(_:value:point:)`` where a value is negative or not finite.
  init(_ formula: Formula, at places: [[Scalar]], _ name: String) throws(SolverError) {
    self.formula = formula
    grid = nil
    coordinates = places
    range = try survey(name)
  }

  var count: Int { coordinates.reduce(1) { $0 * $1.count } }
  var isHeld: Bool { values.count == count }
  /// The planes of the first axis that are held.
  private var heldPlanes: Int { values.count / (count / coordinates[0].count) }

  /// Samples a share of all values, in whole blocks, to be held from now on.
  mutating func hold(_ share: Double = 1) {
    guard !isHeld else { return }
    let planes = coordinates[0].count
    let perBlock = Self.planes(coordinates.map(\.count))
    let held = share < 1 ? Int(share * Double(planes)) / perBlock * perBlock : planes
    let count = held * (count / planes)
    values = [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
      FreshMemory.prepare(buffer)
      if count > 0 {
        fill(
          UnsafeMutableBufferPointer(rebasing: buffer[..<count]),
          on: [Array(coordinates[0][..<held])] + coordinates.dropFirst())
      }
      initialized = count
    }
  }

  /// f of them, held.
  func mapped(_ f: (Scalar) -> Scalar) -> PointSamples {
    var result = self
    result.hold()
    result.values = result.values.map(f)
    let ends = result.values.withUnsafeBufferPointer { extremes($0) }
    result.range = (ends.lower, ends.upper)
    return result
  }

  /// Values of a formula in a block: many beside what an evaluation has to set up.
  private static var target: Int { 1 << 15 }

  /// The planes of a block of points of a shape.
  private static func planes(_ shape: [Int]) -> Int {
    min(shape[0], max(1, target / shape[1...].reduce(1, *)))
  }

  /// The points of a block.
  static func block(of shape: [Int]) -> Int { planes(shape) * shape[1...].reduce(1, *) }

  /// Calls `body` with blocks of planes of the first axis and their values, on any thread and in any
  /// order, or here one after the other.
  func forEachBlock(
    byThreads: Bool, _ body: (_ planes: Range<Int>, _ values: UnsafeBufferPointer<Scalar>) -> Void
  ) {
    let planes = coordinates[0].count
    let plane = count / planes
    let perBlock = Self.planes(coordinates.map(\.count))
    let held = heldPlanes
    let blocks = (planes + perBlock - 1) / perBlock
    func run(_ chunk: Range<Int>) {
      withUnsafeTemporaryAllocation(of: Scalar.self, capacity: isHeld ? 0 : perBlock * plane) {
        for b in chunk {
          let range = b * perBlock..<min((b + 1) * perBlock, planes)
          guard range.upperBound > held else {
            values.withUnsafeBufferPointer {
              body(range, .init(rebasing: $0[range.lowerBound * plane..<range.upperBound * plane]))
            }
            continue
          }
          let block = UnsafeMutableBufferPointer(rebasing: $0[..<(range.count * plane)])
          fill(block, on: [Array(coordinates[0][range])] + coordinates.dropFirst())
          body(range, UnsafeBufferPointer(block))
        }
      }
    }
    if byThreads { Threads.forEachChunk(count: blocks, run) } else { run(0..<blocks) }
  }

  /// Writes the values in a box of points.
  func fill(_ box: [Range<Int>], _ values: UnsafeMutableBufferPointer<Scalar>) {
    fill(values, on: zip(coordinates, box).map { Array($0[$1]) })
  }

  /// Writes the values of some lines along an axis, of the axes before and behind it as single indices.
  func fill(
    linesAlong axis: Int, _ outers: Range<Int>, _ inners: Range<Int>,
    _ values: UnsafeMutableBufferPointer<Scalar>
  ) {
    let held = heldPlanes
    guard held > 0 else { return sample(linesAlong: axis, outers, inners, from: 0, values) }
    let n = coordinates[axis].count
    let inner = coordinates[(axis + 1)...].reduce(1) { $0 * $1.count }
    // Along the first axis the beginnings of lines are held, of others the first lines.
    let first = axis == 0 ? held : 0
    let lines = axis == 0 ? 1 : held * coordinates[1..<axis].reduce(1) { $0 * $1.count }
    let known = outers.clamped(to: 0..<lines)
    let rows = axis == 0 ? held : n
    self.values.withUnsafeBufferPointer { from in
      for (i, o) in known.enumerated() {
        for j in 0..<rows {
          (values.baseAddress! + (i * n + j) * inners.count).update(
            from: from.baseAddress! + (o * n + j) * inner + inners.lowerBound, count: inners.count)
        }
      }
    }
    let rest =
      axis == 0 ? outers : max(outers.lowerBound, min(lines, outers.upperBound))..<outers.upperBound
    let done = axis == 0 ? first * inners.count : known.count * n * inners.count
    guard done < values.count, !rest.isEmpty else { return }
    sample(
      linesAlong: axis, rest, inners, from: first,
      UnsafeMutableBufferPointer(rebasing: values[done...]))
  }

  /// Samples them, along the axis from a place on.
  private func sample(
    linesAlong axis: Int, _ outers: Range<Int>, _ inners: Range<Int>, from start: Int,
    _ values: UnsafeMutableBufferPointer<Scalar>
  ) {
    let n = coordinates[axis].count - start
    var places = coordinates
    places[axis] = Array(places[axis][start...])
    if axis == 2 {
      // Two axes before: rows of them, one after the other.
      forEachRow(of: outers, length: coordinates[1].count) { row, range, done in
        places[0] = [coordinates[0][row]]
        places[1] = Array(coordinates[1][range])
        fill(.init(rebasing: values[done * n..<(done + range.count) * n]), on: places)
      }
    } else if axis == 0, places.count == 3 {
      // Two axes behind: rows of them, side by side.
      forEachRow(of: inners, length: coordinates[2].count) { row, range, done in
        places[1] = [coordinates[1][row]]
        places[2] = Array(coordinates[2][range])
        if range.count == inners.count { return fill(values, on: places) }
        withUnsafeTemporaryAllocation(of: Scalar.self, capacity: n * range.count) { part in
          fill(part, on: places)
          for j in 0..<n {
            (values.baseAddress! + j * inners.count + done).update(
              from: part.baseAddress! + j * range.count, count: range.count)
          }
        }
      }
    } else {
      if axis == 1 { places[0] = Array(places[0][outers]) }
      if axis + 1 < places.count { places[axis + 1] = Array(places[axis + 1][inners]) }
      fill(values, on: places)
    }
  }

  /// The pieces of rows that make up a range of points of a plane, and how many points were before.
  private func forEachRow(
    of points: Range<Int>, length: Int,
    _ body: (_ row: Int, _ range: Range<Int>, _ done: Int) -> Void
  ) {
    var i = points.lowerBound
    while i < points.upperBound {
      let (row, first) = (i / length, i % length)
      let last = min(length, first + points.upperBound - i)
      body(row, first..<last, i - points.lowerBound)
      i += last - first
    }
  }

  private func fill(_ values: UnsafeMutableBufferPointer<Scalar>, on places: [[Scalar]]) {
    if let grid {
      formula.fill(values, on: places, joining: grid, isFresh: true)
    } else {
      formula.fillByThreads(values, on: places, isFresh: true)
    }
  }

  /// The least and the largest value.
  private func survey(_ name: String) throws(SolverError) -> (lower: Scalar, upper: Scalar) {
    var (lower, upper) = (Scalar.infinity, -Scalar.infinity)
    var wrong: SolverError?
    forEachBlock(byThreads: false) { planes, values in
      guard wrong == nil else { return }
      let ends = extremes(values)
      lower = min(lower, ends.lower)
      upper = max(upper, ends.upper)
      guard !(ends.lower >= 0 && ends.upper.isFinite) else { return }
      wrong = .coefficient(
        name, in: values, from: planes.lowerBound * (values.count / planes.count),
        on: coordinates)
    }
    if let wrong { throw wrong }
    return (lower, upper)
  }
}
