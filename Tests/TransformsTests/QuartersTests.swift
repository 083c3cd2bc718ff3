import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

/// Long complex lines and long real rows, which are transformed in quarters.
@Suite struct QuartersTests {
  /// Multiples of 512 with factors 1, 5, 7, 3² and 13 beside, and lengths next to them that stay whole.
  private let lengths = [2048, 2560, 3584, 4608, 6656, 8192, 2047, 2304]

  @Test("Modes that are picked out of white noise are their sums by the definition")
  func definition() {
    for n in [2048, 2560] {
      expectPicked(n, Float.self)
      expectPicked(n, Double.self)
    }
  }

  #if arch(x86_64) || arch(i386)
    @Test("Energies of white noise lose at most log₂ n ten-to-the-minus-fifteenths")
    func energies() {
      for n in lengths {
        let kinds = Grid(Kind.all[0].axis(n), Kind.all[0].axis(4)).kinds
        let u: [Double] = whiteNoise(4 * n)
        let found = magnitudes(FFTWTransform<Double>(kinds), u).map { Float80($0) }
        let exact = magnitudes(FFTWTransform<Float80>(kinds), u.map { Float80($0) })
        #expect(relativeError(found, exact) < 1e-15 * .log2(4 * Float80(n)), "\(n)")
      }
    }

    @Test("Products of white noise lose at most that there and back")
    func products() {
      for n in lengths {
        let kinds = Grid(Kind.all[0].axis(n), Kind.all[0].axis(4)).kinds
        let u: [Double] = whiteNoise(4 * n)
        let found = smoothed(FFTWTransform<Double>(kinds), u).map { Float80($0) }
        let exact = smoothed(FFTWTransform<Float80>(kinds), u.map { Float80($0) })
        #expect(relativeError(found, exact) < 2e-15 * .log2(4 * Float80(n)), "\(n)")
      }
    }

    @Test("Long rows lose at most log₂ n ten-to-the-minus-fifteenths, in place and out of place")
    func rows() {
      for (m, n) in [(3, 8192), (4, 8192), (1, 16384), (3, 4096), (2, 8190)] {
        let kinds = Grid(Kind.all[0].axis(m), Kind.all[0].axis(n)).kinds
        let u: [Double] = whiteNoise(m * n)
        let v = u.map { Float80($0) }
        let (double, wide) = (FFTWTransform<Double>(kinds), FFTWTransform<Float80>(kinds))
        let bound = 1e-15 * Float80.log2(Float80(m * n))
        let energies = magnitudes(double, u).map { Float80($0) }
        #expect(relativeError(energies, magnitudes(wide, v)) < bound, "\(m) \(n)")
        let products = smoothed(double, u).map { Float80($0) }
        #expect(relativeError(products, smoothed(wide, v)) < 2 * bound, "\(m) \(n)")
      }
    }
  #endif

  @Test("Energies and products of single precision are those of double precision, rounded")
  func single() {
    for (n, m) in lengths.map({ ($0, 4) }) + [(3, 16384), (2, 32768)] {
      let kinds = Grid(Kind.all[0].axis(n), Kind.all[0].axis(m)).kinds
      let u: [Float] = whiteNoise(m * n)
      let (single, double) = (FFTWTransform<Float>(kinds), FFTWTransform<Double>(kinds))
      let v = u.map { Double($0) }
      let bound = Double(roundoff(m * n, Float.self))
      #expect(
        relativeError(magnitudes(single, u).map { Double($0) }, magnitudes(double, v)) < bound)
      #expect(relativeError(smoothed(single, u).map { Double($0) }, smoothed(double, v)) < bound)
    }
  }

  private func expectPicked<T: TransformScalar>(_ n: Int, _: T.Type) {
    // The ends of all quarters.
    let picked = [0, 1, n / 4 - 1, n / 4, n / 2 - 1, n / 2, 3 * n / 4 - 1, 3 * n / 4, n - 1]
    let u: [T] = whiteNoise(4 * n)
    let transform = FFTWTransform<T>(Grid(Kind.all[0].axis(n), Kind.all[0].axis(4)).kinds)
    let found = product(transform, u) { l, k in l == 1 && picked.contains(k) ? 1 : 0 }
    let roots: [(re: Extended, im: Extended)] = (0..<4 * n).map {
      let angle = .pi * Extended($0) / Extended(2 * n)
      return (.cos(angle), .sin(angle))
    }
    var exact = [Extended](repeating: 0, count: 4 * n)
    for k in picked {
      // û of the modes (k, 1) and (−k, −1), which are conjugate.
      var (re, im) = (Extended(0), Extended(0))
      for i in u.indices {
        let root = roots[(4 * k * (i / 4) + n * (i % 4)) % (4 * n)]
        re += Extended(u[i]) * root.re / Extended(4 * n)
        im -= Extended(u[i]) * root.im / Extended(4 * n)
      }
      for i in u.indices {
        let root = roots[(4 * k * (i / 4) + n * (i % 4)) % (4 * n)]
        exact[i] += 2 * (re * root.re - im * root.im)
      }
    }
    #expect(
      relativeError(found.map { Extended($0) }, exact) < Extended(roundoff(4 * n, T.self)),
      "\(T.self) \(n)")
  }

  /// û_k / (1 + l + min(k, n − k)/n)
  private func smoothed<T: TransformScalar>(_ transform: FFTWTransform<T>, _ u: [T]) -> [T] {
    let n = transform.shape[0]
    return product(transform, u) { l, k in 1 / (1 + T(l) + T(min(k, n - k)) / T(n)) }
  }

  private func product<T: TransformScalar>(
    _ transform: FFTWTransform<T>, _ u: [T], _ factor: (_ l: Int, _ k: Int) -> T
  ) -> [T] {
    var v = [T](repeating: .nan, count: u.count)
    u.withUnsafeBufferPointer { u in
      v.withUnsafeMutableBufferPointer { v in
        transform.multiply(u, into: v) { line, m in
          for k in m.indices { m[k] = factor(line.first, k) }
        }
      }
    }
    return v
  }

  /// |û_k| line by line.
  private func magnitudes<T: TransformScalar>(_ transform: FFTWTransform<T>, _ u: [T]) -> [T] {
    let n = transform.shape[0]
    var work = [T](repeating: .nan, count: transform.spectrumCount)
    var found = [T](repeating: .nan, count: transform.spectrumCount / 2)
    u.withUnsafeBufferPointer { u in
      work.withUnsafeMutableBufferPointer { work in
        found.withUnsafeMutableBufferPointer { found in
          nonisolated(unsafe) let found = found
          transform.energies(of: u, work: work) { line, e in
            for k in e.indices { found[line.first * n + k] = .sqrt(e[k]) }
          }
        }
      }
    }
    return found
  }
}
