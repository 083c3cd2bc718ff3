/// A batch of one-dimensional FFTW transforms of contiguous rows, out of place.
struct PlanProblem: Hashable, Sendable {
  /// What is done to a row.
  enum Transform: Hashable, Sendable {
    /// Σ x_j e^{−2πijk/n}
    case complexForward
    /// Σ x_k e^{+2πijk/n}
    case complexBackward
    /// The half spectrum of real data.
    case realToComplex
    /// Its inverse, which destroys its input.
    case complexToReal
    case real(RealTransform)
  }

  /// FFTW's names for the sine and cosine transforms.
  enum RealTransform: Hashable, Sendable {
    case redft00, redft10, redft01, redft11, rodft00, rodft10, rodft01, rodft11
  }

  let transform: Transform
  /// The number of points of a row: real points for `realToComplex` and `complexToReal`.
  let length: Int
  /// The number of rows.
  let rows: Int
  /// From the start of one row to the next, in elements (complex numbers where they are).
  let inputPitch: Int
  let outputPitch: Int

  /// Scalars that the input array must hold.
  var inputCount: Int { rows * inputPitch * (transform.readsComplex ? 2 : 1) }
  /// Scalars that the output array must hold.
  var outputCount: Int { rows * outputPitch * (transform.writesComplex ? 2 : 1) }
}

extension PlanProblem.Transform {
  var readsComplex: Bool {
    switch self {
    case .complexForward, .complexBackward, .complexToReal: true
    case .realToComplex, .real: false
    }
  }

  var writesComplex: Bool {
    switch self {
    case .complexForward, .complexBackward, .realToComplex: true
    case .complexToReal, .real: false
    }
  }
}
