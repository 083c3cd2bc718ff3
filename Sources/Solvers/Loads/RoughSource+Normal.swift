package import Formulas
package import Grids

extension RoughSource {
  /// n·F on a side, n outwards, by the limit of F from inside: what −∇·F adds to n·a∇u there,
  ///
  ///     n·a∇u = g + n·F   or   g − βu + n·F
  ///
  /// - Returns: nil where F has no limit that is finite.
  package func normalFlux(through side: BoxSide, of grid: Grid) -> Formula? {
    guard flux.indices.contains(side.axis), !flux[side.axis].isZero else { return 0 }
    let limit = flux[side.axis].limit(on: side, of: grid)
    return side.side == .lower ? limit.map { -$0 } : limit
  }

  /// Whether there is an F.
  package var hasFlux: Bool { !flux.allSatisfy(\.isZero) }

  /// Whether there is a point.
  package var hasPoints: Bool { points.contains { $0.strength != 0 } }
}
