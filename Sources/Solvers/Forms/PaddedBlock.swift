import RealModule
import Transforms

/// What a form on a finer grid does to some planes of u and ∂u/∂x, whose first axis is refined: ∇u and u
/// at the fine points, the fluxes a∇u and c u in their place, and what these are by parts.
struct PaddedBlock<Scalar: TransformScalar>: Sendable {
  /// Points of a block, before and after its own axes are refined.
  private let coarse: [Int]
  private let fine: [Int]
  /// Of the axes behind the first.
  private let refinements: [TrigonometricRefinement<Scalar>]
  private let diffusion: [[PointSamples<Scalar>?]]
  /// Whether a is the same along all axes.
  private let isScalar: Bool
  private let reaction: PointSamples<Scalar>?
  /// Fine points, and those whose last axis is not yet refined.
  private let size: Int
  private let between: Int

  init(
    coarse: [Int], fine: [Int], refinements: [TrigonometricRefinement<Scalar>],
    diffusion: [[PointSamples<Scalar>?]], isScalar: Bool, reaction: PointSamples<Scalar>?
  ) {
    self.coarse = coarse
    self.fine = fine
    self.refinements = refinements
    self.diffusion = diffusion
    self.isScalar = isScalar
    self.reaction = reaction
    size = fine.reduce(1, *)
    between = fine.count == 3 ? fine[0] * fine[1] * coarse[2] : 0
  }

  private var rank: Int { fine.count }

  /// Fine points at which coefficients are sampled at once: some of the lines of a plane.
  private var lines: Int {
    let line = fine[rank - 1]
    return min(rank == 3 ? fine[1] : rank == 2 ? fine[0] : 1, max(1, (1 << 13) / line))
  }

  /// The numbers before the refinements' own: u and its gradient, what is between two axes, fluxes and
  /// samples; aligned.
  private var own: Int {
    ((rank + 1) * (size + lines * fine[rank - 1]) + 3 * between + 7) / 8 * 8
  }

  /// The numbers of a buffer.
  var count: Int { own + (refinements.map(\.bufferCount).max() ?? 0) }

  /// Replaces u and ∂u/∂x on some planes.
  func run(
    _ planes: Range<Int>, _ u: UnsafeMutablePointer<Scalar>, _ slope: UnsafeMutablePointer<Scalar>,
    _ buffer: UnsafeMutablePointer<Scalar>
  ) {
    let value = reaction == nil ? nil : buffer
    let gradient = (1...rank).map { buffer + $0 * size }
    let middle = (0..<3).map { buffer + (rank + 1) * size + $0 * between }
    let samples = buffer + (rank + 1) * size + 3 * between
    let scratch = buffer + own
    switch rank {
    case 1:
      weigh(planes, reaction == nil ? nil : u, [slope], samples)
      if reaction == nil { clear(u, size) }
    case 2:
      refinements[0].refine(u, values: value, slopes: gradient[1], buffer: scratch)
      refinements[0].refine(slope, values: gradient[0], slopes: nil, buffer: scratch)
      weigh(planes, value, gradient, samples)
      refinements[0].restrict(values: value, slopes: gradient[1], to: u, buffer: scratch)
      refinements[0].restrict(values: gradient[0], slopes: nil, to: slope, buffer: scratch)
    default:
      refinements[0].refine(u, values: middle[0], slopes: middle[1], buffer: scratch)
      refinements[0].refine(slope, values: middle[2], slopes: nil, buffer: scratch)
      let last = refinements[1]
      last.refine(middle[0], values: value, slopes: gradient[2], buffer: scratch)
      last.refine(middle[1], values: gradient[1], slopes: nil, buffer: scratch)
      last.refine(middle[2], values: gradient[0], slopes: nil, buffer: scratch)
      weigh(planes, value, gradient, samples)
      last.restrict(values: value, slopes: gradient[2], to: middle[0], buffer: scratch)
      last.restrict(values: gradient[1], slopes: nil, to: middle[1], buffer: scratch)
      last.restrict(values: gradient[0], slopes: nil, to: middle[2], buffer: scratch)
      refinements[0].restrict(values: middle[0], slopes: middle[1], to: u, buffer: scratch)
      refinements[0].restrict(values: middle[2], slopes: nil, to: slope, buffer: scratch)
    }
  }

  /// gᵢ ← Σⱼ a_ij gⱼ and u ← c u, some lines at a time.
  private func weigh(
    _ planes: Range<Int>, _ u: UnsafeMutablePointer<Scalar>?,
    _ gradient: [UnsafeMutablePointer<Scalar>], _ samples: UnsafeMutablePointer<Scalar>
  ) {
    let line = fine[rank - 1]
    guard rank == 3 else {
      let all = rank == 2 ? planes.count : 1
      for first in stride(from: 0, to: all, by: lines) {
        let part = first..<min(first + lines, all)
        let box =
          rank == 1
          ? [planes] : [planes.lowerBound + first..<planes.lowerBound + part.upperBound, 0..<line]
        weigh(box, at: first * line, u, gradient, samples)
      }
      return
    }
    for (p, plane) in planes.enumerated() {
      for first in stride(from: 0, to: fine[1], by: lines) {
        weigh(
          [plane..<plane + 1, first..<min(first + lines, fine[1]), 0..<line],
          at: (p * fine[1] + first) * line, u, gradient, samples)
      }
    }
  }

  private func weigh(
    _ box: [Range<Int>], at place: Int, _ u: UnsafeMutablePointer<Scalar>?,
    _ gradient: [UnsafeMutablePointer<Scalar>], _ samples: UnsafeMutablePointer<Scalar>
  ) {
    let n = box.reduce(1) { $0 * $1.count }
    if let u, let reaction {
      reaction.fill(box, UnsafeMutableBufferPointer(start: samples, count: n))
      multiply(u + place, by: samples, n)
    }
    let fluxes = (0..<rank).map { samples + $0 * n }
    clear(samples, rank * n)
    let a = samples + rank * n
    for i in 0..<rank {
      for j in i..<rank {
        guard let entry = diffusion[i][j] else { continue }
        if i == 0 || !isScalar {
          entry.fill(box, UnsafeMutableBufferPointer(start: a, count: n))
        }
        addProduct(1, a, gradient[j] + place, fluxes[i], n)
        if i != j { addProduct(1, a, gradient[i] + place, fluxes[j], n) }
      }
    }
    for i in 0..<rank { (gradient[i] + place).update(from: fluxes[i], count: n) }
  }
}

/// x ← a x
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func multiply<Scalar: TransformScalar>(
  _ x: UnsafeMutablePointer<Scalar>, by a: UnsafePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { x[i] *= a[i] }
}
