import Cases
import Studies
import Testing

@Suite struct OpenCaseTests {
  /// Why a case is not read: its arrays are not at hand, or it says something in two ways.
  static let refusals = [
    "23-own-array.toml": "run17.npy does not exist",
    "25-anisotropic-box.toml": "differences of order 4 can be two things",
  ]

  /// What a case expects that does not come out, and why that is right.
  static let unmet: [String: (claim: String, reason: String)] = [
    "03-hw3crt.toml": (
      "seven-point Linf",
      "the published number belongs to the driver's own source, which is not that of its exact solution"
    ),
    "19-plate.toml": (
      "navier value", "a load is sampled unless `load = \"projected\"` is said, which costs h²"
    ),
    "20-biharm-relative.toml": (
      "two Poisson solves Linf of laplacian",
      "the multiplier acts on the error, and Δ_h of the exact solution's values is not its Laplacian"
    ),
    "22-nutils-mixed.toml": ("Q1 L2", "the published number is of two Gauss points for the flux"),
    "27-contrast-sweep.toml": (
      "constants.upper",
      "constants are of norms, not of squares, and of the preconditioner in use; contrast 1 takes no iteration"
    ),
    "32-robin-sepx4.toml": (
      "centred max relative", "the iteration's default tolerance leaves 4e-7 of the error"
    ),
  ]

  /// Cases that take seconds; the shipped ones of the same problems are smaller.
  static let long = ["11-torus-green-3d.toml", "21-kellogg.toml", "31-no-exact.toml"]

  @Test("Every open case is read, or refused for a reason", arguments: openCases)
  func openCase(name: String, text: String) {
    do {
      let study = try Case(CaseFile(text, name: name))
      #expect(!study.expectations.isEmpty)
      #expect(Self.refusals[name] == nil)
    } catch {
      for diagnostic in error.diagnostics.prefix(1) {
        let reason = Self.refusals[name]
        #expect(reason.map { diagnostic.message.contains($0) } ?? false, "\(diagnostic)")
        #expect(diagnostic.line != nil)
      }
    }
  }

  @Test(
    "Every open case meets its expectations but those of which the number is another one",
    arguments: openCases.filter { !long.contains($0.name) && refusals[$0.name] == nil })
  func isMet(name: String, text: String) throws {
    let sut = try Case(CaseFile(text, name: name))
    let missed = try sut.judge(try sut.run()).filter { !$0.met }.map(\.text)
    guard let unmet = Self.unmet[name] else {
      #expect(missed.isEmpty, "\(missed)")
      return
    }
    #expect(!missed.isEmpty, "no longer open: \(unmet.reason)")
    #expect(missed.contains { $0.contains(unmet.claim) }, "\(missed)")
  }
}
