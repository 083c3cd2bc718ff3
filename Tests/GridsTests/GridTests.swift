import Grids
import Testing
import _TestSupport

@Suite struct GridTests {
  @Test("Multiplicities of the stored modes count every mode once")
  func multiplicities() {
    for grid in grids {
      let shape = grid.spectrumShape
      let stored = shape.indices.map { a in
        (0..<shape[a]).map { grid.multiplicity(axis: a, stored: $0) }
      }
      #expect(stored.map { $0.reduce(0, +) } == grid.shape)
      // By definition: how many of the modes ±k of the half axis a stored one stands for.
      guard let half = grid.halfAxis else { continue }
      let axis = grid.axes[half]
      for i in 0..<shape[half] {
        let k = axis.waveNumber(i)
        let same = (0..<axis.count).count { abs(axis.waveNumber($0)) == k }
        #expect(stored[half][i] == same)
      }
    }
  }

  @Test("The half axis is the last periodic one")
  func halfAxis() {
    for grid in AxisKind.mixtures {
      #expect(grid.halfAxis == grid.axes.indices.last { grid.axes[$0].isPeriodic })
      #expect(grid.isComplex == grid.axes.contains(where: \.isPeriodic))
    }
  }

  @Test("Energy weights sum to |Ω| times the mean square of the modes")
  func energyWeights() {
    for grid in grids {
      let full = grid.axes.reduce(Extended(1)) { product, axis in
        product * (0..<axis.count).reduce(0) { $0 + axis.squareNorm($1) }
      }
      let stored = grid.energyWeights().reduce(Extended(1)) { $0 * $1.reduce(0, +) }
      #expect(isClose(stored, full, roundoff(grid.count)))
    }
  }

  @Test("Multi-indices of an order, and their multinomials: Σ |α|!/α! = d^|α|")
  func multiIndices() {
    for rank in 1...3 {
      for order in 0...5 {
        let all = MultiIndex.all(order: order, rank: rank)
        #expect(Set(all).count == all.count)
        #expect(all.allSatisfy { $0.count == rank && $0.reduce(0, +) == order })
        let power = (0..<order).reduce(1) { p, _ in p * rank }
        #expect(all.map(MultiIndex.multinomial).reduce(0, +) == power)
      }
    }
  }

  @Test("Stencils compose: δ² is 1, −2, 1, and products add distances")
  func stencils() {
    let second = Stencil.difference * Stencil.difference
    #expect(second.taps.map(\.half) == [-2, 0, 2])
    #expect(second.taps.map(\.weight) == [1, -2, 1])
    #expect(second * .identity == second)
    #expect(second + (-1) * second == Stencil([-2, 0, 2].map { .init(half: $0, weight: 0) }))
  }

  private var grids: [Grid] {
    AxisKind.mixtures + AxisKind.all.flatMap { kind in sizes.map { Grid(kind.axis($0)) } }
  }
}
