import Foundation
import Testing
import Transforms

@Suite struct FastSizeTests {
  @Test("The largest prime factor is that of trial division", arguments: 1...2000)
  func factors(n: Int) {
    var primes: [Int] = []
    var rest = n
    for p in 2...max(2, n) where rest.isMultiple(of: p) {
      while rest.isMultiple(of: p) { rest /= p }
      primes.append(p)
    }
    #expect(FastSize.largestPrimeFactor(n) == primes.last ?? 1)
  }

  @Test("Fast sizes are the products of FFTW's documentation, one for one up to 10 000")
  func products() {
    var products: Set<Int> = []
    var smooth = [1]
    for p in [2, 3, 5, 7] {
      smooth = smooth.flatMap { n in
        sequence(first: n) { $0 * p }.prefix { $0 <= 10_000 }.map(\.self)
      }
    }
    for n in smooth { for e in [1, 11, 13] where n * e <= 10_000 { products.insert(n * e) } }
    for n in 1...10_000 { #expect(FastSize.isFast(n) == products.contains(n)) }
  }

  @Test(
    "The nearest fast sizes enclose n with no other between", arguments: [17, 1021, 1020, 4093])
  func nearest(n: Int) {
    let near = FastSize.nearest(to: n)
    #expect(near.count == 2 && near[0] < n && n < near[1])
    let step = n.isMultiple(of: 2) ? 2 : 1
    for m in stride(from: near[0], through: near[1], by: step) {
      #expect(FastSize.isFast(m) == near.contains(m))
    }
    #expect(FastSize.nearest(to: 1024) == [1024])
  }

  @Test("A large prime costs several times the operations of a power of two of its size")
  func cost() {
    // Rader's convolution is at least two transforms of n − 1 points.
    #expect(FastSize.cost(1021) > 2 * FastSize.cost(1024))
    #expect(FastSize.cost(1) == 1)
  }
}
