package import Formulas
package import Grids
import RealModule

extension Formula {
  /// u on a side as its limit from inside the box, a function of the other coordinates: its trace, where u goes
  /// there; else, where it jumps on the side, its value ρ = 2⁻⁴⁰ of the length inside, which is off by ρu′.
  ///
  /// With distances of 2⁻²⁰, 2⁻³⁰ and 2⁻⁴⁰ of the length, differences of a u that goes to its limit like ρ^p fall
  /// by 2^{−10p} at least; those of a pole grow, and those of a logarithm fall by ½.
  ///
  /// - Returns: nil where u has no limit that is finite.
  /// - Complexity: four values of u at 1, 257 or 65² places of the side.
  package func limit(on side: BoxSide, of grid: Grid) -> Formula? {
    let trace = self.trace(on: side, of: grid)
    let axis = grid.axes[side.axis]
    func inside(_ k: Int) -> Formula {
      let step = axis.length * Extended.exp2(Extended(-k))
      let place = side.place(on: grid) + (side.side == .lower ? step : -step)
      return substituting(side.coordinate, by: Formula(Constant(place)))
    }
    let lattice = Self.places(along: side, of: grid)
    let known = trace.values(on: lattice)
    guard depends(on: side.coordinate) else {
      return known.allSatisfy(\.isFinite) ? trace : nil
    }
    let near = inside(40)
    let far = inside(20).values(on: lattice)
    let middle = inside(30).values(on: lattice)
    let last = near.values(on: lattice)
    let size = last.reduce(0) { max($0, $1.magnitude) }
    /// Whether what is left at 2⁻ᵏ is less than half of what was left at 2⁻²⁰, or nothing.
    func falls(_ later: [Double], _ limit: [Double]) -> Bool {
      limit.indices.allSatisfy { i in
        let rest = (later[i] - limit[i]).magnitude
        return limit[i].isFinite && rest.isFinite
          && rest <= max(1e-9 * size, 0.45 * (far[i] - limit[i]).magnitude)
      }
    }
    guard size.isFinite, falls(middle, last) else { return nil }
    return falls(last, known) ? trace : near
  }

  /// Places on a side that no symmetry of the box singles out.
  private static func places(along side: BoxSide, of grid: Grid) -> [[Double]] {
    let count = [1, 257, 65][grid.rank - 1]
    return grid.axes.enumerated().map { a, axis in
      guard a != side.axis else { return [Double(side.place(on: grid))] }
      return (0..<count).map {
        Double(axis.lower + axis.length * (Extended($0) + 0.4142) / Extended(count))
      }
    }
  }
}
