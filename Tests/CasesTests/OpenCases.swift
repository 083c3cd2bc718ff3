/// Twenty cases as users would write them: some of their keys come later. A text, by its name.
let openCases: [(name: String, text: String)] = [
  (
    "03-hw3crt.toml",
    #"""
    # open: fishpack-hw3crt
    title = "FISHPACK hw3crt: three kinds of boundary in one box"

    [domain]
    lower    = [0, 0, 0]
    upper    = [1, "2*pi", "pi/2"]                 # numbers and expressions in one array: legal since TOML 1.0
    boundary = ["dirichlet", "periodic", ["dirichlet", "neumann"]]

    [problem]
    reaction = 3
    exact    = "x^4*sin(y)*cos(z)"

    [[method]]
    name  = "seven-point"
    kind  = "stencil"
    order = 2

    [study]
    cells = [[10, 40, 15], [20, 80, 30], [40, 160, 60]]
    norms = ["Linf", "L2", "H1"]

    [[expect]]
    norm     = "Linf"
    measure  = "discrete"
    at       = [10, 40, 15]
    value    = 0.00964801952068239
    relative = 1e-11
    cite     = "fishpack-hw3crt#1"

    [[expect]]                                     # no `norm`: every norm of the study (P3)
    rate   = 2.0
    within = 0.05
    """#
  ),
  (
    "05-step4.toml",
    #"""
    # open: dealii-step4
    title = "deal.II step-4: no exact solution, data on the whole boundary, mean and flux"

    [domain]
    lower    = [-1, -1]
    upper    = [1, 1]
    boundary = ["dirichlet", "dirichlet"]

    [problem]
    source = "4*(x^4 + y^4)"
    data   = "x^2 + y^2"                           # P2: one expression for all sides

    [[method]]
    name       = "Q1"
    kind       = "spline"
    degree     = 1
    quadrature = 2                                 # P12: Gauss points a direction, matrix and load

    [study]
    cells      = [16, 32, 64, 128, 256]
    quantities = [
      "mean",
      "flux(boundary)",                            # recovered weakly, second order
      "integral(normal(u), boundary)",             # P10: the one-sided flux that deal.II prints
    ]

    [[expect]]
    quantity = "mean"
    at       = 16
    printed  = "1.33303"                           # P3: agrees to the digits printed
    cite     = "dealii-step4#1"

    [[expect]]
    quantity = "integral(normal(u), boundary)"
    printed  = ["-3.68956", "-4.90147", "-5.60745", "", "-6.19196"]   # one a level, "" is not compared

    [[expect]]
    quantity = "flux(boundary)"
    at       = "limit"
    value    = -6.4
    within   = 1e-6
    """#
  ),
  (
    "06-step7.toml",
    #"""
    # open: dealii-step7-q1 (the whole published table in three expectations)
    title = "deal.II step-7: three Gaussians, Dirichlet and Neumann sides, bilinear elements"

    [parameters]
    w = "1/8"                                      # an expression of constants: say that this is legal

    [domain]
    lower    = [-1, -1]
    upper    = [1, 1]
    boundary = [["neumann", "dirichlet"], ["neumann", "dirichlet"]]

    [problem]
    reaction = 1
    exact = """
      exp(-((x + 1/2)^2 + (y - 1/2)^2)/w^2)
    + exp(-((x + 1/2)^2 + (y + 1/2)^2)/w^2)
    + exp(-((x - 1/2)^2 + (y + 1/2)^2)/w^2)"""     # a newline inside an expression is white space

    [[method]]
    name       = "Q1"
    kind       = "spline"
    degree     = 1
    quadrature = 2

    [study]
    cells   = [8, 16, 32, 64, 128]
    norms   = ["L2", "|H1|", "Linf"]
    measure = ["function", "discrete", "spectral"]

    [study.function]                               # P12: how the third measure is integrated
    quadrature = 2                                 # Gauss points a direction for L2, H1
    samples    = 4                                 # equispaced points a direction and cell for Linf, ends included

    [[expect]]
    norm    = "L2"
    measure = "function"
    printed = ["1.840e+00", "3.570e-02", "1.192e-02", "3.047e-03", "7.660e-04"]
    cite    = "dealii-step7-q1"

    [[expect]]
    norm    = "|H1|"
    measure = "function"
    printed = ["2.858e+00", "1.199e+00", "7.565e-01", "3.823e-01", "1.917e-01"]

    [[expect]]
    norm    = "Linf"
    measure = "function"
    printed = ["1.835e+00", "1.307e-01", "7.168e-02", "2.128e-02", "5.554e-03"]
    """#
  ),
  (
    "09-burkardt-variable-1d.toml",
    #"""
    # open: burkardt-1d-p1 (t1 to t5)
    title = "Burkardt fem1d_bvp_linear: variable a(x) and c(x), 2-point Gauss throughout"

    [domain]
    lower    = [0]
    upper    = [1]
    boundary = ["dirichlet"]

    [problem]
    diffusion = 1
    reaction  = 0
    exact     = "x*(1 - x)*exp(x)"

    [[method]]
    name       = "P1"
    kind       = "spline"
    degree     = 1
    quadrature = 2

    [study]
    cells   = [10]
    norms   = ["L2", "|H1|"]
    measure = ["function"]

    [study.function]
    quadrature = 2

    [[variant]]
    name = "t1"
    [[variant]]
    name = "t2"
    problem.reaction = 2
    [[variant]]
    name = "t3"
    problem.reaction = "2*x"
    [[variant]]
    name = "t4"
    problem.diffusion = "1 + x^2"
    [[variant]]
    name = "t5"
    problem.diffusion = "if(x <= 1/3, 1 + x^2, 7/9 + x)"

    [[expect]]                                     # P3: a list over the variants, in their order
    over    = "variant"
    norm    = "L2"
    printed = ["0.00400665", "0.00369835", "0.00377892", "0.00338872", "0.00349352"]

    [[expect]]
    over    = "variant"
    norm    = "|H1|"
    printed = ["0.138667", "0.138675", "0.138671", "0.138705", "0.138709"]
    """#
  ),
  (
    "11-torus-green-3d.toml",
    #"""
    # open: torus3-green
    title = "Green function of the unit 3-torus at its symmetry points"

    [domain]
    lower    = [0, 0, 0]
    upper    = [1, 1, 1]
    boundary = ["periodic", "periodic", "periodic"]

    [problem]
    source = "dirac(0, 0, 0) - 1"                  # mean zero as it stands; must not need `compatibility = "project"`

    [[method]]
    name  = "fd2"
    kind  = "stencil"
    order = 2

    [[method]]
    name = "fourier"
    kind = "spectral"

    [study]
    cells      = [16, 32, 64, 128]
    quantities = [                                 # P10: arithmetic on functionals, with a name for the column
      "G111 = 4*pi*value(1/2, 1/2, 1/2)",
      "G100 = 4*pi*value(1/2, 0, 0)",
      "G110 = 4*pi*value(1/2, 1/2, 0)",
    ]

    [[expect]]
    method   = "fd2"
    quantity = "G111"
    at       = "limit"
    value    = -0.801935970028024
    within   = 1e-5

    [[expect]]
    method   = "fd2"
    quantity = "G110"
    at       = "limit"
    value    = -0.582521531544394
    within   = 1e-5
    """#
  ),
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
  (
    "19-plate.toml",
    #"""
    # open: plate-ss
    title = "Simply supported square plate under unit load"

    [domain]
    lower    = [0, 0]
    upper    = [1, 1]
    boundary = ["dirichlet", "dirichlet"]          # with power 2: u = Δu = 0. Clamped cannot be said: P2

    [problem]
    power  = 2
    source = 1

    [[method]]
    name  = "13-point"
    kind  = "stencil"
    order = 2
    [[method]]
    name = "navier"
    kind = "spectral"

    [study]
    cells      = [16, 32, 64, 128, 256]
    quantities = ["value(1/2, 1/2)", "integral"]

    [[expect]]
    method   = "navier"
    quantity = "value(1/2, 1/2)"
    at       = 256
    value    = 0.00406235266067505
    relative = 1e-6
    [[expect]]
    method   = "13-point"
    quantity = "integral"
    at       = "limit"
    value    = 0.001702510524718
    relative = 1e-6
    """#
  ),
  (
    "20-biharm-relative.toml",
    #"""
    # open: p4pdes-biharm
    title = "p4pdes biharm: relative errors of u and of v = -Δu"

    [domain]
    lower    = [0, 0]
    upper    = [1, 1]
    boundary = ["dirichlet", "dirichlet"]

    [problem]
    power = 2
    exact = "x^3*(1 - x)^3*y^3*(1 - y)^3"

    [[method]]
    name  = "two Poisson solves"
    kind  = "stencil"
    order = 2

    [study]
    cells    = [4, 8, 32]
    norms    = ["Linf", "Linf of laplacian"]
    measure  = ["discrete"]
    relative = true                                # P16: each error over the same norm of the exact solution

    [[norm]]                                       # P9
    name       = "Linf of laplacian"
    base       = "Linf"
    multiplier = "lambda"                          # the method's own symbol of -Δ

    [[expect]]
    norm    = "Linf"
    printed = ["1.67073e+00", "3.76023e-01", "0.0227808"]
    within  = 1e-3                                 # published with the solver's tolerance in it
    [[expect]]
    norm    = "Linf of laplacian"
    printed = ["6.09863e-01", "1.44843e-01", ""]
    """#
  ),
  (
    "21-kellogg.toml",
    #"""
    # open: kellogg-01
    title = "Kellogg's checkerboard, exponent 0.1"

    [parameters]
    g     = 0.1                                    # not `gamma`: that is a function (message 9)
    R     = 161.4476387975881
    rho   = "pi/4"
    sigma = -14.92256510455152

    [domain]
    lower    = [-1, -1]
    upper    = [1, 1]
    boundary = ["dirichlet", "dirichlet"]

    [problem]
    diffusion = "if(x*y > 0, R, 1)"
    source    = "0"                                # P11: beside `exact`; the derived one is 0/0 at the origin
    exact = """
    r^g * if(theta < 0,
             if(theta < -pi/2, cos(sigma*g)*cos((theta + pi - rho)*g),
                               cos((pi/2 - rho)*g)*cos((theta + pi/2 - sigma)*g)),
             if(theta < pi/2,  cos((pi/2 - sigma)*g)*cos((theta - pi/2 + rho)*g),
                               cos(rho*g)*cos((theta - pi + sigma)*g)))"""   # theta in (-pi, pi]: P11

    [[method]]
    name  = "Q1"
    kind  = "spline"
    degree = 1
    solver = { preconditioner = "multigrid", tolerance = 1e-10 }

    [study]
    cells   = [16, 32, 64, 128, 256]
    norms   = ["L2", "|H1|"]
    measure = ["function", "discrete"]
    singular = [[0, 0]]                            # P11: points where derivatives of `exact` may be infinite

    [[expect]]
    norm    = "|H1|"
    measure = "function"
    rate    = "g"
    within  = 0.05
    """#
  ),
  (
    "22-nutils-mixed.toml",
    #"""
    # open: nutils-laplace
    title = "Nutils laplace: Dirichlet and Neumann sides, data per side"

    [domain]
    lower    = [0, 0]
    upper    = [1, 1]
    boundary = [["dirichlet", "neumann"], ["neumann", "dirichlet"]]

    [problem]
    source = 0
    exact  = "sin(x)*cosh(y)"                      # used for errors; P11

    [problem.data]                                 # P2: outward co-normal derivative on Neumann sides
    x.lower = "0"
    x.upper = "cos(1)*cosh(y)"
    y.lower = "0"
    y.upper = "cosh(1)*sin(x)"                     # given AND derivable from `exact`: a difference is worth a warning

    [[method]]
    name   = "Q1"
    kind   = "spline"
    degree = 1

    [study]
    cells   = [4, 8, 16]
    norms   = ["L2", "|H1|"]
    measure = ["function"]

    [[expect]]                                     # nodal interpolation of the top data
    norm     = "L2"
    at       = 4
    value    = 2.774802e-3
    relative = 1e-5
    """#
  ),
  (
    "23-own-array.toml",
    #"""
    title = "Norms of two fields of one's own"

    [domain]
    lower    = [0, 0]
    upper    = [2, 1]
    boundary = ["dirichlet", "periodic"]

    [[function]]
    name = "run 17"
    file = "run17.npy"                             # cells follow from its shape
    axes = "yx"                                    # P8: meshgrid's default order, rows are y
    ends = [true, false]                           # P8: x is linspace(0, 2, 129) with both ends, y is open

    [[function]]
    name = "run 18"
    file = "run18.npy"
    axes = "yx"
    ends = [true, false]

    [[function]]
    name = "17 minus 18"
    difference = ["run 17", "run 18"]              # P8

    [study]
    kind  = "norms"                                # no `cells`: one row, the file's grid
    norms = ["L2", "H1", "|H1|", "H-1", "Linf", "W1,1", "TV"]

    [[expect]]
    function = "17 minus 18"
    norm     = "H-1"
    atMost   = 1e-3
    """#
  ),
  (
    "24-mix-norm.toml",
    #"""
    title = "Mix-norms and a norm of one's own: stirring by a shear"

    [parameters]
    t    = 8
    ell  = 0.25

    [domain]
    lower    = [0, 0]
    upper    = [1, 1]
    boundary = ["periodic", "periodic"]

    [[norm]]                                       # P9: a weight of |û|², in radians
    name   = "mix"
    weight = "(1 + lambda)^(-1/2)"
    tex    = 'H^{-1/2}_{\mathrm{mix}}'             # a literal string: a backslash in "..." is an escape

    [[norm]]
    name   = "filtered"
    weight = "lambda*exp(-ell^2*lambda)"

    [[norm]]
    name   = "anisotropic"
    weight = "1 + kx^2 + ky^4"                     # kx ky kz: angular frequencies; lambda: of -Δ

    [[function]]
    name       = "stirred"
    expression = "cos(2*pi*(y - t*sin(2*pi*x)))"

    [study]
    kind    = "norms"
    cells   = [64, 128, 256, 512]
    norms   = ["L2", "mix", "filtered", "anisotropic", "H-0.5", "|H-1|"]
    measure = ["spectral"]

    [[expect]]
    norm   = "mix"
    equals = "H-0.5"                               # P3: two columns agree (here: the same norm twice)
    within = 1e-13
    """#
  ),
  (
    "25-anisotropic-box.toml",
    #"""
    title = "A long channel: each axis its own length, cells and boundary"

    [domain]
    lower    = [0, -1]
    upper    = ["8*pi", 1]
    boundary = ["periodic", "neumann"]

    [problem]
    diffusion = ["1", "0.01"]
    reaction  = 1
    exact     = "cos(x/4)*exp(sin(x/2))*cos(pi*y)"

    [[method]]
    name  = "fd4"
    kind  = "difference"
    order = 4

    [study]
    cells  = [[64, 8], [128, 16], [256, 32], [512, 64]]
    norms  = ["L2", "H1", "|H2|", "H2"]            # H2² is not H1² + |H2|²: P1
    rateBy = "h"                                   # all axes scale together, so any of them serves: P5

    [[expect]]
    norm   = "H1"
    rate   = 4
    within = 0.1
    """#
  ),
  (
    "27-contrast-sweep.toml",
    #"""
    title = "Contrast 1 to 1000: errors, iterations and measured equivalence constants"

    [parameters]
    contrast = 10

    [domain]
    lower    = [0, 0]
    upper    = [1, 1]
    boundary = ["dirichlet", "dirichlet"]

    [problem]
    diffusion = "1 + (contrast - 1)*(1 + tanh(20*(x - 1/2)))/2"
    exact     = "sin(pi*x)*sin(pi*y)"

    [[method]]
    name   = "fd2"
    kind   = "difference"
    order  = 2
    solver = { preconditioner = "laplace", tolerance = 1e-10 }   # to see the theory, not `auto`

    [study]
    cells   = [32, 64, 128, 256]
    norms   = ["H1", "energy"]
    columns = ["iterations", "constants"]          # P17: which columns beside the norms

    [sweep]                                        # P4: replaces the value of the same name in [parameters]
    contrast = [1, 10, 100, 1000]

    [[expect]]                                     # for every value of the sweep
    norm   = "H1"
    rate   = 2
    within = 0.05

    [[expect]]
    column = "iterations"
    atMost = "12*sqrt(contrast) + 10"              # an expression of the parameters

    [[expect]]
    column  = "constants.upper"
    at      = 256
    between = ["0.9*contrast", "1.0001*contrast"]
    """#
  ),
  (
    "30-richardson.toml",
    #"""
    # open: torsion-square
    title = "Torsion of the unit square: quantities, Richardson's rate and limit"

    [domain]
    lower    = [0, 0]
    upper    = [1, 1]
    boundary = ["dirichlet", "dirichlet"]

    [problem]
    source = 1

    [[method]]
    name  = "fd2"
    kind  = "stencil"
    order = 2

    [study]
    cells      = [16, 32, 64, 128, 256]
    quantities = ["integral", "max", "value(1/2, 1/2)", "energy", "flux(x.upper)", "norm(|H1|)"]

    [study.known]                                  # P10: the limits, where one knows them
    integral = 0.0351442537387884
    max      = 0.0736713532815138

    [[expect]]                                     # one claim a block: P3
    quantity = "integral"
    rate     = 2
    within   = 0.01

    [[expect]]
    quantity = "integral"
    at       = "limit"
    value    = 0.0351442537387884
    within   = 1e-8
    """#
  ),
  (
    "31-no-exact.toml",
    #"""
    title = "Layered medium, no exact solution: residual as error, finest grid as check"

    [parameters]
    contrast = 20

    [domain]
    lower     = [0, 0]
    upper     = [1, 1]
    boundary  = ["dirichlet", "periodic"]
    placement = "cells"

    [problem]
    diffusion = "1 + (contrast - 1)*heaviside(sin(4*pi*x))"
    source    = "sin(2*pi*y)*x*(1 - x)"

    [[method]]
    name  = "fd2"
    kind  = "difference"
    order = 2
    faces = "harmonic"                             # P15: sampled | arithmetic | harmonic

    [study]
    cells      = [32, 64, 128, 256]
    norms      = ["energy", "|H1|"]
    reference  = ["residual", "finest"]            # both, side by side
    quantities = ["energy", "flux(x.lower)"]

    [[expect]]
    column  = "effectivity"
    between = [1, "contrast"]
    [[expect]]
    quantity = "energy"
    rate     = 2
    within   = 0.3
    """#
  ),
  (
    "32-robin-sepx4.toml",
    #"""
    # open: fishpack-sepx4
    title = "FISHPACK sepx4: Robin in x, Dirichlet in y, non-divergence form"

    [domain]
    lower    = [0, 0]
    upper    = [1, 1]
    boundary = ["robin", "dirichlet"]

    [problem]
    form      = "nondivergence"
    diffusion = ["(1 + x)^2", "1"]
    advection = ["-2*(1 + x)", "0"]
    reaction  = "x"
    exact     = "(x*y)^3 + 1"

    [problem.robin]                                # P2: β of ∂u/∂n + β u = g, OUTWARD normal
    x.lower = -1                                   # FISHPACK says u_x + u = g; outwards that is ∂u/∂n - u = -g
    x.upper = 1

    [[method]]
    name  = "centred"
    kind  = "stencil"
    order = 2

    [study]
    cells   = [32]
    norms   = ["max relative"]
    measure = ["discrete"]

    [[norm]]
    name   = "max relative"
    base   = "Linf"
    factor = "1/abs(exact)"                        # P9: pointwise factor before the norm

    [[expect]]
    norm     = "max relative"
    value    = 0.000159850337215328
    relative = 5e-10
    """#
  ),
]
