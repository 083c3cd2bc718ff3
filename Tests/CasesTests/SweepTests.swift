import Cases
import Foundation
import Reports
import Studies
import Testing
import _TestSupport

/// `[sweep]`: a parameter runs through a list, and expectations through its values.
@Suite struct SweepTests {
  /// The three-point Laplacian of sin πx on [0, 1] has the symbol (2/h²)(1 − cos πh): the error of
  /// −u'' + c u = f in the maximum norm is (π² + c)/((4/h²) sin²(πh/2) + c) − 1, a grid with an even
  /// number of cells having x = 1/2 as a node.
  private static let exactError = "(pi^2 + c)/(4/h^2*sin(pi*h/2)^2 + c) - 1"

  @Test("The parameters of a variant or of a sweep stand in its expectations")
  func parametersInExpectations() throws {
    let claim = """
      [[expect]]
      at       = "all"
      value    = "\(Self.exactError)"
      relative = 1e-9

      """
    let variants = """
      [[variant]]
      name = "a"
      [[variant]]
      name = "b"
      parameters.c = 50
      """
    for runs in ["[sweep]\nc = [0, 1, 10, 100, 1000]\n", variants] {
      let verdicts = try LineCase.judged(LineCase.text + claim + runs)
      #expect(verdicts.map(\.met) == [true], "\(verdicts)")
    }
    let wrong = try LineCase.judged(
      LineCase.text + claim.with("+ c) - 1", "+ 2*c) - 1") + "[sweep]\nc = [0, 1]\n")
    #expect(wrong.map(\.met) == [false])
    #expect(wrong[0].text.hasPrefix("c = 1: fd2 Linf discrete"))
  }

  @Test("A list over the variants claims one entry of each, a gap is not compared")
  func lists() throws {
    func error(_ c: Double, _ n: Double) -> Double {
      let s = 2 * n * sin(.pi / (2 * n))
      return (Double.pi * .pi + c) / (s * s + c) - 1
    }
    let runs = "[sweep]\nc = [0, 10, 100]\n"
    let list = [0, 10, 100].map { "\(error($0, 32))" }.joined(separator: ", ")
    let good = "[[expect]]\nover = \"variant\"\nvalue = [\(list)]\nrelative = 1e-9\n"
    #expect(try LineCase.judged(LineCase.text + good + runs).map(\.met) == [true])
    let gap = good.with("\(error(10, 32))", "\"\"")
    #expect(try LineCase.judged(LineCase.text + gap + runs).map(\.met) == [true])
    let swapped = good.with("\(error(10, 32))", "\(error(0, 32))")
    #expect(try LineCase.judged(LineCase.text + swapped + runs).map(\.met) == [false])
    let some = """
      [[expect]]
      variant = ["c = 100", "c = 0"]
      over = "variant"
      value = [\(error(100, 32)), \(error(0, 32))]
      relative = 1e-9

      """
    #expect(try LineCase.judged(LineCase.text + some + runs).map(\.met) == [true])
  }

  @Test("A sweep over two parameters runs their product, the last of `order` fastest")
  func product() throws {
    let sut = try LineCase.read(
      LineCase.text.with("c = 1", "c = 1\nk = 1").with("sin(pi*x)", "sin(k*pi*x)")
        + "[sweep]\nc = [0, 1]\nk = [1, 2, \"1 + 2\"]\norder = [\"k\", \"c\"]\n")
    let results = try sut.run()
    #expect(
      results.series.map { $0.sweep.map(\.value) } == [
        [1, 0], [1, 1], [2, 0], [2, 1], [3, 0], [3, 1],
      ])
    #expect(results.series[4].variant == "k = 1 + 2, c = 0")
    let document = JSON(results).line
    #expect(
      document.contains(#""sweep":{"k":3,"c":0}"#)
        || document.contains(#""sweep": {"k": 3, "c": 0}"#), "\(document)")
    #expect(!document.contains("\"variant\""))
  }

  @Test("A table for each run, then one across them; the caption says what differs")
  func tables() throws {
    let sut = try LineCase.read(
      "title = \"c of {c}\"\n" + LineCase.text + "[sweep]\nc = [0, 100]\n")
    let text = render(try sut.run(), as: .text, layout: sut.layout)
    #expect(text.hasPrefix("c of 0, 100 "))
    #expect(text.contains("c = 0: fd2"))
    #expect(text.contains("c = 100: fd2"))
    #expect(text.contains("fd2  (at n = 32, rates of the fits)"))
    #expect(text.contains("c = 0: -Δu = f"))
    #expect(text.contains("c = 100: -Δu + 100 u = f"))
    let across = text.split(separator: "\n").drop { !$0.hasPrefix("fd2  (at n") }.prefix(5)
    #expect(across.contains { $0.trimmingSpaces.hasPrefix("c ") })
  }

  @Test("Finished rows of an interrupted run keep their variants")
  func interrupted() throws {
    let sut = try LineCase.read(LineCase.text + "[sweep]\nc = [0, 1]\n")
    var rows: [FinishedRow] = []
    _ = try sut.run { rows.append($0) }
    #expect(rows.count == 6)
    let partial = sut.partialResults(Array(rows.prefix(4)), .double)
    #expect(partial.series.map(\.variant) == ["c = 0", "c = 1"])
    #expect(partial.series.map(\.levels.count) == [3, 1])
    #expect(partial.series[1].sweep.map(\.value) == [1])
  }
}

extension StringProtocol {
  fileprivate var trimmingSpaces: Substring {
    let start = firstIndex { $0 != " " } ?? endIndex
    return Substring(self[start...])
  }
}
