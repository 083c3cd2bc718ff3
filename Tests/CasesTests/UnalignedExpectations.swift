import Cases
import Studies
import Testing

/// What is claimed of a difference that is no error is not met, and is no mistake of the case either.
@Suite struct UnalignedExpectations {
  private func text(_ place: String) -> String {
    """
    [domain]
    lower = [0]
    upper = [1]
    boundary = ["dirichlet"]
    [problem]
    diffusion = "if(x < \(place), 1, 10)"
    source = 1
    [[method]]
    name = "fd2"
    kind = "staggered"
    order = 2
    [study]
    cells = [8, 16, 32]
    norms = ["L2", "H1"]
    measure = ["discrete"]
    reference = "next"
    [[expect]]

    """
  }

  private func verdict(_ place: String, _ claim: String) throws -> Verdict {
    let sut = try Case(CaseFile(text(place) + claim + "\n", name: "case.toml"))
    return try #require(try sut.judge(try sut.run()).first)
  }

  @Test(arguments: [
    "norm = \"L2\"\nat = \"all\"\natMost = 1e-12", "norm = \"L2\"\nrate = 2\nwithin = 9",
    "at = \"finest\"\natMost = 1", "rate = 0\nwithin = 99", "norm = \"H1\"\nverdict = \"exact\"",
    "norm = \"H1\"\nverdict = \"floor\"", "norm = \"L2\"\nat = \"finest\"\nvalue = 0\nwithin = 1",
    "norm = \"L2\"\nat = \"finest\"\nequals = \"H1\"\nwithin = 1",
  ])
  func nothingIsMet(_ claim: String) throws {
    let verdict = try verdict("0.37", claim)
    #expect(!verdict.met && verdict.foundWord == "unaligned", "\(claim): \(verdict)")
  }

  @Test func whatIsSaidIsMet() throws {
    #expect(try verdict("0.37", "norm = \"L2\"\nverdict = \"unaligned\"").met)
    #expect(try verdict("3/8", "norm = \"L2\"\nat = \"all\"\natMost = 1e-12").met)
    #expect(try !verdict("3/8", "norm = \"L2\"\nverdict = \"unaligned\"").met)
  }
}
