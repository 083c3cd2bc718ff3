extension Axis {
  /// Where the value at the place t = half/2 comes from: a point's index and a sign, or nil where
  /// the value is zero.
  ///
  /// Fields continue oddly about a Dirichlet end, evenly about a Neumann end, and around a circle.
  /// Traps if the place is not on the axis's lattice of points.
  public func reflected(half: Int) -> (index: Int, sign: Int)? {
    let period = 2 * cells
    var half = half
    var sign = 1
    if isPeriodic {
      half = ((half % period) + period) % period
    } else {
      while half < 0 || half > period {
        let side: Side = half < 0 ? .lower : .upper
        if end(side) == .dirichlet { sign = -sign }
        half = half < 0 ? -half : 2 * period - half
      }
      if half == 0, end(.lower) == .dirichlet { return nil }
      if half == period, end(.upper) == .dirichlet { return nil }
    }
    precondition((half - firstHalf).isMultiple(of: 2), "half place \(half) is not a point")
    return ((half - firstHalf) / 2, sign)
  }
}
