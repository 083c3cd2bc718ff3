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

  /// Of the same Gauss points every edge's own part, the products of different edges left out:
  ///
  ///     (3/2)^{d−1} Σ_e ω a_ii N_e² (∂_e u)²,   N_e the shape across the edge,
  ///
  /// the differences of order 2 where a is constant; for ``init(on:sharing:isStraight:)`` with edges along
  /// the axes.
  static func edges(on grid: Grid, points q: Int) -> [CellAssembly.Place] {
    let factor = (1..<grid.rank).reduce(Extended(1)) { c, _ in 3 * c / 2 }
    return elements(on: grid, points: q).map { place in
      CellAssembly.Place(
        offset: place.offset,
        stiffness: { i, j, a, b in
          i == j && a.isEdge(to: b, along: i) ? factor * place.stiffness(i, i, a, b) : 0
        }, value: place.value)
    }
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
        return a.isEdge(to: b, along: i) ? -1 / (edges * h[i] * h[i]) : 0
      }, value: nil)
  }
}

extension [Int] {
  /// Whether two corners of a cell are joined by an edge along an axis.
  fileprivate func isEdge(to b: [Int], along i: Int) -> Bool {
    indices.allSatisfy { $0 == i ? self[$0] != b[$0] : self[$0] == b[$0] }
  }
}
