/// Norms of arrays and of formulas, and norms of one's own.
let openNormCases: [OpenCase] = [
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
]
