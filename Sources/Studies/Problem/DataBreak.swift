import Formulas
import Grids
import Solvers

/// Where one of the data breaks inside the box.
struct DataBreak {
  /// `source`
  let key: String
  /// Along each axis the places of whole planes.
  let planes: [[Double]]
  /// Whether it breaks elsewhere than on those: on a slant, a circle, a part of a plane.
  let isOblique: Bool
  /// Whether a value jumps, and not only a slope.
  let isJump: Bool
}

extension Problem {
  /// The data that break inside the box.
  ///
  /// A break at s moves in its cell as frac(s/h), so that what is sampled there is in error by
  /// h (frac(s/h) − ½) times the jump: no expansion in powers of h.
  ///
  /// - Complexity: some 10⁴ values of each condition and of its formula; none where all is smooth.
  var dataBreaks: [DataBreak] {
    let box = domain.box
    let candidates: [(key: String, formulas: [Formula])] = [
      ("source", [source ?? exact ?? 0]), ("divergence", rough.flux),
      ("diffusion", (0..<op.rank).flatMap { i in (0..<op.rank).map { op.diffusion(i, $0) } }),
      ("advection", op.advection), ("reaction", [reaction]),
      ("data", Array(data.values) + Array(robin.values)),
    ]
    return candidates.compactMap { key, formulas in
      let broken = formulas.filter { $0.breaks(in: box) }
      guard !broken.isEmpty else { return nil }
      let planes: [[Double]] = domain.intervals.indices.map { a in
        broken.flatMap { $0.breakPlanes(along: Coordinate(rawValue: a)!, in: box) }
      }
      return DataBreak(
        key: key, planes: planes,
        isOblique: broken.contains { $0.breaks(in: box, beside: planes) },
        isJump: broken.contains { f in
          domain.intervals.indices.contains {
            f.jump(along: Coordinate(rawValue: $0)!, in: box) != nil
          }
        })
    }
  }

  /// The keys of the data that break inside the box.
  var brokenData: [String] { dataBreaks.map(\.key) }

  /// How far a plane lies from the nearest between cells, in cells.
  ///
  /// Planes are known to some 10⁻¹³ of the box: on up to 10⁴ cells shares that differ by less than
  /// ``onePlane`` are one.
  func share(of plane: Double, along a: Int, _ cells: [Int]) -> Double {
    let interval = domain.box.intervals[a]
    let t =
      (plane - interval.lowerBound) / (interval.upperBound - interval.lowerBound)
      * Double(cells[a])
    return (t - t.rounded()).magnitude
  }

  /// Shares of a cell that differ by less are one.
  static var onePlane: Double { 1e-9 }
}
