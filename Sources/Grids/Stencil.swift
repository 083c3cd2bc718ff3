/// A finite sum over neighbours along one axis: (S u)(t) = Σ weight · u(t + half/2).
public struct Stencil: Hashable, Sendable {
  /// One neighbour.
  public struct Tap: Hashable, Sendable {
    /// The neighbour's distance in half cells.
    public let half: Int
    /// How much of it.
    public let weight: Extended

    /// `weight` times the value half/2 cells away.
    public init(half: Int, weight: Extended) {
      self.half = half
      self.weight = weight
    }
  }

  /// The neighbours.
  public let taps: [Tap]

  /// Taps at one place are added.
  public init(_ taps: [Tap]) {
    var sums: [Int: Extended] = [:]
    for tap in taps { sums[tap.half, default: 0] += tap.weight }
    self.taps = sums.keys.sorted().map { Tap(half: $0, weight: sums[$0]!) }
  }

  /// S ∘ T
  public static func * (s: Stencil, t: Stencil) -> Stencil {
    Stencil(
      s.taps.flatMap { a in
        t.taps.map { b in Tap(half: a.half + b.half, weight: a.weight * b.weight) }
      })
  }

  /// S + T
  public static func + (s: Stencil, t: Stencil) -> Stencil { Stencil(s.taps + t.taps) }

  /// c S
  public static func * (c: Extended, s: Stencil) -> Stencil {
    Stencil(s.taps.map { Tap(half: $0.half, weight: c * $0.weight) })
  }

  /// u
  public static let identity = Stencil([Tap(half: 0, weight: 1)])
  /// u(t + ½) − u(t − ½)
  public static let difference = Stencil([Tap(half: -1, weight: -1), Tap(half: 1, weight: 1)])
}
