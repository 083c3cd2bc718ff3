import Discretizations
import Fields
import Grids
import Norms
import Testing
import Transforms
import _TestSupport

@Suite struct RefusalTests {
  private static let norms: [Norm] =
    [0, 1, 2, 3, -1, -2].flatMap { s -> [Norm] in
      [Norm.Form.sum, .bessel, .multiindex, .ends, .graph].map { .h(s, $0) }
    } + [1, 2, 3].flatMap { s -> [Norm] in [.homogeneous(s), .homogeneous(s, .multiindex)] }
    + [0.5, -0.5, 2.5].map { .h($0) } + [.homogeneous(0.5), .homogeneous(2.5)]
    + [0, 1, 2, 3].flatMap { k in [1, 2, 3, .infinity].map { Norm.w(k, $0) } }
    + [.l1, .l2, .lInfinity, .totalVariation, .vector(0.5)]

  @Test("A refusal has words exactly where a norm has no value")
  func words() throws {
    for grid in [
      Grid(AxisKind.all[0].axis(5)), Grid(AxisKind.all[0].axis(4), AxisKind.all[0].axis(5)),
      Grid(AxisKind.all[4].axis(5), AxisKind.all[0].axis(4), AxisKind.all[2].axis(4)),
    ] {
      let u = Field<Double>.noise(on: grid)
      for scheme in schemes(on: grid) {
        let values = try u.norms(Self.norms, scheme: scheme)
        for (norm, value) in zip(Self.norms, values) {
          #expect(
            (norm.refusal(by: scheme, rank: grid.rank) == nil) == (value != nil),
            "\(norm) \(scheme)")
        }
      }
    }
  }
}
