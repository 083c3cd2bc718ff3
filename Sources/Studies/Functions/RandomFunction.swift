import Fields
import Grids
import RealModule
import Transforms

/// White noise W, smoothed: u = (1 − Δ)^{−(s + d/2)/2} W, in H^t exactly for t < s.
///
///     û_k = (1 + λ_k)^{−(s + d/2)/2} g_k / √μ_k,   g_k normal of variance 1
///
/// g_k depends on the seed and on the wave numbers alone: it is one function on every grid, of which
/// a grid holds the modes that it has, without its last ones.
///
/// Numbers are SplitMix64's (Steele, Lea and Flood 2014) of the wave numbers, made normal by Box and
/// Muller.
public struct RandomFunction: Hashable, Sendable {
  /// s
  public let regularity: Double
  /// Another seed is another function.
  public let seed: UInt64

  /// The random function of this regularity and seed.
  public init(regularity: Double, seed: UInt64) {
    self.regularity = regularity
    self.seed = seed
  }

  /// Its values on a grid.
  ///
  /// - Complexity: O(N) and one transform.
  func field<Scalar: TransformScalar>(in space: FunctionSpace<Scalar>) -> Field<Scalar> {
    let grid = space.grid
    let shape = grid.spectrumShape
    let frequencies = grid.tabulate { Double($0.frequency($1)) }
    let squares = grid.tabulate { Double($0.squareNorm($1)) }
    let isLast = grid.tabulate { $0.lastMode == $1 }
    let waves = grid.tabulate { $0.waveNumber($1) }
    let isPeriodic = grid.axes.map(\.isPeriodic)
    let exponent = -(regularity + Double(grid.rank) / 2) / 2
    var u = Coefficients(in: space)
    let width = grid.isComplex ? 2 : 1
    var mode = [Int](repeating: 0, count: grid.rank)
    var wave = mode
    for place in 0..<shape.reduce(1, *) {
      var rest = place
      for a in shape.indices.reversed() {
        mode[a] = rest % shape[a]
        rest /= shape[a]
        wave[a] = waves[a][mode[a]]
      }
      if shape.indices.contains(where: { isLast[$0][mode[$0]] }) { continue }
      var lambda = 0.0
      var square = 1.0
      for a in shape.indices {
        lambda += frequencies[a][mode[a]] * frequencies[a][mode[a]]
        square *= squares[a][mode[a]]
      }
      let size = Double.pow(1 + lambda, exponent) / square.squareRoot()
      let g = normal(wave, isPeriodic)
      u.values[width * place] = Scalar(size * g.re)
      if width == 2 { u.values[width * place + 1] = Scalar(size * g.im) }
    }
    return Field(consuming: u)
  }

  /// g_k: real where no periodic wave number is above 0 or below it, else complex and conjugate to
  /// g_{−k}.
  private func normal(_ wave: [Int], _ isPeriodic: [Bool]) -> (re: Double, im: Double) {
    let first = wave.indices.first { isPeriodic[$0] && wave[$0] != 0 }
    let isConjugate = first.map { wave[$0] < 0 } ?? false
    var state = mixed(seed)
    for (a, k) in wave.enumerated() {
      let k = isPeriodic[a] && isConjugate ? -k : k
      state = mixed(state ^ UInt64(bitPattern: Int64(k)))
    }
    // Two numbers in (0, 1).
    let u = (Double(mixed(state) >> 11) + 0.5) * 0x1p-53
    let v = (Double(mixed(state &+ 1) >> 11) + 0.5) * 0x1p-53
    let radius = (-2 * Double.log(u)).squareRoot()
    let re = radius * Double.cos(2 * .pi * v)
    guard first != nil else { return (re, 0) }
    let im = radius * Double.sin(2 * .pi * v)
    return (re * 0.5.squareRoot(), (isConjugate ? -im : im) * 0.5.squareRoot())
  }

  private func mixed(_ x: UInt64) -> UInt64 {
    var z = x &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}

extension RandomFunction: CustomStringConvertible {
  /// `random, regularity 0.75, seed 1`
  public var description: String { "random, regularity \(regularity), seed \(seed)" }
}
