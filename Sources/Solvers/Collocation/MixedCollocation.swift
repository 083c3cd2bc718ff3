import Formulas
import Grids
import RealModule
import Transforms

/// −Σ_{i≠j} a_ij ∂ᵢ∂ⱼu of a trigonometric function, at the points.
///
/// No field beside the image: ∂₁u stands where it will be. In the plane lines along the second axis are
/// replaced by a₁₂∂₂∂₁u; in space planes, two of which a thread holds, by a₁₂∂₂∂₁u + a₁₃∂₃∂₁u + a₂₃∂₃∂₂u.
struct MixedCollocation<Scalar: TransformScalar> {
  private let shape: [Int]
  /// ∂₁ of the whole.
  private let first: TrigonometricJet<Scalar>?
  /// ∂₂ of a plane.
  private let middle: TrigonometricJet<Scalar>?
  /// −2a₁₂∂₂ and −2a₁₃∂₃ of ∂₁u, −2a₂₃∂₃ of ∂₂u.
  private let acrossMiddle: TrigonometricJet<Scalar>?
  private let acrossLast: TrigonometricJet<Scalar>?
  private let middleToLast: TrigonometricJet<Scalar>?

  /// nil where there is no such term, or no point for it.
  init?(_ op: SecondOrderOperator, on grid: Grid) throws(SolverError) {
    guard grid.rank > 1 else { return nil }
    let lines = CollocatedLines(grid: grid)
    let isInSpace = grid.rank == 3
    shape = grid.shape
    func across(_ i: Int, _ j: Int) throws(SolverError) -> TrigonometricJet<Scalar>? {
      guard grid.axes[i].collocated != nil else { return nil }
      return try lines.jet(j, first: (-2, op.diffusion(i, j)), inPlanes: isInSpace)
    }
    acrossMiddle = try across(0, 1)
    acrossLast = isInSpace ? try across(0, 2) : nil
    middleToLast = isInSpace ? try across(1, 2) : nil
    first =
      acrossMiddle == nil && acrossLast == nil
      ? nil : try lines.jet(0, first: (1, 1))
    middle = middleToLast == nil ? nil : try lines.jet(1, first: (1, 1), inPlanes: true)
    if first == nil, middle == nil { return nil }
  }

  /// What a thread is given, in numbers.
  var scratchCount: Int {
    [first, middle, acrossMiddle, acrossLast, middleToLast].map { $0?.scratchCount ?? 0 }.max()!
  }

  /// r ← −Σ a_ij ∂ᵢ∂ⱼu
  func apply(
    _ u: UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>, scratch: ScratchPool<Scalar>
  ) {
    first?.add(u, to: r, replaces: true, scratch: scratch)
    guard shape.count == 3 else {
      acrossMiddle?.add(r, to: r, replaces: true, scratch: scratch)
      return
    }
    let plane = shape[1] * shape[2]
    // Threads write disjoint planes.
    nonisolated(unsafe) let (u, r) = (u, r)
    Threads.forEachChunk(count: shape[0]) { planes in
      scratch.withScratch { buffer in
        withUnsafeTemporaryAllocation(of: Scalar.self, capacity: plane) { slopes in
          for p in planes {
            apply(p, u + p * plane, to: r + p * plane, slopes.baseAddress!, buffer)
          }
        }
      }
    }
  }

  /// One plane.
  private func apply(
    _ p: Int, _ u: UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>,
    _ slopes: UnsafeMutablePointer<Scalar>, _ buffer: UnsafeMutablePointer<Scalar>
  ) {
    let (n, plane) = (shape[1], shape[1] * shape[2])
    var isFresh = true
    func add(_ jet: TrigonometricJet<Scalar>?, before outer: Int) {
      guard let jet else { return }
      jet.add(slopes, to: r, replaces: isFresh, before: outer, buffer: buffer)
      isFresh = false
    }
    if first != nil {
      slopes.update(from: r, count: plane)
      add(acrossMiddle, before: p)
      add(acrossLast, before: p * n)
    }
    if let middle {
      middle.add(u, to: slopes, replaces: true, before: p, buffer: buffer)
      add(middleToLast, before: p * n)
    }
  }
}
