import Synchronization

/// The nodes that one formula needs, operands before those who use them, the root last.
///
/// An array instead of linked objects: nothing recurses, so neither release, derivative nor
/// evaluation can overflow the stack, however deep the expression is.
final class Graph: Sendable {
  let nodes: [Node]
  /// The names of the variables beyond x, y, z.
  let names: [String]
  /// The variables on which the root depends, a bit each.
  let mask: UInt64
  let isSmooth: Bool
  let isAnalytic: Bool
  private let steps = Mutex<Program?>(nil)
  private let schedules = Mutex<[Schedule.Key: Schedule]>([:])

  var root: Int { nodes.count - 1 }

  init(_ builder: Builder, root: Int, names: [String]) {
    let isNeeded = builder.isNeeded(by: root)
    var map = [Int](repeating: -1, count: root + 1)
    var nodes: [Node] = []
    for i in 0...root where isNeeded[i] {
      map[i] = nodes.count
      // Renumbering keeps the order, so the normal form stays normal.
      nodes.append(builder.nodes[i].renumbered(map))
    }
    self.nodes = nodes
    self.names = names
    isSmooth = nodes.allSatisfy {
      switch $0 {
      case .apply(let function, _): function.isSmooth
      case .call: false
      case .constant, .variable, .sum, .product: true
      }
    }
    isAnalytic = nodes.allSatisfy {
      switch $0 {
      case .apply(let function, _): function.isAnalytic
      case .call: false
      case .product(let factors): factors.allSatisfy { $0.exponent > 0 && $0.exponent.isInteger }
      case .constant, .variable, .sum: true
      }
    }
    mask = nodes.reduce(0) {
      if case .variable(let slot) = $1 { $0 | 1 << UInt64(slot) } else { $0 }
    }
  }

  /// The steps of an evaluation, formed for the first one: most graphs are only on the way to others.
  var program: Program {
    steps.withLock {
      if let program = $0 { return program }
      let program = Program(nodes)
      $0 = program
      return program
    }
  }

  /// What is evaluated where, formed once for the same axes.
  func schedule(_ key: Schedule.Key) -> Schedule {
    if let known = schedules.withLock({ $0[key] }) { return known }
    let made = Schedule(program, key)
    schedules.withLock { $0[key] = made }
    return made
  }

  var constant: Formula.Constant? {
    if case .constant(let c) = nodes[root] { c } else { nil }
  }
}
