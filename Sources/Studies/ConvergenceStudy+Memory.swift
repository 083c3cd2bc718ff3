import Discretizations
import Grids
import Norms
import Solvers

extension ConvergenceStudy {
  /// The bytes of the method that needs most.
  public func predictedMemory(cells: [Int], scalarSize: Int) -> Int {
    methods.map { method in
      footprint(method).bytes(on: domain, cells: cells, scalarSize: scalarSize)
    }.max() ?? 0
  }

  /// What a method holds: u_h and u, and beside them at each moment
  ///
  ///     solving              what the load is made from
  ///     discrete, spectral   e and a spectrum, or a derivative's fields
  ///     spectral, m > 1      a spectrum; three fields of the finer grid: e, u, a spectrum
  ///     function             û_h, a lattice's values of u_h and u, and one more on the way to them
  private func footprint(_ method: Method) -> Footprint {
    let schemes =
      [Scheme(method.kinds)] + (options.measures.contains("spectral") ? [.spectral] : [])
    let scratch =
      schemes.flatMap { scheme in options.norms.map { $0.scratchFields(scheme) } }.max() ?? 0
    let held = kind == .convergence && problem.exact != nil ? 2 : 1
    var fields = max(solvingFields(method), quantityFields(method))
    var fine = (factor: 1, fields: 0)
    if isMeasured {
      let error = kind == .convergence ? 1 : 0
      for measure in options.measures {
        let m = method.oversample ?? options.oversample
        switch measure {
        case "function": fields = max(fields, held + 4)
        case "spectral" where m > 1 && kind == .convergence:
          fine = (m, 2 + max(1, scratch))
          fields = max(fields, held + 1)
        default: fields = max(fields, held + error + scratch)
        }
      }
    }
    let plain = Footprint(fields: fields)
    guard fine.fields > 0 else { return plain }
    // The moments are apart, but on the finer grid only u_h, u and a spectrum of the own one remain.
    let oversampled = Footprint(fields: held + 1, fine: fine)
    let size = [16, 16]
    return oversampled.bytes(on: domain, cells: size, scalarSize: 8)
      > plain.bytes(on: domain, cells: size, scalarSize: 8) ? oversampled : plain
  }

  private func solvingFields(_ method: Method) -> Int {
    let equation = try? Equation(problem)
    let isHomogeneous = equation?.data.isHomogeneous ?? true
    let isGalerkin = Scheme(method.kinds).isGalerkin
    if equation?.isVarying ?? false {
      // The coefficients and the iteration's vectors; of elements the entries of a row as well.
      return isGalerkin ? 26 : Scheme(method.kinds).isSpectral ? 12 : 8
    }
    // u_h, and f once more for its noise.
    if isHomogeneous, !isGalerkin, method.effectiveLoad == .sampled { return 2 }
    return isGalerkin && !isHomogeneous ? 5 : 3
  }

  private func quantityFields(_ method: Method) -> Int {
    let scheme = Scheme(method.kinds)
    return options.quantities.flatMap(\.functionals).map { entry in
      switch entry.functional {
      case .flux: 6
      case .value: scheme.isGalerkin ? 5 : 6
      case .integral, .mean, .fluxBoundary: scheme.isSpectral ? 6 : 3
      case .energy, .norm: 3
      case .integrand: 8
      case .min, .max: 2
      }
    }.max() ?? 0
  }
}
