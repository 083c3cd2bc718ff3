import Norms
import Testing

/// A norm's definition is of the form whose energy it is, and of what is measured.
@Suite struct Definitions {
  private func setting(symmetric: Bool = true, points: Bool, functions: Bool) -> NormSetting {
    var setting = NormSetting()
    setting.hasSymmetricForm = symmetric
    setting.hasPoints = points
    setting.hasFunctions = functions
    return setting
  }

  @Test func variationIsASumOverPointsAndAnIntegralOfFunctions() {
    let sums = [
      "Σ_j |∇e_j| h^d, isotropic, forward differences between neighbours",
      "Σ_a Σ_j |∂_a e_j| h^d = |W1,1| of differences between neighbours",
    ]
    let integrals = ["∫ |∇e|", "Σ_a ∫ |∂_a e|"]
    let norms = [Norm(.totalVariation), Norm(.totalVariation, form: .anisotropic)]
    for (norm, (sum, integral)) in zip(norms, zip(sums, integrals)) {
      #expect(norm.definition() == "\(norm.name) = \(sum)")
      #expect(
        norm.definition(in: setting(points: true, functions: false)) == "\(norm.name) = \(sum)")
      #expect(
        norm.definition(in: setting(points: false, functions: true))
          == "\(norm.name) = \(integral)")
      #expect(
        norm.definition(in: setting(points: true, functions: true))
          == "\(norm.name) = \(sum); function: \(integral)")
    }
  }

  @Test func energyIsThatOfTheSymmetricPart() throws {
    let other = setting(symmetric: false, points: true, functions: false)
    let plain = try #require(Norm.energy.definition(of: "u"))
    #expect(plain == "energy² = a(u, u), the problem's own form")
    #expect(
      Norm.energy.definition(of: "u", in: other) == plain
        + ", its symmetric part ∫ ∇u·a∇u + (c − ½∇·b) u² + ∫_∂Ω (β + ½b·n) u²")
    for norm in [Norm.l2, .h(1), .h(-1), .l(3)] {
      #expect(norm.definition(in: other) == norm.definition())
    }
  }
}
