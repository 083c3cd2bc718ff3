import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

/// The ten kinds as a grid sees them.
struct Kind: Hashable, Sendable, CustomTestStringConvertible {
  let boundary: Boundary
  let placement: Placement

  static let all: [Kind] = [
    .periodic, .dirichlet, .neumann, .bounded(lower: .dirichlet, upper: .neumann),
    .bounded(lower: .neumann, upper: .dirichlet),
  ].flatMap { boundary in
    [Placement.nodes, .cells].map { Kind(boundary: boundary, placement: $0) }
  }

  func axis(_ cells: Int) -> Axis {
    Axis(
      0, 1, cells: max(cells, Axis.fewestCells(boundary, placement)), boundary: boundary,
      placement: placement)
  }

  var testDescription: String { "\(axis(4).basis) on \(placement)" }
}

extension Axis {
  var kind: TransformKind {
    let family: TransformKind.Family =
      switch basis {
      case .fourier: .fourier
      case .sine: .sine
      case .cosine: .cosine
      case .halfSine: .halfSine
      case .halfCosine: .halfCosine
      }
    return TransformKind(family, cells: cells, onCells: placement == .cells)
  }
}

extension Grid {
  var kinds: [TransformKind] { axes.map(\.kind) }
}

extension SpectralTransform {
  func forward(_ values: [Scalar]) -> [Scalar] {
    var result = [Scalar](repeating: .nan, count: spectrumCount)
    values.withUnsafeBufferPointer { u in
      result.withUnsafeMutableBufferPointer { forward(u, into: $0) }
    }
    return result
  }

  func inverse(_ coefficients: [Scalar]) -> [Scalar] {
    var result = [Scalar](repeating: .nan, count: count)
    coefficients.withUnsafeBufferPointer { u in
      result.withUnsafeMutableBufferPointer { inverse(u, into: $0) }
    }
    return result
  }

  func inverse(consuming coefficients: [Scalar]) -> [Scalar] {
    var coefficients = coefficients
    var result = [Scalar](repeating: .nan, count: count)
    coefficients.withUnsafeMutableBufferPointer { u in
      result.withUnsafeMutableBufferPointer { inverse(consuming: u, into: $0) }
    }
    return result
  }
}

/// ‖u − v‖ / ‖v‖ in ℓ²; ‖u‖ where v = 0.
func relativeError<T: Real & BinaryFloatingPoint>(_ u: [T], _ v: [T]) -> T {
  guard u.count == v.count else { return .nan }
  let (e, n) = zip(u, v).reduce((T(0), T(0))) {
    ($0.0 + ($1.0 - $1.1) * ($1.0 - $1.1), $0.1 + $1.1 * $1.1)
  }
  return n > 0 ? .sqrt(e / n) : .sqrt(e)
}

let sizes = [1, 2, 3, 4, 5, 7, 8, 16, 17, 31]
