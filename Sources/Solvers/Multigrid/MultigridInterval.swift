/// A kept point, one left out and the next kept one, as far as they are there.
struct MultigridInterval {
  /// Fine indices of the three; −1 for what is not there.
  var fine: SIMD4<Int>
  /// Coarse indices of the first and the last; −1 for what is not there.
  var kept: SIMD2<Int>
  /// Which of the points left out the middle one is; −1 if none.
  var left: Int
  /// The share of each point that belongs to this interval.
  var shares: SIMD4<Double>

  /// A kept point alone.
  init(place: Int, kept c: Int) {
    fine = [place, -1, -1, -1]
    kept = [c, -1]
    left = -1
    shares = [1, 1, 1, 0]
  }

  /// What the pattern of a cell depends on, below 32.
  var kind: Int {
    var kind = 0
    for s in 0..<3 where fine[s] >= 0 { kind |= 1 << s }
    return kind | (shares[0] == 1 ? 8 : 0) | (shares[2] == 1 ? 16 : 0)
  }
}

extension MultigridAxis {
  /// The pieces between neighbouring kept points, and beyond the last ones.
  var intervals: [MultigridInterval] {
    if count == 1 { return [MultigridInterval(place: 0, kept: 0)] }
    var result: [MultigridInterval] = []
    for c in (first == 1 ? -1 : 0)..<kept {
      let upper = c + 1 < kept ? c + 1 : (isPeriodic ? 0 : -1)
      let m = c + first < left ? c + first : -1
      if upper < 0, m < 0 { continue }
      var interval = MultigridInterval(place: c < 0 ? -1 : place(kept: c), kept: c)
      interval.kept[1] = upper
      interval.left = m
      interval.fine[1] = m < 0 ? -1 : place(left: m)
      interval.fine[2] = upper < 0 ? -1 : place(kept: upper)
      // The end point of a bounded axis is of one interval only, any other of two.
      let isFirst = !isPeriodic && c == 0 && first == 0
      let isLast = !isPeriodic && upper >= 0 && interval.fine[2] == count - 1
      interval.shares = [isFirst ? 1 : 0.5, 1, isLast ? 1 : 0.5, 0]
      result.append(interval)
    }
    return result
  }

  /// Every kept point alone.
  var planes: [MultigridInterval] {
    (0..<kept).map { MultigridInterval(place: place(kept: $0), kept: $0) }
  }
}
