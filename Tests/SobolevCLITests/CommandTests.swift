import Foundation
import Testing

@Suite struct CommandTests {
  @Test(
    "The exit status says how it went",
    arguments: [
      ("Sound", "Sound", 0),
      ("rate = 2", "rate = 3", 1),
      ("exact", "exakt", 2),
      ("[domain]", "[domain", 2),
      ("reaction = \"c\"\nexact    = \"sin(pi*x)\"", "source = 1", 2),
      ("sin(pi*x)", "log(x - 2)", 3),
      ("[8, 16, 32]", "[100000000000]", 2),
    ])
  func status(part: String, other: String, status: Int) throws {
    var text = soundCase.replacing(part, with: other)
    if other.contains("source") {
      text = text.replacing("dirichlet", with: "neumann")
        .replacing("[study]", with: "[study]\nquantities = [\"max\"]")
        .replacing("[[expect]]\nrate = 2\n", with: "")
    }
    let folder = try Folder(["case.toml": text])
    let run = try Command("run", "case.toml", in: folder)
    #expect(Int(run.status) == status, "\(run.errors)")
    #expect(run.output.isEmpty == (status > 1))
    if status > 1 { #expect(run.errors.hasPrefix("case.toml:"), "\(run.errors)") }
    #expect(folder.content == ["case.toml"], "nothing is written without --output")
  }

  @Test("A call that is wrong ends with 2, help and version with 0")
  func calls() throws {
    let folder = try Folder(["case.toml": soundCase])
    for arguments in [["run"], ["run", "case.toml", "--precision", "half"], ["fly"]] {
      let run =
        arguments.count == 1
        ? try Command(arguments[0], in: folder)
        : try Command(arguments[0], arguments[1], arguments[2], arguments[3], in: folder)
      #expect(run.status == 2)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("Usage: sobolev"))
    }
    let later = try Command("run", "case.toml", "--resume", in: folder)
    #expect(later.status == 2)
    #expect(later.errors.contains("not yet available: --resume"))
    let missing = try Command("run", "none.toml", in: folder)
    #expect(missing.status == 2)
    #expect(missing.errors == "none.toml: error: the case does not exist\n")
    let help = try Command("run", "--help", in: folder)
    #expect(help.status == 0)
    for option in [
      "--output", "--set", "--threads", "--precision", "--format", "--plan", "--wisdom", "--quiet",
    ] {
      #expect(help.output.contains(option))
    }
    let version = try Command("--version", in: folder)
    #expect(version.status == 0)
    #expect(version.output.hasPrefix("sobolev "))
  }

  @Test("With --format json errors are documents on standard output")
  func errorDocuments() throws {
    let folder = try Folder(["case.toml": soundCase.replacing("order = 2", with: "ordr = 2\nx = 1")]
    )
    let run = try Command("run", "case.toml", "--format", "json", in: folder)
    #expect(run.status == 2)
    #expect(run.errors.isEmpty)
    let document = try #require(object(run.output))
    #expect(document["format"] as? String == "sobolev-error")
    #expect(document["file"] as? String == "case.toml")
    #expect(document["line"] as? Int == 14)
    #expect(document["column"] as? Int == 1)
    #expect(document["key"] as? String == "method[0].ordr")
    #expect((document["errors"] as? [Any])?.count == 2)
    let call = try Command("run", "--format", "json", "--threads", "0", "case.toml", in: folder)
    #expect(call.status == 2)
    #expect(object(call.output)?["format"] as? String == "sobolev-error")
  }

  @Test("Several cases: each runs, one document a line, the worst status wins")
  func severalCases() throws {
    let folder = try Folder([
      "a.toml": soundCase, "b.toml": soundCase.replacing("exact", with: "exakt"),
      "c.toml": soundCase.replacing("rate = 2", with: "rate = 3"),
    ])
    let run = try Command("run", "a.toml", "b.toml", "c.toml", "--format=json", in: folder)
    #expect(run.status == 2)
    let documents = run.output.split(separator: "\n").map {
      object(String($0))?["format"] as? String
    }
    #expect(documents == ["sobolev-results", "sobolev-error", "sobolev-results"])
  }

  @Test("--output writes results and tables, and leaves nothing unfinished")
  func output() throws {
    let folder = try Folder(["a.toml": soundCase, "b.toml": soundCase, "d/a.toml": soundCase])
    let one = try Command("run", "a.toml", "--output", "out/deep", "--quiet", in: folder)
    #expect(one.status == 0)
    #expect(one.output.isEmpty)
    let files = ["results.json", "table.csv", "table.md", "table.tex", "table.txt"]
    #expect(folder.content.filter { $0.hasPrefix("out/deep/") } == files.map { "out/deep/" + $0 })
    #expect(object(try folder.text("out/deep/results.json"))?["title"] as? String == "Sound")
    let two = try Command("run", "a.toml", "b.toml", "--output", "two", in: folder)
    #expect(two.status == 0)
    #expect(try folder.text("two/a/table.txt") == folder.text("out/deep/table.txt"))
    #expect(folder.content.contains("two/b/results.json"))
    let clash = try Command("run", "a.toml", "d/a.toml", "--output", "three", in: folder)
    #expect(clash.status == 2)
    #expect(!folder.content.contains("three"))
  }

  @Test("--quiet prints missed expectations only")
  func quiet() throws {
    let folder = try Folder(["case.toml": soundCase.replacing("rate = 2", with: "rate = 3")])
    let run = try Command("run", "case.toml", "--quiet", in: folder)
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("MISSED  fd2 "))
    #expect(!run.output.contains("Sound"))
  }

  @Test("The same bytes for every number of threads, and for what `show` prints")
  func reproducible() throws {
    let folder = try Folder(["case.toml": soundCase])
    let one = try Command("run", "case.toml", "--threads", "1", "--format", "csv", in: folder)
    let two = try Command("run", "case.toml", "--threads", "2", "--format", "csv", in: folder)
    #expect(one.output == two.output)
    #expect(!one.output.isEmpty)
    let shown = try Command("show", "case.toml", in: folder)
    let again = try Command("run", "-", input: shown.output, in: folder)
    let text = try Command("run", "case.toml", in: folder)
    #expect(again.output == text.output)
  }

  @Test("`check` says what would be done, and runs nothing")
  func check() throws {
    let folder = try Folder(["case.toml": soundCase])
    let check = try Command("check", "case.toml", in: folder)
    #expect(check.status == 0)
    for words in [
      "-Δu + u = f,  x ∈ [0, 1] Dirichlet–Dirichlet", "32 cells, 31 points", "RODFT00",
      "fd2  discrete: Linf 2.00", "line 22: every method: every norm, every measure",
    ] {
      #expect(check.output.contains(words), "\(words)")
    }
    let wrong = try Command("check", "case.toml", "--set", "study.cells=[1]", in: folder)
    #expect(wrong.status == 2)
    #expect(wrong.errors.hasPrefix("--set study.cells=[1]: error: 1 cell on a"))
  }

  @Test("An interrupt ends with 130, and what is finished is printed")
  func interrupt() throws {
    let folder = try Folder(["case.toml": soundCase])
    let levels = (0..<100).map { "\(1_000_000 + $0)" }.joined(separator: ",")
    let run = try Command(
      "run", "case.toml", "--format", "json", "--precision", "extended", "--set",
      "study.cells=[8,\(levels)]", in: folder, interruptAfter: 2)
    #expect(run.status == 130)
    #expect(object(run.output)?["format"] as? String == "sobolev-results")
  }

  private func object(_ text: String) -> [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]
  }
}
