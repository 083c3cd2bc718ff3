import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct FFTWTransformTests {
  @Test("Forward is the definition on every kind and size", arguments: Kind.all)
  func forwardIsNaive(kind: Kind) {
    for n in sizes {
      let grid = Grid(kind.axis(n))
      expectForwardIsNaive(grid, Float.self)
      expectForwardIsNaive(grid, Double.self)
      expectForwardIsNaive(grid, Extended.self)
    }
  }

  @Test("Inverse is the definition on every kind and size", arguments: Kind.all)
  func inverseIsNaive(kind: Kind) {
    for n in sizes {
      let grid = Grid(kind.axis(n))
      expectInverseIsNaive(grid, Float.self)
      expectInverseIsNaive(grid, Double.self)
      expectInverseIsNaive(grid, Extended.self)
    }
  }

  @Test("Every pair of kinds in the plane is the definition", arguments: Kind.all)
  func pairs(kind: Kind) {
    for other in Kind.all {
      for (m, n) in [(6, 7), (5, 16), (37, 40), (2, 1)] {
        let grid = Grid(kind.axis(m), other.axis(n))
        expectForwardIsNaive(grid, Double.self)
        expectInverseIsNaive(grid, Double.self)
      }
    }
  }

  @Test("Long lines, and the same number of them odd and even, are the definition")
  func longLines() {
    for kind in Kind.all {
      for n in [32, 64, 96, 101, 132, 192, 254, 256] {
        for lines in [2, 3] {
          for grid in [
            Grid(kind.axis(n), Kind.all[5].axis(lines)),
            Grid(Kind.all[5].axis(lines), kind.axis(n)),
          ] {
            expectForwardIsNaive(grid, Float.self)
            expectForwardIsNaive(grid, Double.self)
            expectInverseIsNaive(grid, Double.self)
            expectInverseIsNaive(grid, Extended.self)
          }
        }
      }
    }
  }

  @Test("Round-off on nodes does not grow with n, only with its logarithm")
  func accuracy() {
    for kind in Kind.all {
      let grid = Grid(kind.axis(2048), Kind.all[5].axis(2))
      let u: [Float] = whiteNoise(grid.count)
      let exact = FFTWTransform<Double>(grid.kinds).forward(u.map { Double($0) })
      let uHat = FFTWTransform<Float>(grid.kinds).forward(u).map { Double($0) }
      #expect(relativeError(uHat, exact) < Double(roundoff(2048, Float.self)), "\(kind)")
      let largest = exact.reduce(0) { max($0, abs($1)) }
      for (x, y) in zip(uHat, exact) {
        #expect(abs(x - y) < largest * Double(roundoff(2048, Float.self)))
      }
    }
  }

  #if arch(x86_64) || arch(i386)
    @Test("White noise loses at most log₂ n ten-to-the-minus-fifteenths, there and back")
    func digits() {
      for kind in Kind.all {
        for n in [1000, 2039, 2048] {
          let grid = Grid(kind.axis(n), Kind.all[5].axis(2))
          let u: [Double] = whiteNoise(grid.count)
          let (ours, wide) = (FFTWTransform<Double>(grid.kinds), FFTWTransform<Float80>(grid.kinds))
          let bound = 1e-15 * Float80.log2(Float80(n))
          let exact = wide.forward(u.map { Float80($0) })
          #expect(relativeError(ours.forward(u).map { Float80($0) }, exact) < bound, "\(kind) \(n)")
          let uHat: [Double] = whiteNoise(ours.spectrumCount)
          let values = wide.inverse(uHat.map { Float80($0) })
          #expect(
            relativeError(ours.inverse(uHat).map { Float80($0) }, values) < bound, "\(kind) \(n)")
        }
      }
    }
  #endif

  @Test("Mixtures in space are the definition", arguments: Kind.all)
  func triples(kind: Kind) {
    for (second, third) in zip(Kind.all.shuffledOnce, Kind.all.reversed()) {
      let grid = Grid(kind.axis(4), second.axis(5), third.axis(6))
      expectForwardIsNaive(grid, Double.self)
      expectInverseIsNaive(grid, Double.self)
      expectForwardIsNaive(grid, Float.self)
      expectInverseIsNaive(grid, Extended.self)
    }
  }

  @Test("Inverse after forward is the identity, also on sizes of many tiles")
  func roundTrip() {
    for kind in Kind.all {
      for other in Kind.all {
        let grid = Grid(kind.axis(129), other.axis(150))
        let u: [Double] = whiteNoise(grid.count)
        let transform = FFTWTransform<Double>(grid.kinds)
        let uHat = transform.forward(u)
        let n = max(129, 150)
        #expect(relativeError(transform.inverse(uHat), u) < 2 * roundoff(n))
        #expect(transform.inverse(uHat) == transform.inverse(consuming: uHat))
      }
    }
  }

  @Test("Neither direction touches its input")
  func inputUntouched() {
    for kind in Kind.all {
      for other in Kind.all + [nil] {
        let grid = Grid([kind.axis(16)] + (other.map { [$0.axis(31)] } ?? []))
        let transform = FFTWTransform<Double>(grid.kinds)
        let u: [Double] = whiteNoise(grid.count)
        let before = u.map(\.bitPattern)
        let uHat = transform.forward(u)
        #expect(u.map(\.bitPattern) == before)
        let spectrum = uHat.map(\.bitPattern)
        _ = transform.inverse(uHat)
        #expect(uHat.map(\.bitPattern) == spectrum)
      }
    }
  }

  @Test("A slice that starts off alignment gives the same bits")
  func misaligned() {
    let grid = Grid(Kind.all[0].axis(16), Kind.all[1].axis(15))
    let transform = FFTWTransform<Float>(grid.kinds)
    let u: [Float] = whiteNoise(grid.count)
    let expected = transform.forward(u)
    var shifted = [Float](repeating: 0, count: expected.count + 1)
    ([0] + u).withUnsafeBufferPointer { source in
      shifted.withUnsafeMutableBufferPointer { target in
        transform.forward(
          UnsafeBufferPointer(rebasing: source[1...]),
          into: UnsafeMutableBufferPointer(rebasing: target[1...]))
      }
    }
    #expect(Array(shifted[1...]) == expected)
  }

  private func expectForwardIsNaive<T: TransformScalar>(_ grid: Grid, _: T.Type) {
    let u: [T] = whiteNoise(grid.count)
    let error = relativeError(
      FFTWTransform<T>(grid.kinds).forward(u), naiveCoefficients(of: u, on: grid))
    #expect(error < roundoff(grid.cells.max()!), "\(T.self) \(grid.kinds)")
  }

  private func expectInverseIsNaive<T: TransformScalar>(_ grid: Grid, _: T.Type) {
    let transform = FFTWTransform<T>(grid.kinds)
    let uHat: [T] = whiteNoise(transform.spectrumCount)
    let u = naiveValues(of: uHat, on: grid)
    let error = relativeError(transform.inverse(uHat), u)
    #expect(error < roundoff(grid.cells.max()!), "\(T.self) \(grid.kinds)")
    #expect(transform.inverse(consuming: uHat) == transform.inverse(uHat))
  }
}

extension [Kind] {
  fileprivate var shuffledOnce: [Kind] {
    var generator = SeededGenerator(seed: 3)
    return shuffled(using: &generator)
  }
}
