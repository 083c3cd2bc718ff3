/// The drawn tables as they print.
///
/// Where they differ from the drawings, it is by rule: the stamp ends at column 80; a norm's name
/// stands at the right edge of each of its values; footnote letters hang to the right, so that digits
/// stay under each other; a block of layout `methods` is headed by its norm, since there may be
/// several; the range of a fit is a footnote in every layout; a quantity heads its column.
enum GoldenText {
  /// Table 1. Three measures side by side, layout `method`.
  static let squares = #"""
    Poisson on the unit square                       sobolev 1.0  double  sha 3f9a1c
    -Δu = f,  x, y ∈ [0, 1] Dirichlet–Dirichlet,  u = sin(πx) sin(πy) exp(xy)
    errors e = u_h − u;  rates by h;  d/s = discrete/spectral
    discrete: the method's own Gram symbols     spectral: sine series, Parseval
    function: the method's own function against u, Gauss 6 × 6 a cell
    H1² = L2² + |H1|²

    fd2  (staggered, order 2)
                   L2                H1                H1
        n       d = s  rate    discrete  rate    spectral  rate      d/s
        8   7.511e-03     -   3.515e-02     -   3.544e-02     -   0.9918
       16   1.870e-03  2.01   8.813e-03  2.00   8.832e-03  2.00   0.9979
       32   4.670e-04  2.00   2.205e-03  2.00   2.206e-03  2.00   0.9995
       64   1.167e-04  2.00   5.513e-04  2.00   5.513e-04  2.00   0.9999
      128   2.918e-05  2.00   1.378e-04  2.00   1.378e-04  2.00   1.0000
      256   7.295e-06  2.00   3.446e-05  2.00   3.446e-05  2.00   1.0000
      fit a    ±2e-04  2.00      ±2e-04  2.00      ±2e-04  2.00
      theory           2.00              2.00              2.00

    Q1  (spline, degree 1)
                   H1                H1                         H1
        n    discrete  rate    spectral  rate      d/s    function  rate
        8   4.134e-02     -   4.257e-02     -   0.9712   3.613e-01     -
       16   1.050e-02  1.98   1.058e-02  2.01   0.9924   1.805e-01  1.00
       32   2.634e-03  1.99   2.639e-03  2.00   0.9981   9.024e-02  1.00
       64   6.592e-04  2.00   6.595e-04  2.00   0.9995   4.512e-02  1.00
      128   1.648e-04  2.00   1.649e-04  2.00   0.9999   2.256e-02  1.00
      256   4.121e-05  2.00   4.122e-05  2.00   1.0000   1.128e-02  1.00
      fit a    ±9e-04  2.00      ±5e-04  2.00               ±4e-05  1.00
      theory           2.00 b            2.00 b                     1.00

    a  least squares over n = 32 … 256; ± is the 95 % half-width.
    b  superconvergent: these measures compare at the nodes only. The error of the
       function u_h is the third column.
    2 of 2 expectations met.

    """#

  /// Table 2. Several methods, one norm, layout `methods`.
  static let methods = #"""
    Six methods in one table (three shown)           sobolev 1.0  double  sha 81d0e7
    -Δu + u = f,  x, y ∈ [0, 2π] periodic,  u = exp(sin x) cos 2y
    e = u_h − u, on the grid itself (oversample 1); rates by h;  ‖u‖_L2 = 6.708

    H1  (rates of the column spectral)
                     fd2                      fd4                    fourier
        n  discrete spectral  rate  discrete spectral  rate  discrete spectral  rate
        8  2.48e+00 2.69e+00     -  5.99e-01 6.12e-01     -  7.45e-03 7.45e-03     -
       16  6.19e-01 6.32e-01  2.09  4.14e-02 4.15e-02  3.88  1.52e-07 1.52e-07   exp
       32  1.55e-01 1.56e-01  2.02  2.66e-03 2.66e-03  3.96  2.38e-14 2.38e-14 floor
       64  3.87e-02 3.88e-02  2.01  1.68e-04 1.68e-04  3.99  5.68e-14 5.68e-14 floor
      128  9.68e-03 9.68e-03  2.00  1.05e-05 1.05e-05  4.00  1.00e-13 1.00e-13 floor
      fit a            ±0.02  2.00              ±0.03  3.99                  b     -
      theory                  2.00                     4.00                      exp

    a  least squares over n = 32 … 128; ± is the 95 % half-width.
    b  no fit: the error falls faster than a power of h, then stays at round-off.
       The floor of H1 grows like ε n, as it must: it is not a rate.
    3 of 3 expectations met.

