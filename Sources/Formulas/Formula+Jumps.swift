extension Formula {
  /// A box, and around which of its axes it closes.
  public struct Box: Sendable {
    /// Where each coordinate runs.
    public let intervals: [ClosedRange<Double>]
    /// Whether the ends of an interval are one place.
    public let isPeriodic: [Bool]

    /// Traps where the numbers of entries differ.
    public init(_ intervals: [ClosedRange<Double>], isPeriodic: [Bool]) {
      precondition(intervals.count == isPeriodic.count, "one entry a coordinate")
      self.intervals = intervals
      self.isPeriodic = isPeriodic
    }
  }

  /// A place where a function jumps along a coordinate.
  public struct Jump: Sendable {
    /// What changes sign there; nil between the ends of a period.
    public let condition: Formula?
    /// The place.
    public let point: [Double]
  }

  /// Where the function jumps along a coordinate inside a box or around its period; nil if nowhere.
  ///
  /// A branch that does not change in the box is none, nor is one whose sides agree, nor one whose
  /// surface is parallel to the coordinate: across it ∂/∂c has no measure. Jumps are searched along
  /// lines, by the changes of sign of what switches branches; one that is smaller than the distance of
  /// the lines, and that the slope of its condition does not lead to, is not seen.
  ///
  /// - Complexity: some 10⁴ values of the formula and of each condition; none where all is smooth and
  ///   the coordinate has ends.
  public func jump(along c: Coordinate, in box: Box) -> Jump? {
    guard depends(on: c), box.intervals.indices.contains(c.rawValue) else { return nil }
    return BreakSearch(self, along: c.rawValue, in: box)?.firstJump()
  }

  /// ∂ⁿu/∂cⁿ in a box, where it is a function: neither u nor a derivative of lower order jumps along c.
  ///
  /// - Throws: where one does, and the derivative has a delta that no formula has.
  public func derivative(
    _ c: Coordinate, order: Int = 1, in box: Box
  ) throws(DifferentiationError) -> Formula {
    var d = self
    for m in 0..<order {
      let next = try d.derivative(c)
      if let jump = d.jump(along: c, in: box) {
        throw DifferentiationError(jump, of: self, order: m, along: c)
      }
      d = next
    }
    return d
  }

  /// What changes sign, or touches 0, where the function may be less smooth than elsewhere: `switches`,
  /// steps, the cut of an angle, and what a root is taken of.
  package var breakConditions: [Formula] {
    var builder = Builder(graph)
    let nodes = graph.nodes.indices.flatMap { i -> [Int] in
      switch graph.nodes[i] {
      case .product(let factors):
        factors.filter { $0.exponent != $0.exponent.rounded() }.map(\.node)
      case .apply(.atan2, let u): [u[0]]
      case .apply(.hypot, _): [i]
      case .apply(.sign, let u), .apply(.heaviside, let u): u
      case .apply(.floor, let u), .apply(.ceil, let u): [builder.sineOfPi(u[0])]
      case .apply(.mod, let u): [builder.sineOfPi(builder.divide(u[0], u[1]))]
      case .apply(.less, let u), .apply(.lessEqual, let u): [builder.subtract(u[0], u[1])]
      default: []
      }
    }
    return switches
      + Set(nodes).sorted().filter { builder.masks[$0] != 0 }
      .map { Formula(builder, root: $0, names: graph.names) }
  }
}

extension Builder {
  /// sin πu, 0 where u is whole.
  fileprivate mutating func sineOfPi(_ u: Int) -> Int { apply(.sin, [scale(.pi, u)]) }
}

extension DifferentiationError {
  init(_ jump: Formula.Jump, of u: Formula, order m: Int, along c: Coordinate) {
    let text = "\(u)"
    function = Self.jump
    expression = text.count > 60 ? "" : text
    let name = ["x", "y", "z"][c.rawValue]
    let what = m == 0 ? "" : m == 1 ? "∂\(name) of " : "∂\(name)^\(m) of "
    let place: String
    if let condition = jump.condition {
      let condition = "\(condition)"
      let point = jump.point.map { "\(($0 * 1e6).rounded() / 1e6)" }.joined(separator: ", ")
      place = (condition.count > 60 ? "" : "where \(condition) changes sign, ") + "at (\(point))"
    } else {
      place = "between the ends of the period of \(name)"
    }
    reason =
      what + (expression.isEmpty ? "a function of the data" : "`\(text)`")
      + " jumps \(place): its derivative is no function"
  }
}
