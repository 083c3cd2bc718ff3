/// How the next level is made from one: which points of which axes are left out, and how a level is relaxed.
///
/// Where one axis's links outweigh those of all the others, lines along it are relaxed: an error is then
/// smooth along the strongest of the others, too, and the strong axes are chosen among these. An axis whose
/// links are weak beside theirs waits: its turn comes when they have become as strong.
///
/// An anisotropy that is the same everywhere is told by the mean of the axes' shares: what jumps of an isotropic
/// coefficient do to the links beside them does not count. Of one that turns every axis that outweighs the
/// others somewhere has its lines, one axis after the other: lines along the wrong one do not mind. The strong
/// axes are chosen by means there, too, beside the mean of what each point would compare them with.
struct MultigridCoarsening {
  let axes: [MultigridAxis]
  /// The axes along which lines are relaxed, in their order; none where points are enough.
  let lines: [Int]
  /// Which axes wait and keep their links to themselves: none of the next level leads along one of them and
  /// another axis, which would be more than half of all. What they would join is weak; it is lumped.
  let isLumped: [Bool]

  /// From which share of the points on an axis counts for what it is there. On every grid a part
  /// of the box has as many points, and the errors that sweeps over points leave there; a hundredth is what the
  /// levels' links may differ by.
  private static let part = 0.01

  /// - Parameters:
  ///   - links: those of the level, by their codes.
  ///   - direct: a system of as many points is solved directly.
  ///   - strength: from which share of the strongest axis's links on an axis is made coarser.
  ///   - turns: whether the anisotropy is another one from place to place.
  ///   - strengths: the axes' shares of the links.
  /// - Returns: nil where the system is solved directly: it is small, or has one axis.
  init?(
    _ shape: [Int], _ isPeriodic: [Bool], links: [Int], keepsEnds: [MultigridEnds], direct: Int,
    strength: Double, turns: Bool, strengths: () -> MultigridStrengths
  ) {
    guard shape.reduce(1, *) > direct, shape.filter({ $0 > 1 }).count > 1,
      shape.contains(where: { $0 > 2 })
    else { return nil }
    let strengths = strengths()
    let wide = (0..<3).filter { shape[$0] > 2 }
    let strong: [Int]
    if turns, let inside = strengths.inside {
      lines = wide.filter { inside.outweighing[$0] > Self.part }
      strong = wide.filter { inside.mean[$0] >= strength * inside.reference }
    } else {
      let strongest = wide.max { strengths.mean[$0] < strengths.mean[$1] }!
      let next = wide.filter { $0 != strongest }.map { strengths.mean[$0] }.max() ?? 0
      // Beside axes without any link a line would be the whole system.
      let hasLines = next > 0 && next < strength * strengths.mean[strongest]
      lines = hasLines ? [strongest] : []
      let least = strength * (hasLines ? next : strengths.mean[strongest])
      strong = wide.filter { strengths.mean[$0] >= least }
    }
    let axes = (0..<3).map { a in
      MultigridAxis(
        count: shape[a], isPeriodic: isPeriodic[a], keeps: keepsEnds[a],
        isCoarsened: strong.contains(a))
    }
    // Coefficients that are not numbers have no strength.
    guard axes.contains(where: \.isCoarsened) else { return nil }
    self.axes = axes
    isLumped = (0..<3).map { a in
      !axes[a].isCoarsened && shape[a] > 2
        && links.allSatisfy {
          MultigridOffset.axes($0) == [a] || MultigridOffset.offset($0)[a] == 0
        }
    }
  }

  /// The points of the next level along the axes.
  var shape: [Int] { axes.map(\.kept) }

  /// The links of the next level, by their codes.
  var links: [Int] {
    MultigridOffset.links(shape).filter { code in
      let along = MultigridOffset.axes(code)
      return along.count == 1 || !along.contains { isLumped[$0] }
    }
  }
}
