import Fields
import Formulas
import Grids
import Solvers
import Testing
import Transforms
import _TestSupport

/// Samples of formulas on grids.
@Suite(.serialized) struct Samples {
  static let shapes = [[200_003], [7, 40_001], [509, 300], [61, 53, 47], [3, 1, 70_000]]

  @Test("Samples are the points' values to the bit, for every number of threads", arguments: shapes)
  func threads(cells: [Int]) throws {
    let text = ["exp(sin(x)) + x^2", "exp(sin(x))*cos(3*y) + x*y", "sin(x*y)*cos(y*z) + x - z"]
    let u = try Formula(text[cells.count - 1])
    let grid = Grid(cells.map { Axis(-1, 2, cells: $0, boundary: .neumann, placement: .cells) })
    func check<T: TransformScalar>(_: T.Type) {
      let space = FunctionSpace<T>(on: grid)
      let expected: [T] = u.values(on: space.coordinates)
      let before = Threads.count
      defer { Threads.count = before }
      for count in [1, 2, 3, 5] {
        Threads.count = count
        #expect(Field(sampling: u, in: space).values == expected)
        var v = Field(in: space)
        v.sample(u)
        #expect(v.values == expected)
      }
    }
    check(Double.self)
    check(Float.self)
  }

  /// 16 MB and a little, rows of an odd length: runs begin and end inside a line of the cache, and what
  /// depends on one axis, or on none, is copied to its places.
  @Test(
    "What passes by the caches is the same to the bit",
    arguments: ["x*y + exp(sin(x))", "cos(y)", "exp(x)", "2"])
  func streams(text: String) throws {
    let u = try Formula(text)
    func check<T: TransformScalar>(_: T.Type, rows: Int, columns: Int) {
      let grid = Grid(
        [rows, columns].map { Axis(-1, 2, cells: $0, boundary: .neumann, placement: .cells) })
      let space = FunctionSpace<T>(on: grid)
      var v = Field(in: space)
      #expect(v.values.withUnsafeMutableBufferPointer { Streaming.suits($0) })
      let expected: [T] = u.values(on: space.coordinates)
      let before = Threads.count
      defer { Threads.count = before }
      for count in [1, 3] {
        Threads.count = count
        v = Field(in: space)
        v.sample(u)
        #expect(v.values == expected)
      }
    }
    check(Double.self, rows: 1449, columns: 1451)
    check(Float80.self, rows: 1027, columns: 1029)
  }
}
