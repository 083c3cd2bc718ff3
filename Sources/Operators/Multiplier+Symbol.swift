import Fields
public import Grids
import Transforms

extension Multiplier {
  /// m at every stored mode, row-major over ``Grid/spectrumShape``; the imaginary parts are empty if
  /// the symbol is real.
  ///
  /// - Complexity: O(N) for each term.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func symbol(on grid: Grid) -> (re: [Scalar], im: [Scalar]) {
    tabulate(MultiplierRows(self, on: grid), on: grid)
  }

  /// The modes that the operator takes to 0, as indices into ``symbol(on:)``: no right-hand side of
  /// m(D) u = f may contain them, and u is determined up to them.
  ///
  /// A mode counts where |m| ≤ 8 ε of the sum of its terms' moduli, the round-off in m itself: λ = 0
  /// for −Δ, the eigenvalue λ = k² for −Δ − k².
  ///
  /// - Complexity: O(N) for each term.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func kernel(on grid: Grid) -> [Int] {
    let m = symbol(on: grid)
    let size = tabulate(MultiplierRows(self, on: grid, magnitudes: true), on: grid).re
    return size.indices.filter {
      let modulus = max(m.re[$0].magnitude, isReal ? 0 : m.im[$0].magnitude)
      return modulus <= 8 * Scalar.ulpOfOne * size[$0]
    }
  }

  private func tabulate(
    _ rows: borrowing MultiplierRows<Scalar>, on grid: Grid
  ) -> (re: [Scalar], im: [Scalar]) {
    let n = grid.spectrumShape.last!
    let total = grid.spectrumShape.reduce(1, *)
    var re = [Scalar](repeating: 0, count: total)
    var im = re
    re.withUnsafeMutableBufferPointer { re in
      im.withUnsafeMutableBufferPointer { im in
        for row in 0..<(total / n) {
          let range = (row * n)..<((row + 1) * n)
          rows.fill(
            grid.leadingModes(row), UnsafeMutableBufferPointer(rebasing: re[range]),
            UnsafeMutableBufferPointer(rebasing: im[range]))
        }
      }
    }
    return (re, isReal ? [] : im)
  }
}
