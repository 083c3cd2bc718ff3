import Cases
import Studies
import Testing

/// −u″ = f with a point source in f, which is linear in it whatever the units.
@Suite struct DiracStrengths {
  private func integral(_ source: String, length: String) throws -> Double {
    let text = """
      [parameters]
      l = "\(length)"
      [domain]
      lower    = [0]
      upper    = ["l"]
      boundary = ["dirichlet"]
      [problem]
      source = "\(source)"
      [[method]]
      kind  = "staggered"
      order = 2
      [study]
      cells      = [8]
      quantities = ["integral"]
      """
    let results = try Case(CaseFile(text, name: "a.toml")).run()
    return try #require(results.series.first?.levels.first?.quantities["integral"])
  }

  /// u = u₁(x/l) of f = 1/l² + δ(x − l/2)/l: its integral is l times as large. On a box of 2⁻¹⁰⁰ the strength
  /// is 2⁻¹⁰⁰ of the rest of f.
  @Test(arguments: [-100, 4, 100]) func theStrengthIsExact(_ m: Int) throws {
    let plain = try integral("1/l^2 + dirac(l/2)/l", length: "2")
    let other = try integral("1/l^2 + dirac(l/2)/l", length: "2^(\(m))")
    #expect(other == Double(sign: .plus, exponent: m - 1, significand: plain))
    let alone = try integral("1/l^2", length: "2^(\(m))")
    #expect(other > 1.5 * alone)
  }
}
