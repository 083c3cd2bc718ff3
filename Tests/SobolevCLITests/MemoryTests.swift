import Foundation
import Testing

#if os(Linux)
  /// What `check` says of memory against what the kernel has seen of a run.
  @Suite struct MemoryTests {
    private static let box = """
      [domain]
      lower = [0, 0]
      upper = [1, 1]
      boundary = ["dirichlet", "dirichlet"]

      """
    private static let torus = """
      [domain]
      lower = [0, 0]
      upper = ["2*pi", "2*pi"]
      boundary = ["periodic", "periodic"]

      """
    private static let problem = "[problem]\nexact = \"sin(pi*x)*exp(cos(pi*x))*sin(pi*y)\"\n"
    private static func method(_ kind: String) -> String { "[[method]]\nname = \"m\"\n\(kind)\n" }
    private static let fd2 = method("kind = \"staggered\"\norder = 2")

    static let cases = [
      box + problem + fd2 + "[study]\nnorms = [\"L2\", \"H1\"]\nmeasure = [\"discrete\"]",
      box + problem + method("kind = \"spectral\"")
        + "[study]\nnorms = [\"L2\"]\nmeasure = [\"spectral\"]\noversample = 2",
      box + problem + method("kind = \"element\"")
        + "[study]\nnorms = [\"H1\"]\nmeasure = [\"function\"]",
      torus + "[problem]\nsource = \"exp(sin(x))*cos(y)\"\nreaction = 1\n"
        + method("kind = \"spectral\"")
        + "[study]\nkind = \"solve\"\nnorms = [\"L2\"]\nmeasure = [\"discrete\"]",
      torus + "[[function]]\nname = \"u\"\nexpression = \"exp(sin(x))*cos(y)\"\n" + fd2
        + "[study]\nkind = \"norms\"\nnorms = [\"H1\", \"H-0.5\"]",
      torus + "[[function]]\nname = \"u\"\nexpression = \"exp(sin(x))*cos(y)\"\n" + fd2
        + "[study]\nkind = \"norms\"\nnorms = [\"W1,1\"]",
      torus + "[[function]]\nname = \"u\"\nexpression = \"abs(sin(x))*cos(y)\"\n"
        + "[study]\nkind = \"regularity\"",
      torus + "[study]\nkind = \"weak-derivative\"\nfunction = \"abs(sin(x))\"\n"
        + "candidate = \"cos(x)*sign(sin(x))\"\nalpha = [1, 0]",
    ]

    @Test("A run's peak is what check predicts, within a tenth", arguments: cases)
    func peak(text: String) throws {
      func bytes(_ cells: Int) throws -> (run: Double, predicted: Double) {
        let folder = try Folder(["case.toml": text + "\ncells = [\(cells)]\n"])
        // Memory that is freed goes back at once: what is left is what is held.
        let run = try Command(
          ["run", "case.toml", "--format", "json", "--threads", "1"], in: folder,
          environment: ["MALLOC_MMAP_THRESHOLD_": "262144"])
        #expect(run.status == 0, "\(run.errors)")
        let results = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        let record = (results as? [String: Any])?["run"] as? [String: Any]
        let check = try Command(["check", "case.toml"], in: folder).output
        let megabytes = check.firstMatch(of: /points, ([0-9.]+) MB/).flatMap { Double($0.1) }
        return (
          try #require(record?["peakMemory"] as? Double), 1e6 * (try #require(megabytes))
        )
      }
      // The process itself, with a grid that is nothing; the other is large beside the code that runs.
      let base = try bytes(8)
      let large = try bytes(1600)
      let grown = large.run - base.run
      #expect(abs(large.predicted - grown) <= 0.1 * grown, "\(large.predicted) for \(grown)")
    }
  }
#endif
