import Discretizations
import Grids
import Norms
import Solvers
import Studies

extension CaseReader {
  /// Warns of keys that change nothing in this study of a `[problem]`.
  func noteIdleKeys(of study: ConvergenceStudy) {
    let (path, options) = (CasePath.study, study.options)
    let measures = study.columns.measures
    let isMeasured = { (measure: Measure) in measures.contains(measure) }
    let integrates = options.quantities.contains {
      $0.functionals.contains { if case .integrand = $0.functional { true } else { false } }
    }
    if study.kind == .solve || !isMeasured("spectral") && !isMeasured("residual") {
      let why = "it is for errors of the measure `spectral` and for reference = \"residual\""
      if study.kind == .convergence { noteIdle(path["oversample"], CaseSchema.study, why) }
      for i in methodTables { noteIdle(.method[i]["oversample"], nil, why) }
    }
    if isIdleLastMode(study) {
      noteIdle(
        path["lastMode"], CaseSchema.study,
        "it is for spectral norms on grids that have a last mode")
    }
    if self[path["function"]]?.entries == nil {
      noteIdle(path["function"], nil, "it is of the studies `weak-derivative` and `regularity`")
    } else if !isMeasured("function") {
      let why = "it is for the measure `function`"
      if !integrates { noteIdle(path["function"]["quadrature"], nil, why) }
      noteIdle(path["function"]["samples"], nil, why)
    } else if !options.norms.contains(.lInfinity) {
      noteIdle(path["function"]["samples"], nil, "it is for the norm `Linf`")
    }
    for (i, point) in study.problem.singularPoints.enumerated()
    where zip(point, study.domain.intervals).contains(where: { x, interval in
      x < Double(interval.lower) || x > Double(interval.upper)
    }) {
      noteIdle("`singular[\(i)]` lies outside of the domain", at: path["singular"][i])
    }
    noteIdleColumns(study)
    if !study.problem.isSingular {
      noteIdle(
        .problem["compatibility"], CaseSchema.problem,
        "a side's values or the reaction fix the solution, and all data are compatible")
    }
    noteIdleMethodKeys(study, integrates: integrates)
  }

  /// Whether no norm is taken that counts a last mode.
  private func isIdleLastMode(_ study: ConvergenceStudy) -> Bool {
    let isSpectral =
      study.columns.measures.contains("spectral")
      || study.methods.contains { $0.kinds.contains(.spectral) }
    return !isSpectral
      || study.options.levels.allSatisfy { cells in
        study.domain.grid(cells: cells).axes.allSatisfy { $0.lastMode == nil }
      }
  }

  /// `columns` keeps columns that there are; it makes none.
  private func noteIdleColumns(_ study: ConvergenceStudy) {
    let path = CasePath.study["columns"]
    for (i, name) in (texts(path) ?? []).enumerated() {
      guard let why = study.absence(of: name) else { continue }
      noteIdle("`columns`: there is no column \"\(name)\": \(why)", at: path[i])
    }
  }

  private func noteIdleMethodKeys(_ study: ConvergenceStudy, integrates: Bool) {
    let hasFunction =
      integrates || study.columns.measures.contains("function") || !study.options.quantities.isEmpty
    for i in methodTables {
      let path = CasePath.method[i]
      let names = texts(path["kind"]) ?? []
      let kinds = names.compactMap(MethodKind.init(name:))
      if study.problem.isDiagonal {
        noteIdle(
          path["solver"], nil,
          "the coefficients are numbers, and the systems are solved directly")
      }
      if self[path["dealiased"]] == .boolean(true) {
        if !kinds.contains(.spectral) {
          noteIdle(path["dealiased"], nil, "products are aliased in spectral methods only")
        } else if study.problem.isDiagonal {
          noteIdle(path["dealiased"], nil, "the coefficients are numbers: there are no products")
        }
      }
      if study.problem.op.hasConstantDiffusion {
        noteIdle(path["faces"], CaseSchema.method, "the diffusion is the same everywhere")
      }
      if study.domain.intervals.allSatisfy({ $0.boundary == .periodic }) {
        noteIdle(path["lifting"], CaseSchema.method, "every axis is periodic: it has no ends")
      }
      if !kinds.isEmpty, kinds.allSatisfy({ $0 == .spline }) {
        noteIdle(path["reconstruction"], CaseSchema.method, "splines mean themselves")
      } else if !hasFunction {
        noteIdle(
          path["reconstruction"], CaseSchema.method,
          "it is for the measure `function` and for quantities")
      }
      if !hasFunction, !kinds.contains(.spline), study.problem.rough.isZero,
        self[path["load"]] == nil, self[path["lifting"]] == nil
      {
        noteIdle(path["quadrature"], nil, "it is for splines and for the measure `function`")
      }
    }
  }

  /// The tables [[method]], each of which may mean several methods.
  private var methodTables: Range<Int> { self[.method]?.elements?.indices ?? 0..<0 }
}
