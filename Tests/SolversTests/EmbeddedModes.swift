import Fields
import Grids
import RealModule
import Transforms

extension Coefficients {
  /// P u: the same function in a space of more cells on the same box, whatever its placement.
  ///
  /// A periodic last mode is split between ±n/2. Traps if an axis is not refined.
  func embedded(in target: FunctionSpace<Scalar>) -> Coefficients {
    moved(to: target, grid.embedding(in: target.grid))
  }

  /// P*: the adjoint of ``embedded(in:)`` in both grids' inner products.
  func truncated(to target: FunctionSpace<Scalar>) -> Coefficients {
    let fine = grid.energyWeights()
    let coarse = target.grid.energyWeights()
    let moves = target.grid.embedding(in: grid).enumerated().map { a, moves in
      moves.map { move in
        (
          source: move.target, target: move.source,
          factor: move.factor * fine[a][move.target] / coarse[a][move.source]
        )
      }
    }
    return moved(to: target, moves)
  }

  private func moved(
    to target: FunctionSpace<Scalar>,
    _ moves: [[(source: Int, target: Int, factor: Extended)]]
  ) -> Coefficients {
    var values = self.values
    var shape = grid.spectrumShape
    for (a, moves) in moves.enumerated() {
      let inner = shape[(a + 1)...].reduce(space.transform.isComplex ? 2 : 1, *)
      let outer = shape[..<a].reduce(1, *)
      let (from, to) = (shape[a], target.grid.spectrumShape[a])
      var result = [Scalar](repeating: 0, count: outer * to * inner)
      values.withUnsafeBufferPointer { u in
        result.withUnsafeMutableBufferPointer { v in
          for o in 0..<outer {
            for move in moves {
              addMultiple(
                Scalar(move.factor), u.baseAddress! + (o * from + move.source) * inner,
                to: v.baseAddress! + (o * to + move.target) * inner, inner)
            }
          }
        }
      }
      values = result
      shape[a] = to
    }
    return Coefficients(in: target, values: values)
  }
}

extension Grid {
  /// Where the stored modes of every axis go in a finer grid.
  fileprivate func embedding(
    in fine: Grid
  ) -> [[(source: Int, target: Int, factor: Extended)]] {
    axes.indices.map { a in
      precondition(
        axes[a].boundary == fine.axes[a].boundary && fine.axes[a].cells > axes[a].cells,
        "\(fine.axes[a]) does not refine \(axes[a])")
      return prolongation(axis: a, cells: fine.axes[a].cells)
    }
  }
}
