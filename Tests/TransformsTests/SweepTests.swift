import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

/// The sweep that never writes the last axis back, against whole transforms.
@Suite struct SweepTests {
  @Test("m_k û_k by a sweep is m_k û_k by whole transforms, on every mixture of kinds")
  func multiply() {
    for grid in grids {
      expectSameProduct(grid, Double.self)
      expectSameProduct(grid, Float.self)
      expectSameProduct(grid, Extended.self)
    }
  }

  @Test("|û_k|² of a sweep is that of a whole transform, and each line is visited once")
  func energies() {
    for grid in grids {
      expectSameEnergies(grid, Double.self)
      expectSameEnergies(grid, Float.self)
      expectSameEnergies(grid, Extended.self)
    }
  }

  @Test("In place and out of place give the same bits, for every number of threads")
  func bits() {
    for grid in wide {
      let transform = FFTWTransform<Double>(grid.kinds)
      let u: [Double] = whiteNoise(grid.count)
      let table: [Double] = whiteNoise(grid.spectrumShape.reduce(1, *))
      let apart = withThreads(1) { product(transform, u, table) }
      let sums = withThreads(1) { squares(transform, u) }
      for threads in [1, 2, 3] {
        withThreads(threads) {
          var v = u
          v.withUnsafeMutableBufferPointer { v in
            transform.multiply(UnsafeBufferPointer(v), into: v) {
              fill($1, at: $0, transform.spectrumShape, from: table)
            }
          }
          #expect(v == apart, "\(grid.kinds)")
          #expect(squares(transform, u) == sums)
        }
      }
    }
  }

  @Test("Arrays off alignment give the same bits")
  func misaligned() {
    for grid in grids {
      let transform = FFTWTransform<Float>(grid.kinds)
      let u: [Float] = whiteNoise(grid.count)
      let table: [Float] = whiteNoise(grid.spectrumShape.reduce(1, *))
      var shifted = [0] + u
      shifted.withUnsafeMutableBufferPointer { v in
        let v = UnsafeMutableBufferPointer(rebasing: v[1...])
        transform.multiply(UnsafeBufferPointer(v), into: v) {
          fill($1, at: $0, transform.spectrumShape, from: table)
        }
      }
      #expect(Array(shifted[1...]) == product(transform, u, table), "\(grid.kinds)")
    }
  }

  /// One axis of each kind and size, and all mixtures.
  private var grids: [Grid] {
    Kind.all.flatMap { kind in sizes.map { Grid(kind.axis($0)) } } + AxisKind.mixtures
      + Kind.all.flatMap { kind in
        [Grid(Kind.all[0].axis(3), kind.axis(17)), Grid(kind.axis(1), Kind.all[0].axis(1))]
      } + wide
  }

  /// Many tiles.
  private var wide: [Grid] {
    let (p, q, d, n) = (Kind.all[0], Kind.all[1], Kind.all[2], Kind.all[4])
    return [
      Grid(p.axis(150), p.axis(128)), Grid(p.axis(129), q.axis(151)), Grid(d.axis(90), p.axis(140)),
      Grid(p.axis(140), d.axis(91)), Grid(d.axis(150), Kind.all[5].axis(130)),
      Grid(p.axis(16), p.axis(37), p.axis(48)), Grid(d.axis(16), p.axis(24), p.axis(31)),
      Grid(p.axis(25), d.axis(24), p.axis(40)), Grid(p.axis(25), p.axis(24), d.axis(40)),
      Grid(p.axis(600)), Grid(d.axis(132), d.axis(200)), Grid(n.axis(200), n.axis(132)),
      Grid(d.axis(72), p.axis(24), p.axis(15)), Grid(n.axis(7), d.axis(72), n.axis(136)),
      Grid(d.axis(20), n.axis(9), d.axis(72)), Grid(p.axis(18), d.axis(10), n.axis(70)),
      Grid(d.axis(136), n.axis(5), p.axis(72)), Grid(p.axis(24), n.axis(68), d.axis(100)),
      Grid(p.axis(2048), p.axis(66)), Grid(p.axis(3), p.axis(2560), p.axis(6)),
      Grid(p.axis(3), p.axis(16384)),
    ]
  }

