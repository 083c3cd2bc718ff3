import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// a at the points of a grid: what a preconditioner is made of.
struct PointCoefficients<Scalar: TransformScalar> {
  private let op: SecondOrderOperator
  private let space: FunctionSpace<Scalar>
  /// (Π aᵢ)^{1/d}; a itself for a scalar.
  var geometric: [Scalar]
  /// The mean of each aᵢ over the points.
  let means: [Scalar]
  /// The least and the largest aᵢ.
  let range: ClosedRange<Double>
  /// The largest of max aᵢ/min aᵢ.
  private let contrast: Scalar

  init(_ op: SecondOrderOperator, in space: FunctionSpace<Scalar>) throws(SolverError) {
    self.op = op
    self.space = space
    var (lower, upper) = (Scalar.infinity, Scalar(0))
    var contrast: Scalar = 1
    var means: [Scalar] = []
    var product: [Scalar] = []
    let isScalar = if case .scalar = op.diffusion { true } else { false }
    for axis in space.grid.axes.indices where !isScalar || axis == 0 {
      let a = Field(sampling: op.diffusion(axis, axis), in: space)
      let ends = a.values.withUnsafeBufferPointer { extremes($0) }
      if !(ends.lower >= 0 && ends.upper.isFinite) { try a.checkCoefficient("diffusion") }
      lower = min(lower, ends.lower)
      upper = max(upper, ends.upper)
      contrast = max(contrast, ends.lower > 0 ? ends.upper / ends.lower : .infinity)
      means.append(a.values.withUnsafeBufferPointer(blockSumByThreads) / Scalar(space.count))
      if product.isEmpty {
        product = a.values
      } else {
        for i in product.indices { product[i] *= a.values[i] }
      }
    }
    product.takeRoots(means.count)
    self.means = isScalar ? space.grid.axes.map { _ in means[0] } : means
    geometric = product
    range = Double(lower)...Double(max(lower, upper))
    self.contrast = contrast
  }

  /// What to precondition with: `auto` takes `symbol` where a hardly varies, `scaled` where it is
  /// resolved and smooth, `multigrid` where it is rough or has stiff sides and A is a sum over edges, and
  /// where it is resolved and not smooth and there is a cycle.
  ///
  /// - Complexity: a pass over a for each axis.
  func choice(
    _ wish: IterationOptions.Preconditioner, isFlux: Bool, hasCycle: Bool, hasStiffSides: Bool
  ) throws(SolverError) -> IterationOptions.Preconditioner {
    switch wish {
    case .symbol: return .symbol
    case .scaled:
      guard range.lowerBound > 0 else {
        throw .notConforming("the preconditioner scaled divides by a, which is 0 at a point")
      }
      return .scaled
    case .multigrid: return .multigrid
    case .auto:
      return .choice(
        contrast: Double(contrast), steps: largestSteps, ratios: AxisRatios(op, on: space.grid),
        on: space.grid, isFlux: isFlux, hasCycle: hasCycle, hasStiffSides: hasStiffSides)
    }
  }

  /// The largest ratio of (Π aᵢ)^{1/d} at two neighbours, along each axis.
  private var largestSteps: [Double] {
    let axes = space.grid.axes.indices
    let walk = EdgeWalk(shape: space.grid.shape, isPeriodic: space.grid.axes.map(\.isPeriodic))
    return axes.map { axis in
      let offset = axes.map { $0 == axis ? 1 : 0 }
      var largest = [Scalar](repeating: 1, count: walk.rows)
      geometric.withUnsafeBufferPointer { a in
        largest.withUnsafeMutableBufferPointer { largest in
          // Every row has a place of its own.
          nonisolated(unsafe) let (a, largest) = (a.baseAddress!, largest)
          Threads.forEachChunk(count: walk.rows, minimum: (1 << 16) / walk.row + 1) { rows in
            for row in rows {
              walk.forEachRun(offset, rows: row..<row + 1) { i, j, n in
                largest[row] = max(largest[row], ratio(a + i, a + j, n))
              }
            }
          }
        }
      }
      return Double(largest.max() ?? 1)
    }
  }

  /// The mean of each aᵢ over (Π a)^{1/d}: 1 for a scalar.
  func scaledMeans() -> [Scalar] {
    guard case .scalar = op.diffusion else {
      return space.grid.axes.indices.map { axis in
        let a = Field(sampling: op.diffusion(axis, axis), in: space)
        return zip(a.values, geometric).reduce(0) { $0 + $1.0 / $1.1 } / Scalar(space.count)
      }
    }
    return means.map { _ in 1 }
  }

  /// Samples (Π aᵢ)^{1/d} anew.
  mutating func sample() {
    geometric = []
    for axis in space.grid.axes.indices where !isScalar || axis == 0 {
      let a = Field<Scalar>(sampling: op.diffusion(axis, axis), in: space)
      if geometric.isEmpty {
        geometric = a.values
      } else {
        for i in geometric.indices { geometric[i] *= a.values[i] }
      }
    }
    geometric.takeRoots(isScalar ? 1 : space.grid.rank)
  }

  private var isScalar: Bool { if case .scalar = op.diffusion { true } else { false } }

  /// a ← a^{-1/2}
  mutating func takeInverseRoot() { geometric.withUnsafeMutableBufferPointer { inverseRoots($0) } }

  /// a ← 1/a
  mutating func invert() { geometric.withUnsafeMutableBufferPointer { reciprocals($0) } }
}

extension Array where Element: TransformScalar {
  /// The d-th roots.
  fileprivate mutating func takeRoots(_ d: Int) {
    guard d > 1 else { return }
    for i in indices { self[i] = d == 2 ? self[i].squareRoot() : Element.root(self[i], d) }
  }
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func ratio<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ n: Int
) -> Scalar {
  var largest: Scalar = 1
  for i in 0..<n {
    let (a, b) = (x[i], y[i])
    let r = a > b ? a / b : b / a
    largest = r > largest ? r : largest
  }
  return largest
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func inverseRoots<Scalar: TransformScalar>(_ x: UnsafeMutableBufferPointer<Scalar>) {
  nonisolated(unsafe) let x = x
  Threads.forEachChunk(count: x.count, minimum: 1 << 16) { chunk in
    for i in chunk { x[i] = 1 / x[i].squareRoot() }
  }
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func reciprocals<Scalar: TransformScalar>(_ x: UnsafeMutableBufferPointer<Scalar>) {
  nonisolated(unsafe) let x = x
  Threads.forEachChunk(count: x.count, minimum: 1 << 16) { chunk in
    for i in chunk { x[i] = 1 / x[i] }
  }
}
