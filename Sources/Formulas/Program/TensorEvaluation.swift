import RealModule

/// The evaluation of a program on a tensor grid.
///
/// Every step is evaluated on the lattice of the axes on which it depends: along one axis, over a
/// plane, or over the grid. Of a lattice only those steps are kept that larger lattices read; the
/// others live in short runs along the lattice's last axis.
struct TensorEvaluation<T: Real & BinaryFloatingPoint> {
  /// The points of each axis.
  let lengths: [Int]
  /// Where the values of the last step go, row-major.
  let result: UnsafeMutablePointer<T>
  /// Of each step; 0 where it has none.
  let constants: [T]
  private let program: Program
  private let schedule: Schedule
  private let runs: Runs<T>
  /// Where results begin in ``memory``, of steps that outlive their runs; else −1.
  private var offsets: [Int]
  private let memory: UnsafeMutablePointer<T>

  /// - Parameter axes: the axis along which each variable runs.
  @inline(__always)
  init(
    _ graph: Graph, lengths: [Int], axes: [Int], into result: UnsafeMutablePointer<T>,
    _ runs: Runs<T>
  ) {
    self.lengths = lengths
    self.result = result
    self.runs = runs
    program = graph.program
    schedule = graph.schedule(
      Schedule.Key(axes: axes, rank: lengths.count, isStreamed: runs.store != nil))
    constants = program.instructions.map { $0.constant() }
    offsets = [Int](repeating: -1, count: constants.count)
    var total = 0
    for i in schedule.stored {
      offsets[i] = total
      total += Self.size(schedule.masks[i], lengths)
    }
    memory = UnsafeMutablePointer<T>.allocate(capacity: total)
  }

  /// Writes the values, and ends the evaluation.
  ///
  /// - Parameter variables: the values of each along its axis.
  @inline(__always)
  func run(_ variables: [[T]]) {
    defer { memory.deallocate() }
    for i in schedule.stored {
      let step = program.instructions[i]
      switch step.operation {
      case .constant: place(of: i).initialize(to: constants[i])
      case .variable:
        variables[step.a].withUnsafeBufferPointer {
          place(of: i).initialize(from: $0.baseAddress!, count: $0.count)
        }
      default: break
      }
    }
    for layer in schedule.layers {
      let lattice = Lattice(self, layer)
      runs.share(lattice.runs, lattice.pointsOfRun) { lattice.run($0, runs.store) }
    }
    if !schedule.writesResult {
      let root = offsets.count - 1
      spread(place(of: root), root, into: result, runs)
    }
  }

  /// Where the results of a step are that outlive their runs.
  func place(of step: Int) -> UnsafeMutablePointer<T> {
    offsets[step] < 0 ? result : memory + offsets[step]
  }

  /// The number of points of a lattice.
  private static func size(_ mask: UInt64, _ lengths: [Int]) -> Int {
    var size = 1
    for axis in lengths.indices where mask >> UInt64(axis) & 1 == 1 { size *= lengths[axis] }
    return size
  }

  /// The distance of neighbours along an axis in the lattice of a step; 0 if it lacks the axis.
  func stride(_ axis: Int, _ step: Int) -> Int {
    let mask = schedule.masks[step]
    guard mask >> UInt64(axis) & 1 == 1 else { return 0 }
    return Self.size(mask & (~0 << UInt64(axis + 1)), lengths)
  }

  /// Repeats a lattice's values over the grid.
  @inline(__always)
  private func spread(
    _ values: UnsafeMutablePointer<T>, _ step: Int, into result: UnsafeMutablePointer<T>,
    _ runs: Runs<T>
  ) {
    let n = [Int](repeating: 1, count: 3 - lengths.count) + lengths
    let strides = lengths.indices.map { self.stride($0, step) }
    let s = [Int](repeating: 0, count: 3 - lengths.count) + strides
    let (length, middle, stride) = (n[2], n[1], s[2])
    let (outerStride, middleStride) = (s[0], s[1])
    runs.share(n[0] * n[1], length) { rows in
      for row in rows {
        let source = values + row / middle * outerStride + row % middle * middleStride
        let target = result + row * length
        if stride == 1, let store = runs.store {
          store(target, source, length * MemoryLayout<T>.stride)
        } else {
          for k in 0..<length { target[k] = source[k * stride] }
        }
      }
    }
  }
}
