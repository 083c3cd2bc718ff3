import Cases
import Studies
import Testing

/// `cells`, `rateBy`, and quantities.
@Suite struct LevelTests {
  private func study(_ cells: String, _ more: String = "") throws(CaseError) -> Case {
    try Case(
      CaseFile(smallCase.with("cells = [8, 16]", "cells = \(cells)\n\(more)"), name: "case.toml"))
  }

  @Test(
    "Cells are numbers, lists, or a first level and how to refine it",
    arguments: [
      ("12", [[12, 12]]), ("[8, 13]", [[8, 8], [13, 13]]), ("[[8, 4]]", [[8, 4]]),
      ("{ first = 8, levels = 3 }", [[8, 8], [16, 16], [32, 32]]),
      ("{ first = [3, 5], levels = 2, factor = 3 }", [[3, 5], [9, 15]]),
      ("{ first = [8, 64], levels = 3, refine = \"x\" }", [[8, 64], [16, 64], [32, 64]]),
    ])
  func forms(cells: String, levels: [[Int]]) throws {
    #expect(try study(cells).options.levels == levels)
  }

  @Test(
    "The key of the rates follows from the axes that change",
    arguments: [
      ("[8, 16, 40]", RateKey.h), ("[[8, 64], [16, 64]]", .hx), ("[[8, 8], [8, 16], [8, 32]]", .hy),
      ("[[8, 4], [16, 8]]", .h), ("[8]", .h),
    ])
  func rateKey(cells: String, key: RateKey) throws {
    #expect(try study(cells).options.rateBy == key)
  }

  @Test("A key that is given is taken")
  func givenKey() throws {
    #expect(try study("[[8, 9], [16, 27]]", "rateBy = \"unknowns\"").options.rateBy == .unknowns)
    #expect(throws: CaseError.self) { try study("[8, 16]", "rateBy = \"hz\"") }
    #expect(throws: CaseError.self) { try study("[[8, 8], [16, 8], [16, 16]]") }
  }

  @Test(
    "Levels grow",
    arguments: [
      ("[16, 8]", "`cells` does not grow: 8 after 16"),
      ("[8, 8]", "level 2 has the cells of level 1: 8"),
      ("[8, 16, 12, 32]", "`cells` does not grow: 12 after 16"),
      ("[[8, 16], [16, 8]]", "`cells` does not grow: [16, 8] after [8, 16]"),
      ("[[8, 4], [8, 4]]", "level 2 has the cells of level 1: [8, 4]"),
    ])
  func growth(cells: String, message: String) {
    let error = #expect(throws: CaseError.self) {
      try study(cells, "rateBy = \"unknowns\"")
    }
    #expect(error?.diagnostics.map(\.message) == [message])
    #expect(error?.diagnostics.first?.line != nil)
  }

  @Test("The advice is the whole list, coarsest first")
  func sortedLevels() {
    let error = #expect(throws: CaseError.self) { try study("[64, 32, 16]") }
    let advises = error.map { "\($0.diagnostics[0])".contains("coarsest first: [16, 32, 64]") }
    #expect(advises == true)
  }

  @Test("Two numbers on two axes are two grids, and a note says so unless one is the double")
  func twoReadings() throws {
    #expect(
      try study("[40, 72]").notes.map(\.description) == [
        "case.toml:17: note: cells = [40, 72] are two grids, 40 × 40 and 72 × 72; "
          + "for one grid of 40 × 72 cells write [[40, 72]]"
      ])
    #expect(try study("[40, 80]").notes.isEmpty)
    #expect(try study("[40, 80, 90]").notes.isEmpty)
  }

  @Test(
    "Quantities: functionals, names, arithmetic",
    arguments: [
      ("integral", "integral", [2.0], 2.0), ("G111 = 4*value(1/2, 1/4)", "G111", [3], 12),
      ("max - min", "max - min", [5, 2], 3),
      ("max(mean, 1) + energy^2", "max(mean, 1) + energy^2", [4, 3], 13),
      ("flux(x.upper)/flux(boundary)", "flux(x.upper)/flux(boundary)", [1, 4], 0.25),
      ("-value(if(1 < 2, 0.5, 1), 0)", "-value(if(1 < 2, 0.5, 1), 0)", [7], -7),
    ])
  func quantities(text: String, name: String, values: [Double], result: Double) throws {
    let quantity = try #require(
      try study("[8]", "quantities = [\"\(text)\"]").options.quantities.first)
    #expect(quantity.name == name)
    #expect(quantity.functionals.count == values.count)
    #expect(quantity.arithmetic(values) == result)
  }

  @Test(
    "The points and sides of quantities",
    arguments: [
      ("integral(dz(u))", 26), ("value(1,2,3)", 17), ("flux(x.uper)", 17), ("value(2, 0)", 17),
      ("max + q", 23), ("2*3", 16), ("value(1/2, 2*)", 30), ("max + x", 16), ("flux", 17),
      ("G = integral + )", 32),
    ])
  func quantityMistakes(text: String, column: Int) {
    let error = #expect(throws: CaseError.self) {
      try study("[8]", "quantities  = [\"\(text)\"]")
    }
    #expect(error?.diagnostics.map(\.column) == [column], "\(error?.description ?? "")")
  }

  @Test("Known limits belong to quantities, whatever their blanks")
  func known() throws {
    let study = try study(
      "[8]", "quantities = [\"value(1/2,1/2)\"]\nknown = { \"value(1/2, 1/2)\" = \"1/4\" }")
    #expect(study.options.quantities[0].known == 0.25)
  }

  @Test("Levels that do not fit into memory are refused before anything is run")
  func memory() throws {
    let study = try study("[8, 64, 2048]")
    try study.checkMemory(.double, available: 1 << 40)
    let error = #expect(throws: CaseError.self) {
      try study.checkMemory(.double, available: 100_000_000)
    }
    #expect(error?.diagnostics.first?.message.hasPrefix("level 3 (2048 × 2048) needs 0.") == true)
    #expect(error?.diagnostics.first?.line == 17)
    #expect(throws: CaseError.self) {
      try self.study("[1000000000000]").checkMemory(.double, available: 1 << 60)
    }
  }
}
