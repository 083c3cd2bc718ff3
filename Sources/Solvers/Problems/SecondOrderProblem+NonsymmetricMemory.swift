import Discretizations
import Fields
import Grids
import Transforms

extension SecondOrderProblem {
  /// What ``solveNonsymmetric(in:scheme:load:quadrature:faces:dealiased:options:adding:taken:)`` holds on a
  /// grid: the iteration's vectors, all of them while A r₁ is formed, what A has of its own, and the blocks
  /// that A and M⁻¹ take.
  func nonsymmetricMemory(on grid: Grid, scheme: Scheme, faces: FaceRule) -> SolveMemory {
    let problem = (try? dividedByDiffusion(on: grid)) ?? self
    let vectors = StabilizedIteration<Double>.fields
    let lines = Double(FFTWTransform<Double>.scratch(grid.axes.map(TransformKind.init)))
    let blocks = lines / Double(grid.count)
    var peak: Double
    if scheme.isSpectral {
      peak = vectors + blocks + Collocation<Double>.scratch(problem.op, on: grid)
    } else if scheme.isGalerkin {
      peak = ElementSystem<Double>.fields(problem, on: grid) + vectors + blocks
    } else {
      peak = DifferenceSystem<Double>.fields(problem, on: grid, faces: faces) + vectors + blocks
    }
    // Differences on a line are eliminated.
    if !grid.multipliesInPlace, grid.rank > 1 || scheme.isSpectral || scheme.isGalerkin {
      peak += 1
    }
    // f is formed once more beside u, its half and the sampled part.
    if !rough.isZero { peak = max(peak, 2.5 + rough.loadFields) }
    return SolveMemory(peak: peak)
  }
}
