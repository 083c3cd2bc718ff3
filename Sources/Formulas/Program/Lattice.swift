import RealModule

/// The steps of one lattice, run along its last axis.
struct Lattice<T: Real & BinaryFloatingPoint> {
  /// Where results are that outlive their run.
  private struct Place {
    let slot: Int
    let base: UnsafeMutablePointer<T>
    /// The distance of neighbours along the axes of the lattice, of which there are three at most.
    let strides: (Int, Int, Int)
  }

  /// The lengths of the axes before the last, 1 if missing, and of the last.
  private let lengths: (Int, Int, Int)
  private let layer: Schedule.Layer
  private let constants: [T]
  private var places: [Place] = []
  /// Where values are stored run by run.
  private let target: UnsafeMutablePointer<T>

  @inline(__always)
  init(_ evaluation: TensorEvaluation<T>, _ layer: Schedule.Layer) {
    self.layer = layer
    constants = evaluation.constants
    target = evaluation.result
    let axes = layer.axes
    let last = axes[axes.count - 1]
    let middle = axes.count > 1 ? axes[axes.count - 2] : nil
    let first = axes.count > 2 ? axes[0] : nil
    let counts = evaluation.lengths
    lengths = (first.map { counts[$0] } ?? 1, middle.map { counts[$0] } ?? 1, counts[last])
    places.reserveCapacity(layer.slots.count)
    for (i, slot) in layer.slots.enumerated() {
      guard case .stored(let step) = slot else { continue }
      func stride(_ axis: Int?) -> Int { axis.map { evaluation.stride($0, step) } ?? 0 }
      places.append(
        Place(
          slot: i, base: evaluation.place(of: step),
          strides: (stride(first), stride(middle), stride(last))))
    }
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
    withUnsafeTemporaryAllocation(of: T.self, capacity: layer.registers * length) { memory in
      withUnsafeTemporaryAllocation(of: Operand<T>.self, capacity: layer.slots.count) { operands in
        for (i, slot) in layer.slots.enumerated() {
          guard case .register(let number) = slot else { continue }
          let base = memory.baseAddress! + number * length
          operands.initializeElement(at: i, to: Operand(UnsafePointer(base)))
        }
        for place in places {
          operands.initializeElement(
            at: place.slot,
            to: Operand(UnsafePointer(place.base), isUniform: place.strides.2 == 0))
        }
        layer.steps.withUnsafeBufferPointer { steps in
          constants.withUnsafeBufferPointer { constants in
            for r in part {
              let (row, start) = (r / perRow, r % perRow * length)
              let (i, j) = (row / lengths.1, row % lengths.1)
              for place in places {
                let (s0, s1, s2) = place.strides
                operands[place.slot].pointer =
                  UnsafePointer(place.base + (i * s0 + j * s1 + start * s2))
              }
              let count = min(length, lengths.2 - start)
              for step in steps {
                Kernel(
                  result: UnsafeMutablePointer(mutating: operands[step.result].pointer),
                  count: count
                ).run(
                  step.operation, constants[step.number], operands[step.a], operands[step.b],
                  operands[step.c])
              }
              if let streamed = layer.streamed, let store {
                store(
                  target + row * lengths.2 + start, operands[streamed].pointer,
                  count * MemoryLayout<T>.stride)
              }
            }
          }
        }
      }
    }
  }
}
