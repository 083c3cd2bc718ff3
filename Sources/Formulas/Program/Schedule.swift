/// Which steps of a program are taken on which lattice, and which of their results share a place.
///
/// It depends on the program and on the axes along which its variables run, not on their points: it is
/// settled once, and grids of a few points cost little more than their steps.
struct Schedule: Sendable {
  /// Along which axes the variables run, and whether the values of the last step pass by the caches.
  struct Key: Hashable {
    /// The axis of each variable.
    let axes: [Int]
    /// The number of axes.
    let rank: Int
    let isStreamed: Bool
  }

  /// A step, with the numbers of the slots that it reads and writes.
  struct Step {
    let number: Int
    let operation: Operation
    let result: Int
    let a: Int
    let b: Int
    let c: Int
  }

  /// A place of results.
  enum Slot {
    /// The results of a step, which outlive their run.
    case stored(Int)
    /// A run of its own, by number.
    case register(Int)
  }

  /// The steps of one lattice.
  struct Layer {
    /// The axes of the lattice.
    let axes: [Int]
    fileprivate(set) var steps: [Step] = []
    fileprivate(set) var slots: [Slot] = []
    fileprivate(set) var registers = 0
    /// The slot of values that are stored run by run.
    fileprivate(set) var streamed: Int?
  }

  /// The axes on which each step depends, a bit each.
  let masks: [UInt64]
  /// The steps whose results outlive their runs, but for the last one where it is the grid's.
  let stored: [Int]
  /// Whether the last step has a value a point of the grid, and writes it there itself.
  let writesResult: Bool
  /// From few axes to many.
  let layers: [Layer]

  init(_ program: Program, _ key: Key) {
    let masks = program.masks.map { mask -> UInt64 in
      key.axes.indices.reduce(0) { mask >> UInt64($1) & 1 == 0 ? $0 : $0 | 1 << key.axes[$1] }
    }
    let instructions = program.instructions
    let root = instructions.count - 1
    let full: UInt64 = (1 << UInt64(key.rank)) - 1
    let isComputed = instructions.map { $0.operation != .constant && $0.operation != .variable }
    let writesResult = isComputed[root] && masks[root] == full
    var outlives = isComputed.map { !$0 }
    outlives[root] = true
    for (i, step) in instructions.enumerated() {
      for operand in step.operands where masks[operand] != masks[i] { outlives[operand] = true }
    }
    stored = masks.indices.filter { outlives[$0] && !(writesResult && $0 == root) }
    let streams = writesResult && key.isStreamed
    if streams { outlives[root] = false }
    let lattices = Set(masks.indices.filter { isComputed[$0] }.map { masks[$0] })
      .sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    var layers: [Layer] = []
    for mask in lattices {
      let axes = (0..<key.rank).filter { mask >> UInt64($0) & 1 == 1 }
      let steps = masks.indices.filter { isComputed[$0] && masks[$0] == mask }
      layers.append(Layer(axes, steps, of: instructions, stored: outlives))
    }
    if streams { layers[layers.count - 1].streamed = layers.last!.steps.last!.result }
    (self.masks, self.writesResult, self.layers) = (masks, writesResult, layers)
  }
}

extension Schedule.Layer {
  /// Results that do not outlive their run share as few runs as can be.
  fileprivate init(
    _ axes: [Int], _ numbers: [Int], of instructions: [Instruction], stored: [Bool]
  ) {
    self.axes = axes
    var slotOf = [Int](repeating: -1, count: instructions.count)
    var lastUse = slotOf
    for i in numbers { for operand in instructions[i].operands { lastUse[operand] = i } }
    var free: [Int] = []
    for i in numbers {
      let instruction = instructions[i]
      // Operands first: a result never shares a run with one.
      for j in instruction.operands + [i] where slotOf[j] < 0 {
        if stored[j] {
          slotOf[j] = slots.count
          slots.append(.stored(j))
        } else if let known = free.popLast() {
          slotOf[j] = known
        } else {
          slotOf[j] = slots.count
          slots.append(.register(registers))
          registers += 1
        }
      }
      // A missing operand is never read; the result's slot stands for it.
      func slot(_ operand: Int) -> Int { operand < 0 ? slotOf[i] : slotOf[operand] }
      steps.append(
        Schedule.Step(
          number: i, operation: instruction.operation, result: slotOf[i],
          a: slot(instruction.a), b: slot(instruction.b), c: slot(instruction.c)))
      for operand in Set(instruction.operands) where lastUse[operand] == i && !stored[operand] {
        free.append(slotOf[operand])
      }
    }
  }
}
