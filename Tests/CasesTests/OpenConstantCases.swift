/// Constants of equivalences, embeddings and inequalities.
let openConstantCases: [OpenCase] = [
  (
    "13-embedding-torus.toml",
    #"""
    # open: emb-torus-nd, emb-bernoulli, inverse-ineq
    title = "Best constants of H^m in L-infinity on the circle, Bernstein and Nikolskii"

    [domain]
    lower    = [0]
    upper    = ["2*pi"]
    boundary = ["periodic"]

    [study]
    kind  = "equivalence"
    cells = [16, 64, 256, 1024]

    [[pair]]
    name  = "H2 in Linf"
    left  = { norm = "Linf" }                      # P13: one-sided; the maximiser is a field, not a mode
    right = { norm = "H2", form = "bessel" }

    [[pair]]
    name     = "|H1| in Linf, zero mean"
    left     = { norm = "Linf" }
    right    = { norm = "|H1|" }
    subspace = "zero-mean"                         # P13

    [[pair]]
    name  = "Bernstein"
    left  = { norm = "|H1|" }
    right = { norm = "L2" }

    [[expect]]
    pair     = "H2 in Linf"
    upper    = "sqrt(1.61367395084582/(2*pi))"     # the squared constant is what is tabulated: P13
    at       = "limit"
    relative = 1e-6

    [[expect]]
    pair    = "Bernstein"
    verdict = "degenerate"
    power   = -1                                   # upper constant grows like h^-1
    within  = 0.01
    """#
  ),
  (
    "15-constants.toml",
    #"""
    # open: fd-symbol, mass-lump, inverse-ineq, norm-sum-bessel-2d
    title = "What a discrete norm sees: constants between discrete and spectral norms"

    [domain]
    lower    = [0]
    upper    = ["2*pi"]
    boundary = ["periodic"]

    [[method]]                                     # P13: `by` names a method, so that each is described once
    name  = "fd2"
    kind  = "difference"
    order = 2
    [[method]]
    name  = "central"
    kind  = "centred"
    order = 2
    [[method]]
    name   = "P1"
    kind   = "spline"
    degree = 1
    [[method]]
    name = "fourier"
    kind = "spectral"

    [study]
    kind  = "equivalence"
    cells = [8, 16, 64, 256]

    [[pair]]
    name  = "fd2 seminorm"
    left  = { norm = "|H1|", by = "fd2" }
    right = { norm = "|H1|", by = "fourier" }
    [[pair]]
    name  = "fd2 full"
    left  = { norm = "H1", by = "fd2" }
    right = { norm = "H1", by = "fourier" }
    [[pair]]
    name  = "central seminorm"
    left  = { norm = "|H1|", by = "central" }
    right = { norm = "|H1|", by = "fourier" }
    [[pair]]
    name  = "mass"
    left  = { norm = "L2", by = "P1" }
    right = { norm = "L2", by = "fourier" }
    [[pair]]
    name  = "inverse inequality"
    left  = { norm = "|H1|", by = "P1" }
    right = { norm = "L2", by = "P1" }
    scale = "h"                                    # P13: tabulate h * ratio, so that 2 sqrt(3) is a number

    [[expect]]
    pair   = "fd2 seminorm"
    lower  = "2/pi"
    within = 1e-12
    [[expect]]
    pair   = "fd2 full"
    lower  = [0.663526928977, 0.643765640735, 0.63707530527, ""]   # one a level
    within = 1e-10
    [[expect]]
    pair    = "central seminorm"
    verdict = "not equivalent"
    lower   = 0
    [[expect]]
    pair   = "mass"
    lower  = "1/sqrt(3)"
    within = 1e-12
    [[expect]]
    pair   = "inverse inequality"
    upper  = "2*sqrt(3)"
    within = 1e-12
    """#
  ),
  (
    "16-poincare.toml",
    #"""
    # open: poincare-box
    title = "Poincaré constants of interval, square and cube"

    [domain]
    lower    = [0]
    upper    = [1]
    boundary = ["dirichlet"]

    [study]
    kind  = "equivalence"
    cells = [16, 32, 64]

    [[pair]]
    name  = "Poincaré"
    left  = { norm = "L2" }                        # by: spectral unless said
    right = { norm = "|H1|" }

    [[variant]]
    name = "interval DD"
    [[variant]]
    name = "interval DN"
    domain.boundary = [["dirichlet", "neumann"]]
    [[variant]]
    name = "interval NN, zero mean"
    domain.boundary = ["neumann"]
    pair."Poincaré".subspace = "zero-mean"
    [[variant]]
    name = "square, D on one side"
    domain.lower = [0, 0]
    domain.upper = [1, 1]
    domain.boundary = [["dirichlet", "neumann"], "neumann"]
    [[variant]]
    name = "cube D"
    domain.lower = [0, 0, 0]
    domain.upper = [1, 1, 1]
    domain.boundary = ["dirichlet", "dirichlet", "dirichlet"]

    [[expect]]
    over     = "variant"
    pair     = "Poincaré"
    upper    = ["1/pi", "2/pi", "1/pi", "2/pi", "1/(pi*sqrt(3))"]
    relative = 1e-13
    """#
  ),
  (
    "17-gagliardo.toml",
    #"""
    # open: gagliardo-const
    title = "Slobodeckij-Gagliardo against Fourier: the constant that people drop"

    [domain]
    lower    = [0]
    upper    = [1]
    boundary = ["periodic"]

    [study]
    kind  = "equivalence"
    cells = [64, 256]

    [[pair]]
    left    = { norm = "|W0.25,2:gagliardo|" }
    right   = { norm = "|H0.25|" }
    squared = true
    [[pair]]
    left    = { norm = "|W0.5,2:gagliardo|" }
    right   = { norm = "|H0.5|" }
    squared = true
    [[pair]]
    left    = { norm = "|W0.75,2:gagliardo|" }
    right   = { norm = "|H0.75|" }
    squared = true

    [[expect]]
    over     = "pair"
    lower    = ["2/0.199471140200716", "2*pi", "2/0.299206710301074"]
    relative = 1e-12
    [[expect]]
    over     = "pair"
    upper    = ["2/0.199471140200716", "2*pi", "2/0.299206710301074"]
    relative = 1e-12
    """#
  ),
]
