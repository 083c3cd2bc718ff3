/// What is left of a gap between two sides of a place where its reach ρ goes to 0.
///
/// A jump J stays, and a root goes: g(ρ) = J + C ρ^p, p > 0. With q = 4^p and c = C ρ^p three reaches, each
/// four times the last, say
///
///     (g(4ρ) − g(ρ)) / g(ρ) = (q − 1) s,   (g(16ρ) − g(4ρ)) / g(ρ) = q (q − 1) s,   s = c / (J + c)
///
/// s is the root's share of g(ρ): 0 of a jump alone, 1 of a root alone.
struct GapLimit {
  /// (q − 1) s and q (q − 1) s
  private let growth: (first: Double, second: Double)

  /// g(ρ), g(4ρ) and g(16ρ), the first not 0.
  init(_ g: [Double]) {
    growth = ((g[1] - g[0]) / g[0], (g[2] - g[1]) / g[0])
  }

  /// The least growth that is divided by.
  ///
  /// It is (4^p − 1)/2 for p = 0.085: beside a root of at least that power s < ½ whenever less is seen, and
  /// the round-off in two small growths decides nothing. A root alone is one down to 4^p − 1 = 1/16,
  /// p = 0.044; what goes more slowly, such as 1/log ρ, has not gone at ρ = 10⁻¹³ either.
  private static let least = 1.0 / 16

  /// Whether J is more than what the root has left at ρ: s < ½, as far from 0 as from 1.
  ///
  /// Of opposite signs s < 0 where J is more, and s > 1 where it is less.
  var isJump: Bool {
    let (first, second) = growth
    // No root has q ≤ 1.
    guard first > Self.least, second > first else { return true }
    return first / (second / first - 1) < 0.5
  }
}
