import Fields
import Formulas
import Grids
import Norms
import Solvers
import Transforms

/// Where in the cells lies what values of u_h break at: see ``Level/places``.
extension LevelRun {
  /// Those of a functional; of an integrand they come with the integral.
  func places(of functional: Quantity.Functional) -> [Double] {
    switch functional {
    case .integral, .mean, .energy, .flux, .fluxBoundary, .integrand: []
    case .value(let point): places(of: point)
    case .min: extremumPlaces(sign: -1)
    case .max: extremumPlaces(sign: 1)
    case .norm(let norm): places(of: norm)
    }
  }

  /// Those of a norm.
  func places(of norm: Norm) -> [Double] {
    switch norm.core {
    case .lebesgue(.infinity), .vector(.power(.infinity)):
      return magnitudePlaces
    default: return solution.u.places(of: norm)
    }
  }

  private var magnitudePlaces: [Double] {
    let u = solution.u
    let top = u.values.max() ?? 0
    let bottom = u.values.min() ?? 0
    return extremumPlaces(sign: top >= -bottom ? 1 : -1)
  }

  /// θ along each axis; a trigonometric function along a period has none, but beside a point source.
  private func places(of point: [Double]) -> [Double] {
    zip(grid.axes, point).compactMap { axis, x in
      if axis.isPeriodic, !method.isPiecewise, !equation.problem.rough.hasPoints { return nil }
      let t = (Extended(x) - axis.lower) / axis.spacing
      let theta = Double(t - t.rounded(.down))
      return method.isEvenInCells || theta > 1 - Series.onePlace ? min(theta, 1 - theta) : theta
    }
  }

  /// Those of the largest or the smallest value.
  private func extremumPlaces(sign: Scalar) -> [Double] {
    let u = solution.u
    guard let index = u.values.indices.max(by: { sign * u.values[$0] < sign * u.values[$1] }) else {
      return []
    }
    let sides = boundaryNodes.map { sign * $0.value }
    if let top = sides.max(), top >= sign * u.values[index] {
      // On a side: at an end of an interval, or everywhere on it.
      return grid.rank == 1 || top == sides.min() ? [] : [.nan]
    }
    return u.vertex(at: index) { side in
      let axis = grid.axes[side.axis]
      var place = grid.point(index).map { Scalar($0) }
      place[side.axis] = Scalar(side.place(on: grid))
      let datum = equation.data[side]
      let isDirichlet = grid.end(side) == .dirichlet
      if axis.placement == .nodes {
        if isDirichlet { return datum.value(at: place) }
        // On a side along which u does not fall outwards the extremum stays.
        if equation.robin[side] == nil, sign * datum.value(at: place) >= 0 { return nil }
        return .nan
      }
      return !isDirichlet && datum.isZero && equation.robin[side] == nil ? nil : .nan
    }
  }
}

extension Field {
  /// Those of a norm of given values.
  func places(of norm: Norm) -> [Double] {
    if norm.isSmoothFunctional { return [] }
    switch norm.core {
    case .lebesgue(.infinity), .vector(.power(.infinity)):
      let index = values.indices.max { values[$0].magnitude < values[$1].magnitude }
      guard let index else { return [] }
      return vertex(at: index) { side in
        let isHeld = grid.axes[side.axis].placement == .nodes && grid.end(side) == .neumann
        return isHeld ? nil : .nan
      }
    case .lebesgue: return crossings()
    case .totalVariation: return slopeCrossings()
    case .slobodeckij(1, let p) where p.isFinite:
      return (norm.isSeminorm ? [] : crossings()) + slopeCrossings()
    case .own(let own):
      if case .modified(let base, nil, nil) = own.definition { return places(of: base) }
      return [.nan]
    default: return [.nan]
    }
  }
}
