import Grids
import Studies
import Testing

/// Arrays of one's own: which axis is which, and which points they hold.
@Suite struct Arrays {
  private func samples(
    _ axes: String, ends: [Bool?]? = nil, _ shape: [Int], _ intervals: [Domain.Interval],
    cells: [Int]? = nil, _ value: ([Int]) -> Double
  ) throws -> GridSamples {
    let layout = try #require(ArrayLayout(axes: axes, rank: intervals.count, ends: ends))
    var values: [Extended] = []
    for place in 0..<shape.reduce(1, *) {
      var rest = place
      let index = shape.reversed().map { n in
        defer { rest /= n }
        return rest % n
      }
      values.append(Extended(value(index.reversed())))
    }
    return try layout.samples(
      values, shape: shape, epsilon: .ulpOfOne, type: "float64", on: Domain(intervals),
      cells: cells)
  }

  private func error(_ body: () throws -> GridSamples) -> ArrayError? {
    do {
      _ = try body()
      return nil
    } catch {
      return error as? ArrayError
    }
  }

  /// The value names its place: x + 10 y + 100 z in indices of the box.
  @Test func axesAreTransposedToTheBox() throws {
    let box = ["x", "y", "z"].map { _ in interval(0, 1, .neumann, .cells) }
    let n = [2, 3, 4]
    for axes in ["xyz", "xzy", "yxz", "yzx", "zxy", "zyx"] {
      let order = axes.map { Array("xyz").firstIndex(of: $0)! }
      let found = try samples(axes, order.map { n[$0] }, box) { index in
        zip(order, index).reduce(0) { $0 + [1, 10, 100][$1.0] * Double($1.1) }
      }
      #expect(found.grid.cells == n)
      for place in 0..<24 {
        let (x, y, z) = (place / 12, place / 4 % 3, place % 4)
        #expect(found.real[place] == Extended(x + 10 * y + 100 * z), "\(axes)")
      }
    }
    #expect(ArrayLayout(axes: "xx", rank: 2) == nil)
    #expect(ArrayLayout(axes: "xz", rank: 2) == nil)
    #expect(ArrayLayout(axes: "xyz", rank: 2) == nil)
  }

  /// The array of the case: rows are y, x holds both of its ends.
  @Test func cellsFollowFromShapeBoundaryAndEnds() throws {
    let box = [interval(0, 2, .dirichlet), interval(0, 1, .periodic)]
    let bubble = { (index: [Int]) in Double(index[1] * (128 - index[1])) * Double(1 + index[0]) }
    let found = try samples("yx", ends: [true, false], [64, 129], box, bubble)
    #expect(found.grid.cells == [128, 64])
    #expect(found.grid.shape == [127, 64])
    #expect(found.real[0] == 127 && found.real[64] == 2 * 126)
    #expect(
      found.note
        == "64 × 129, float64, axes yx → x 128 cells (129 points, ends included), y 64 cells")
    // Every boundary, with and without its ends.
    let kinds: [(Boundary, Int, Int)] = [
      (.periodic, 8, 7), (.dirichlet, 9, 7), (.neumann, 7, 7), (.dirichletNeumann, 8, 7),
      (.neumannDirichlet, 8, 7),
    ]
    for (boundary, open, closed) in kinds {
      let zero = { (_: [Int]) in 0.0 }
      let axis = [interval(0, 1, boundary)]
      #expect(try samples("x", ends: [false], [8], axis, zero).grid.cells == [open])
      #expect(try samples("x", ends: [true], [8], axis, zero).grid.cells == [closed])
      let middles = [interval(0, 1, boundary, .cells)]
      #expect(try samples("x", [8], middles, zero).grid.cells == [8])
      #expect(
        error { try samples("x", ends: [true], [8], middles, zero) } == .noEnds(axis: 0))
    }
  }

  @Test func anArrayThatCanBeReadInTwoWaysIsRefused() throws {
    let axis = [interval(0, 1, .dirichlet)]
    let bubble = { (index: [Int]) in Double(index[0] * (8 - index[0])) }
    let found = try #require(error { try samples("x", [9], axis, bubble) })
    #expect(
      found.description == "has shape (9): axis x can be read in two ways")
    #expect(found.hints.joined().contains("10 cells") && found.hints.joined().contains("8 if"))
    // The study's cells decide, and so does the array if it cannot hold its ends.
    #expect(try samples("x", [9], axis, cells: [8], bubble).grid.cells == [8])
    #expect(try samples("x", [9], axis, cells: [10], bubble).grid.cells == [10])
    #expect(try samples("x", [9], axis) { Double(1 + $0[0]) }.grid.cells == [10])
    #expect(
      error { try samples("x", ends: [true], [9], axis, cells: [16], bubble) }
        == .otherCells(axis: 0, found: 8, asked: 16))
  }

  @Test func endsMustBeWhatTheBoundarySays() throws {
    let dirichlet = [interval(0, 1, .dirichlet)]
    #expect(
      error { try samples("x", ends: [true], [5], dirichlet) { Double($0[0]) } }
        == .endNotZero(axis: 0, side: .upper, value: "4.0"))
    let periodic = [interval(0, 1, .periodic)]
    #expect(
      error { try samples("x", ends: [true], [5], periodic) { Double($0[0]) } }
        == .endsDiffer(axis: 0, first: "0.0", last: "4.0"))
    #expect(error { try samples("x", [2, 3], dirichlet) { _ in 0 } } == .rank(array: 2, domain: 1))
    #expect(
      error { try samples("x", ends: [true], [2], dirichlet) { _ in 0 } }
        == .tooFew(axis: 0, points: 2))
  }
}
