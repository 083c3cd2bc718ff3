import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// Linear elements with advection on a line, against the matrix of all pairs of hat functions.
@Suite struct AdvectiveLines {
  /// ∫ a φ_p′ φ_q′ + φ_p b φ_q′ + c φ_p φ_q, three Gauss points an element, and β at Robin ends, in
  /// extended precision; rows over each node's share of the line.
  private struct Oracle {
    let axis: Axis
    /// Closed nodes.
    let count: Int
    /// A_pq, and the sum of what is added to it in magnitude.
    private(set) var matrix: [[Extended]]
    private(set) var size: [[Extended]]
    let unknowns: Range<Int>

    init(_ problem: SecondOrderProblem, on grid: Grid) {
      axis = grid.axes[0]
      count = axis.isPeriodic ? axis.cells : axis.cells + 1
      let first = axis.end(.lower) == .dirichlet ? 1 : 0
      unknowns = first..<first + axis.count
      matrix = [[Extended]](repeating: [Extended](repeating: 0, count: count), count: count)
      size = matrix
      let h = axis.length / Extended(axis.cells)
      let root = (Extended(3) / 5).squareRoot() / 2
      for (xi, omega) in [(0.5 - root, Extended(5)), (0.5, 8), (0.5 + root, 5)] {
        for k in 0..<axis.cells {
          // Around a circle of cells an element leads from the middle of one to that of the next.
          var t = Extended(k) + xi + (axis.placement == .cells ? 0.5 : 0)
          if t >= Extended(axis.cells) { t -= Extended(axis.cells) }
          let x = [Double(axis.lower + t * h)]
          func value(_ f: Formula) -> Extended { Extended(f.value(at: x)) }
          let (a, b) = (value(problem.op.diffusion(0, 0)), value(problem.op.advection[0]))
          let c = value(problem.op.reaction)
          let phi = [1 - xi, xi]
          let slope = [-1 / h, 1 / h]
          for p in 0...1 {
            for q in 0...1 {
              for term in [a * slope[p] * slope[q], phi[p] * b * slope[q], c * phi[p] * phi[q]] {
                add(omega / 18 * term, (k + p) % count, (k + q) % count)
              }
            }
          }
        }
      }
      for (side, beta) in problem.robin {
        let node = side.side == .lower ? 0 : count - 1
        add(Extended(beta.value(at: [Double(side.place(on: grid))])) / h, node, node)
      }
    }

    private mutating func add(_ value: Extended, _ p: Int, _ q: Int) {
      let half: Extended = !axis.isPeriodic && (p == 0 || p == count - 1) ? 2 : 1
      matrix[p][q] += half * value
      size[p][q] += half * value.magnitude
    }
  }

  private static let kinds = AxisKind.all.filter {
    $0.boundary == .periodic || $0.placement == .nodes
  }
  private static let sizes = [1, 2, 3, 5, 8, 13, 16]

  private func grid(_ kind: AxisKind, _ n: Int) -> Grid { Grid(kind.axis(n, -1, 1.5)) }

  /// Values and slopes at the ends that are not 0, and β where there is a slope.
  private func problem(_ grid: Grid, robin isRobin: Bool) throws -> SecondOrderProblem {
    var (data, robin): ([BoxSide: Formula], [BoxSide: Formula]) = ([:], [:])
    for side in grid.sides {
      data[side] = side.side == .lower ? 1.5 : -0.75
      if isRobin, grid.end(side) == .neumann { robin[side] = side.side == .lower ? 2 : 0.5 }
    }
    return SecondOrderProblem(
      SecondOrderOperator(
        .scalar(try Formula("2 + sin(3*x)")), advection: [try Formula("3*cos(x) + x")],
        reaction: try Formula("20 + x"), rank: 1),
      // Fits a circle: at a seam a sample would be a mean.
      source: try Formula("1 + cos(2*pi*(x + 1)/2.5)/2"), data: BoundaryData(data), robin: robin)
  }

  private func expectMatrix<T: TransformScalar>(
    _ problem: SecondOrderProblem, on grid: Grid, _: T.Type
  ) {
    let space = FunctionSpace<T>(on: grid)
    let oracle = Oracle(problem, on: grid)
    let u = whiteNoise(space.count, seed: 3, T.self)
    var r = Field<T>(in: space)
    LineElements(problem, in: space, points: 3).apply(Field(in: space, values: u), to: &r)
    let values = u.map { Extended($0) }
    for (i, p) in oracle.unknowns.enumerated() {
      var (expected, size): (Extended, Extended) = (0, 0)
      for (j, q) in oracle.unknowns.enumerated() { expected += oracle.matrix[p][q] * values[j] }
      // Weights multiply differences: each has a rounding of both values.
      for q in 0..<oracle.count { size += 2 * oracle.size[p][q] }
      // Nine summands a weight, and coefficients in T at places in T.
      let unit = Extended(max(Double(T.ulpOfOne), .ulpOfOne))
      #expect((Extended(r.values[i]) - expected).magnitude <= 32 * unit * size, "\(grid) \(i)")
    }
  }

  @Test func weightsAreTheIntegralsOfHatFunctions() throws {
    for kind in Self.kinds {
      for n in Self.sizes {
        let grid = grid(kind, n)
        for isRobin in [false, true] {
          let problem = try problem(grid, robin: isRobin)
          expectMatrix(problem, on: grid, Double.self)
          expectMatrix(problem, on: grid, Float.self)
          expectMatrix(problem, on: grid, Float80.self)
        }
      }
    }
  }

  /// u_h with data at both ends is that of elimination; a residual of τ leaves τ κ of it, and the condition
  /// κ of M⁻¹A is below 10³ here.
  @Test func solutionsAreThoseOfElimination() throws {
    for kind in Self.kinds {
      for n in Self.sizes {
        let grid = grid(kind, n)
        for isRobin in [false, true] {
          let problem = try problem(grid, robin: isRobin)
          let oracle = Oracle(problem, on: grid)
          let h = oracle.axis.spacing
          var right = grid.axes[0].points.map { 1 + Extended.cos(2 * .pi * ($0 + 1) / 2.5) / 2 }
          for side in grid.sides {
            let g = problem.data[side].value(at: [0 as Extended])
            let node = side.side == .lower ? 0 : oracle.count - 1
            if grid.end(side) == .dirichlet {
              for (i, p) in oracle.unknowns.enumerated() { right[i] -= oracle.matrix[p][node] * g }
            } else {
              right[side.side == .lower ? 0 : right.count - 1] += 2 * g / h
            }
          }
          let expected = denseSolve(
            oracle.unknowns.map { p in oracle.unknowns.map { oracle.matrix[p][$0] } }, right)
          let found = try problem.solveNonsymmetric(
            in: FunctionSpace<Double>(on: grid), scheme: Scheme(.spline(degree: 1)),
            load: .sampled, options: IterationOptions(tolerance: 1e-12)
          ).u
          let size = Double(expected.map(\.magnitude).max()!)
          let gap = zip(found.values, expected).map { abs($0 - Double($1)) }.max()!
          #expect(gap <= 1e-9 * size, "\(grid) \(isRobin) \(gap / size)")
        }
      }
    }
  }
}
