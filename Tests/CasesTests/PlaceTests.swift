import Cases
import Testing

/// The scanner against the parser: it must find each value where the parser read it.
@Suite struct PlaceTests {
  @Test("What stands at each path's place reads back as its value", arguments: openCases)
  func places(name: String, text: String) throws {
    let file = try CaseFile(text, name: name)
    try check(file.tree, at: CasePath(), in: file)
  }

  @Test("Line ends and a byte-order mark move nothing", arguments: openCases)
  func lineEnds(name: String, text: String) throws {
    let plain = try CaseFile(text, name: name)
    let windows = try CaseFile("\u{feff}" + text.replacing("\n", with: "\r\n"), name: name)
    for path in paths(plain.tree, from: CasePath()) {
      #expect(plain.line(of: path) == windows.line(of: path), "\(path)")
    }
    #expect(
      plain.violations.map(\.description) == windows.violations.map(\.description))
  }

  @Test("Headers, dotted keys, inline tables and strings of every kind")
  func notation() throws {
    let text = #"""
      a.b . "c d" = 1 # = 2
      s = """
      one "two" \
         three"""
      t = '''it's'''
      [x . 'y']
      list = [ # [
        1, [2, "],"], # ,
        { k = "}", 'l' = [3] },
      ]
      [[x.z]]
      n = 1
      [x.z.w]
      m = 2979-01-02 00:00:00
      [[x.z]]
      n = 2.5
      """#
    let file = try CaseFile(text, name: "notation.toml")
    try check(file.tree, at: CasePath(), in: file)
    let root = CasePath()
    #expect(file.line(of: root["a"]["b"]["c d"]) == 1)
    #expect(file.line(of: root["x"]["y"]) == 6)
    #expect(file.line(of: root["x"]["y"]["list"][1][1]) == 8)
    #expect(file.line(of: root["x"]["y"]["list"][2]["l"][0]) == 9)
    #expect(file.line(of: root["x"]["z"][0]["w"]["m"]) == 14)
    #expect(file.line(of: root["x"]["z"][1]) == 15)
    #expect(file.written(at: root["x"]["z"][1]["n"]) == "2.5")
  }

  @Test("JSON has places too")
  func json() throws {
    let text = """
      { "title": "a \\"quoted\\" title",
        "study": { "cells": [8,
                             [16, 32]] } }
      """
    let file = try CaseFile(text, name: "case.json")
    let cells = CasePath()["study"]["cells"]
    #expect(file.line(of: CasePath()["title"]) == 1)
    #expect(file.line(of: cells[1][1]) == 3)
    #expect(file.written(at: cells[1][1]) == "32")
    #expect(file.tree[cells[1]] == .array([.integer(16), .integer(32)]))
  }

  private func paths(_ value: CaseValue, from path: CasePath) -> [CasePath] {
    switch value {
    case .table(let entries): [path] + entries.flatMap { paths($0.value, from: path[$0.key]) }
    case .array(let elements):
      [path] + elements.enumerated().flatMap { paths($0.element, from: path[$0.offset]) }
    default: [path]
    }
  }

  private func check(_ value: CaseValue, at path: CasePath, in file: CaseFile) throws {
    switch value {
    case .table(let entries):
      for (key, value) in entries { try check(value, at: path[key], in: file) }
    case .array(let elements) where file.written(at: path) == nil:
      for (i, element) in elements.enumerated() { try check(element, at: path[i], in: file) }
    default:
      let written = try #require(file.written(at: path), "\(path)")
      let again = try CaseFile("value = " + written, name: "again.toml")
      #expect(again.tree["value"] == value, "\(path)")
      if case .array(let elements) = value {
        for (i, element) in elements.enumerated() { try check(element, at: path[i], in: file) }
      }
    }
  }
}
