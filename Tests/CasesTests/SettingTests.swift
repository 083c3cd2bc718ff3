import Cases
import Discretizations
import Formulas
import Grids
import Studies
import Testing

/// `--set path=value`.
@Suite struct SettingTests {
  private func study(_ settings: String..., text: String = smallCase) throws(CaseError) -> Case {
    try Case(CaseFile(text, name: "case.toml", settings: settings))
  }

  @Test("A setting lays a value over the case")
  func values() throws {
    #expect(try study("study.cells=[32, 64]").options.levels == [[32, 32], [64, 64]])
    #expect(try study("study.cells = { first = 4, levels = 3 }").options.levels.count == 3)
    #expect(try study("title=two words").title == "two words")
    #expect(try study("title=\"12\"").title == "12")
    #expect(try study("domain.placement=cells").domain.intervals[1].placement == .cells)
    #expect(try study("problem.reaction=2*pi").problem?.reaction.constant == 2 * .pi)
    #expect(try study("parameters.c=3", "problem.reaction=c").problem?.reaction.constant == 3)
  }

  @Test("Elements of an array of tables go by name or by place")
  func elements() throws {
    #expect(try study("method.fd2.order=4").methods[0].kinds == [.stencil(order: 4)])
    #expect(try study("method[0].order=[2, 6]").methods.map(\.name) == ["fd22", "fd26"])
    let quoted = smallCase.with("\"fd2\"", "\"my fd\"")
    #expect(
      try study(
        "method.\"my fd\".kind=spectral", "method[0].name=s", text: quoted.with("order = 2", "")
      )
      .methods[0].kinds == [.spectral])
  }

  @Test(
    "A wrong setting says which and why",
    arguments: [
      ("study.cell=8", "--set study.cell=8: error: unknown key `cell` in [study]"),
      ("method.fd3.order=4", "--set method.fd3.order=4: error: no method is called \"fd3\""),
      ("method[3].order=4", "--set method[3].order=4: error: `method` has no element [3]"),
      ("study.cells=8.5", "--set study.cells=8.5: error: `cells` must be an integer or"),
      ("study.cells", "--set study.cells: error: a setting is written path=value"),
      ("=3", "--set =3: error: a setting is written path=value"),
      ("problem.exact=2x", "--set problem.exact=2x: error: multiplication must be written: 2*x"),
      ("expect.rate=2", "--set expect.rate=2: error: [expect] is one table"),
    ])
  func mistakes(setting: String, message: String) {
    let error = #expect(throws: CaseError.self) { try study(setting) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test("A later setting wins over an earlier one")
  func order() throws {
    #expect(try study("study.cells=[4]", "study.cells=[16]").options.levels == [[16, 16]])
  }
}
