import RealModule

/// The steps of one lattice, run along its last axis.
struct Lattice<T: Real & BinaryFloatingPoint> {
  /// A place from which steps read and to which they write.
  private struct Slot {
    var base: UnsafeMutablePointer<T>?
    /// The distance of neighbours along the axes before the last, of which there are two at most.
    var strides = (0, 0)
    /// Whether the values differ along the last axis.
    var isRunning = true
    /// The number of the run that it is, where it holds one only.
    var register: Int?
  }

  private struct Step {
    var operation: Operation
    var k: T
    var result: Int
    var a: Int
    var b: Int
    var c: Int
  }

  /// The lengths of the axes before the last, 1 if missing, and of the last.
  private let lengths: (Int, Int, Int)
  private var slots: [Slot] = []
  private var steps: [Step] = []
  private var registers = 0
  /// The slot of the values that are stored, and where.
  private var stored: (slot: Int, target: UnsafeMutablePointer<T>)?

  /// - Parameter result: the step whose values are stored run by run, if there is one; no step reads
  ///   them.
  init(
    _ evaluation: TensorEvaluation<T>, mask: UInt64, steps indices: [Int], result: Int? = nil
  ) {
    let axes = evaluation.lengths.indices.filter { mask >> UInt64($0) & 1 == 1 }
    let last = axes[axes.count - 1]
    lengths = (
      axes.count > 2 ? evaluation.lengths[axes[0]] : 1,
      axes.count > 1 ? evaluation.lengths[axes[axes.count - 2]] : 1, evaluation.lengths[last]
    )
    let masks = evaluation.masks
    var slotOf = [Int](repeating: -1, count: masks.count)
    var lastUse = [Int](repeating: -1, count: masks.count)
    for i in indices {
      for operand in evaluation.program.instructions[i].operands { lastUse[operand] = i }
    }
    var free: [Int] = []
    func place(_ i: Int) {
      guard slotOf[i] < 0 else { return }
      if i != result, let base = evaluation.storage[i] {
        let strides = evaluation.strides(masks[i])
        slotOf[i] = slots.count
        slots.append(
          Slot(
            base: base,
            strides: (
              axes.count > 2 ? strides[axes[0]] : 0,
              axes.count > 1 ? strides[axes[axes.count - 2]] : 0
            ), isRunning: strides[last] != 0))
        return
      }
      if free.isEmpty {
        free.append(slots.count)
        slots.append(Slot(register: registers))
        registers += 1
      }
      slotOf[i] = free.removeLast()
    }
    for i in indices {
      let instruction = evaluation.program.instructions[i]
      for operand in instruction.operands { place(operand) }
      // After its operands have theirs: a result never shares a run with an operand.
      place(i)
      // A missing operand is never read; the result's slot stands for it.
      func slot(_ operand: Int) -> Int { operand < 0 ? slotOf[i] : slotOf[operand] }
      steps.append(
        Step(
          operation: instruction.operation, k: instruction.constant(), result: slotOf[i],
          a: slot(instruction.a), b: slot(instruction.b), c: slot(instruction.c)))
      for operand in Set(instruction.operands)
      where lastUse[operand] == i && evaluation.storage[operand] == nil {
        free.append(slotOf[operand])
      }
    }
    stored = result.map { (slotOf[$0], evaluation.storage[$0]!) }
  }

  /// The points of a whole run.
  var pointsOfRun: Int { min(lengths.2, Runs<T>.length) }

  private var runsOfRow: Int { (lengths.2 + Runs<T>.length - 1) / Runs<T>.length }

  /// The number of runs.
  var runs: Int { lengths.0 * lengths.1 * runsOfRow }

  /// Takes every step over the points of some runs.
  @inline(__always)
  func run(_ part: Range<Int>, _ store: Runs<T>.Store?) {
    let (perRow, length) = (runsOfRow, Runs<T>.length)
    withUnsafeTemporaryAllocation(of: T.self, capacity: registers * length) { memory in
      withUnsafeTemporaryAllocation(of: Operand<T>.self, capacity: slots.count) { operands in
        for (i, slot) in slots.enumerated() {
          let base = slot.register.map { memory.baseAddress! + $0 * length } ?? slot.base!
          operands.initializeElement(
            at: i, to: Operand(UnsafePointer(base), isUniform: !slot.isRunning))
        }
        steps.withUnsafeBufferPointer { steps in
          slots.withUnsafeBufferPointer { slots in
            for r in part {
              let (row, start) = (r / perRow, r % perRow * length)
              let (i, j) = (row / lengths.1, row % lengths.1)
              for s in slots.indices where slots[s].register == nil {
                let slot = slots[s]
                let offset = i * slot.strides.0 + j * slot.strides.1 + (slot.isRunning ? start : 0)
                operands[s].pointer = UnsafePointer(slot.base! + offset)
              }
              let count = min(length, lengths.2 - start)
              for step in steps {
                Kernel(
                  result: UnsafeMutablePointer(mutating: operands[step.result].pointer),
                  count: count
                ).run(step.operation, step.k, operands[step.a], operands[step.b], operands[step.c])
              }
              if let stored, let store {
                store(
                  stored.target + row * lengths.2 + start, operands[stored.slot].pointer,
                  count * MemoryLayout<T>.stride)
              }
            }
          }
        }
      }
    }
  }
}
