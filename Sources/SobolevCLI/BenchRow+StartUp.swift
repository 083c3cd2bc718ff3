import Cases
import Studies
import Transforms

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension BenchRow {
  /// Whole processes of this command, from start to end: `--version` and a small case beside a program
  /// that does nothing, and a table of five refinements beside the transforms that it takes by hand.
  static func startUp(rounds: Int) -> [BenchRow] {
    let levels = [32, 64, 128, 256, 512]
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
    let files = [[8, 16, 32], levels].map { cells -> String in
      let path = "\(folder)/sobolev-bench-\(getpid())-\(cells.count).toml"
      try? FileSystem.write([UInt8](startUpCase(cells).utf8), to: path)
      return path
    }
    defer { for file in files { unlink(file) } }
    let nothing = ChildProcess("/bin/true")
    let own = [["--version"]] + files.map { ["run", $0, "--threads", "1"] }
    let times = medianSeconds(
      rounds: 3 * rounds,
      of: [
        { nothing.run() }, { ChildProcess.own(own[0]).run() }, { ChildProcess.own(own[1]).run() },
        { ChildProcess.own(own[2]).run() },
        {
          nothing.run()
          byHand(levels)
        },
      ])
    func row(_ work: String, _ cells: [Int], _ i: Int, _ limit: Int) -> BenchRow {
      BenchRow(
        work: work, cells: cells, threads: 1, seconds: times[i], limitSeconds: times[limit],
        copySeconds: 0)
    }
    return [
      row("version", [], 1, 0), row("small-case", [32, 32], 2, 0),
      row("five-levels", [512, 512], 3, 4),
    ]
  }

  /// On the unit square with Dirichlet ends, differences of order 2, errors in L² and H¹.
  private static func startUpCase(_ cells: [Int]) -> String {
    """
    [domain]
    lower = [0, 0]
    upper = [1, 1]
    boundary = ["dirichlet", "dirichlet"]
    [problem]
    exact = "sin(pi*x)*exp(cos(pi*x))*sin(pi*y)*exp(cos(pi*y))"
    [[method]]
    name = "fd2"
    kind = "staggered"
    order = 2
    [study]
    cells = \(cells)
    norms = ["L2", "H1"]
    measure = ["discrete"]

    """
  }

  /// FFTW's transforms of such a table: there and back for the solution, once more for its error,
  /// planned by `estimate`.
  private static func byHand(_ levels: [Int]) {
    for n in levels {
      let bare = BareTransform(cells: [n, n], isPeriodic: false, effort: .estimate, threads: 1)
      bare.solve()
      bare.transform()
    }
  }
}
