import Formulas
import Grids
import Solvers

/// Where one of the data breaks inside the box.
struct DataBreak {
  /// `source`, or `dirac` for points.
  let key: String
  /// Along each axis the places of whole planes.
  let planes: [[Double]]
  /// Whether it breaks elsewhere than on those: on a slant, a circle, a part of a plane.
  let isOblique: Bool
  /// Whether a value jumps, and not only a slope.
  let isJump: Bool
}

extension DataBreak {
  /// Where formulas break inside a box; nil where none does.
  ///
  /// - Complexity: some 10⁴ values of each condition and of its formula; none where all is smooth.
  init?(_ key: String, of formulas: [Formula], in box: Formula.Box) {
    let broken = formulas.filter { $0.breaks(in: box) }
    guard !broken.isEmpty else { return nil }
    let planes: [[Double]] = box.intervals.indices.map { a in
      broken.flatMap { $0.breakPlanes(along: Coordinate(rawValue: a)!, in: box) }
    }
    self.init(
      key: key, planes: planes,
      isOblique: broken.contains { $0.breaks(in: box, beside: planes) },
      isJump: broken.contains { f in
        box.intervals.indices.contains { f.jump(along: Coordinate(rawValue: $0)!, in: box) != nil }
      })
  }

  /// Every plane once.
  static func planes(of all: [DataBreak]) -> [(axis: Int, place: Double)] {
    var planes: [(axis: Int, place: Double)] = []
    for (a, place) in all.flatMap({ $0.planes.enumerated().flatMap { a, p in p.map { (a, $0) } } })
    where !planes.contains(where: { $0.axis == a && ($0.place - place).magnitude <= 1e-12 }) {
      planes.append((a, place))
    }
    return planes
  }
}

extension Problem {
  /// The data that break inside the box.
  ///
  /// A break at s moves in its cell as frac(s/h), so that what is sampled there is in error by
  /// h (frac(s/h) − ½) times the jump: no expansion in powers of h.
  var dataBreaks: [DataBreak] {
    let box = domain.box
    let candidates: [(key: String, formulas: [Formula])] = [
      ("source", [source ?? exact ?? 0]), ("divergence", rough.flux),
      ("diffusion", (0..<op.rank).flatMap { i in (0..<op.rank).map { op.diffusion(i, $0) } }),
      ("advection", op.advection), ("reaction", [reaction]),
      ("data", Array(data.values) + Array(robin.values)),
    ]
    return candidates.compactMap { DataBreak($0, of: $1, in: box) } + [pointBreak].compactMap { $0 }
  }

  /// The keys of the data that break inside the box.
  var brokenData: [String] { dataBreaks.map(\.key) }

  /// How far a plane lies from the nearest between cells, in cells.
  func share(of plane: Double, along a: Int, _ cells: [Int]) -> Double {
    domain.box.offset(of: plane, along: a, cells).magnitude
  }

  /// Shares of a cell that differ by less are one.
  static var onePlane: Double { 1e-9 }
}

extension Formula.Box {
  /// Where a plane lies behind the nearest between cells, in cells: from −½ to ½.
  ///
  /// Planes are known to some 10⁻¹³ of the box: on up to 10⁴ cells offsets that differ by less than
  /// ``Problem/onePlane`` are one.
  func offset(of plane: Double, along a: Int, _ cells: [Int]) -> Double {
    let interval = intervals[a]
    let t =
      (plane - interval.lowerBound) / (interval.upperBound - interval.lowerBound)
      * Double(cells[a])
    return t - t.rounded()
  }
}
