import Cases
import Studies
import Testing

/// What `reference` takes, and what is said of what it does not.
@Suite struct ReferenceMessages {
  private func message(_ text: String) -> String {
    let error = #expect(throws: CaseError.self) { try Case(CaseFile(text, name: "a.toml")) }
    return error?.diagnostics.first.map { "\($0.line ?? 0): \($0.message)" } ?? ""
  }

  private func study(_ line: String) -> String {
    smallCase.with("cells = [8, 16]", "cells = [8, 16]\n" + line)
  }

  @Test("Errors have one reference, and a study that has errors")
  func one() throws {
    #expect(
      message(study(#"reference = ["next", "finest"]"#))
        == "18: errors have one reference: `next` and `finest` are two")
    #expect(message(study(#"reference = "nxt""#)) == #"18: unknown value "nxt" of `reference`"#)
    #expect(
      message(study("kind = \"solve\"\nreference = \"next\""))
        == "19: `reference` is for errors: a study `solve` has none")
    let unsolved = #"source = "1""#
    #expect(
      message(
        study(#"reference = "exact""#).with(#"exact  = "sin(pi*x)*sin(pi*y)""#, unsolved))
        == #"18: `reference = "exact"` needs `exact` in [problem]"#)
  }

  @Test("With a finer reference norms need no exact solution", arguments: ["next", "finest"])
  func unsolved(_ reference: String) throws {
    let text =
      study("reference = \"\(reference)\"")
      .with(#"exact  = "sin(pi*x)*sin(pi*y)""#, #"source = "1""#)
      + "[[expect]]\nnorm = \"H1\"\nmeasure = \"discrete\"\nat = 16\nrate = 2\nwithin = 0.5\n"
    let sut = try Case(CaseFile(text, name: "a.toml"))
    let results = try sut.run()
    #expect(results.series[0].levels[1].values["H1"]?["discrete"] != nil)
    #expect(try sut.judge(results)[0].met)
    let again = try Case(CaseFile(sut.toml, name: "a.toml"))
    #expect(again.record.effective == sut.record.effective)
    #expect(sut.toml.contains("= \"\(reference)\""))
  }
}

/// What stands in `source` beside functions, and what is said of what cannot.
@Suite struct RoughSourceMessages {
  private func message(_ source: String) -> String {
    let text = smallCase.with(#"exact  = "sin(pi*x)*sin(pi*y)""#, "source = " + source)
      .with("cells = [8, 16]", "cells = [8, 16]\nreference = \"next\"")
    do {
      _ = try Case(CaseFile(text, name: "a.toml"))
      return ""
    } catch {
      return error.diagnostics.first.map { "\($0.line ?? 0): \($0.message)" } ?? ""
    }
  }

  @Test("Sources that are read")
  func read() {
    for source in [
      #""dirac(1/4, 1/3)""#, #""2*dirac(1/4, 1/3) - x*dirac(3/4, 0.5) + sin(x)""#,
      #"{ divergence = ["heaviside(x - 1/3)", "0"] }"#,
      #"{ divergence = ["x", "y"], function = "dirac(1/2, 1/2) - 1" }"#,
    ] {
      #expect(message(source) == "", "\(source)")
    }
  }

  @Test("A wrong source says why")
  func wrong() {
    for (source, found) in [
      (#""dirac(1/4, 1/4)^2""#, "an expression must be linear in `dirac`"),
      (#""1/dirac(1/4, 1/4)""#, "an expression must be linear in `dirac`"),
      (#""dirac(1/4, 1/4)*dirac(1/2, 1/2)""#, "an expression must be linear in `dirac`"),
      (#""dirac(1/4)""#, "`dirac` takes a point of 2 coordinates"),
      (#""dirac(1/4, 1/3)/0""#, "`dirac(1/4, 1/3)/0` is infinite"),
      (#""dirac(dirac(1/4, 1/3), 1/2)""#, "`dirac` stands in the point of a `dirac`"),
      (#""dirac(2, 1/2)""#, "the point of `dirac` is outside of the domain"),
      (
        #""dirac(0, 1/2)""#,
        "the point of `dirac` is on a Dirichlet side, where every test function is 0"
      ),
      (#"{ divergence = ["x"] }"#, "`divergence` has 1 entry, the domain has 2 axes"),
      (#"{ function = "x" }"#, "`source` as a table needs `divergence`"),
    ] {
      #expect(message(source) == "9: " + found)
    }
  }
}
