import Cases
import Foundation
import Reports
import Studies
import Testing

/// Functions of one's own, and the studies that ask for them.
@Suite struct FunctionStudyTests {
  /// A case on the unit interval: `rest` follows its domain.
  private func text(_ rest: String, boundary: String = "periodic") -> String {
    """
    [domain]
    lower    = [0]
    upper    = [1]
    boundary = ["\(boundary)"]

    \(rest)

    """
  }

  private func errors(_ rest: String, boundary: String = "periodic", name: String = "a.toml")
    -> String
  {
    do throws(CaseError) {
      _ = try Case(CaseFile(text(rest, boundary: boundary), name: name))
      return ""
    } catch {
      return error.description
    }
  }

  @Test("A function is one of expression, file, random and difference")
  func sources() {
    let study = "[study]\nkind = \"regularity\"\ncells = [64]\n"
    let f = "[[function]]\nname = \"f\"\n"
    let calls: [(String, String)] = [
      (f, "needs `expression`"),
      (f + "expression = \"x\"\nrandom = { regularity = 1 }\n", "one of `expression` and `random`"),
      (f + "expression = \"x\"\nends = true\n", "`ends` is of an array"),
      (f + "random = { seed = 2 }\n", "`random` needs `regularity`"),
      (f + "difference = [\"g\", \"g\"]\n", "unknown function \"g\""),
      (f + "difference = [\"f\", \"f\"]\n", "\"f\" is the difference of itself"),
      (f + "difference = [\"f\"]\n", "`difference` has 1 name"),
      (f + "file = \"none.npy\"\n", "none.npy does not exist"),
    ]
    for (function, message) in calls {
      #expect(errors(function + study).contains(message), "\(errors(function + study))")
    }
  }

  @Test("A weak derivative needs a function, a candidate and an order")
  func weakDerivative() {
    let study = "[study]\nkind = \"weak-derivative\"\ncells = [8]\n"
    #expect(errors(study).contains("[study] needs `function`"))
    #expect(errors(study).contains("[study] needs `candidate`"))
    let sound = study + "function = \"x\"\ncandidate = 1\n"
    #expect(errors(sound).isEmpty)
    #expect(errors(sound + "alpha = [0]\n").contains("`alpha` has the order 0"))
    #expect(errors(sound + "alpha = [1, 1]\n").contains("`alpha` has 2 entries"))
    #expect(errors(sound + "norm = \"W1,3\"\n").contains("the gap is measured in H^s"))
    #expect(errors(sound + "norms = [\"L2\"]\n").contains("`norms` has no place"))
  }

  /// A folder with a case's array, removed at the end.
  private func withArray(_ values: [Double], _ body: (_ name: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("sobolev-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(NPY.file(values, shape: [values.count]))
      .write(to: folder.appendingPathComponent("u.npy"))
    try body(folder.appendingPathComponent("a.toml").path)
  }

  @Test("The cells of an array follow from its shape, and must be those of the study")
  func arrays() throws {
    let f = "[[function]]\nname = \"f\"\nfile = \"u.npy\"\n"
    let bubble = (0...8).map { Double($0 * (8 - $0)) }
    try withArray(bubble) { name in
      let open = try Case(CaseFile(text(f, boundary: "neumann"), name: name))
      #expect(open.options.levels == [[8]])
      #expect(open.notes.contains { $0.message.hasPrefix("u.npy: 9, float64 → x 8 cells") })
      let twoWays = errors(f, boundary: "dirichlet", name: name)
      #expect(twoWays.contains("u.npy has shape (9): axis x can be read in two ways"))
      let said = try Case(CaseFile(text(f + "ends = true", boundary: "dirichlet"), name: name))
      #expect(said.options.levels == [[8]])
      let asked = try Case(
        CaseFile(text(f + "[study]\ncells = [10]", boundary: "dirichlet"), name: name))
      #expect(asked.options.levels == [[10]])
      let other = errors(f + "[study]\ncells = [16]", boundary: "neumann", name: name)
      #expect(other.contains("has 8 cells along x, `cells` asks for 16"))
      let many = errors(f + "[study]\ncells = [8, 16]", boundary: "neumann", name: name)
      #expect(many.contains("`cells` has 2 levels, an array is on one grid"))
    }
    try withArray([0, 1, 2, 3]) { name in
      let wall = errors(f + "ends = true", boundary: "dirichlet", name: name)
      #expect(wall.contains("u.npy is 3.0 at the upper end of x") && wall.contains("lifting"))
      let circle = errors(f + "ends = true", name: name)
      #expect(circle.contains("is 0.0 at the lower and 3.0 at the upper end of x"))
    }
  }

  /// An array and the expression that it is the values of differ by nothing but round-off.
  @Test("An array less the expression that it samples is zero")
  func difference() throws {
    let values = (0..<16).map { sin(2 * Double.pi * Double($0) / 16) }
    try withArray(values) { name in
      let sut = try Case(
        CaseFile(
          text(
            """
            [[function]]
            name = "array"
            file = "u.npy"

            [[function]]
            name = "expression"
            expression = "sin(2*pi*x)"

            [[function]]
            name = "zero"
            difference = ["array", "expression"]

            [study]
            norms = ["L2"]
            measure = ["spectral"]

            [[expect]]
            function = "zero"
            atMost = 1e-15

            [[expect]]
            function = "array"
            value = "sqrt(1/2)"
            within = 1e-15
            """), name: name))
      let verdicts = try sut.judge(try sut.run())
      #expect(verdicts.count == 2 && verdicts.allSatisfy(\.met))
    }
  }

  @Test("The worst test function is written as an array")
  func worst() throws {
    let sut = try Case(
      CaseFile(
        text(
          "[study]\nkind = \"weak-derivative\"\nfunction = \"x\"\ncandidate = 1\ncells = [8, 16, 32]"
        ), name: "a.toml"))
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("sobolev-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let results = try sut.run()
    try sut.write(results, to: folder.path)
    let bytes = try Data(contentsOf: folder.appendingPathComponent("worst-test-function.npy"))
    let array = try NPY([UInt8](bytes))
    #expect(array.shape == [32])
    #expect(try array.values(Double.self).real == results.weakDerivatives[0].worst?.values)
    // x on a circle falls by 1 at the seam: the gap is δ, and peaks there.
    let peaks = results.weakDerivatives[0].rows[2].peaks
    #expect(peaks.count == 1 && peaks[0].point == [0] && peaks[0].value < 0)
    #expect(results.weakDerivatives[0].verdict == .fails)
  }
}
