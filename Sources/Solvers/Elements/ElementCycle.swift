package import Fields
package import Formulas
package import Grids
package import Transforms

/// A preconditioner of multilinear elements in space with three links a point: a cycle for differences
/// along the axes, D, and a correction at high frequencies.
///
/// D has of every edge its own part of the elements' form, over 4/9: where a is constant it is the
/// differences of order 2; c and β are lumped. With (Σ N_e s_e)² ≤ 4 Σ N_e² s_e² for the slopes s of an
/// element's four parallel edges, and the least and the largest eigenvalue λ, Λ of a's correlation,
///
///     A ≤ 16/9 Λ D whatever a,   λ/9 D ≤ A ≤ Λ D where a does not change within cells.
///
/// An element that a jump cuts is not held by the large a at edges on the side of the small one: these have
/// it by N_e² only.
///
/// The ninth belongs to modes that change their sign from point to point along two axes or three. With the
/// diagonal d of D, and second differences over 4, 0 ≤ Y ≤ 1, along the axes,
///
///     M⁻¹ = D⁻¹ + d^{−½} (Y₁Y₂ + Y₁Y₃ + Y₂Y₃) d^{−½}.
///
/// For a = 1 on cubes, t_i = 2 − 2 cos θ_i and m_i = 1 − t_i/6,
///
///     M⁻¹A = Σ t_i m_j m_k (1/Σ t_i + Σ_{i<j} t_i t_j/96)
///
/// is 1 at θ = (0, 0, π), 7/9 at (0, π, π) and (π, π, π), and in [0.738, 1] everywhere. Whatever a, what is added
/// to D⁻¹A is at most 3 max λ(d⁻¹A), as D ≤ 2d. In a strong anisotropy the ninth stays, for modes that are smooth
/// along the strong axis; these are what sweeps over points are slow for, too, and it has three of them: they
/// cost little beside A.
package struct ElementCycle<Scalar: TransformScalar>: CorrectingPreconditioner {
  private let edges: RoundedEdges<Scalar>
  /// Measured, not derived, beside the ninth of a strong anisotropy. One more or less changes time alone.
  private static var sweeps: Int { 3 }
  /// Three sweeps take out more of an anisotropy than one: an axis waits where it is a quarter as strong.
  ///
  /// Measured, not derived: with more, axes of a ratio of 3 wait, and the second level holds half of the
  /// points; with less, sweeps meet anisotropies that they do not take out, and iterations grow with these.
  /// The solution is the same.
  static var strength: Double { 0.25 }
  /// M⁻¹ of D alone.
  package let cycle: Multigrid<Scalar>

  /// - Parameters:
  ///   - robin: β on sides.
  ///   - q: Gauss points a direction.
  ///   - unit: a power of two of the size of the largest weight.
  /// - Throws: where a coefficient of the diagonal, c or β is negative, or one is not finite.
  package init(
    _ op: SecondOrderOperator, robin: [BoxSide: Formula], in space: FunctionSpace<Scalar>,
    points q: Int, over unit: Scalar
  ) throws(SolverError) {
    let grid = space.grid
    Swift.precondition(grid.rank == 3, "in the plane the elements' own links take no more")
    var assembly = CellAssembly<Float>(on: grid, isStraight: true)!
    let diagonal = SecondOrderOperator(
      op.diffusion.isScalar ? op.diffusion : .diagonal((0..<3).map { op.diffusion($0, $0) }),
      reaction: op.reaction, rank: 3)
    for place in CellAssembly<Float>.Place.edges(on: grid, points: q) {
      try assembly.add(diagonal, at: place, over: unit)
    }
    for side in grid.sides {
      guard let beta = robin[side] else { continue }
      try assembly.add(robin: beta, on: side, points: q, over: unit)
    }
    edges = RoundedEdges(assembly.restricted(), over: unit)
    cycle = Multigrid(
      edges, in: space, direct: nil, turns: AxisRatios(op, on: grid).turns, sweeps: Self.sweeps,
      strength: Self.strength)
  }

  /// The space it acts on.
  package var space: FunctionSpace<Scalar> { cycle.space }

  /// The fields beside the vectors while one thread corrects.
  static func scratch(on grid: Grid) -> Double {
    grid.rank == 3 ? Double(MultigridStencil<Float>.facePlanes) / Double(grid.axes[0].count) : 0
  }

  /// Replaces r by M⁻¹ r.
  ///
  /// - Complexity: a cycle; a field of scratch.
  package func precondition(_ r: inout Field<Scalar>) {
    if cycle.hierarchy.isSingular { r.add(-r.mean) }
    var b = r
    b.scaleEnds(by: 0.5)
    correct(&r, from: b)
    if cycle.hierarchy.isSingular { r.add(-r.mean) }
  }

  /// z ← M⁻¹ W⁻¹ r, its mean as the cycle's where constants are the kernel.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func correct(_ z: inout Field<Scalar>, from r: Field<Scalar>) {
    cycle.correct(&z, from: r)
    r.values.withUnsafeBufferPointer { b in
      z.values.withUnsafeMutableBufferPointer { x in
        edges.edges.withStencil {
          $0.addFaces(b.baseAddress!, times: 1 / Double(edges.unit), to: x.baseAddress!)
        }
      }
    }
  }
}
