import ArgumentParser
import Cases
import Discretizations
import Grids
import Norms
import Reports
import Studies

/// `sobolev norm FIELD.npy`
struct NormCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "norm",
    abstract: "Measure an array of NumPy's in norms.",
    discussion: """
      sobolev norm u.npy --box 0,2,0,1 --boundary dirichlet,periodic --axes yx --ends x \
      --norm H1 --norm H1semi --norm H-0.5

      In a shell |H1| is two pipes: write H1semi.
      """)

  @OptionGroup var field: FieldOptions

  @Option(help: "A norm or a range such as \"H-1..1 step 0.5\"; one each. (default: L2, H1, Linf)")
  var norm: [String] = []

  @Option(
    help:
      "A discretisation: spectral, staggered2, stencil4, centred2, spline1 …; one each. (default: spectral)"
  )
  var by: [String] = []

  @Flag(help: "Say of every norm what it is.")
  var explain = false

  func run() throws {
    try field.report { file, _ in
      let methods = try Method.options(by.isEmpty ? ["spectral"] : by, rank: file.domain.rank)
      var options = StudyOptions(levels: [file.samples.grid.cells])
      options.norms = try Norm.options(norm.isEmpty ? ["L2", "H1", "Linf"] : norm)
      let study = NormsStudy(
        file.domain, [.init(file.name, .samples(file.samples))], methods, options)
      var results = try study.results(field.precision, titled: "Norms of \(file.name)")
      results.caption.insert(file.samples.note, at: 1)
      guard explain else { return results }
      for method in methods {
        for norm in options.norms {
          results.caption.append("\(norm) by \(method.name):")
          results.caption += norm.explanation(
            scheme: Scheme(method.kinds), on: file.samples.grid, lastMode: options.lastMode
          ).map { "  " + $0 }
        }
      }
      return results
    }
  }
}
