package import Grids
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

  /// Pₙu: the orthogonal projection onto the functions of a coarser space on the same box, by
  /// dropping the modes that it does not have.
  ///
  /// A last mode of a periodic axis is dropped, too: the grid has its cosine and not its sine. Pₙu
  /// is not the interpolant, which adds to each mode those that look like it at the points. Traps
  /// if the spaces are not of one kind or the target is finer.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func projected(to target: FunctionSpace<Scalar>) -> Coefficients {
    var result = self
    for axis in grid.axes.indices { result = result.projected(axis: axis, to: target) }
    return Coefficients(in: target, values: result.values)
  }

  /// Pads one axis; the space of the intermediate result is a grid, not yet the target's.
  private func prolonged(axis a: Int, to target: FunctionSpace<Scalar>) -> Coefficients {
    let fine = target.grid.axes[a]
    grid.axes[a].checkRefinement(fine)
    if fine == grid.axes[a] { return self }
    return moved(axis: a, to: target, grid.prolongation(axis: a, cells: fine.cells))
  }

  /// Cuts one axis, as ``prolonged(axis:to:)`` pads it.
  private func projected(axis a: Int, to target: FunctionSpace<Scalar>) -> Coefficients {
    let coarse = target.grid.axes[a]
    coarse.checkRefinement(grid.axes[a])
    if coarse == grid.axes[a] { return self }
    let padding = grid.replacing(a, by: coarse).prolongation(axis: a, cells: grid.axes[a].cells)
    return moved(
      axis: a, to: target,
      padding.filter { $0.factor == 1 }.map { ($0.target, $0.source, $0.factor) })
  }

  /// The stored modes of one axis at other places of another axis, 0 where none comes.
  private func moved(
    axis a: Int, to target: FunctionSpace<Scalar>,
    _ moves: [(source: Int, target: Int, factor: Extended)]
  ) -> Coefficients {
    let grid = grid.replacing(a, by: target.grid.axes[a])
    let space = grid == target.grid ? target : FunctionSpace<Scalar>(on: grid)
    var result = Coefficients(in: space)
    let inner = grid.spectrumShape[(a + 1)...].reduce(width, *)
    let outer = grid.spectrumShape[..<a].reduce(1, *)
    let from = self.grid.spectrumShape[a]
    let to = grid.spectrumShape[a]
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

extension Field {
  /// Pₙu in a coarser space on the same box; see ``Coefficients/projected(to:)``.
  ///
  /// - Complexity: one transform on each grid.
  public func projected(to target: FunctionSpace<Scalar>) -> Field {
    Field(consuming: Coefficients(self).projected(to: target))
  }

  /// The same function in a finer space on the same box; see ``Coefficients/prolonged(to:)``.
  ///
  /// - Complexity: one transform on each grid.
  public func prolonged(to target: FunctionSpace<Scalar>) -> Field {
    Field(consuming: Coefficients(self).prolonged(to: target))
  }
}

extension Axis {
  /// Traps unless the other axis is this one with as many cells at least.
  fileprivate func checkRefinement(_ fine: Axis) {
    precondition(
      fine == with(cells: fine.cells) && fine.cells >= cells, "\(fine) does not refine \(self)")
  }
}

extension Grid {
  /// Where the stored modes of one axis go when it is refined.
  package func prolongation(axis a: Int, cells: Int) -> [(
    source: Int, target: Int, factor: Extended
  )] {
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
