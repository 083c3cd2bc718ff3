import Formulas
import Grids
import RealModule
import Transforms

/// Jumps and kinks along planes that are parallel to all axes but one.
extension CutBox {
  /// The two pieces of a part beside such a plane; nil where there is none. Sets whether two lines of an
  /// axis disagree about its place.
  ///
  /// - Complexity: some fifty evaluations on lines, two of them, for a plane; none for one that another
  ///   cell has found.
  mutating func pieces(
    of part: inout Part, _ cell: [Int], _ values: [Scalar], _ rough: [Int]
  ) -> [Part]? {
    for a in rough {
      if let place = planes[a][cell[a]], let pieces = pieces(of: part, cell, a, at: place) {
        return pieces
      }
      let lines = roughLines(values, a)
      guard let first = lines.first, let last = lines.last, first != last || cell.count == 1
      else { continue }
      let both = Set([first, last]).sorted().map { line(of: cell, part, a, through: $0) }
      switch search(both, part, cell, a) {
      case .plane(let place):
        planes[a][cell[a]] = place
        return part.cut(a, at: place)
      case .several: part.isOblique = true
      case .pole: continue
      }
    }
    return nil
  }

  /// The pieces beside a plane that is known, if f is rough along the axis on neither.
  private func pieces(of part: Part, _ cell: [Int], _ a: Int, at place: Extended) -> [Part]? {
    let least = 16 * reach[a]
    guard place > part.lower[a] + least, place < part.lower[a] + part.width[a] - least
    else { return nil }
    var pieces = part.cut(a, at: place)
    for i in pieces.indices {
      let values = values(of: cell, pieces[i])
      guard roughLines(values, a, least: true).first == nil else { return nil }
      pieces[i].values = values
    }
    return pieces
  }

  private enum Found {
    /// Where all lines jump.
    case plane(Extended)
    /// Lines jump at places of their own.
    case several
    /// No place beside which f is smoother.
    case pole
  }

  /// The coordinates of the line through a node, with none along its axis.
  private func line(of cell: [Int], _ part: Part, _ a: Int, through node: Int) -> [[Scalar]] {
    var rest = node
    var line = [[Scalar]](repeating: [], count: cell.count)
    for b in cell.indices.reversed() {
      let places = places(b, cell[b], part.lower[b], part.width[b])
      if b != a { line[b] = [places[rest % places.count]] }
      rest /= places.count
    }
    return line
  }

  private func search(_ lines: [[[Scalar]]], _ part: Part, _ cell: [Int], _ a: Int) -> Found {
    let ends = (part.lower[a], part.lower[a] + part.width[a])
    guard let (place, width) = bisect(lines, cell, a, ends) else { return .several }
    // A pole is as rough on the next piece, whose own place is beside the first.
    let least = 64 * max(reach[a], width)
    for piece in [(ends.0, place), (place, ends.1)] where piece.1 - piece.0 > least {
      guard isRough(lines[0], cell, a, piece, share: 1) else { continue }
      if let (other, _) = bisect([lines[0]], cell, a, piece), (other - place).magnitude < least {
        return .pole
      }
    }
    return .plane(place)
  }

  /// The place about which lines are rough, halved until neither half is or it is as wide as round-off;
  /// nil where lines are rough on different halves.
  private func bisect(
    _ lines: [[[Scalar]]], _ cell: [Int], _ a: Int, _ ends: (Extended, Extended)
  ) -> (place: Extended, width: Extended)? {
    var (low, high) = ends
    while high - low > reach[a] {
      let middle = (low + high) / 2
      var (isLow, isHigh) = (false, false)
      for line in lines {
        // A kink that is left has a sixteenth of what makes a box rough.
        if isRough(line, cell, a, (low, middle), share: 1 / 16) {
          isLow = true
        } else if isRough(line, cell, a, (middle, high), share: 1 / 16) {
          isHigh = true
        }
      }
      if isLow, isHigh { return nil }
      if !isLow, !isHigh { return (middle, high - low) }
      if isLow { high = middle } else { low = middle }
    }
    return ((low + high) / 2, high - low)
  }

  private func isRough(
    _ line: [[Scalar]], _ cell: [Int], _ a: Int, _ ends: (Extended, Extended), share: Scalar
  ) -> Bool {
    var line = line
    line[a] = places(a, cell[a], ends.0, ends.1 - ends.0)
    return isRough(f.values(on: line), 0, 1, share: share)
  }
}
