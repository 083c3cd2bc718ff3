import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct ShiftedTransformTests {
  @Test("Shifted values are the definition on every kind", arguments: Kind.all)
  func values(kind: Kind) {
    for n in sizes {
      for conjugate in [false, true] {
        let grid = Grid(kind.axis(n))
        for xi in [0, 0.125, 0.5, 0.8125] {
          expectNaive(grid, [xi], [conjugate], Float.self)
          expectNaive(grid, [xi], [conjugate], Double.self)
          expectNaive(grid, [xi], [conjugate], Extended.self)
        }
      }
    }
  }

  @Test("Mixtures in plane and space are the definition", arguments: Kind.all)
  func mixtures(kind: Kind) {
    for (second, third) in zip(Kind.all, Kind.all.reversed()) {
      expectNaive(Grid(kind.axis(6), second.axis(37)), [0.25, 0.75], [true, false], Double.self)
      expectNaive(Grid(kind.axis(7), second.axis(4)), [0.75, 0], [false, true], Double.self)
      let space = Grid(kind.axis(4), second.axis(5), third.axis(6))
      expectNaive(space, [0.5, 0.25, 0.125], [true, false, true], Double.self)
    }
  }

  @Test("On the grid's own points it is the inverse transform")
  func inverse() {
    for kind in Kind.all {
      let axis = kind.axis(12)
      let ordinary = FFTWTransform<Double>([axis.kind])
      let uHat: [Double] = whiteNoise(ordinary.spectrumCount)
      let u = ordinary.inverse(uHat)
      let places = ShiftedTransform<Double>([axis.kind])
        .values(uHat, [kind.placement == .cells ? 0.5 : 0])
      let first = axis.firstHalf / 2
      let count = min(u.count, 12 - first)
      #expect(
        relativeError(Array(places[first..<first + count]), Array(u[..<count])) < roundoff(12))
    }
  }

  @Test("Projection is the adjoint of evaluation: Σ_j u_j f_j = Π n μ′ Re Σ_k m_k û_k p̄_k")
  func adjoint() {
    for kind in Kind.all {
      for other in Kind.all {
        for conjugate in [[false, false], [true, false], [true, true]] {
          let grid = Grid(kind.axis(6), other.axis(7))
          let transform = ShiftedTransform<Double>(grid.kinds)
          let offsets = [0.375, 0.6875]
          let uHat: [Double] = whiteNoise(transform.spectrumCount, seed: 1)
          let f: [Double] = whiteNoise(transform.count, seed: 2)
          let u = transform.values(uHat, offsets, conjugate)
          let p = transform.project(f, offsets, conjugate)
          let left = zip(u, f).reduce(0) { $0 + $1.0 * $1.1 }
          let weights = zip(
            grid.energyWeights(lastMode: .interpolant)[0].repeating(grid.spectrumShape[1]),
            grid.energyWeights(lastMode: .interpolant)[1].cycled(grid.spectrumShape[0])
          ).map { Double($0 * $1 * 42) }
          let right = weights.indices.reduce(0.0) { sum, k in
            guard grid.isComplex else { return sum + weights[k] * uHat[k] * p[k] }
            return sum
              + weights[k] * (uHat[2 * k] * p[2 * k] + uHat[2 * k + 1] * p[2 * k + 1])
          }
          let size = zip(u, f).reduce(0) { $0 + abs($1.0 * $1.1) }
          #expect(abs(left - right) < size * roundoff(42), "\(grid.kinds) \(conjugate)")
        }
      }
    }
  }

  @Test("Projections summed over Gauss points give the coefficients back", arguments: Kind.all)
  func gauss(kind: Kind) {
    // 12 points integrate e^{2πit}, the fastest product that aliases, to below round-off.
    let (places, weights) = gaussLegendre(12)
    for n in sizes {
      for grid in [Grid(kind.axis(n)), Grid(kind.axis(n), Kind.all[0].axis(4))] {
        let ordinary = FFTWTransform<Double>(grid.kinds)
        let shifted = ShiftedTransform<Double>(grid.kinds)
        // The coefficients of a real function.
        let uHat = ordinary.forward(whiteNoise(grid.count))
        var sum = [Double](repeating: 0, count: uHat.count)
        let pairs = zip(places, weights)
        for (x, w) in pairs {
          for (y, v) in grid.rank == 1 ? [(0, 1)] : Array(pairs) {
            let offsets = grid.rank == 1 ? [x] : [x, y]
            let p = shifted.project(shifted.values(uHat, offsets), offsets)
            for k in sum.indices { sum[k] += w * v * p[k] }
          }
        }
        #expect(relativeError(sum, uHat) < 4 * roundoff(n), "\(grid.kinds)")
      }
    }
  }

  @Test("iκû with conjugate is the derivative, the last mode included")
  func derivative() {
    for kind in Kind.all {
      let axis = kind.axis(8)
      let grid = Grid(axis)
      let transform = ShiftedTransform<Double>(grid.kinds)
      let uHat = FFTWTransform<Double>(grid.kinds).forward(whiteNoise(grid.count))
      var derivative = uHat
      for k in 0..<grid.spectrumShape[0] {
        let kappa = Double(axis.frequency(k))
        switch axis.basis {
        case .fourier:
          (derivative[2 * k], derivative[2 * k + 1]) =
            (-kappa * uHat[2 * k + 1], kappa * uHat[2 * k])
        case .sine, .halfSine: derivative[k] *= kappa
        case .cosine, .halfCosine: derivative[k] *= -kappa
        }
      }
      // Symmetric differences of the function at step δ err by δ²κ³/6 ‖û‖₁.
      let delta = 0x1p-12
      let (before, after) = (0.5 - 8 * delta, 0.5 + 8 * delta)
      let (u, v) = (transform.values(uHat, [before]), transform.values(uHat, [after]))
      let slope = zip(u, v).map { ($1 - $0) / (2 * delta) }
      let exact = transform.values(derivative, [0.5], [true])
      let kappa = Double(axis.frequency(axis.lastMode ?? (grid.spectrumShape[0] - 1)))
      let bound = delta * delta * kappa * kappa * kappa / 3 * uHat.reduce(0) { $0 + abs($1) }
      for (s, e) in zip(slope, exact) { #expect(abs(s - e) < bound, "\(grid.kinds)") }
    }
  }

  private func expectNaive<T: TransformScalar>(
    _ grid: Grid, _ offsets: [Double], _ conjugate: [Bool], _: T.Type
  ) {
    let transform = ShiftedTransform<T>(grid.kinds)
    let uHat: [T] = whiteNoise(transform.spectrumCount)
    let values = transform.values(uHat, offsets.map { T($0) }, conjugate)
    let places = zip(grid.cells, offsets).map { n, xi in
      (0..<n).map { Extended($0) + Extended(xi) }
    }
    let expected = naiveValues(of: uHat, on: grid, at: places, conjugate: conjugate)
    // Where all basis functions vanish, round-off is relative to the coefficients.
    let norm = max(size(expected), size(uHat))
    let error = size(zip(values, expected).map { $0 - $1 })
    #expect(
      error < norm * roundoff(grid.cells.max()!), "\(T.self) \(grid.kinds) \(offsets) \(conjugate)")
  }

  private func size<T: TransformScalar>(_ u: [T]) -> T { .sqrt(u.reduce(0) { $0 + $1 * $1 }) }

  /// The nodes and weights of Gauss and Legendre on [0, 1], by Newton's iteration.
  private func gaussLegendre(_ q: Int) -> (places: [Double], weights: [Double]) {
    var (places, weights) = ([Double](), [Double]())
    for i in 0..<q {
      var x = Extended.cos(.pi * (Extended(i) + 0.75) / (Extended(q) + 0.5))
      var slope: Extended = 0
      for _ in 0..<20 {
        var (p, previous) = (Extended(1), Extended(0))
        for k in 1...q {
          (p, previous) = (
            (Extended(2 * k - 1) * x * p - Extended(k - 1) * previous) / Extended(k), p
          )
        }
        slope = Extended(q) * (x * p - previous) / (x * x - 1)
        x -= p / slope
      }
      places.append(Double((1 + x) / 2))
      weights.append(Double(1 / ((1 - x * x) * slope * slope)))
    }
    return (places, weights)
  }
}

extension ShiftedTransform {
  func values(
    _ coefficients: [Scalar], _ offsets: [Scalar], _ conjugate: [Bool]? = nil
  ) -> [Scalar] {
    var result = [Scalar](repeating: .nan, count: count)
    coefficients.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer {
        values(
          of: source, offsets: offsets, conjugate: conjugate ?? kinds.map { _ in false }, into: $0)
      }
    }
    return result
  }

  func project(
    _ values: [Scalar], _ offsets: [Scalar], _ conjugate: [Bool]? = nil
  ) -> [Scalar] {
    var result = [Scalar](repeating: .nan, count: spectrumCount)
    values.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer {
        project(
          source, offsets: offsets, conjugate: conjugate ?? kinds.map { _ in false }, into: $0)
      }
    }
    return result
  }
}

extension [Extended] {
  fileprivate func repeating(_ n: Int) -> [Extended] {
    flatMap { Array(repeating: $0, count: n) }
  }

  fileprivate func cycled(_ n: Int) -> [Extended] { (0..<n).flatMap { _ in self } }
}
