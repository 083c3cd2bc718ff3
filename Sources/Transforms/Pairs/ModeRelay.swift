/// Takes modes from where one transform leaves them to where another takes them.
struct ModeRelay<Scalar: TransformScalar>: Sendable {
  private let from: [Int]
  private let to: [Int]
  private let factors: [Scalar]
  /// Places of modes that nothing goes to.
  private let zeros: [Int]

  init(
    _ store: Placing<Scalar>, _ sources: [Int], _ load: Placing<Scalar>, _ targets: [Int],
    factors: [Scalar]
  ) {
    from = sources.map { store.positions[$0] }
    to = targets.map { load.positions[$0] }
    self.factors = factors.indices.map {
      factors[$0] * store.factors[sources[$0]] * load.factors[targets[$0]]
    }
    let taken = Set(targets)
    zeros = load.positions.indices.filter { !taken.contains($0) }.map { load.positions[$0] }
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func run(_ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>) {
    from.withUnsafeBufferPointer { from in
      to.withUnsafeBufferPointer { to in
        factors.withUnsafeBufferPointer { f in
          for k in 0..<from.count {
            let (source, target) = (x + 2 * from[k], y + 2 * to[k])
            let (re, im) = (f[k] * source[0], f[k] * source[1])
            target[0] = re
            target[1] = im
          }
        }
      }
    }
    for place in zeros {
      y[2 * place] = 0
      y[2 * place + 1] = 0
    }
  }
}
