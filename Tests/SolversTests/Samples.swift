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
}
