import Cases
import Testing
import _TestSupport

/// A key that is written and changes nothing is said so, with what would give it a meaning.
@Suite struct IdleKeys {
  private func warnings(_ text: String) throws -> [String] {
    try Case(CaseFile(text, name: "case.toml")).notes.filter { $0.severity == .warning }
      .map(\.message)
  }

  private static let fd = smallCase
  private static let varying = smallCase.with("exact  =", "diffusion = \"1 + x\"\nexact  =")
  private static let spectral = smallCase.with("\"stencil\"\norder = 2", "\"spectral\"")
  private static let element = smallCase.with("\"stencil\"\norder = 2", "\"element\"")
  private static let norms = """
    [domain]
    lower = [0]
    upper = [1]
    boundary = ["periodic"]
    [[function]]
    name = "f"
    expression = "sin(2*pi*x)"
    [[method]]
    name = "d"
    kind = "difference"
    [study]
    cells = [8, 16]

    """
  private static let pairs = """
    [domain]
    lower = [0]
    upper = [1]
    boundary = ["dirichlet"]
    [[pair]]
    left = { norm = "L2" }
    right = { norm = "|H1|" }
    [study]
    cells = [8, 16]

    """

  /// A text, a key that changes nothing there, and a word of what would.
  @Test(
    "It is named with its value and what would make it work",
    arguments: [
      (
        fd + "columns = [\"effectivity\"]\n", "\"effectivity\"",
        "reference = [\"residual\", \"exact\"]"
      ),
      (fd + "columns = [\"lowerBound\"]\n", "\"lowerBound\"", "reference = \"residual\""),
      (fd + "columns = [\"iterations\"]\n", "\"iterations\"", "coefficients are numbers"),
      (fd + "columns = [\"meanDefect\"]\n", "\"meanDefect\"", "a side's values"),
      (fd + "oversample = 2\nmeasure = [\"discrete\"]\n", "`oversample = 2`", "`spectral`"),
      (fd + "lastMode = \"drop\"\n", "`lastMode = \"drop\"`", "have a last mode"),
      (fd + "function = { quadrature = 5 }\n", "`quadrature = 5`", "measure `function`"),
      (fd + "function = { samples = 5 }\n", "`samples = 5`", "measure `function`"),
      (fd + "singular = [[0, 2]]\n", "`singular[0]`", "outside of the domain"),
      (fd + "alpha = 1\n", "`alpha = 1`", "study `convergence`"),
      (fd + "function = \"x\"\n", "`function = \"x\"`", "`weak-derivative`"),
      (
        fd.with("order = 2", "order = 2\nsolver = { iterations = 9 }"), "`solver",
        "solved directly"
      ),
      (fd.with("order = 2", "order = 2\nfaces = \"harmonic\""), "`faces", "the same everywhere"),
      (fd.with("order = 2", "order = 2\ndealiased = true"), "`dealiased = true`", "spectral"),
      (fd.with("order = 2", "order = 2\nquadrature = 4"), "`quadrature = 4`", "splines"),
      (
        fd.with("order = 2", "order = 2\nreconstruction = \"multilinear\""), "`reconstruction",
        "measure `function`"
      ),
      (
        spectral.with("\"spectral\"", "\"spectral\"\ndealiased = true"), "`dealiased = true`",
        "no products"
      ),
      (
        element.with("\"element\"", "\"element\"\nreconstruction = \"multilinear\""),
        "`reconstruction", "splines mean themselves"
      ),
      (
        fd.with("exact  =", "compatibility = \"project\"\nexact  ="), "`compatibility",
        "fix the solution"
      ),
      (fd + "[[expect]]\nrate = 2\nunits = 1\n", "`units = 1`", "`printed`"),
      (norms + "layout = \"methods\"\n", "`layout", "`convergence`"),
      (norms + "relative = true\n", "`relative = true`", "study `norms`"),
      (
        norms.with("\"difference\"", "\"difference\"\nlifting = 1"), "`lifting = 1`",
        "solves nothing"
      ),
      (pairs + "limit = true\n", "`limit = true`", "study `equivalence`"),
      (pairs + "[problem]\nexact = \"x\"\n", "[problem]", "`energy`"),
    ])
  func isSaid(text: String, key: String, word: String) throws {
    let found = try warnings(text)
    #expect(found.count == 1, "\(found)")
    let first = found.first ?? ""
    #expect(first.contains(key) && first.contains(word), "\(first)")
  }

  @Test(
    "Where it has an effect, or is a default, nothing is said",
    arguments: [
      fd, varying, norms, pairs, element,
      varying.with("order = 2", "order = 2\nfaces = \"harmonic\"\nsolver = { iterations = 99 }")
        + "columns = [\"iterations\"]\n",
      fd + "columns = [\"effectivity\"]\nreference = [\"residual\", \"exact\"]\noversample = 2\n",
      fd + "measure = [\"function\"]\nfunction = { quadrature = 5, samples = 3 }\n",
      fd + "singular = [[0, 1]]\nlimit = false\nrelative = false\noversample = 1\n",
      fd.with("order = 2", "order = 2\nreconstruction = \"multilinear\"")
        + "quantities = [\"max\"]\n",
      pairs.with("\"|H1|\"", "\"energy\"") + "[problem]\ndiffusion = \"1 + x\"\n",
    ])
  func isNotSaid(text: String) throws {
    #expect(try warnings(text).isEmpty)
  }

  /// With contrast 1 the diffusion is a number, with 10 it is not.
  @Test("Of several runs it is said if none of them reads the key")
  func variants() throws {
    let swept = smallCase.with(
      "[problem]",
      "[parameters]\nc = 1\n[sweep]\nc = [1, 10]\n[problem]\ndiffusion = \"1 + (c - 1)*x\""
    ).with("order = 2", "order = 2\nsolver = { iterations = 99 }")
    #expect(try warnings(swept).isEmpty)
    let idle = swept.with("(c - 1)*x", "c")
    #expect(try warnings(idle).count == 1)
    let unused = swept.with("(c - 1)*x", "x")
    #expect(try warnings(unused) == ["the sweep over `c` has no effect: nothing depends on it"])
  }

  @Test("What `show` prints is free of them", arguments: EffectiveTests.texts + [norms, pairs])
  func shown(text: String) throws {
    let shown = try Case(CaseFile(text, name: "case.toml")).toml
    #expect(try warnings(shown).isEmpty)
  }
}
