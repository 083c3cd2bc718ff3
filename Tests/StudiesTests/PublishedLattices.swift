import Discretizations
import Formulas
import Grids
import RealModule
import Studies
import Testing

/// Potentials of ionic crystals, as values of solutions on the torus.
@Suite struct PublishedLattices {
  private let sigma = 0.12

  /// Unit charges smeared to Gaussians of width σ at c + m a, along one axis.
  private func charges(_ name: String, at places: [(Double, sign: Int)]) -> String {
    "("
      + places.map { c, sign in
        "\(sign > 0 ? "+" : "-")exp(-(\(name) - (\(c)))^2/(2*\(sigma)^2))"
      }.joined() + ")/(sqrt(2*pi)*\(sigma))"
  }

  /// The potential at the origin of point charges without that at the origin: Ewald's sum. That of the
  /// smeared charges is the torus's −Δu = 4πρ, which a series of 48 modes has to round-off; the one at
  /// the origin has √(2/π)/σ there, and the others differ from points by erfc(r/(√2 σ)) < 1e-16.
  private func potential(_ density: String, length: Double) throws -> Double {
    let axis = interval(0, Extended(length), .periodic)
    var options = options([[48, 48, 48]])
    options.quantities = [Quantity("u", .value([0, 0, 0]))]
    let series = try ConvergenceStudy(
      try problem([axis, axis, axis], source: "4*pi*\(density)"), [Method(.spectral)], options
    ).series()
    return try #require(series.levels[0].quantities["u"])
      - Double.sqrt(2 / .pi) / sigma
  }

  /// Charges (−1)^{i+j+k} on the integers: a product of three sums.
  @Test func madelungOfRockSalt() throws {
    let line = (-2...4).map { (Double($0), sign: $0.isMultiple(of: 2) ? 1 : -1) }
    let density = ["x", "y", "z"].map { charges($0, at: line) }.joined(separator: "*")
    Published("madelung#1", -1.7475645946331821, .relative(1e-13))
      .expect(try potential(density, length: 2))
  }

  /// Corners and centres of cubes of side 2/√3, whose distance is 1.
  @Test func madelungOfCaesiumChloride() throws {
    let a = 2 / Double.sqrt(3)
    func cubes(_ shift: Double) -> String {
      let line = (-2...3).map { ((Double($0) + shift) * a, sign: 1) }
      return ["x", "y", "z"].map { charges($0, at: line) }.joined(separator: "*")
    }
    Published("madelung#2", -1.76267477307099, .relative(1e-12))
      .expect(try potential("(\(cubes(0)) - \(cubes(0.5)))", length: a))
  }
}
