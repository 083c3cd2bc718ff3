import Grids
import Transforms

extension Coefficients {
  /// The same function in a finer space on the same box: coefficients padded by zeros.
  ///
  /// A periodic last mode is split between ±n/2; the others are copied, so that the result is the
  /// function that interpolates, not its grid's energy. Traps if the spaces are not of one kind or
  /// the target is coarser.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func prolonged(to target: FunctionSpace<Scalar>) -> Coefficients {
    var result = self
    for axis in grid.axes.indices { result = result.prolonged(axis: axis, to: target) }
    return Coefficients(in: target, values: result.values)
  }

  /// Pads one axis; the space of the intermediate result is a grid, not yet the target's.
  private func prolonged(axis a: Int, to target: FunctionSpace<Scalar>) -> Coefficients {
    let coarse = grid.axes[a]
    let fine = target.grid.axes[a]
    precondition(
      fine == coarse.with(cells: fine.cells) && fine.cells >= coarse.cells,
      "\(fine) does not refine \(coarse)")
    if fine == coarse { return self }
    let moves = grid.prolongation(axis: a, cells: fine.cells)
    let space =
      grid.replacing(a, by: fine) == target.grid
      ? target : FunctionSpace<Scalar>(on: grid.replacing(a, by: fine))
    var result = Coefficients(in: space)
    let inner = grid.spectrumShape[(a + 1)...].reduce(width, *)
    let outer = grid.spectrumShape[..<a].reduce(1, *)
    let from = grid.spectrumShape[a]
    let to = space.grid.spectrumShape[a]
    values.withUnsafeBufferPointer { u in
      result.values.withUnsafeMutableBufferPointer { v in
        for o in 0..<outer {
          for move in moves {
            let factor = Scalar(move.factor)
            let source = (o * from + move.source) * inner
            let place = (o * to + move.target) * inner
            for i in 0..<inner { v[place + i] = factor * u[source + i] }
          }
        }
      }
    }
    return result
  }
}

extension Grid {
  /// Where the stored modes of one axis go when it is refined.
  func prolongation(axis a: Int, cells: Int) -> [(source: Int, target: Int, factor: Extended)] {
    let axis = axes[a]
    let isHalf = a == halfAxis
    return (0..<spectrumShape[a]).flatMap { i -> [(source: Int, target: Int, factor: Extended)] in
      let k = axis.waveNumber(i)
      guard axis.basis == .fourier else { return [(i, i, 1)] }
      guard i == axis.lastMode else { return [(i, k < 0 ? cells + k : k, 1)] }
      if isHalf { return [(i, k, 0.5)] }
      // On cells e^{−iπ(j+½)} = −e^{iπ(j+½)}: the two halves differ in sign.
      return [(i, k, 0.5), (i, cells - k, axis.placement == .cells ? -0.5 : 0.5)]
    }
  }
}
