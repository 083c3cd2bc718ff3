/// A formula as steps that each do one thing, in the order in which they are done; the last is the
/// result.
struct Program: Sendable {
  private(set) var instructions: [Instruction]
  /// The variables on which each step depends, a bit each.
  private(set) var masks: [UInt64]

  /// The variables on which the result depends.
  var mask: UInt64 { masks[masks.count - 1] }

  init(_ nodes: [Node]) {
    var lowering = Lowering()
    let root = lowering.lower(nodes)
    let order = Self.order(lowering.instructions, root)
    var map = [Int](repeating: -1, count: lowering.instructions.count)
    instructions = []
    masks = []
    for i in order {
      var instruction = lowering.instructions[i]
      if instruction.operation != .variable {
        if instruction.a >= 0 { instruction.a = map[instruction.a] }
        if instruction.b >= 0 { instruction.b = map[instruction.b] }
        if instruction.c >= 0 { instruction.c = map[instruction.c] }
      }
      map[i] = instructions.count
      instructions.append(instruction)
      masks.append(lowering.masks[i])
    }
  }

  /// Depth first from the result, so that what is computed is soon used and few results are held.
  private static func order(_ instructions: [Instruction], _ root: Int) -> [Int] {
    var order: [Int] = []
    var isDone = [Bool](repeating: false, count: instructions.count)
    var stack: [(step: Int, isOpen: Bool)] = [(root, false)]
    while let (step, isOpen) = stack.popLast() {
      if isDone[step] { continue }
      if isOpen {
        isDone[step] = true
        order.append(step)
      } else {
        stack.append((step, true))
        for operand in instructions[step].operands.reversed() where !isDone[operand] {
          stack.append((operand, false))
        }
      }
    }
    return order
  }
}
