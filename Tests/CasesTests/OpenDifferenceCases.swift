/// Difference schemes on boxes: FISHPACK's and p4pdes' drivers, sources at points, quantities and their limits.
let openDifferenceCases: [OpenCase] = [
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
