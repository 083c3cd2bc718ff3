import RealModule

/// The evaluation of a program on a tensor grid.
///
/// Every step is evaluated on the lattice of the axes on which it depends: along one axis, over a
/// plane, or over the grid. Of a lattice only those steps are kept that larger lattices read; the
/// others live in short runs along the lattice's last axis.
struct TensorEvaluation<T: Real & BinaryFloatingPoint> {
  let program: Program
  /// The points of each axis.
  let lengths: [Int]
  /// The axes on which each step depends, a bit each.
  let masks: [UInt64]
  /// Where the values of steps that outlive their runs are; other places are nil.
  private(set) var storage: [UnsafeMutablePointer<T>?]
  private var owned: [UnsafeMutablePointer<T>] = []

  /// - Parameter variables: of each variable, the axis along which it runs and its values there.
  init(_ program: Program, lengths: [Int], variables: [(axis: Int, values: [T])]) {
    self.program = program
    self.lengths = lengths
    masks = program.masks.map { mask in
      variables.indices.reduce(0) {
        mask >> UInt64($1) & 1 == 0 ? $0 : $0 | 1 << variables[$1].axis
      }
    }
    storage = [UnsafeMutablePointer<T>?](repeating: nil, count: masks.count)
    for (i, step) in program.instructions.enumerated() {
      switch step.operation {
      case .constant:
        storage[i] = allocate(1)
        storage[i]!.pointee = step.constant()
      case .variable:
        let values = variables[step.a].values
        storage[i] = allocate(values.count)
        storage[i]!.update(from: values, count: values.count)
      default: break
      }
    }
  }

  /// Writes the values of the last step to `result`, row-major.
  @inline(__always)
  mutating func run(into result: UnsafeMutablePointer<T>, _ runs: Runs<T>) {
    defer { for pointer in owned { pointer.deallocate() } }
    let root = masks.count - 1
    let full: UInt64 = (1 << UInt64(lengths.count)) - 1
    let isComputed = storage.map { $0 == nil }
    var isShared = [Bool](repeating: false, count: masks.count)
    isShared[root] = true
    for (i, step) in program.instructions.enumerated() {
      for operand in step.operands where masks[operand] != masks[i] { isShared[operand] = true }
    }
    for i in masks.indices where isComputed[i] && isShared[i] {
      storage[i] = i == root && masks[i] == full ? result : allocate(size(masks[i]))
    }
    let lattices = Set(masks.indices.filter { isComputed[$0] }.map { masks[$0] })
      .sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    for mask in lattices {
      let steps = masks.indices.filter { isComputed[$0] && masks[$0] == mask }
      let lattice = Lattice(
        self, mask: mask, steps: steps,
        result: runs.store == nil || mask != full || storage[root] != result ? nil : root)
      runs.share(lattice.runs, lattice.pointsOfRun) { lattice.run($0, runs.store) }
    }
    if storage[root] != result { spread(storage[root]!, masks[root], into: result, runs) }
  }

  private mutating func allocate(_ count: Int) -> UnsafeMutablePointer<T> {
    let pointer = UnsafeMutablePointer<T>.allocate(capacity: count)
    pointer.initialize(repeating: 0, count: count)
    owned.append(pointer)
    return pointer
  }

  /// The number of points of a lattice.
  func size(_ mask: UInt64) -> Int {
    lengths.indices.reduce(1) { mask >> UInt64($1) & 1 == 0 ? $0 : $0 * lengths[$1] }
  }

  /// The distance of neighbours along each axis in a lattice; 0 across axes that it lacks.
  func strides(_ mask: UInt64) -> [Int] {
    var stride = 1
    var strides = [Int](repeating: 0, count: lengths.count)
    for axis in lengths.indices.reversed() where mask >> UInt64(axis) & 1 == 1 {
      strides[axis] = stride
      stride *= lengths[axis]
    }
    return strides
  }

  /// Repeats a lattice's values over the grid.
  @inline(__always)
  private func spread(
    _ values: UnsafeMutablePointer<T>, _ mask: UInt64, into result: UnsafeMutablePointer<T>,
    _ runs: Runs<T>
  ) {
    let n = [Int](repeating: 1, count: 3 - lengths.count) + lengths
    let s = [Int](repeating: 0, count: 3 - lengths.count) + strides(mask)
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
