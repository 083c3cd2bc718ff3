import Fields
import Grids
import Testing
import Transforms
import _TestSupport

/// A field in the upper half of its bits.
@Suite struct RoundedFieldTests {
  /// |Σ ũ v − Σ u v| ≤ δ Σ |u v|, δ half a unit of what is kept.
  private func differs<T: TransformScalar>(_ n: Int, by delta: T, _: T.Type) {
    let space = FunctionSpace<T>(on: Grid(Axis(0, 1, cells: n, boundary: .periodic)))
    let thirds: [T] = whiteNoise(n, seed: 3).map { $0 / 3 }
    let u = Field(in: space, values: thirds)
    let v = Field(in: space, values: whiteNoise(n, seed: 4))
    var (exact, size): (T, T) = (0, 0)
    for (u, v) in zip(u.values, v.values) {
      exact += u * v
      size += (u * v).magnitude
    }
    let product = RoundedField(rounding: u).product(v)
    #expect((product - exact).magnitude <= (delta + T(n) * T.ulpOfOne) * size)
    if n > 8 { #expect(product != u.product(v)) }
  }

  @Test(
    "A product with it is that of a field which differs in the lower half of the bits",
    arguments: [1, 2, 3, 8, 17, 4096, 4099, 70_001])
  func product(_ n: Int) {
    differs(n, by: 0x1p-8, Float.self)
    differs(n, by: 0x1p-24, Double.self)
    #if arch(x86_64) || arch(i386)
      differs(n, by: 0x1p-53, Float80.self)
    #endif
  }

  @Test("Half of the memory; what half of the bits hold is kept, and its products are a field's")
  func exact() {
    let n = 300_007
    let space = FunctionSpace<Double>(on: Grid(Axis(0, 1, cells: n, boundary: .periodic)))
    let u = Field(in: space, values: whiteNoise(n, seed: 5))
    let v = Field(in: space, values: whiteNoise(n, seed: 6))
    #expect(RoundedField(rounding: u).product(v).bitPattern == u.product(v).bitPattern)
    #expect(RoundedField<Double>.fields == 0.5 && RoundedField<Float>.fields == 0.5)
  }
}
