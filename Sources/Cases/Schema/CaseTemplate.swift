public import Studies

/// A commented case file to start from, one for each kind of study.
public struct CaseTemplate: Sendable {
  /// What the case does.
  public let kind: StudyKind
  /// The case file: it runs, and it meets its own expectations.
  public let text: String

  /// The template of a kind.
  public init(_ kind: StudyKind) {
    self.kind = kind
    text =
      switch kind {
      case .convergence: Self.convergence
      case .solve: Self.solve
      case .norms: Self.norms
      case .equivalence: Self.equivalence
      case .weakDerivative: Self.weakDerivative
      case .regularity: Self.regularity
      }
  }

  private static let convergence = #"""
    title = "Poisson on the unit square"

    [parameters]                       # names for every expression below
    k = 1

    [domain]
    lower    = [0, 0]                  # one entry an axis; expressions such as "2*pi" too
    upper    = [1, 1]
    boundary = ["dirichlet", "dirichlet"]   # periodic, dirichlet, neumann, robin, or [lower, upper]

    [problem]                          # -div(a grad u) + b.grad u + c u = f
    diffusion = 1                      # a: "1 + x*y", a list is the diagonal, [[…], […]] a matrix
    reaction  = 0                      # c; below 0: Helmholtz
    # advection = ["1", "0"]           # b
    # form      = "nondivergence"      # -a : D²u + …
    exact     = "sin(k*pi*x)*sin(pi*y)"     # source and boundary data follow from it

    # [problem.robin]                  # beta of the sides that are "robin": a du/dn + beta u = data
    # x.lower = 1

    [[method]]
    name  = "fd2"
    kind  = "stencil"                  # spectral, staggered, stencil, centred, mehrstellen, spline
    order = 2                          # a list makes one method each

    [[method]]
    name = "fourier"
    kind = "spectral"

    [study]
    cells = [8, 16, 32, 64]            # the grids, coarsest first
    norms = ["L2", "H1", "Linf"]       # H-1, H0.5, |H1|, W1,3, "H-1..1 step 0.25", …
    # reference = "next"               # without exact: next, finest (grid), residual (of norm energy)

    # [sweep]                          # a run for each value
    # k = [1, 2, 4]

    [[expect]]                         # the case is its own test
    method = "fd2"
    rate   = 2
    within = 0.1

    [[expect]]                         # one mode: exact to round-off
    method  = "fourier"
    verdict = "exact"

    """#

  private static let solve = #"""
    title = "Torsion of the unit square"

    [domain]
    lower    = [0, 0]
    upper    = [1, 1]
    boundary = ["dirichlet", "dirichlet"]

    [problem]                          # -div(a grad u) + c u = f
    source = 1                         # f
    data   = 0                         # on every side that takes data

    [[method]]
    name  = "fd2"
    kind  = "stencil"
    order = 2

    [study]
    kind       = "solve"               # norms and quantities of u_h itself
    cells      = [64]
    norms      = ["L2", "|H1|"]
    quantities = ["integral", "max", "value(1/2, 1/2)"]

    [[expect]]                         # the series of the torsion function
    quantity = "integral"
    value    = 0.035144
    within   = 1e-4

    """#

  private static let norms = #"""
    title = "Norms of a kink on the unit circle"

    [domain]
    lower    = [0]
    upper    = [1]
    boundary = ["periodic"]

    [[function]]
    name       = "hat"
    expression = "min(x, 1 - x)"
    known      = { "L2" = "1/sqrt(12)", "|H1|" = 1 }   # names of norms in quotes

    # [[method]]                       # discretisations; staggered of order 2 and spectral if left out
    # name  = "fd4"
    # kind  = "staggered"
    # order = 4

    [study]
    kind  = "norms"
    cells = [64, 128, 256]
    norms = ["L2", "|H1|", "|H0.5|"]
    # oversample = 2                   # norms of the function itself: values with error bars

    [[expect]]                         # the kinks lie on nodes: differences see linear pieces only
    norm    = "|H1|"
    measure = "discrete"
    value   = 1
    within  = 1e-12

    """#

  private static let equivalence = #"""
    title = "How differences and elements measure a gradient on the unit interval"

    [domain]
    lower    = [0]
    upper    = [1]
    boundary = ["dirichlet"]

    [study]                            # c <= left/right <= C over all grid functions
    kind  = "equivalence"
    cells = [8, 16, 32, 64]

    [[pair]]
    name  = "difference"
    left  = { norm = "|H1|", by = "staggered", order = 2 }   # by: a kind, or a [[method]]'s name
    right = { norm = "|H1|" }          # spectral if left out
    known = { lower = "2/pi" }

    [[pair]]                           # the constant of Poincaré's inequality
    name  = "Poincaré"
    left  = { norm = "L2" }
    right = { norm = "|H1|" }
    # subspace = "zero-mean"           # where constants must be left out

    [[expect]]
    pair    = "difference"
    verdict = "equivalent"

    [[expect]]
    pair     = "Poincaré"
    upper    = "1/pi"
    relative = 1e-12

    """#

  private static let weakDerivative = #"""
    title = "sign is the weak derivative of |x|"

    [domain]
    lower    = ["-pi"]
    upper    = ["pi"]
    boundary = ["periodic"]

    [study]                            # the dual norm of the gap: 0 exactly for a weak derivative
    kind      = "weak-derivative"
    function  = "abs(x)"
    candidate = "sign(x)"
    alpha     = [1]                    # the derivative, one order an axis
    norm      = "H-1"                  # H^-|alpha| if left out
    cells     = [64, 128, 256, 512, 1024]

    [[expect]]
    verdict = "weak derivative"

    """#

  private static let regularity = #"""
    title = "How smooth are they?"

    [domain]
    lower    = ["-pi"]
    upper    = ["pi"]
    boundary = ["periodic"]

    [[function]]                       # a jump of the q-th derivative: s = q + 1/2
    name       = "kink"
    expression = "abs(sin(x))"

    # [[function]]
    # name   = "noise"
    # random = { regularity = 0.75, seed = 1 }

    [study]                            # sup { s : u in H^s }, from the decay of its modes
    kind  = "regularity"
    cells = [4096, 8192, 16384]

    [[expect]]
    function   = "kink"
    regularity = 1.5
    within     = 0.05

    """#
}
