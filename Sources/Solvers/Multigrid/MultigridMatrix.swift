import Transforms

/// The operator of a coarse level, in single precision, with a link to every neighbour.
final class MultigridMatrix: Sendable {
  let stencil: MultigridStencil<Float>
  /// e, then the links in the order of their codes.
  private nonisolated(unsafe) let memory: UnsafeMutablePointer<Float>

  /// Zeros.
  init(shape: [Int], isPeriodic: [Bool]) {
    let count = shape.reduce(1, *)
    let codes = MultigridOffset.links(shape)
    let size = MultigridMatrix.size(shape)
    memory = .allocate(capacity: size)
    FreshMemory.prepare(UnsafeMutableBufferPointer(start: memory, count: size))
    memory.initialize(repeating: 0, count: size)
    var links = [UnsafeMutablePointer<Float>?](repeating: nil, count: 27)
    for (k, code) in codes.enumerated() { links[code] = memory + (1 + k) * count }
    stencil = MultigridStencil(
      shape: shape, isPeriodic: isPeriodic, excess: memory, links: links)
  }

  deinit { memory.deallocate() }

  /// The numbers of a matrix of so many points.
  static func size(_ shape: [Int]) -> Int {
    (1 + MultigridOffset.links(shape).count) * shape.reduce(1, *)
  }
}
