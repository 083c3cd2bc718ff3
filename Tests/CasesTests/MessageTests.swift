import Cases
import Testing

/// Texts that are wrong, and what is said about them, to the letter.
@Suite struct MessageTests {
  struct Mistake: CustomTestStringConvertible, Sendable {
    let name: String
    let file: String
    let text: String
    let message: String

    var testDescription: String { name }
  }

  @Test("A mistake has its message", arguments: mistakes)
  func message(_ mistake: Mistake) {
    let error = #expect(throws: CaseError.self) {
      try Case(CaseFile(mistake.text, name: mistake.file))
    }
    #expect(error?.description == mistake.message)
  }

  static let mistakes = [
    Mistake(
      name: "Misspelt key",
      file: "poisson.toml",
      text: smallCase.with("exact  =", "reacton = \"c\"\nexact  ="),
      message: #"""
        poisson.toml:9:1: error: unknown key `reacton` in [problem]
           9 | reacton = "c"
             | ^^^^^^^ did you mean `reaction`?
        keys here: advection, compatibility, data, diffusion, exact, form, power,
        reaction, robin, source
        """#),
    Mistake(
      name: "A norm's name as a bare key",
      file: "norms.toml",
      text: """
        [domain]
        lower = [0]
        upper = [1]
        boundary = ["periodic"]

        [[function]]
        name       = "f"
        known      = { H0.5 = "sqrt(4/pi)" }
        """,
      message: #"""
        norms.toml:8:16: error: `H0.5` without quotes is TOML for a table `H0` with a key `5`
           8 | known      = { H0.5 = "sqrt(4/pi)" }
             |                ^^^^ write "H0.5"
        """#),
    Mistake(
      name: "A side in quotes",
      file: "poisson.toml",
      text: smallCase.with("[[method]]", "[problem.data]\n\"y.upper\" = \"1\"\n\n[[method]]"),
      message: #"""
        poisson.toml:12:1: error: unknown key `y.upper` in [problem.data]
          12 | "y.upper" = "1"
             | ^^^^^^^^^ write y.upper without quotes
        keys here: x, y, z
        """#),
    Mistake(
      name: "An expression without quotes",
      file: "poisson.toml",
      text: smallCase.with("[1, 1]", "[2*pi, 1]"),
      message: #"""
        poisson.toml:5:13: error: expressions are strings: write "2*pi"
           5 | upper    = [2*pi, 1]
             |             ^^^^
        """#),
    Mistake(
      name: "A newline in an inline table",
      file: "pairs.toml",
      text: "[[pair]]\nleft  = { norm = \"|H1|\",\n  by = \"fd2\" }\n",
      message: #"""
        pairs.toml:2:24: error: a TOML inline table ends on the line where it begins
           2 | left  = { norm = "|H1|",
             |                        ^ write it on one line, or as
                                        [pair.left]
                                        norm = "|H1|"
        """#),
    Mistake(
      name: "Two ends of one axis",
      file: "beam.toml",
      text: smallCase.with("[0, 0]", "[0]").with("[1, 1]", "[1]").with(
        "\"dirichlet\"]", "\"neumann\"]"),
      message: #"""
        beam.toml:6:12: error: `boundary` has 2 entries, the domain has 1 axis
           6 | boundary = ["dirichlet", "neumann"]
             |            ^^^^^^^^^^^^^^^^^^^^^^^^ for the two ends of one axis: [["dirichlet", "neumann"]]
        """#),
    Mistake(
      name: "A key caught by the table above it",
      file: "poisson.toml",
      text: smallCase + "[[expect]]\nrate = 2\ntitle = \"Poisson on the unit square\"\n",
      message: #"""
        poisson.toml:20:1: error: unknown key `title` in [[expect]] (the one of line 18)
          20 | title = "Poisson on the unit square"
             | ^^^^^ `title` belongs at the top of the file, before the first [table]:
                     in TOML a key belongs to the last header above it
        """#),
    Mistake(
      name: "A parameter with a name of the language",
      file: "kellogg.toml",
      text: smallCase.with("[domain]", "[parameters]\ngamma = 0.1\n\n[domain]"),
      message: #"""
        kellogg.toml:4:1: error: parameter `gamma` hides the function gamma(x)
           4 | gamma = 0.1
             | ^^^^^ choose another name
        """#),
    Mistake(
      name: "Implicit multiplication, and a function without parentheses",
      file: "poisson.toml",
      text: smallCase.with("sin(pi*x)*sin(pi*y)", "sin(2pi*x)*cos y"),
      message: #"""
        poisson.toml:9:16: error: multiplication must be written: 2*pi
           9 | exact  = "sin(2pi*x)*cos y"
             |                ^
        poisson.toml:9:22: error: `cos` is a function: write cos(y)
           9 | exact  = "sin(2pi*x)*cos y"
             |                      ^^^
        """#),
    Mistake(
      name: "A kind by another name",
      file: "poisson.toml",
      text: smallCase.with("kind  = \"stencil\"", "kind = \"P1\""),
      message: #"""
        poisson.toml:13:8: error: unknown method kind "P1"
          13 | kind = "P1"
             |        ^^^^ bilinear elements on the grid's cells are kind = "spline", degree = 1
                           (triangles are not available)
        kinds: centred, mehrstellen, spectral, spline, staggered, stencil
        """#),
    Mistake(
      name: "Too few cells",
      file: "poisson.toml",
      text: smallCase.with("cells = [8, 16]", "cells   = [1, 2, 4]"),
      message: #"""
        poisson.toml:17:12: error: 1 cell on a Dirichlet–Dirichlet axis with nodes leaves no point
          17 | cells   = [1, 2, 4]
             |            ^ at least 2
        """#),
    Mistake(
      name: "An expectation of nothing",
      file: "poisson.toml",
      text: smallCase + "[[expect]]\nmethod = \"fd6\"\nrate = 2\n",
      message: #"""
        poisson.toml:18:1: error: this expectation matches nothing: no method is called "fd6"
          18 | [[expect]]
          19 | method = "fd6"
             |          ^^^^^ methods: fd2
        """#),
    Mistake(
      name: "A rate without a key",
      file: "box.toml",
      text: smallCase.with("[8, 16]", "[[8, 9], [16, 27]]"),
      message: #"""
        box.toml:17:1: error: rates need a key: hx and hy change by different factors (2 and 3)
          17 | cells = [[8, 9], [16, 27]]
             | add rateBy = "hx", "hy" or "unknowns"
        """#),
    Mistake(
      name: "Wrong types, all of them",
      file: "type.toml",
      text: smallCase.with("[0, 0]", "[0, 1979-05-27]").with("order = 2", "order = \"2\"").with(
        "16]", "16.0]"),
      message: #"""
        type.toml:4:16: error: `lower[1]` must be a number or an expression, not a date
           4 | lower    = [0, 1979-05-27]
             |                ^^^^^^^^^^
        type.toml:14:9: error: `order` must be an integer or a list of integers, not a string
          14 | order = "2"
             |         ^^^
        type.toml:17:13: error: `cells[1]` must be an integer or a list of integers, not a number
          17 | cells = [8, 16.0]
             |             ^^^^
        """#),
    Mistake(
      name: "One table where a list of tables is meant",
      file: "one.toml",
      text: smallCase.with("[[method]]", "[method]"),
      message: #"""
        one.toml:11:1: error: [method] is one table, a list of tables is meant
          11 | [method]
             | ^^^^^^^^ write [[method]], two brackets
        """#),
    Mistake(
      name: "A key that comes later",
      file: "later.toml",
      text: smallCase + "[[function]]\nname = \"u\"\ndataset = \"u\"\n",
      message: #"""
        later.toml:20:1: error: not yet available: `dataset`
          20 | dataset = "u"
             | ^^^^^^^ the array's name in an .npz
        """#),
    Mistake(
      name: "Parameters that depend on each other",
      file: "cycle.toml",
      text: smallCase.with("[domain]", "[parameters]\na = \"2*b\"\nb = \"a + 1\"\n\n[domain]"),
      message: #"""
        cycle.toml:4:5: error: parameters depend on each other: a → b → a
           4 | a = "2*b"
             |     ^^^^^
        """#),
    Mistake(
      name: "No levels",
      file: "empty.toml",
      text: smallCase.with("[8, 16]", "[]"),
      message: #"""
        empty.toml:17:9: error: `cells` is empty
          17 | cells = []
             |         ^^ levels, coarsest first: [8, 16, 32]
        """#),
    Mistake(
      name: "A name that nothing defines",
      file: "name.toml",
      text: smallCase.with("sin(pi*x)*", "c*"),
      message: #"""
        name.toml:9:11: error: unknown name `c`
           9 | exact  = "c*sin(pi*y)"
             |           ^ names stand in [parameters]
        """#),
    Mistake(
      name: "LaTeX in double quotes",
      file: "title.toml",
      text: "title = \"\\nabla u\"\n" + smallCase.with("title = \"t\"\n", ""),
      message: #"""
        title.toml:1:9: error: `title` holds a control character
           1 | title = "\nabla u"
             |         ^^^^^^^^^^ a backslash in "…" is an escape: write '…', in single quotes
        """#),
    Mistake(
      name: "A word without quotes",
      file: "bare.toml",
      text: smallCase.with("[\"dirichlet\",", "[dirichlet,"),
      message: #"""
        bare.toml:6:13: error: strings stand in quotes: write "dirichlet"
           6 | boundary = [dirichlet, "dirichlet"]
             |             ^^^^^^^^^
        """#),
  ]
}
