public import Grids
import RealModule
import Transforms

extension Field {
  /// û_k ← m_k û_k, in place: the spectrum is never held as a whole.
  ///
  /// - Complexity: two transforms in three passes over memory; the memory of the field and of a few
  ///   lines, for most grids.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public mutating func multiply(by symbol: Symbol<Scalar>) {
    let transform = space.transform
    let lines = SymbolLines(symbol, along: transform.sweptAxis)
    values.withUnsafeMutableBufferPointer { u in
      transform.multiply(UnsafeBufferPointer(u), into: u) { lines.fill($0, $1) }
    }
  }

  /// Becomes the function with the coefficients m_k v̂_k; traps if the spaces differ.
  ///
  /// - Complexity: as ``multiply(by:)``.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func assign(_ v: Field, multipliedBy symbol: Symbol<Scalar>) {
    precondition(space == v.space, "fields of different spaces")
    let transform = space.transform
    let lines = SymbolLines(symbol, along: transform.sweptAxis)
    values.withUnsafeMutableBufferPointer { u in
      v.values.withUnsafeBufferPointer { v in
        transform.multiply(v, into: u) { lines.fill($0, $1) }
      }
    }
  }

  /// The function with the coefficients m_k û_k.
  ///
  /// - Complexity: as ``multiply(by:)``, and the memory of the result.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func multiplied(by symbol: Symbol<Scalar>) -> Field {
    let transform = space.transform
    let lines = SymbolLines(symbol, along: transform.sweptAxis)
    return Field(
      in: space,
      values: [Scalar](unsafeUninitializedCapacity: space.count) { buffer, count in
        let result = UnsafeMutableBufferPointer(rebasing: buffer[..<space.count])
        values.withUnsafeBufferPointer { u in
          transform.multiply(u, into: result) { lines.fill($0, $1) }
        }
        count = space.count
      })
  }

  /// û_k ← m_k û_k in place for a symbol m = c / (a + 4 sin²(θ/2)/h²) of the phase θ along the first
  /// axis, c and a any functions of the other axes' modes, a ≥ 0: a tridiagonal solve along that axis
  /// in place of two transforms. Returns false, and does nothing, where the symbol is not of this
  /// sort or some axis is periodic.
  ///
  /// - Complexity: two transforms along all axes but one, in three passes over memory.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func eliminate(_ symbol: Symbol<Scalar>, secondDifference table: [Scalar])
    -> Bool
  {
    let transform = space.transform
    guard transform.solvesDifferences,
      let line = SymbolLines(symbol, along: 0).resolvent(of: table)
    else { return false }
    let h = Scalar(grid.axes[0].spacing)
    values.withUnsafeMutableBufferPointer { u in
      transform.solveDifferences(UnsafeBufferPointer(u), into: u) {
        let (a, c) = line($0)
        return (h * h * a, h * h * c)
      }
    }
    return true
  }

  /// Σ_k μ_k w_k |û_k|² for several symbols w, from one transform whose last axis is not written
  /// back.
  ///
  /// Lines are summed in an order that depends on the shape alone, never on the threads.
  ///
  /// - Complexity: one transform for all of them; the memory of one spectrum, which the space keeps.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func energies(_ symbols: [Symbol<Scalar>], lastMode: LastMode = .parseval) -> [Scalar] {
    let transform = space.transform
    let axis = transform.sweptAxis
    let lines = transform.lineCount
    let sums = EnergyLines(symbols, on: grid, along: axis, lastMode: lastMode)
    var results = [Scalar](repeating: 0, count: lines * symbols.count)
    var work =
      space.spectra.take()
      ?? [Scalar](unsafeUninitializedCapacity: transform.spectrumCount) {
        $1 = transform.spectrumCount
      }
    results.withUnsafeMutableBufferPointer { results in
      // Every line writes at its own place.
      nonisolated(unsafe) let results = results.baseAddress!
      work.withUnsafeMutableBufferPointer { work in
        values.withUnsafeBufferPointer { u in
          transform.energies(of: u, work: work) { line, e in
            sums.sum(line, e, into: results, stride: lines)
          }
        }
      }
    }
    space.spectra.give(work)
    return EnergyLines.totals(results, lines: lines)
  }
}
