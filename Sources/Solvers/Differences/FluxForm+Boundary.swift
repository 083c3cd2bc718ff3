import Fields
import Formulas
import Grids
import RealModule
import Transforms

extension FluxForm {
  /// Takes the data of the sides into the load and Robin's β into the form.
  ///
  ///     Dirichlet   a g/h² (nodes), 2 a g/h² (cells): the ghost value is 2g − u, or the node's g
  ///     Neumann     g/w, w the width that belongs to the point: h/2 for a node on the side
  ///     Robin       n·a∇u = g − βu; of cells, whose point is h/2 inside,
  ///                 θ (g − βu), θ = 1/(1 + βh/2a): the value on the side eliminated
  ///
  /// - Throws: where β is negative or not finite.
  mutating func take(
    _ problem: SecondOrderProblem, _ coefficients: FaceCoefficients<Scalar>,
    into load: inout Field<Scalar>
  ) throws(SolverError) {
    let grid = space.grid
    for side in grid.sides {
      let axis = grid.axes[side.axis]
      let h = Scalar(axis.spacing)
      let width = Scalar(axis.weight(side.side == .lower ? 0 : axis.count - 1))
      var g = problem.data[side].values(on: side, of: grid, Scalar.self)
      if grid.end(side) == .dirichlet {
        guard !problem.data[side].isZero else { continue }
        let a = try coefficients.endFaces(side)
        // The end's weight 1/h² is h/h² a unit of the point's own width.
        let weight = grid.endWeight(side, Scalar.self) * h / width
        for i in g.indices { g[i] *= weight * a[i] }
      } else {
        if let robin = problem.robin[side], !robin.isZero {
          var beta = robin.values(on: side, of: grid, Scalar.self)
          var places = space.coordinates
          places[side.axis] = [Scalar(side.place(on: grid))]
          if let error = SolverError.coefficient("robin", in: beta, on: places) { throw error }
          if axis.placement == .cells {
            let a = try coefficients.sideValues(side)
            for i in beta.indices where beta[i] > 0 {
              let theta = 2 * a[i] / (2 * a[i] + beta[i] * h)
              beta[i] *= theta
              g[i] *= theta
            }
          }
          addToDiagonal(beta.map { $0 / h }, on: side)
        }
        if problem.data[side].isZero { continue }
        for i in g.indices { g[i] /= width }
      }
      for (i, place) in grid.places(nextTo: side).enumerated() { load.values[place] += g[i] }
    }
  }
}
