import Grids

/// The five boundaries an axis can have.
let boundaries: [Boundary] = [
  .periodic, .dirichlet, .neumann, .bounded(lower: .dirichlet, upper: .neumann),
  .bounded(lower: .neumann, upper: .dirichlet),
]

/// The boundaries of an axis with ends.
let bounded = Array(boundaries.dropFirst())

/// The ten kinds of axis with n cells, on an interval of no particular length, where n leaves a
/// point.
func axes(cells n: Int) -> [Axis] {
  Placement.allCases.flatMap { placement in
    boundaries.compactMap { boundary in
      n < Axis.fewestCells(boundary, placement)
        ? nil : Axis(-0.25, 1.5, cells: n, boundary: boundary, placement: placement)
    }
  }
}
