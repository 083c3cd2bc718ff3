import Discretizations
import Norms
import Solvers

extension ConvergenceStudy {
  /// Why columns of a series are `inadmissible`: a line for each reason, with the columns it holds for.
  func inadmissibleNotes(of series: Series, _ method: Method) -> [String] {
    var groups: [(reason: String, columns: [String])] = []
    for norm in options.norms {
      for measure in options.measures
      where series.levels.contains(where: { $0.marks[norm.name]?[measure] == .inadmissible }) {
        guard let reason = reason(norm, measure, method) else { continue }
        let column = "\(norm.name) by \(measure)"
        if let i = groups.firstIndex(where: { $0.reason == reason }) {
          groups[i].columns.append(column)
        } else {
          groups.append((reason, [column]))
        }
      }
    }
    return groups.map { "\($0.columns.joined(separator: ", ")): inadmissible, since \($0.reason)" }
  }

  /// Of which norms u has none, as its singularities are too strong for them.
  func infiniteNote(of series: Series) -> String? {
    let names = options.norms.map(\.name).filter { name in
      series.levels.contains { $0.marks[name]?["function"] == .infinite }
    }
    guard !names.isEmpty else { return nil }
    return names.joined(separator: ", ")
      + " by function: infinite, since the integral over u's singularity diverges"
  }

  private func reason(_ norm: Norm, _ measure: Measure, _ method: Method) -> String? {
    let rank = problem.domain.rank
    let scheme = Scheme(method.kinds)
    if norm.core == .energy, problem.power == 1, let reason = problem.reasonWithoutEnergy {
      return reason
    }
    switch measure {
    case "discrete": return norm.refusal(by: scheme, rank: rank)
    case "spectral": return norm.refusal(by: .spectral, rank: rank)
    default:
      switch norm.core {
      case .vector: return "a vector of values is no function"
      case .lebesgue, .totalVariation: break
      case .energy:
        if problem.power != 1 { return "the form is of another power than 1" }
      default:
        if norm.derivatives(rank: rank) == nil {
          return "the measure takes derivatives of natural order"
        }
      }
      let splines = method.kinds.filter { $0.highestDerivative != nil }.count
      if splines > 0, splines < method.kinds.count {
        return "the method mixes splines with other kinds"
      }
      let function =
        method.reconstruction == .multilinear && splines == 0
        ? Scheme(.spline(degree: 1)) : scheme
      return function.isGalerkin ? norm.refusal(by: function, rank: rank) : nil
    }
  }
}
