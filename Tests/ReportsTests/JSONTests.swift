import Reports
import Studies
import Testing
import _TestSupport

@Suite struct JSONTests {
  @Test func `the results file has the keys of the schema, in its order`() {
    var results = DrawnTables.results(.convergence, "Two \"grids\"", file: "two.toml", hash: "aa")
    results.source?.sha256 = "aa"
    var series = Series(method: "fd2", note: "not written", grids: [[2, 4], [4, 8]])
    series.add("H1", "discrete", [0.25, 0.0625], [nil, 2], nil, [nil, .floor])
    series.add("L2", "spectral", [1e-5, 1e16])
    series.fits["H1"]?["discrete"] = DrawnTables.fit(2, 0.01, [0, 1], theory: 2)
    series.levels[1].iterations = 12
    series.levels[1].meanDefect = 0
    series.quantities = ["integral"]
    series.levels[0].quantities["integral"] = 0.0351
    series.limits["integral"] = Limit(value: 0.03514425, halfWidth: 1e-9, rate: 2)
    results.series = [series]
    var verdict = Verdict(text: "fd2 H1 discrete rate 2.0 ± 0.1", met: true)
    verdict.found = 2.003
    verdict.line = 36
    results.expectations = [verdict]
    results.certificate.parsevalGap = 1e-16
    results.run = RunRecord()
    results.run?.levels = [[0.01, 0.02]]
    #expect(
      JSON(results).pretty == #"""
        {
          "format": "sobolev-results",
          "version": 1,
          "title": "Two \"grids\"",
          "study": "convergence",
          "case": {
            "file": "two.toml",
            "sha256": "aa",
            "effective": {
              "title": "…",
              "study": {
                "cells": [8, 16]
              }
            }
          },
          "program": { "version": "1.0", "fftw": "3.3.10", "precision": "double" },
          "series": [
            {
              "method": "fd2",
              "rateBy": "h",
              "levels": [
                {
                  "cells": [2, 4],
                  "h": [0.5, 0.25],
                  "unknowns": 8,
                  "values": {
                    "H1": { "discrete": 0.25 },
                    "L2": { "spectral": 1e-05 }
                  },
                  "quantities": { "integral": 0.0351 }
                },
                {
                  "cells": [4, 8],
                  "h": [0.25, 0.125],
                  "unknowns": 32,
                  "iterations": 12,
                  "meanDefect": 0.0,
                  "values": {
                    "H1": { "discrete": 0.0625 },
                    "L2": { "spectral": 1e+16 }
                  },
                  "rates": {
                    "H1": { "discrete": 2.0 }
                  },
                  "marks": {
                    "H1": { "discrete": "floor" }
                  }
                }
              ],
              "fits": {
                "H1": {
                  "discrete": {
                    "rate": 2.0,
                    "halfWidth": 0.01,
                    "rows": [0, 1],
                    "predicted": 2.0
                  }
                }
              },
              "limits": {
                "integral": { "value": 0.03514425, "halfWidth": 1e-09, "rate": 2.0 }
              }
            }
          ],
          "expectations": [
            {
              "text": "fd2 H1 discrete rate 2.0 ± 0.1",
              "found": 2.003,
              "met": true,
              "line": 36
            }
          ],
          "certificate": { "parsevalGap": 1e-16 },
          "run": {
            "threads": 1,
            "plan": "estimate",
            "seconds": 0.0,
            "levels": [
              [0.01, 0.02]
            ],
            "peakMemory": 0
          }
        }

        """#)
  }

  /// What a table says beside its numbers is there for a program too: footnotes, why there is no limit or no
  /// rate, and how far the rows' own limits are.
  @Test func `notes and missing limits are data`() throws {
    var results = DrawnTables.results(.solve, "Limits", file: "two.toml", hash: "aa")
    var series = Series(method: "fd2", note: "", grids: [[2, 4], [4, 8]])
    series.add("H1", "discrete", [0.25, 0.0625])
    series.add("L2", "discrete", [0.25, 0.0625])
    series.quantities = ["max", "integral"]
    series.levels[1].quantities = ["max": 1, "integral": 2]
    series.levels[1].quantityRates["integral"] = 2
    series.levels[1].quantityLimits["integral"] = 2.5
    series.noLimits = ["max": "it grows", "H1 discrete": "the ends"]
    series.notes = ["warning: near", "mean removed"]
    var fit = Fit()
    fit.reason = "a corner"
    series.fits["L2"] = ["discrete": fit]
    results.series = [series]
    results.caption = ["-Δu = f"]
    let text = JSON(results).pretty.filter { !$0.isWhitespace }
    for part in [
      #""caption":["-Δu=f"]"#, #""noLimits":{"max":"itgrows"}"#,
      #""noNormLimits":{"H1":{"discrete":"theends"}}"#,
      #""notes":["warning:near","meanremoved"]"#, #""reason":"acorner""#,
      #""quantityRates":{"integral":2.0}"#, #""quantityLimits":{"integral":2.5}"#,
    ] { #expect(text.contains(part), "\(part) in \(text)") }
  }

  /// Every document that is written reads back as the same value, on one line or on many.
  @Test func `a document reads back as it was written`() throws {
    for results in [DrawnTables.squares, DrawnTables.methods, DrawnTables.kink] {
      let json = JSON(results)
      #expect(try JSON(reading: json.pretty) == json)
      #expect(try JSON(reading: json.line) == json)
      #expect(!json.line.contains("\n"))
      #expect(render(results, as: .json) == json.pretty)
    }
  }

  @Test func `numbers read back bit for bit`() throws {
    let awkward = [
      0, 1, -1, 0.1, 1.0 / 3, .pi, .ulpOfOne, .leastNonzeroMagnitude, .leastNormalMagnitude,
      .greatestFiniteMagnitude, 1e22, 123_456_789_012_345_680,
    ]
    for x in awkward + whiteNoise(200).map({ $0 * 1e-7 }) {
      #expect(try JSON(reading: JSON.number(x).line).double == x)
    }
  }

  /// `run` alone may differ from run to run.
  @Test func `without the object run the bytes are the same`() throws {
    var first = DrawnTables.squares
    var second = DrawnTables.squares
    first.run = RunRecord()
    second.run = RunRecord()
    second.run?.threads = 7
    second.run?.seconds = 1.5
    #expect(JSON(first).pretty != JSON(second).pretty)
    #expect(JSON(first, includingRun: false).pretty == JSON(second, includingRun: false).pretty)
    guard case .object(let members) = JSON(first) else { return #expect(Bool(false)) }
    #expect(members.last?.key == "run")
    #expect(JSON(first, includingRun: false) == .object(members.dropLast()))
  }

  @Test func `a number that is not finite is absent`() throws {
    var results = DrawnTables.squares
    results.series[0].levels[0].values["L2"] = ["discrete": .infinity]
    results.series[0].levels[0].marks["L2"] = ["discrete": .infinite]
    results.series[0].levels[1].values["L2"]?["discrete"] = .nan
    results.series[0].limits["integral"] = Limit(value: .nan)
    results.certificate.residual = .nan
    let json = try JSON(reading: render(results, as: .json))
    let levels = json["series"]?[0]?["levels"]
    #expect(levels?[0]?["values"]?["L2"] == nil)
    #expect(levels?[0]?["values"]?["H1"] != nil)
    #expect(levels?[0]?["marks"]?["L2"]?["discrete"]?.text == "infinite")
    #expect(levels?[1]?["values"]?["L2"]?["discrete"] == nil)
    #expect(levels?[1]?["values"]?["L2"]?["spectral"] != nil)
    #expect(json["series"]?[0]?["limits"] == nil)
    #expect(json["certificate"] == nil)
    #expect(JSON.array([.number(.infinity), .number(1)]).line == "[null,1.0]")
    #expect(
      JSON.object([.init("a", .number(.nan)), .init("b", .integer(1))]).line == #"{"b":1}"#)
  }

  @Test func `strings are escaped and read back`() throws {
    let string = "a\"b\\c\n\t\r\u{1}\u{7f}é‖û😀/"
    let line = JSON.string(string).line
    #expect(line == #""a\"b\\c\n\t\r\u0001"# + "\u{7f}é‖û😀/\"")
    #expect(try JSON(reading: line) == .string(string))
    #expect(try JSON(reading: #""\ud83d\ude00\u00e9\/\b\f""#) == .string("😀é/\u{8}\u{c}"))
  }

  @Test(arguments: [
    "", "{", "[1,]", #"{"a":1,}"#, "01e", "nan", "+1", "0x10", "1 2", #""\ud83d""#, "\"", "tru",
    "[1 2]", "1e999", String(repeating: "[", count: 10_000),
  ])
  func `what is not JSON is refused`(text: String) {
    #expect(throws: JSONError.self) { try JSON(reading: text) }
  }

  @Test func `a failure is a document too`() {
    let failure = JSON.failure(
      message: "unknown key `reacton`", file: "a.toml", line: 14, column: 1, key: "reacton")
    #expect(
      failure.line
        == #"{"format":"sobolev-error","message":"unknown key `reacton`","file":"a.toml","#
        + #""line":14,"column":1,"key":"reacton"}"#)
    #expect(JSON.failure(message: "m").line == #"{"format":"sobolev-error","message":"m"}"#)
  }
}
