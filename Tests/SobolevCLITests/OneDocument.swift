import Foundation
import Testing
import _TestSupport

/// `--format json` prints one document a case, whatever happens.
@Suite struct OneDocument {
  private func text(
    diffusion: String, solver: String = "", quantities: String = "[\"mean\"]"
  ) -> String {
    """
    [domain]
    lower = [0]
    upper = [1]
    boundary = ["dirichlet"]
    [problem]
    diffusion = "\(diffusion)"
    source = "1"
    [[method]]
    name = "fd2"
    kind = "staggered"
    order = 2
    \(solver)
    [study]
    kind = "solve"
    cells = [8, 16]
    quantities = \(quantities)

    """
  }

  private func document(_ text: String) throws -> [String: Any]? {
    try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
  }

  /// The finished rows, on standard output as in results.json; the error stands beside them.
  @Test func anIterationThatDoesNotConvergePrintsItsRowsAlone() throws {
    let folder = try Folder()
    let run = try Command(
      ["run", "-", "--format", "json", "--output", "out"],
      input: text(
        diffusion: "1 + x", solver: "solver = { iterations = 1, preconditioner = \"laplace\" }"),
      in: folder)
    #expect(run.status == 3)
    #expect(try document(run.output)?["format"] as? String == "sobolev-results")
    #expect(run.errors.contains("not converged"))
    let file = try String(
      contentsOf: folder.url.appendingPathComponent("out/results.json"), encoding: .utf8)
    #expect(file == run.output)
  }

  @Test func checkPrintsItsOutlineInADocument() throws {
    let folder = try Folder()
    let plain = try Command(["check", "-"], input: text(diffusion: "1"), in: folder)
    let json = try Command(
      ["check", "-", "--format", "json"], input: text(diffusion: "1"), in: folder)
    let found = try document(json.output)
    #expect(found?["format"] as? String == "sobolev-check")
    let lines = found?["outline"] as? [String]
    #expect(lines?.joined() == plain.output.filter { $0 != "\n" })
    let other = try Command(
      ["check", "-", "--format", "csv"], input: text(diffusion: "1"), in: folder)
    #expect(other.status != 0 && other.errors.contains("text or json"))
  }

  /// 1/0 is no number that a results file could hold.
  @Test(arguments: ["mean/0", "sqrt(0 - mean)"])
  func aQuantityThatIsNotFiniteIsAnError(quantity: String) throws {
    let folder = try Folder()
    let run = try Command(
      ["run", "-"], input: text(diffusion: "1", quantities: "[\"\(quantity)\"]"), in: folder)
    #expect(run.status == 3)
    #expect(run.errors.contains("`\(quantity)` is not finite"))
  }

  @Test func benchRefusesWhatDoesNotFitIntoMemory() throws {
    let folder = try Folder()
    let run = try Command(
      "bench", "--works", "solves", "--cells", "1000000x1000000", "--rounds", "1", in: folder)
    #expect(run.status != 0 && run.errors.contains("does not fit into the memory"))
  }
}
