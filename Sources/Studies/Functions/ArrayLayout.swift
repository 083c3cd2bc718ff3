public import Grids

/// How an array lies on a box: which of its axes is which, and which points it holds.
public struct ArrayLayout: Hashable, Sendable {
  /// The box's axis along which each of the array's axes runs; "yx" is [1, 0].
  public var order: [Int]
  /// Whether both end points of an axis x, y, z are in the array; nil where nobody has said.
  public var ends: [Bool?]

  /// The layout of axes named in the array's order; nil unless each axis of the box is named once.
  ///
  /// - Parameter axes: `xy` if the first index runs along x, `yx` as NumPy's `meshgrid` makes it.
  public init?(axes: String, rank: Int, ends: [Bool?]? = nil) {
    let order = axes.compactMap { letter in "xyz".firstIndex(of: letter) }
      .map { "xyz".distance(from: "xyz".startIndex, to: $0) }
    guard order.count == axes.count, order.sorted() == Array(0..<rank) else { return nil }
    self.order = order
    self.ends = ends ?? Array(repeating: nil, count: rank)
  }

  /// `yx`
  public var axes: String { String(order.map { Array("xyz")[$0] }) }
}

extension ArrayLayout {
  /// The function whose values an array holds.
  ///
  /// With both ends in the array a Dirichlet end must be 0, and the ends of a period equal, to the
  /// root of the values' own precision. Without a word about the ends of an axis of nodes, an array
  /// that could hold them is refused, unless `cells` decides.
  ///
  /// - Parameters:
  ///   - shape: Points along each axis, in the array's order.
  ///   - type: What the numbers were, for the note.
  ///   - cells: What the study asks for.
  public func samples(
    _ real: [Extended], imaginary: [Extended]? = nil, shape: [Int], epsilon: Double,
    type: String = "", on domain: Domain, cells: [Int]? = nil
  ) throws(ArrayError) -> GridSamples {
    guard shape.count == domain.rank else {
      throw .rank(array: shape.count, domain: domain.rank)
    }
    var array = PointArray(
      parts: [real, imaginary].compactMap { $0.map { transposed($0, shape) } },
      shape: order.indices.map { axis in shape[order.firstIndex(of: axis)!] })
    let largest = array.parts.joined().reduce(0) { max($0, $1.magnitude) }
    let tolerance = Extended(epsilon.squareRoot()) * largest
    var found: [Int] = []
    var words: [String] = []
    for (axis, interval) in domain.intervals.enumerated() {
      let count = array.shape[axis]
      let kind = AxisPoints(interval, count: count)
      let isClosed = try isClosed(
        axis, kind, array, tolerance, shape: shape, asked: cells.map { $0[axis] })
      let n = isClosed ? kind.closed : kind.open
      guard n >= Axis.fewestCells(interval.boundary, interval.placement) else {
        throw .tooFew(axis: axis, points: count)
      }
      if let asked = cells?[axis], asked != n {
        throw .otherCells(axis: axis, found: n, asked: asked)
      }
      if isClosed {
        try array.check(axis: axis, interval.boundary, tolerance)
        array.dropEnds(axis: axis, interval.boundary)
      }
      found.append(n)
      let points = isClosed ? " (\(count) points, ends included)" : ""
      words.append("\(Array("xyz")[axis]) \(n) cells\(points)")
    }
    var samples = GridSamples(
      on: domain.grid(cells: found), real: array.parts[0],
      imaginary: array.parts.count > 1 ? array.parts[1] : nil)
    samples.epsilon = epsilon
    samples.note =
      shape.map(String.init).joined(separator: " × ") + (type.isEmpty ? "" : ", \(type)")
      + (domain.rank > 1 ? ", axes \(axes)" : "") + " → " + words.joined(separator: ", ")
    return samples
  }

  /// Whether an axis of the array holds both ends.
  private func isClosed(
    _ axis: Int, _ points: AxisPoints, _ array: PointArray, _ tolerance: Extended, shape: [Int],
    asked: Int?
  ) throws(ArrayError) -> Bool {
    if let said = ends[axis] {
      if said, !points.mayBeClosed { throw .noEnds(axis: axis) }
      return said
    }
    guard points.mayBeClosed, points.open != points.closed else { return false }
    if let asked, asked == points.closed || asked == points.open { return asked == points.closed }
    guard let evidence = array.evidence(axis: axis, points.boundary, tolerance) else {
      return false
    }
    throw .ambiguous(
      axis: axis, shape: shape, open: points.open, closed: points.closed, evidence: evidence)
  }

  /// The values with the axes x, y, z in order.
  private func transposed(_ values: [Extended], _ shape: [Int]) -> [Extended] {
    guard order != order.sorted() else { return values }
    var strides = [Int](repeating: 1, count: shape.count)
    for a in shape.indices.dropLast().reversed() { strides[a] = strides[a + 1] * shape[a + 1] }
    // Strides and points by the box's axes, padded in front to three.
    let places = (0..<shape.count).map { axis in order.firstIndex(of: axis)! }
    let padding = 3 - shape.count
    let n = Array(repeating: 1, count: padding) + places.map { shape[$0] }
    let step = Array(repeating: 0, count: padding) + places.map { strides[$0] }
    var result: [Extended] = []
    result.reserveCapacity(values.count)
    for i in 0..<n[0] {
      for j in 0..<n[1] {
        for k in 0..<n[2] {
          result.append(values[i * step[0] + j * step[1] + k * step[2]])
        }
      }
    }
    return result
  }
}

/// How many cells a number of points means, without and with both ends.
private struct AxisPoints {
  let boundary: Boundary
  let open: Int
  let closed: Int
  let mayBeClosed: Bool

  init(_ interval: Domain.Interval, count: Int) {
    boundary = interval.boundary
    mayBeClosed = interval.placement == .nodes
    closed = count - 1
    guard mayBeClosed else {
      open = count
      return
    }
    switch boundary {
    case .bounded(.dirichlet, .dirichlet): open = count + 1
    case .bounded(.neumann, .neumann): open = count - 1
    default: open = count
    }
  }
}