  private func expectSameProduct<T: TransformScalar>(_ grid: Grid, _: T.Type) {
    let transform = FFTWTransform<T>(grid.kinds)
    let u: [T] = whiteNoise(grid.count)
    // A real result needs m(−k) = m(k).
    let table = grid.evenTable(of: T.self)
    var uHat = transform.forward(u)
    let width = grid.isComplex ? 2 : 1
    for i in uHat.indices { uHat[i] *= table[i / width] }
    let error = relativeError(product(transform, u, table), transform.inverse(uHat))
    #expect(error < 2 * roundoff(grid.cells.max()!), "\(T.self) \(grid.kinds)")
  }

  private func expectSameEnergies<T: TransformScalar>(_ grid: Grid, _: T.Type) {
    let transform = FFTWTransform<T>(grid.kinds)
    let u: [T] = whiteNoise(grid.count)
    let uHat = transform.forward(u)
    let width = grid.isComplex ? 2 : 1
    var expected = [T](repeating: 0, count: uHat.count / width)
    for (i, x) in uHat.enumerated() { expected[i / width] += x * x }
    let found = squares(transform, u)
    #expect(
      relativeError(found, expected) < 4 * roundoff(grid.cells.max()!), "\(T.self) \(grid.kinds)")
  }

  private func product<T: TransformScalar>(
    _ transform: FFTWTransform<T>, _ u: [T], _ table: [T]
  ) -> [T] {
    var v = [T](repeating: .nan, count: u.count)
    u.withUnsafeBufferPointer { u in
      v.withUnsafeMutableBufferPointer { v in
        transform.multiply(u, into: v) { fill($1, at: $0, transform.spectrumShape, from: table) }
      }
    }
    return v
  }

  /// |û_k|² in the order of the spectrum.
  private func squares<T: TransformScalar>(_ transform: FFTWTransform<T>, _ u: [T]) -> [T] {
    let shape = transform.spectrumShape
    var work = [T](repeating: .nan, count: transform.spectrumCount)
    var found = [T](repeating: .nan, count: shape.reduce(1, *))
    u.withUnsafeBufferPointer { u in
      work.withUnsafeMutableBufferPointer { work in
        found.withUnsafeMutableBufferPointer { found in
          nonisolated(unsafe) let found = found
          transform.energies(of: u, work: work) { line, e in
            for k in e.indices {
              #expect(found[index(k, of: line, shape)].isNaN)
              found[index(k, of: line, shape)] = e[k]
            }
          }
        }
      }
    }
    return found
  }

  private func fill<T: TransformScalar>(
    _ m: UnsafeMutableBufferPointer<T>, at line: SpectralLine, _ shape: [Int], from table: [T]
  ) {
    for k in m.indices { m[k] = table[index(k, of: line, shape)] }
  }

  /// Where mode k of a line stands in the spectrum.
  private func index(_ k: Int, of line: SpectralLine, _ shape: [Int]) -> Int {
    var place = [line.first, line.second]
    place.insert(k, at: line.axis)
    return zip(shape, place).reduce(0) { $0 * $1.0 + $1.1 }
  }

  private func withThreads<Result>(_ n: Int, _ body: () -> Result) -> Result {
    let before = Threads.count
    Threads.count = n
    defer { Threads.count = before }
    return body()
  }
}

extension Grid {
  /// Numbers for the modes that are the same for k and −k, in the order of the spectrum.
  fileprivate func evenTable<T: TransformScalar>(of _: T.Type) -> [T] {
    let noise: [T] = whiteNoise(1 << 12)
    var table: [T] = [1]
    for (a, n) in spectrumShape.enumerated() {
      table = table.flatMap { x in
        (0..<n).map { i in x * (2 + noise[(31 * abs(axes[a].waveNumber(i)) + 7 * a) % noise.count])
        }
      }
    }
    return table
  }
}
