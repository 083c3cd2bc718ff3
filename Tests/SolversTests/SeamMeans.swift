import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// A jump across the seams of periodic axes: the mean of both limits, of all four where two cross.
@Suite struct SeamMeans {
  private let nodes = AxisKind.all[0]
  private let cells = AxisKind.all[1]

  /// (1 + x)(2 + 3y) has the limits 2, 4, 5 and 10 at the corners of the unit square.
  @Test func aCrossingTakesTheMeanOfFourLimits() throws {
    let f = try Formula("(1 + x)*(2 + 3*y)")
    for (m, n) in [(4, 6), (3, 5), (1, 2)] {
      let space = FunctionSpace<Double>(on: Grid(nodes.axis(m), nodes.axis(n)))
      let u = Field(sampling: f, in: space)
      // Multiples of 1/4 by hand: exact.
      #expect(u.values[0] == 1.5 * 3.5)
      var again = Field<Double>(in: space)
      again.sample(f)
      #expect(again.values == u.values)
      // One seam elsewhere: the mean of two.
      let y = space.coordinates[1]
      for j in 1..<n {
        #expect(abs(u.values[j] - 1.5 * (2 + 3 * y[j])) <= roundoff(4) * 7.5)
      }
    }
    let three = FunctionSpace<Double>(on: Grid(nodes.axis(2), nodes.axis(3), nodes.axis(2)))
    let product = Field(sampling: try Formula("(1 + x)*(2 + 3*y)*(3 + 4*z)"), in: three)
    #expect(product.values[0] == 1.5 * 3.5 * 5)
  }

  /// A sum over edges has the same a on its faces as the energy form, whichever end of an axis a face
  /// is taken at.
  @Test func edgesAndEnergiesTakeTheSameMeans() throws {
    let a = try Formula("1 + if(x < 0.5, 0, 10) + if(y < 0.3, 0, 100) + 7*x*y")
    for axes in [[nodes, nodes], [nodes, cells], [cells, nodes], [cells, cells]] {
      for (m, n) in [(6, 5), (4, 8)] {
        let space = FunctionSpace<Double>(on: Grid(axes[0].axis(m), axes[1].axis(n)))
        let energy = try EnergyForm(
          diffusion: [a], scheme: Scheme(.staggered(order: 2)), in: space)
        let edges = try Multigrid(SecondOrderOperator(.scalar(a), rank: 2), in: space)
        let u = Field(in: space, values: whiteNoise(space.count, seed: 8))
        let (expected, found) = (energy.applied(to: u), edges.product(level: 0, u.values))
        // Up to the scale by which the levels are divided, a power of two.
        let ratio =
          expected.values.reduce(0) { $0 + $1.magnitude } / found.reduce(0) { $0 + $1.magnitude }
        let scale = Double.exp2(Double.log2(ratio).rounded())
        let size = expected.values.map(\.magnitude).max()!
        // Four edges of a ≤ 118 a point, each of which is known to single precision: 2⁻²⁴ Σ k |u_p − u_q|.
        let links = 2 * 118 * Double(m * m + n * n)
        let bound = roundoff(space.count) * size + 0x1p-24 * links * 2 * u.largest()
        for (x, y) in zip(expected.values, found) {
          #expect(abs(x - scale * y) <= bound, "\(space.grid)")
        }
      }
    }
  }
}
