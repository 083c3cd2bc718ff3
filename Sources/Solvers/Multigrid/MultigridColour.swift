/// Every second index of an axis: no two are neighbours.
struct MultigridColour {
  let start: Int
  let count: Int

  /// Even and odd indices; on a circle with an odd number of points the last is a colour of its own.
  static func all(_ n: Int, isPeriodic: Bool) -> [MultigridColour] {
    if n == 1 { return [MultigridColour(start: 0, count: 1)] }
    let m = isPeriodic && n % 2 == 1 ? n - 1 : n
    let two = [
      MultigridColour(start: 0, count: (m + 1) / 2), MultigridColour(start: 1, count: m / 2),
    ]
    return m == n ? two : two + [MultigridColour(start: m, count: 1)]
  }
}

extension MultigridAxis {
  /// The points by colours, those that are left out last.
  var colours: [MultigridColour] {
    let all = MultigridColour.all(count, isPeriodic: isPeriodic)
    guard isCoarsened else { return all }
    guard addsLast else {
      return first == 1 ? all.reversed() : [all[0]] + all[2...] + [all[1]]
    }
    return [
      MultigridColour(start: first, count: spaced), MultigridColour(start: count - 1, count: 1),
      MultigridColour(start: 1 - first, count: left),
    ]
  }
}
