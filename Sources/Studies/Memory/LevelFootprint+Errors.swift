import Discretizations
import Grids
import Norms
import Solvers

/// The moments of errors: every measure, against u or a finer grid, and the bound by the residual.
extension LevelFootprint {
  mutating func measureErrors() {
    if study.kind == .solve {
      for measure in options.measures {
        if measure == "function" {
          measureFunction(beside: own)
        } else if equation.data.isHomogeneous {
          measureField(measure == "discrete" ? scheme : .spectral, beside: own)
        }
      }
      return
    }
    var reference: [Int]?
    if study.hasErrors {
      switch options.comparison {
      case .next: reference = options.successor(of: cells)
      case .finest: reference = try? options.finestCells()
      default: break
      }
    }
    if let reference {
      let spectra = solve(on: reference, beside: own + here(kept))
      compare(with: reference, spectra)
    } else if study.hasErrors {
      for measure in options.measures {
        switch measure {
        case "function": measureFunction(beside: own + here(1))
        case "spectral" where oversample > 1: measurePadded(by: oversample)
        // u beside e.
        default:
          measureField(measure == "discrete" ? scheme : .spectral, beside: own + here(2))
        }
      }
    }
    if study.hasResidual { boundResidual(reference) }
  }

  private var oversample: Int { method.oversample ?? options.oversample }

  /// Norms of a grid function; the spectrum that is kept is their first field.
  private mutating func measureField(_ scheme: Scheme, beside held: Holding) {
    let scratch = options.norms.map { scratchFields($0, scheme, on: cells) }.max() ?? 0
    footprint.hold(held + here(max(kept, scratch)))
  }

  /// û and its function on the finer grid, and u there; then e and what the norms take.
  private mutating func measurePadded(by m: Int) {
    let fine = cells.map { m * $0 }
    let scratch = options.norms.map { scratchFields($0, .spectral, on: fine) }.max() ?? 0
    footprint.hold(own + here(2) + Holding(2 + max(1, scratch), on: fine))
  }

  /// Whether the function that the method means is that of closed nodes, or of spline coefficients.
  var isPiecewise: Bool { method.isPiecewise }

  /// What a lattice of the measure `function` holds beside a reconstruction: the values of u_h and u,
  /// and the coefficients of a derivative; of an energy whose coefficients vary all slopes.
  private var latticeFields: Double {
    let hasEnergy = options.norms.contains { $0.core == .energy } && equation.isVarying
    let hasGradient = options.norms.contains { $0.core == .totalVariation }
    let hasDerivative = options.norms.contains {
      if case .lebesgue = $0.core { false } else { true }
    }
    return (isPiecewise || !hasDerivative ? 2 : 3)
      + (hasEnergy ? Double(cells.count + 2) : hasGradient ? 1 : 0)
  }

  /// The closed values, or û in the memory of the spectrum that is kept; and a lattice.
  mutating func measureFunction(beside held: Holding) {
    let reconstruction = isPiecewise ? kept + 1 : max(kept, 1)
    footprint.hold(held + here(reconstruction + latticeFields))
  }

  /// Against u_H.
  private mutating func compare(with reference: [Int], _ spectra: Double) {
    let held = own + here(kept) + Holding(1, on: reference)
    for measure in options.measures {
      switch measure {
      case "function":
        // u_h's function is evaluated on lattices of its own.
        let there = isPiecewise ? spectra + 1 : max(spectra, 1)
        footprint.hold(
          held + here(3) + Holding(there + latticeFields, on: reference))
      case "spectral" where oversample > 1:
        let fine = zip(cells, reference).map { max(oversample * $0, $1) }
        footprint.hold(held + Holding(spectra, on: reference) + here(1) + Holding(3, on: fine))
      default:
        // u_H at the points, e, and what the norms take.
        let scheme = measure == "discrete" ? scheme : .spectral
        let scratch = options.norms.map { scratchFields($0, scheme, on: cells) }.max() ?? 0
        footprint.hold(
          own + here(2 + max(kept, scratch)) + Holding(1 + spectra, on: reference))
        if !shares(reference) {
          let there = isPiecewise ? spectra + 3 : max(spectra, 1) + 2
          footprint.hold(held + here(1) + Holding(there, on: reference))
        }
      }
    }
  }

  /// Whether the points are points of a finer grid.
  private func shares(_ reference: [Int]) -> Bool {
    zip(grid.axes, study.domain.grid(cells: reference).axes).allSatisfy { coarse, fine in
      (fine.cells / coarse.cells * coarse.firstHalf - fine.firstHalf).isMultiple(of: 2)
    }
  }
}
