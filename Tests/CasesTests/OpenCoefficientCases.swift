/// Coefficients that vary, jump or stretch the box.
let openCoefficientCases: [OpenCase] = [
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
]