    """#

  /// Table 3. Norms of a function, with the exact value.
  static let kink = #"""
    Norms of |sin x|                                 sobolev 1.0  double  sha 5be2aa
    x ∈ [0, 2π] periodic;  kink = |sin x|,  s* = 3/2
    discrete: difference, order 2    spectral: Fourier, Parseval, last mode parseval
    |Hs|² = Σ λ^s |û|² (radians, integral not average, zero mode left out)

    |H0.5| = 1.128379  (given: sqrt(4/pi))
         n   discrete   spectral     d/s   |d − exact|  rate   |s − exact|  rate
        64   1.133324   1.135825  0.9978      4.95e-03     -      7.45e-03     -
       256   1.128807   1.129003  0.9998      4.27e-04  1.77      6.23e-04  1.79
      1024   1.128413   1.128428  1.0000      3.41e-05  1.82      4.88e-05  1.84
      4096   1.128382   1.128383  1.0000      2.59e-06  1.86      3.66e-06  1.87
     16384   1.128379   1.128379  1.0000      1.91e-07  1.88      2.67e-07  1.89
       fit a                                     ±0.04  1.86         ±0.03  1.87
       theory                                           2.00 b              2.00 b

    |H1| = 1.772454  (given: sqrt(pi))
         n   discrete   spectral     d/s   |d − exact|  rate   |s − exact|  rate
        64   1.771742   1.804966  0.9816      7.12e-04     -      3.25e-02     -
       256   1.772409   1.780618  0.9954      4.45e-05  2.00      8.16e-03  1.00
      1024   1.772451   1.774498  0.9988      2.78e-06  2.00      2.04e-03  1.00
      4096   1.772454   1.772965  0.9997      1.74e-07  2.00      5.11e-04  1.00
     16384   1.772454   1.772582  0.9999      1.09e-08  2.00      1.28e-04  1.00
       fit a                                    ±1e-04  2.00        ±1e-03  1.00
       theory                                           2.00 c              1.00

    |H1.25| = 2.495544  (given)
         n   discrete   spectral     d/s   |d − exact|  rate   |s − exact|  rate
        64   2.355432   2.480157  0.9497      1.40e-01     -      1.54e-02     -
       256   2.426832   2.487209  0.9757      6.87e-02  0.51      8.34e-03  0.44
      1024   2.461449   2.491343  0.9880      3.41e-02  0.51      4.20e-03  0.49
      4096   2.478556   2.493442  0.9940      1.70e-02  0.50      2.10e-03  0.50
     16384   2.487065   2.494493  0.9970      8.48e-03  0.50      1.05e-03  0.50
       fit a                                    ±3e-03  0.50        ±4e-03  0.50
       theory                                           0.50                0.50

    a  least squares over n = 256 … 16384; ± is the 95 % half-width.
    b  theory min(2, 2(s* − s)), here 2 twice: a logarithm, not a lower order.
    c  the kinks lie on nodes, so differences see smooth pieces only.

    """#

  /// Richardson's rate and limit.
  static let torsion = #"""
    Torsion of the unit square                       sobolev 1.0  double  sha 0a1b2c

    fd2  (stencil, order 2)
        n       integral  rate          limit   known − limit
       16   0.0347027523     -              -               -
       32   0.0350330195     -              -               -
       64   0.0351163816  1.99   0.0351445270        -2.7e-07
      128   0.0351372811  2.00   0.0351442739        -2.0e-08
      256   0.0351425103  2.00   0.0351442552        -1.5e-09

    """#

  /// Table 2 in layout `compact`.
  static let compact = #"""
    Six methods in one table (three shown)           sobolev 1.0  double  sha 81d0e7
    -Δu + u = f,  x, y ∈ [0, 2π] periodic,  u = exp(sin x) cos 2y
    e = u_h − u, on the grid itself (oversample 1); rates by h;  ‖u‖_L2 = 6.708

    fd2  (staggered, order 2)
                   H1                H1
        n    discrete  rate    spectral  rate      d/s
      128   9.680e-03  2.00   9.680e-03  2.00   1.0000
      fit a     ±0.02  2.00       ±0.02  2.00
      theory           2.00              2.00

    fd4  (staggered, order 4)
                   H1                H1
        n    discrete  rate    spectral  rate      d/s
      128   1.050e-05  4.00   1.050e-05  4.00   1.0000
      fit a     ±0.03  3.99       ±0.03  3.99
      theory           4.00              4.00

    fourier  (spectral)
                   H1
        n       d = s  rate
      128   1.000e-13 floor
      fit           b     -
      theory            exp

    a  least squares over n = 32 … 128; ± is the 95 % half-width.
    b  no fit: the error falls faster than a power of h, then stays at round-off.
       The floor of H1 grows like ε n, as it must: it is not a rate.
    3 of 3 expectations met.

    """#
}
