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
    private static let cells = box + "placement = \"cells\"\n"
    private static let torus = """
      [domain]
      lower = [0, 0]
      upper = ["2*pi", "2*pi"]
      boundary = ["periodic", "periodic"]

      """
    private static let problem = "[problem]\nexact = \"sin(pi*x)*exp(cos(pi*x))*sin(pi*y)\"\n"
    private static func method(_ kind: String) -> String { "[[method]]\nname = \"m\"\n\(kind)\n" }
    private static let fd2 = method("kind = \"staggered\"\norder = 2")

    private static let cube = """
      [domain]
      lower = [0, 0, 0]
      upper = [1, 1, 1]
      boundary = ["dirichlet", "dirichlet", "dirichlet"]

      """
    private static let spectral = method("kind = \"spectral\"")
    private static let element = method("kind = \"element\"")
    private static let varying = problem + "diffusion = \"exp(sin(3*x)*y)\"\n"
    private static let jumping =
      source + "diffusion = \"if(sin(31*x)*sin(29*y) > 0, 1e4, 1)\"\n"
    private static func mixed(_ rank: Int) -> String {
      let rows = (0..<rank).map { i in
        "["
          + (0..<rank).map { i == $0 ? "\"exp(sin(3*x)*y)\"" : "\"x*y/8\"" }.joined(separator: ", ")
          + "]"
      }
      return source + "diffusion = [" + rows.joined(separator: ", ") + "]\n"
    }
    /// Layers whose tensor has a correlation of 0.4.
    private static func layers(_ rank: Int) -> String {
      let rows = (0..<rank).map { i in
        "["
          + (0..<rank).map { "\"if(sin(31*x) > 0, 1e6, 1)*\(i == $0 ? 1 : 0.4)\"" }
          .joined(separator: ", ") + "]"
      }
      return source + "diffusion = [" + rows.joined(separator: ", ") + "]\n"
    }
    /// A tensor with a third of one axis's diffusion along the other.
    private static let tilted =
      source
      + "diffusion = [[\"1 + x\", \"0.3*(1 + x)\"], [\"0.3*(1 + x)\", \"0.33*(1 + x)\"]]\n"
    /// Full tensors, and elements of space, beside a cycle: a case, and so many cells.
    static let besideCycles: [(String, Int)] = [
      (box + layers(2) + fd2 + cycle + study("\"L2\"", solve), 900),
      (box + layers(2) + "reaction = \"x*y\"\n" + fd2 + cycle + study("\"L2\"", solve), 900),
      (cube + layers(3) + fd2 + cycle + study("\"L2\"", solve), 104),
      (cube + layers(3) + "reaction = \"x*y*z\"\n" + fd2 + cycle + study("\"L2\"", solve), 88),
      (cube + layers(3) + element + cycle + study("\"L2\"", solve), 88),
      (cube + layers(3) + "reaction = \"x*y*z\"\n" + element + cycle + study("\"L2\"", solve), 88),
      (cube + jumping + element + study("\"L2\"", solve), 88),
      (cube + jumping + "reaction = \"x*y*z\"\n" + element + study("\"L2\"", solve), 88),
      (box + layers(2) + element + cycle + study("\"L2\"", solve), 900),
      (box + layers(2) + "reaction = \"x*y\"\n" + element + cycle + study("\"L2\"", solve), 900),
    ]
    /// Advection by differences: a case, and so many cells.
    static let winds: [(String, Int)] = [
      (box + source + "advection = [\"20*y\", \"-x\"]\n" + fd2 + study("\"L2\"", solve), 900),
      (box + varying + "advection = [1, \"x\"]\n" + fd2 + study("\"L2\"", solve), 900),
      (box + mixed(2) + "advection = [1, \"x\"]\n" + fd2 + study("\"L2\"", solve), 900),
      (
        box + varying + "reaction = \"1 + x\"\nform = \"nondivergence\"\n" + fd2
          + study("\"L2\"", solve), 900
      ),
      (
        cube + source + "advection = [\"20*y\", \"-x\", \"z*x\"]\n" + fd2
          + study("\"L2\"", solve), 96
      ),
      (
        cube + mixed(3) + "advection = [1, \"x\", \"z*x\"]\n" + fd2 + study("\"L2\"", solve), 96
      ),
      (
        cube.replacing("[\"dirichlet\", \"dirichlet\"", with: "[\"periodic\", \"periodic\"")
          + source + "advection = [\"sin(2*pi*y)\", 1, \"z\"]\n" + fd2 + study("\"L2\"", solve),
        96
      ),
    ]
    /// Advection by elements.
    static let elementWinds: [(String, Int)] = [
      (box + source + "advection = [20, \"-x\"]\n" + element + study("\"L2\"", solve), 700),
      (box + varying + "advection = [1, \"x\"]\n" + element + study("\"L2\"", solve), 800),
      (cube + source + "advection = [20, -3, \"z*x\"]\n" + element + study("\"L2\"", solve), 72),
    ]
    /// Advection by collocation.
    static let spectralWinds: [(String, Int)] = [
      (box + source + "advection = [20, -3]\n" + spectral + study("\"L2\"", solve), 900),
      (
        box + varying + "advection = [1, \"x\"]\nreaction = \"x*y\"\n" + spectral
          + study("\"L2\"", solve), 900
      ),
      (
        box + mixed(2) + "advection = [1, \"x\"]\nform = \"nondivergence\"\n" + spectral
          + study("\"L2\"", solve), 900
      ),
      (
        torus + "[problem]\nsource = \"sin(x)\"\nadvection = [\"cos(y)\", 1]\n" + spectral
          + study("\"L2\"", solve), 900
      ),
      (
        cube + mixed(3) + "advection = [1, \"x\", \"z*x\"]\nform = \"nondivergence\"\n" + spectral
          + study("\"L2\"", solve), 88
      ),
      (
        cube + "[problem]\nexact = \"sin(pi*x)*exp(x*y) + z\"\n"
          + "advection = [20, \"x\", \"z*x\"]\n" + spectral + study("\"L2\"", solve), 88
      ),
    ]
    /// Advection beside sources that are no functions.
    static let roughWinds: [(String, Int)] = [fd2, element, spectral].flatMap { method in
      ["\"dirac(0.37, 0.37)\"", "{ divergence = [\"sign(x - 0.5)\", \"0\"] }"].map {
        (
          box + "[problem]\nsource = \($0)\nadvection = [20, \"-x\"]\n" + method
            + study("\"L2\"", solve), 700
        )
      }
    }
    private static let cycle = "solver = { preconditioner = \"multigrid\" }\n"
    private static let laplace = "solver = { preconditioner = \"laplace\" }\n"
    private static let source = "[problem]\nsource = \"1 + x*y\"\n"
    private static let wave = "[[function]]\nname = \"u\"\nexpression = \"exp(sin(x))*cos(y)\"\n"
    private static func study(_ norms: String, _ rest: String...) -> String {
      "[study]\nnorms = [\(norms)]\n" + rest.map { $0 + "\n" }.joined()
    }
    private static let discrete = "measure = [\"discrete\"]"
    /// Few Gauss points: what is held does not depend on how many.
    private static let function = "measure = [\"function\"]\nfunction = { quadrature = 2 }"
    private static let solve = "kind = \"solve\"\n" + discrete

    /// A case, and so many cells that a field is large beside the code that runs.
    static let cases: [(String, Int)] = [
      // Errors, in the three measures.
      (box + problem + fd2 + study("\"L2\", \"H1\"", discrete), 1200),
      (
        box + problem + spectral + study("\"L2\"", "measure = [\"spectral\"]", "oversample = 2"),
        800
      ),
      (box + problem + element + study("\"H1\"", function), 800),
      (box + problem + fd2 + study("\"H1\"", function), 800),
      (
        torus + "[problem]\nsource = \"exp(sin(x))*cos(y)\"\nreaction = 1\n" + spectral
          + study("\"L2\"", solve), 1600
      ),
      // References without an exact solution.
      (
        box + source + fd2
          + study("\"energy\"", discrete, "kind = \"convergence\"", "reference = \"next\""), 600
      ),
      (
        box + source + fd2
          + study("\"L2\"", discrete, "kind = \"convergence\"", "reference = \"finest\""), 300
      ),
      (
        box + source + element
          + study(
            "\"H1\"", function, "kind = \"convergence\"", "reference = \"next\""), 300
      ),
      (
        box + source + fd2
          + study("\"energy\"", "kind = \"convergence\"", "reference = \"residual\""), 220
      ),
      // Coefficients that vary.
      (box + varying + fd2 + study("\"L2\"", discrete), 800),
      (cube + varying + fd2 + study("\"L2\"", discrete), 80),
      (box + jumping + fd2 + study("\"L2\"", solve), 900),
      (box + jumping + "reaction = \"x*y\"\n" + fd2 + study("\"L2\"", solve), 900),
      (cube + jumping + fd2 + study("\"L2\"", solve), 96),
      (box + jumping + element + study("\"L2\"", solve), 1000),
      (box + varying + element + study("\"L2\"", discrete), 500),
      (cube + varying + element + study("\"L2\"", discrete), 80),
      (cells + varying + "reaction = \"x*y\"\n" + element + study("\"L2\"", solve), 500),
      (
        cube.replacing("dirichlet", with: "neumann")
          + "[problem]\nsource = \"cos(pi*x)\"\ndiffusion = \"exp(sin(3*x)*y)\"\n" + fd2
          + study("\"L2\"", solve), 80
      ),
      (
        box.replacing("dirichlet", with: "neumann")
          + "[problem]\nsource = \"cos(pi*x)\"\ndiffusion = \"exp(sin(3*x)*y)\"\n" + element
          + study("\"L2\"", solve), 500
      ),
      (box + varying + "reaction = \"x*y\"\n" + element + study("\"L2\"", solve), 500),
      (box + tilted + fd2 + cycle + study("\"L2\"", solve), 1000),
      (box + tilted + element + cycle + study("\"L2\"", solve), 1000),
      (box + mixed(2) + fd2 + study("\"L2\"", solve), 700),
      (box + mixed(2) + fd2 + laplace + study("\"L2\"", solve), 700),
      (cube + mixed(3) + fd2 + study("\"L2\"", solve), 80),
      (box + varying + spectral + study("\"L2\"", discrete), 500),
      (box + varying + "reaction = \"x*y\"\n" + spectral + study("\"L2\"", solve), 600),
      (cube + varying + "reaction = \"x*y\"\n" + spectral + study("\"L2\"", solve), 80),
      (
        box + varying + method("kind = \"spectral\"\ndealiased = true")
          + study("\"L2\"", solve), 500
      ),
      (
        cube + varying + "reaction = \"x*y\"\n" + method("kind = \"staggered\"\norder = 4")
          + study("\"L2\"", solve), 80
      ),
      (box + varying + "advection = [1, \"x\"]\n" + fd2 + study("\"L2\"", discrete), 500),
      (box + varying + "advection = [1, \"x\"]\n" + spectral + study("\"L2\"", discrete), 400),
      (box + varying + "form = \"nondivergence\"\n" + fd2 + study("\"L2\"", discrete), 500),
      // Sources that are no functions.
      (
        box + "[problem]\nsource = \"dirac(0.37, 0.37)\"\n" + fd2 + study("\"L2\"", solve), 800
      ),
      (
        box + "[problem]\nsource = { divergence = [\"sign(x - 0.5)\", \"0\"] }\n" + fd2
          + study("\"L2\"", solve), 500
      ),
      // Quantities.
      (box + source + spectral + study("\"Linf\"", solve, "quantities = [\"integral\"]"), 1500),
      (box + source + element + study("\"Linf\"", solve, "quantities = [\"min\"]"), 600),
      // Norms, and what is asked of functions.
      (torus + wave + fd2 + study("\"H1\", \"H-0.5\"", "kind = \"norms\""), 1600),
      (torus + wave + fd2 + study("\"W1,1\"", "kind = \"norms\""), 1600),
      (torus + wave + spectral + study("\"W1,3\", \"TV\"", "kind = \"norms\""), 800),
      (
        torus + "[[function]]\nname = \"u\"\nexpression = \"abs(sin(x))*cos(y)\"\n"
          + "[study]\nkind = \"regularity\"", 1600
      ),
      (
        torus + "[study]\nkind = \"weak-derivative\"\nfunction = \"abs(sin(x))\"\n"
          + "candidate = \"cos(x)*sign(sin(x))\"\nalpha = [1, 0]", 1000
      ),
      (
        box + "[[pair]]\nname = \"p\"\nleft = { norm = \"Linf\" }\n"
          + "right = { norm = \"H2\", form = \"bessel\" }\n[study]\nkind = \"equivalence\"", 1000
      ),
    ]

    @Test("A run's peak is what check predicts, within a tenth", arguments: cases)
    func peak(text: String, cells: Int) throws { _ = try growth(text, cells) }

    @Test("What stands beside a cycle takes eight fields", arguments: besideCycles)
    func besideCycle(text: String, cells: Int) throws {
      let points = Double(
        (0..<(text.contains("[0, 0, 0]") ? 3 : 2)).reduce(1) { n, _ in n * (cells - 1) })
      #expect(try growth(text, cells) <= 8 * 8 * points)
    }

    /// The vectors; twelve samples of a 64th of the points each, and of blocks in space half as many again about
    /// them.
    @Test("Advection by differences takes seven fields and a half, and a block", arguments: winds)
    func wind(text: String, cells: Int) throws {
      let rank = text.contains("[0, 0, 0]") ? 3 : 2
      let points = Double((0..<rank).reduce(1) { n, _ in n * (cells - 1) })
      #expect(try growth(text, cells) <= 8 * points * (7.5 + (rank == 2 ? 12.0 : 18) / 64))
    }

    @Test("Advection by elements takes eight fields", arguments: elementWinds)
    func elementWind(text: String, cells: Int) throws {
      let rank = text.contains("[0, 0, 0]") ? 3 : 2
      let points = Double((0..<rank).reduce(1) { n, _ in n * (cells - 1) })
      #expect(try growth(text, cells) <= 8 * 8 * points)
    }

    /// The vectors; three blocks of a 64th of the points, and in space a plane, for A, or 64 lines and what
    /// transforms them for M⁻¹; tables along the axes and the code that runs, as `check` has them; and for each
    /// operator along lines, one an axis and with mixed derivatives 2 and 5 more, 30 numbers a place: where
    /// points and modes of two parities stand in a row, before and after each transform, and factors there.
    @Test(
      "Advection by collocation takes seven fields and a half, and its blocks",
      arguments: spectralWinds)
    func spectralWind(text: String, cells n: Int) throws {
      let rank = text.contains("[0, 0, 0]") ? 3 : 2
      let points = Double((0..<rank).reduce(1) { product, _ in product * (n - 1) })
      let line = Double(n + 16)
      let blocks = max(3 * points / 64 + (rank == 3 ? line * line : 0), 80 * line)
      let operators = rank + (text.contains("nondivergence") ? rank == 2 ? 2 : 5 : 0)
      let tables = Double((11 * rank + 30 * operators) * n)
      let bytes = 8 * (7.5 * points + blocks + tables) + 0.5e6
      #expect(try growth(text, n) <= bytes)
    }

    @Test("A source that is no function leaves no spectrum behind", arguments: roughWinds)
    func roughWind(text: String, cells n: Int) throws {
      #expect(try growth(text, n) < 8 * 8 * Double((n - 1) * (n - 1)))
    }

    /// What a run of so many cells takes beside one of next to none, as `check` says of both within a tenth.
    private func growth(_ text: String, _ cells: Int) throws -> Double {
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
      let large = try bytes(cells)
      let grown = large.run - base.run
      let predicted = large.predicted - base.predicted
      #expect(abs(predicted - grown) <= 0.1 * grown, "\(predicted) for \(grown)")
      return grown
    }

    @Test("A periodic solve in place holds a tenth of a field beside the field")
    func inPlace() throws {
      // The first grid has brought in the code that runs; tables along the axes are 2/n of a field each.
      let bench = try Command(
        [
          "bench", "--works", "solves", "--cells", "256x256", "--cells", "1024x1024", "--rounds",
          "1", "--plan", "estimate", "--limit-plan", "estimate", "--format", "json",
        ],
        in: try Folder([:]), environment: ["MALLOC_MMAP_THRESHOLD_": "262144"])
      #expect(bench.status == 0, "\(bench.errors)")
      let document = try JSONSerialization.jsonObject(with: Data(bench.output.utf8))
      let rows = (document as? [String: Any])?["rows"] as? [[String: Any]] ?? []
      func fields(_ work: String) throws -> Double {
        let row = rows.last { $0["work"] as? String == work }
        return try #require(row?["memoryInFields"] as? Double)
      }
      let tables = 11.0 * 2 / 1024
      for work in ["periodic-solve", "dirichlet-solve", "dirichlet-fd2"] {
        #expect(try fields(work) <= 1.1 + tables, "\(work)")
      }
      // Four vectors, three blocks of the form and √a.
      #expect(try fields("cg-contrast-100") <= 8.1 + tables)
    }
  }
#endif
