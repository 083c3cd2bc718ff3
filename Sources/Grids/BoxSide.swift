/// One side of a box: `x.lower`, `z.upper`, …
public struct BoxSide: Hashable, Sendable {
  /// Which axis.
  public var axis: Int
  /// Which of its two ends.
  public var side: Side

  /// The lower or upper side of an axis.
  public init(axis: Int, side: Side) {
    self.axis = axis
    self.side = side
  }

  /// `x.lower`
  public var name: String { "\(["x", "y", "z"][axis]).\(side.rawValue)" }
}

extension Grid {
  /// The sides of the axes that have ends.
  public var sides: [BoxSide] {
    axes.indices.filter { !axes[$0].isPeriodic }
      .flatMap { axis in Side.allCases.map { BoxSide(axis: axis, side: $0) } }
  }

  /// The condition on a side; nil on a periodic axis.
  public func end(_ side: BoxSide) -> End? { axes[side.axis].end(side.side) }
}
