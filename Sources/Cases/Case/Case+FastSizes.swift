import Grids
import Studies
import Transforms

extension Case {
  /// A line for every number of cells of which FFTW has no fast transform, with the nearest that has
  /// one.
  var sizeRemarks: [String] {
    // The constants of an equivalence come from symbols and kernels along the axes.
    guard study.kind != .equivalence else { return [] }
    var remarks: [String] = []
    for cells in options.levels {
      for (letter, n) in zip(["x", "y", "z"], cells) {
        let factor = FastSize.largestPrimeFactor(n)
        guard factor > 13 else { continue }
        let near = FastSize.nearest(to: n)
        let times = FastSize.cost(n) / (near.map { FastSize.cost($0) }.min() ?? 1)
        guard times >= 1.2 else { continue }
        let remark =
          "  \(letter): \(n) cells have the prime factor \(factor): a transform takes about "
          + "\(Int(times.rounded(.up))) times the operations of one of "
          + near.map(String.init).joined(separator: " or ")
        if !remarks.contains(remark) { remarks.append(remark) }
      }
    }
    return remarks
  }
}
