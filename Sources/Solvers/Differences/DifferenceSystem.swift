package import Fields
import Formulas
import Grids
import RealModule
package import Transforms

/// A second-order operator by differences of order 2, with its conditions at the ends.
///
///     −∇·(a∇u)   −(a₊(u₊ − u) − a₋(u − u₋))/h², a on the faces; mixed: a_ij at the neighbours
///     −a : D²u   −a_ii (u₊ − 2u + u₋)/h² − a_ij (u₊₊ − u₊₋ − u₋₊ + u₋₋)/(2hᵢhⱼ)
///     b·∇u       ((b + b₊) u₊ − (b + b₋) u₋)/4h − ½ (∇·b) u    in divergence form,
///                b (u₊ − u₋)/2h                                in nondivergence form, and where
///                                                              ∇·b is no function
///
/// The first form of b·∇u is skew but for its last term, so that (A u, u) = a(u, u) + ((c − ½∇·b) u, u)
/// holds between Dirichlet nodes and around circles to round-off, as for functions: what is coercive
/// stays so on every grid. Conditions enter by ghost values (``EndCondition``).
///
/// No field is held: coefficients are sampled a block at a time whenever A is applied. Of sides with β
/// weights are held, at the points next to them.
package struct DifferenceSystem<Scalar: TransformScalar>: LinearOperator {
  package let space: FunctionSpace<Scalar>
  private let terms: DifferenceTerms<Scalar>
  private let rows: StencilRows
  /// Beside sides with β.
  private let ends: [DifferenceEnds<Scalar>]
  private let problem: SecondOrderProblem
  private let faces: FaceRule

  private var grid: Grid { space.grid }

  package init(
    _ problem: SecondOrderProblem, in space: FunctionSpace<Scalar>, faces: FaceRule = .sampled
  ) throws(SolverError) {
    self.space = space
    let grid = space.grid
    if problem.op.form == .divergence { try problem.refuseTangentialFlux(on: grid) }
    terms = DifferenceTerms(problem, on: grid, faces: faces)
    rows = StencilRows(grid)
    (self.problem, self.faces) = (problem, faces)
    ends = DifferenceEnds<Scalar>.boxes(of: grid) { problem.hasRobin($0) }.map {
      DifferenceEnds(DifferenceWeights<Scalar>(problem, at: $0, faces: faces))
    }
  }

  /// Adds to f what the data of the sides are.
  package func addData(to f: inout Field<Scalar>) {
    for box in DifferenceEnds<Scalar>.boxes(of: grid, beside: { !problem.data[$0].isZero }) {
      let load = DifferenceWeights<Scalar>(problem, at: box, faces: faces).load
      let n = box.ranges.last!.count
      for (part, start) in box.rows.enumerated() {
        for k in 0..<n { f.values[start + k] += load[part * n + k] }
      }
    }
  }

  /// r ← A u
  ///
  /// - Complexity: a sample of every coefficient a point, and some 10 products an axis; the memory of a
  ///   block a thread.
  package func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    precondition(u.space == space && r.space == space, "a field of another space")
    u.values.withUnsafeBufferPointer { u in
      r.values.withUnsafeMutableBufferPointer { r in
        DifferenceBlocks(terms, on: grid).apply(u.baseAddress!, to: r.baseAddress!)
        for part in ends { part.add(rows, u.baseAddress!, to: r.baseAddress!) }
      }
    }
  }

  /// Its fields for a problem: what is held at the ends, and a block.
  static func fields(
    _ problem: SecondOrderProblem, on grid: Grid, faces: FaceRule
  ) -> Double {
    let terms = DifferenceTerms<Scalar>(problem, on: grid, faces: faces)
    let block = DifferenceBlocks(terms, on: grid).capacity
    return DifferenceEnds<Scalar>.fields(problem, on: grid)
      + Double(block) / Double(grid.count)
  }
}
