import Reports
import Studies
import Testing

@Suite struct CSVTests {
  /// A reader of RFC 4180, character by character.
  private func fields(of text: String) -> [[String]] {
    var rows: [[String]] = [[""]]
    var isQuoted = false
    var isAfterQuote = false
    func append(_ character: Character) {
      rows[rows.count - 1][rows[rows.count - 1].count - 1].append(character)
    }
    for character in text {
      if isQuoted {
        if character == "\"" { (isQuoted, isAfterQuote) = (false, true) } else { append(character) }
      } else if character == "\"" {
        if isAfterQuote { append("\"") }
        isQuoted = true
      } else if character == "," {
        isAfterQuote = false
        rows[rows.count - 1].append("")
      } else if character == "\n" {
        isAfterQuote = false
        rows.append([""])
      } else {
        append(character)
      }
    }
    return Array(rows.dropLast())
  }

  private func records(of text: String) -> [[String: String]] {
    let rows = fields(of: text)
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
  }

  @Test func `every number reads back bit for bit`() {
    for results in [DrawnTables.squares, DrawnTables.methods] {
      let records = records(of: render(results, as: .csv))
      #expect(records.count == results.series.map(\.levels.count).reduce(0, +))
      var r = 0
      for series in results.series {
        for level in series.levels {
          let record = records[r]
          r += 1
          #expect(record["method"] == series.method)
          #expect(record["nx"] == "\(level.cells[0])")
          #expect(record["hy"].flatMap(Double.init) == level.h[1])
          for (norm, values) in level.values {
            for (measure, value) in values {
              #expect(record["\(norm) \(measure)"].flatMap(Double.init) == value)
            }
          }
        }
      }
    }
  }

  /// Limits belong to all rows: they stand in the finest one's, with how far they may be off.
  @Test func `limits and their half-widths are columns`() {
    var results = DrawnTables.results(.solve, "Limits", file: "two.toml", hash: "aa")
    var series = Series(method: "fd2", note: "", grids: [[2, 4], [4, 8]])
    series.add("H1", "discrete", [0.25, 0.0625])
    series.quantities = ["max"]
    series.levels[1].quantities["max"] = 1
    series.limits["max"] = Limit(value: 1.25, halfWidth: 0.125)
    series.normLimits["H1"] = ["discrete": Limit(value: 0.5)]
    results.series = [series]
    let records = records(of: render(results, as: .csv))
    #expect(records[1]["max limit"] == "1.25" && records[1]["max limit half-width"] == "0.125")
    #expect(records[1]["H1 discrete limit"] == "0.5")
    #expect(records[0]["max limit"] == "" && records[0]["H1 discrete limit"] == "")
    #expect(records[0]["H1 discrete limit half-width"] == nil)
  }

  @Test func `the header is the same length as every row, without bars`() {
    for results in [DrawnTables.squares, DrawnTables.kink, DrawnTables.torsion] {
      let rows = fields(of: render(results, as: .csv))
      #expect(Set(rows.map(\.count)).count == 1)
      #expect(Set(rows[0]).count == rows[0].count)
      #expect(!rows[0].contains { $0.contains("|") })
    }
    let header = fields(of: render(DrawnTables.kink, as: .csv))[0]
    #expect(header.contains("H0.5semi discrete"))
    #expect(header.contains("H0.5semi discrete error rate"))
  }

  @Test func `commas and quotation marks are quoted`() {
    var results = Results(study: .convergence)
    var series = Series(method: "a \"b\", c", note: "", grids: [[4], [8]])
    series.add("W1,3", "discrete", [0.5, 0.25], [nil, 1])
    series.add("|H2:ends|", "discrete", [0.5, 0.25], [nil, 1])
    results.series = [series]
    let text = render(results, as: .csv)
    #expect(
      text == #"""
        method,n,h,unknowns,"W1,3 discrete","W1,3 discrete rate",H2semi:ends discrete,\#
        H2semi:ends discrete rate
        "a ""b"", c",4,0.25,4,0.5,,0.5,
        "a ""b"", c",8,0.125,8,0.25,1.0,0.25,1.0

        """#)
    #expect(fields(of: text)[1][0] == "a \"b\", c")
  }

  @Test func `a word never stands among numbers`() {
    let records = records(of: render(DrawnTables.methods, as: .csv))
    for record in records {
      for (name, field) in record where !["method"].contains(name) && !name.hasSuffix(" mark") {
        #expect(field.isEmpty || Double(field) != nil)
      }
    }
    #expect(records.last?["H1 spectral mark"] == "floor")
  }
}
