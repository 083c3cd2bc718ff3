/// What the exponent of an error's leading term can be, where three levels show a rate.
///
/// Two rates that agree may do so by chance, where several terms meet, and the difference of their limits then
/// says nothing. With L(p) = Q₃ + (Q₃ − Q₂)/(ρ^p − 1), p the rate of the differences of
///
///     e(h) = c h^a + d h^b,  b > a:    L(a) − Q = −d h^b (ρ^b − ρ^a)/(ρ^a − 1)
///                                      L(p) − Q = cd h^{a+b} (ρ^b − ρ^a)²/(c h^a (ρ^a − 1)² + d h^b (ρ^b − 1)²)
///
/// so that Q lies between L(p) and L(a) for d/c > 0, and below 0 as long as the first term is the larger one.
struct LeadingExponents {
  /// The rates of the method for smooth data; none where errors fall faster than powers, or where nothing
  /// is known.
  let own: [Double]

  /// Those beside a rate p.
  ///
  /// An own one that p agrees with; its largest, where p is above all, since that term is only small as yet.
  /// Below them are the terms of ends and jumps, which are natural numbers: the one that p agrees with, or
  /// both neighbours.
  func beside(_ p: Double) -> [Double] {
    if let a = own.min(by: { ($0 - p).magnitude < ($1 - p).magnitude }), Fit.agree(p, a) {
      return [a]
    }
    if let top = own.max(), p > top { return [top] }
    let whole = p.rounded()
    if whole >= 1, Fit.agree(p, whole) { return [whole] }
    return [p.rounded(.down), p.rounded(.up)].filter { $0 >= 1 }
  }

  /// How far the limits by those are from Richardson's.
  func spread(of r: Richardson) -> Double {
    beside(r.rate).map { (r.limit(by: $0) - r.limit).magnitude }.max() ?? 0
  }
}
