import Discretizations
import Grids

extension CellAssembly.Place {
  /// The Gauss points of multilinear elements, q a direction.
  static func elements(on grid: Grid, points q: Int) -> [CellAssembly.Place] {
    let rules = grid.axes.map { CellRule(.spline(degree: 1), on: $0, points: q) }
    var places: [CellAssembly.Place] = []
    var choice = [Int](repeating: 0, count: grid.rank)
    repeat {
      let offset = choice.enumerated().map { rules[$0].offsets[$1] }
      let omega = choice.enumerated().reduce(Extended(1)) {
        $0 * rules[$1.offset].weights[$1.element]
      }
      let xi = zip(grid.axes, offset).map { axis, xi in
        axis.placement == .nodes ? xi : xi < 0.5 ? xi + 0.5 : xi - 0.5
      }
      let h = grid.axes.map(\.spacing)
      func shape(_ a: [Int], without i: Int? = nil) -> Extended {
        a.indices.reduce(1) { $1 == i ? $0 : $0 * (a[$1] == 1 ? xi[$1] : 1 - xi[$1]) }
      }
      func slope(_ i: Int, _ a: [Int]) -> Extended {
        (a[i] == 1 ? 1 : -1) / h[i] * shape(a, without: i)
      }
      places.append(
        CellAssembly.Place(
          offset: offset, stiffness: { i, j, a, b in omega * slope(i, a) * slope(j, b) },
          value: { omega * shape($0) }))
    } while choice.advance(below: rules.map(\.offsets.count))
    return places
  }

  /// Differences of order 2 about the cells' middles: D_i u D_i u is the mean over the parallel
  /// edges, and with i ≠ j the product of two means over them, which is never larger:
  ///
  ///     Σ_i a_ii mean (δᵢu)² + Σ_{i≠j} a_ij mean δᵢu · mean δⱼu ≥ Σ_ij a_ij mean δᵢu · mean δⱼu ≥ 0
  ///
  /// so that the form is as positive as a is. For diagonal a it is the flux form with the
  /// coefficients averaged from the cells' middles to the faces.
  static func differences(on grid: Grid) -> CellAssembly.Place {
    let h = grid.axes.map(\.spacing)
    let edges = Extended(1 << (grid.rank - 1))
    return CellAssembly.Place(
      offset: grid.axes.map { $0.placement == .nodes ? 0.5 : 0 },
      stiffness: { i, j, a, b in
        guard i == j else {
          return Extended((2 * a[i] - 1) * (2 * b[j] - 1)) / (edges * h[i] * edges * h[j])
        }
        let isEdge = a.indices.allSatisfy { $0 == i ? a[$0] != b[$0] : a[$0] == b[$0] }
        return isEdge ? -1 / (edges * h[i] * h[i]) : 0
      }, value: nil)
  }
}
