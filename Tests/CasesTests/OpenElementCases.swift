/// Bilinear and linear elements with the published quadrature: deal.II, Burkardt and Nutils.
let openElementCases: [OpenCase] = [
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
]
