import Formulas
import Grids

/// Data that jump off the planes of grids that are compared with each other.
///
/// A scheme has a jump at s where its points or faces have it, at s_h with |s_h − s| ≤ h/2, and u_h is off by
/// C (s_h − s) + O(h²). With g = (s_h − s)/h, which depends on the share θ of a cell at which s lies and
/// changes its sign under θ → 1 − θ,
///
///     u_h − u_H = C (h g(θ_h) − H g(θ_H)) + …
///
/// is 0 to round-off where both have the jump at one place, whatever their errors. It is an error where the
/// finer grid has a plane at s, g(θ_H) = 0, or the same θ up to reflection, as h g ∓ H g.
struct UnalignedData {
  private let problem: Problem
  private let jumps: [DataBreak]

  init(_ problem: Problem) {
    self.problem = problem
    jumps = problem.dataBreaks.filter(\.isJump)
  }

  /// The keys of the data that jump so that u_h − u_H is no error.
  func keys(on cells: [Int], against finer: [Int]) -> [String] {
    jumps.filter { !isAligned($0, cells, finer) }.map(\.key)
  }

  private func isAligned(_ data: DataBreak, _ cells: [Int], _ finer: [Int]) -> Bool {
    guard !data.isOblique else { return false }
    return data.planes.enumerated().allSatisfy { a, own in
      own.allSatisfy { plane in
        let theirs = problem.share(of: plane, along: a, finer)
        return theirs <= Problem.onePlane
          || (theirs - problem.share(of: plane, along: a, cells)).magnitude <= Problem.onePlane
      }
    }
  }

  /// What a grid needs to have them: `a plane at x = 0.37`; nil where they are no planes.
  var places: String? {
    guard jumps.allSatisfy({ !$0.isOblique }) else { return nil }
    let names = jumps.flatMap { data in
      data.planes.enumerated().flatMap { a, own in own.map { "\(["x", "y", "z"][a]) = \($0.place)" }
      }
    }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }.prefix(4).joined(separator: ", ")
  }
}

extension ConvergenceStudy {
  /// The grid with which a level is compared; nil against an exact solution.
  private func comparedCells(_ cells: [Int]) throws(StudyError) -> [Int]? {
    switch options.comparison {
    case .next: options.successor(of: cells)
    case .finest: try options.finestCells()
    case .exact, .residual, nil: nil
    }
  }

  /// The rows whose difference to a finer solution is no error, and why.
  func unalignedRows() throws(StudyError) -> (rows: [Int], note: String)? {
    guard hasErrors, options.comparison != .exact else { return nil }
    let data = UnalignedData(problem)
    var rows: [Int] = []
    var keys: [String] = []
    for (i, cells) in options.levels.enumerated() {
      guard let finer = try comparedCells(cells) else { return nil }
      let found = data.keys(on: cells, against: finer)
      if found.isEmpty { continue }
      rows.append(i)
      keys += found.filter { !keys.contains($0) }
    }
    guard !rows.isEmpty else { return nil }
    let names = keys.map { "`\($0)`" }.joined(separator: ", ")
    let other = options.comparison == .next ? "u_{h/2}" : "u_H"
    let advice =
      data.places.map { "take numbers of cells that have a plane at \($0), or an exact solution" }
      ?? "take an exact solution, or the residual"
    return (
      rows,
      "\(names) \(keys.count == 1 ? "jumps" : "jump") inside the box, off the planes of the grids: u_h and "
        + "\(other) may have the jump at the same wrong place, and ‖u_h − \(other)‖ is no error on rows "
        + "marked unaligned, which have no rate and meet no expectation; \(advice)"
    )
  }
}

extension Series {
  /// Marks rows whose numbers are no errors, and takes what was derived from them.
  mutating func markUnaligned(_ rows: [Int]) {
    for i in rows {
      for norm in norms {
        for measure in measures where measure != "residual" {
          guard levels[i].values[norm]?[measure] != nil else { continue }
          levels[i].marks[norm, default: [:]][measure] = .unaligned
        }
      }
      levels[i].effectivity = nil
    }
  }
}
