public import Grids
import RealModule

/// û from u by the definition of the basis and discrete orthogonality, in extended precision:
///
///     û_k = Σ_j w_j u_j φ̄_k(x_j) / Σ_j w_j |φ_k(x_j)|²,   one axis after the other
///
/// with w the grid's quadrature weights. Storage as in the transforms' contract: interleaved if an
/// axis is periodic, and then k ≥ 0 only along the last periodic axis. O(N Σ n).
public func naiveCoefficients<T: BinaryFloatingPoint>(of values: [T], on grid: Grid) -> [T] {
  precondition(values.count == grid.count)
  var array = ComplexArray(real: values.map { Extended($0) }, shape: grid.shape)
  for (a, axis) in grid.axes.enumerated() {
    let matrix = (0..<grid.spectrumShape[a]).map { k in
      let phi = (0..<axis.count).map { axis.basisFunction(k, half: axis.firstHalf + 2 * $0) }
      let square = phi.indices.reduce(0) { $0 + axis.weight($1) * phi[$1].lengthSquared }
      return phi.indices.map { j in
        let w = axis.weight(j) / square
        return Pair(re: w * phi[j].re, im: -w * phi[j].im)
      }
    }
    array = array.applying(matrix, axis: a)
  }
  return grid.isComplex
    ? array.elements.flatMap { [T($0.re), T($0.im)] } : array.elements.map { T($0.re) }
}

/// u from û by the definition, in extended precision:
///
///     u_j = Re Σ_k m_k û_k φ_k(x_j)
///
/// over the stored modes, m their multiplicity. O(N Σ n).
public func naiveValues<T: BinaryFloatingPoint>(of coefficients: [T], on grid: Grid) -> [T] {
  naiveValues(
    of: coefficients, on: grid,
    at: grid.axes.map { axis in (0..<axis.count).map { Extended(axis.firstHalf + 2 * $0) / 2 } },
    conjugate: grid.axes.map { _ in false })
}

/// The function of û at any places t (in cells from the lower end) along each axis; sine in place
/// of cosine and cosine in place of sine where `conjugate`. The last mode of a periodic axis is
/// cos πnx on nodes and i sin πnx on cells, or the other one.
public func naiveValues<T: BinaryFloatingPoint>(
  of coefficients: [T], on grid: Grid, at places: [[Extended]], conjugate: [Bool]
) -> [T] {
  var array = ComplexArray(
    coefficients.map { Extended($0) }, complex: grid.isComplex, shape: grid.spectrumShape)
  for (a, axis) in grid.axes.enumerated() {
    let matrix = places[a].map { t in
      (0..<grid.spectrumShape[a]).map { k in
        let phi = axis.basisFunction(k, at: t, conjugate: conjugate[a])
        let m = Extended(grid.multiplicity(axis: a, stored: k))
        return Pair(re: m * phi.re, im: m * phi.im)
      }
    }
    array = array.applying(matrix, axis: a)
  }
  return array.elements.map { T($0.re) }
}

extension Axis {
  /// φ_k at t = half/2 cells: e^{iθt}, sin θt or cos θt.
  fileprivate func basisFunction(_ i: Int, half: Int) -> Pair {
    basisFunction(i, at: Extended(half) / 2, conjugate: false)
  }

  /// θt less whole turns, which are taken off before anything is rounded.
  private func phase(_ i: Int, at t: Extended) -> Extended {
    let k = waveNumber(i)
    let (turns, of) =
      switch basis {
      case .fourier: (k, cells)
      case .sine, .cosine: (k, 2 * cells)
      case .halfSine, .halfCosine: (2 * k + 1, 4 * cells)
      }
    let rest = (Extended(turns) * t).truncatingRemainder(dividingBy: Extended(of))
    return 2 * .pi * rest / Extended(of)
  }

  fileprivate func basisFunction(_ i: Int, at t: Extended, conjugate: Bool) -> Pair {
    let angle = phase(i, at: t)
    switch basis {
    case .fourier where i == lastMode:
      return (placement == .cells) == conjugate
        ? Pair(re: .cos(angle), im: 0) : Pair(re: 0, im: .sin(angle))
    case .fourier: return Pair(re: .cos(angle), im: .sin(angle))
    case .sine, .halfSine: return Pair(re: conjugate ? .cos(angle) : .sin(angle), im: 0)
    case .cosine, .halfCosine: return Pair(re: conjugate ? .sin(angle) : .cos(angle), im: 0)
    }
  }
}

private struct Pair {
  var re: Extended
  var im: Extended

  var lengthSquared: Extended { re * re + im * im }
}

private struct ComplexArray {
  var elements: [Pair]
  var shape: [Int]

  init(elements: [Pair], shape: [Int]) {
    self.elements = elements
    self.shape = shape
  }

  init(real: [Extended], shape: [Int]) {
    self.init(elements: real.map { Pair(re: $0, im: 0) }, shape: shape)
  }

  init(_ scalars: [Extended], complex: Bool, shape: [Int]) {
    let count = shape.reduce(1, *)
    precondition(scalars.count == (complex ? 2 : 1) * count)
    self.init(
      elements: (0..<count).map {
        complex ? Pair(re: scalars[2 * $0], im: scalars[2 * $0 + 1]) : Pair(re: scalars[$0], im: 0)
      }, shape: shape)
  }

  /// The matrix, a row for each new index, along one axis.
  func applying(_ matrix: [[Pair]], axis: Int) -> ComplexArray {
    let outer = shape[..<axis].reduce(1, *)
    let inner = shape[(axis + 1)...].reduce(1, *)
    let n = shape[axis]
    var result: [Pair] = []
    result.reserveCapacity(outer * matrix.count * inner)
    for o in 0..<outer {
      for row in matrix {
        for i in 0..<inner {
          var sum = Pair(re: 0, im: 0)
          for j in 0..<n {
            let x = elements[(o * n + j) * inner + i]
            sum.re += row[j].re * x.re - row[j].im * x.im
            sum.im += row[j].re * x.im + row[j].im * x.re
          }
          result.append(sum)
        }
      }
    }
    var shape = shape
    shape[axis] = matrix.count
    return ComplexArray(elements: result, shape: shape)
  }
}
