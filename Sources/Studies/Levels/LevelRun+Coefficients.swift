import Discretizations
import Fields
import Formulas
import Grids
import Solvers
import Transforms

extension LevelRun {
  /// Names the coefficient or the source that is not finite where the scheme takes it, when an iteration
  /// has met what is no number.
  static func blameCoefficients(
    of equation: Equation, _ method: Method, _ space: FunctionSpace<Scalar>
  ) throws(StudyError) {
    let grid = space.grid
    let op = equation.problem.op
    let rank = grid.rank
    let sampling = CoefficientPlaces(op, method, grid)
    var named: [(String, Formula, [[[Double]]])] = []
    for i in 0..<rank {
      for j in 0...i { named.append(("diffusion", op.diffusion(i, j), sampling.diffusion(i, j))) }
    }
    for (i, b) in op.advection.enumerated() {
      named.append(("advection", b, sampling.advection(i)))
    }
    named.append(("reaction", op.reaction, [sampling.points]))
    if let f = equation.source { named.append(("source", f, [sampling.points])) }
    for (name, formula, lattices) in named {
      for places in lattices {
        let values = formula.values(on: places)
        guard let i = values.firstIndex(where: { !$0.isFinite }) else { continue }
        let point = places.point(i)
        throw .notFinite(
          expression: name, point: point, cause: formula.causeOfNonFinite(at: point),
          cells: grid.cells)
      }
    }
  }
}

/// The places at which the scheme of an operator that is not symmetric takes its coefficients.
private struct CoefficientPlaces {
  let op: SecondOrderOperator
  let grid: Grid
  /// What differences in divergence form take between two points; nil for all else, which takes
  /// coefficients where it takes the source.
  let rule: FaceRule?
  /// The points of the grid, of elements those of the quadrature.
  let points: [[Double]]

  init(_ op: SecondOrderOperator, _ method: Method, _ grid: Grid) {
    (self.op, self.grid) = (op, grid)
    let scheme = Scheme(method.kinds)
    rule =
      scheme.isGalerkin || scheme.isSpectral || op.form == .nondivergence ? nil : method.faces
    let gauss = GaussRule(points: method.quadrature ?? 3)
    points = grid.axes.map { axis in
      scheme.isGalerkin
        ? (0..<axis.cells).flatMap { cell in
          gauss.points.map { Double(axis.place(cell: cell, offset: $0)) }
        } : Self.places(axis, moved: 0)
    }
  }

  /// The lattices of a_ij: its faces for a flux, the neighbours for a mixed derivative.
  func diffusion(_ i: Int, _ j: Int) -> [[[Double]]] {
    guard let rule else { return [points] }
    guard i == j else { return [lattice(i, by: 2), lattice(j, by: 2)] }
    return rule == .sampled ? [lattice(i, by: 1)] : [points, lattice(i, by: 2)]
  }

  /// Those of bᵢ: the points and their neighbours.
  func advection(_ i: Int) -> [[[Double]]] { rule == nil ? [points] : [points, lattice(i, by: 2)] }

  private func lattice(_ i: Int, by halves: Int) -> [[Double]] {
    var places = points
    places[i] = Self.places(grid.axes[i], moved: halves)
    return places
  }

  /// The places so many half cells beside the points; on a seam both ends, and beyond an end what
  /// stands for them, the end and a place inside.
  private static func places(_ axis: Axis, moved move: Int) -> [Double] {
    let top = 2 * axis.cells
    var halves: Set<Int> = []
    for j in 0..<axis.count {
      for half in [axis.firstHalf + 2 * j - move, axis.firstHalf + 2 * j + move] {
        if axis.isPeriodic {
          let inside = (half % top + top) % top
          halves.formUnion(inside == 0 ? [0, top] : [inside])
        } else if half < 0 || half > top {
          halves.formUnion([half < 0 ? 0 : top, half < 0 ? -half : 2 * top - half])
        } else {
          halves.insert(half)
        }
      }
    }
    return halves.sorted().map { Double(axis.place(half: $0)) }
  }
}
