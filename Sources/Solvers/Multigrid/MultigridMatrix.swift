import Transforms

/// The operator of a coarse level, in single precision.
final class MultigridMatrix: Sendable {
  let stencil: MultigridStencil<Float>
  /// e, then the links in the order of their codes.
  private nonisolated(unsafe) let memory: UnsafeMutablePointer<Float>

  /// Zeros.
  init(_ coarsening: MultigridCoarsening, isPeriodic: [Bool]) {
    let (shape, codes) = (coarsening.shape, coarsening.links)
    let count = shape.reduce(1, *)
    let size = MultigridMatrix.size(coarsening)
    memory = .allocate(capacity: size)
    FreshMemory.prepare(UnsafeMutableBufferPointer(start: memory, count: size))
    memory.initialize(repeating: 0, count: size)
    var links = [UnsafeMutablePointer<Float>?](repeating: nil, count: 27)
    for (k, code) in codes.enumerated() { links[code] = memory + (1 + k) * count }
    stencil = MultigridStencil(
      shape: shape, isPeriodic: isPeriodic, excess: memory, links: links)
  }

  deinit { memory.deallocate() }

  /// Its numbers.
  static func size(_ coarsening: MultigridCoarsening) -> Int {
    (1 + coarsening.links.count) * coarsening.shape.reduce(1, *)
  }
}
