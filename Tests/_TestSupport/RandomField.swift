/// SplitMix64, seeded: the same numbers on every machine.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The same sequence for the same seed.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// White noise in [−1, 1), exact in every precision: multiples of 2⁻²³.
public func whiteNoise<T: BinaryFloatingPoint>(_ n: Int, seed: UInt64 = 1, _: T.Type = T.self)
  -> [T]
{
  var generator = SeededGenerator(seed: seed)
  return (0..<n).map { _ in
    T(Int(generator.next() >> 40) - (1 << 23)) / T(1 << 23)
  }
}
