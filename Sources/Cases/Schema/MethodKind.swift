import Discretizations

/// The names of the kinds of methods.
enum MethodKind: String, CaseIterable {
  case centred, mehrstellen, spectral, spline, staggered, stencil

  /// A kind by its name or by one that is in use for it.
  init?(name: String) {
    switch name {
    case "centered", "central": self = .centred
    case "difference": self = .staggered
    case "element": self = .spline
    default: self.init(rawValue: name)
    }
  }

  /// The key that says how accurate a method of the kind is, and its legal values.
  var accuracy: (key: String, legal: [Int], word: String)? {
    switch self {
    case .mehrstellen, .spectral: nil
    case .spline: ("degree", [1, 2, 3], "1, 2 or 3")
    case .centred: ("order", [2, 4], "2 or 4")
    case .staggered, .stencil: ("order", [2, 4, 6, 8], "2, 4, 6 or 8")
    }
  }

  /// The discretisation of this accuracy.
  func discretization(_ accuracy: Int) -> Discretization {
    switch self {
    case .centred: .centred(order: accuracy)
    case .mehrstellen: .mehrstellen
    case .spectral: .spectral
    case .spline: .spline(degree: accuracy)
    case .staggered: .staggered(order: accuracy)
    case .stencil: .stencil(order: accuracy)
    }
  }

  /// What to write for a name that people use elsewhere.
  static func answer(to name: String) -> [String]? {
    switch name.lowercased() {
    case "q1", "p1", "fem", "fe", "bilinear", "linear", "trilinear", "elements", "galerkin":
      [
        "bilinear elements on the grid's cells are kind = \"spline\", degree = 1",
        "(triangles are not available)",
      ]
    case "q2", "p2", "q3", "p3":
      ["splines of degree \(name.last!) are kind = \"spline\", degree = \(name.last!)"]
    case "compact", "nine-point", "ninepoint", "9-point", "hodie", "compact4":
      ["the compact scheme of order 4 is kind = \"mehrstellen\""]
    case "fd", "fdm", "finite difference", "finite-difference", "differences", "five-point", "fd2":
      [
        "kind = \"staggered\": differences between nodes and cells;",
        "kind = \"stencil\": the textbook Laplacian",
      ]
    case "fourier", "fft", "chebyshev", "sine", "cosine", "dst", "dct":
      ["trigonometric functions are kind = \"spectral\""]
    default: nil
    }
  }
}

extension Discretization {
  var kind: MethodKind {
    switch self {
    case .spectral: .spectral
    case .staggered: .staggered
    case .stencil: .stencil
    case .centred: .centred
    case .mehrstellen: .mehrstellen
    case .spline: .spline
    }
  }

  /// Order or degree; nil for the kinds that have one only.
  var accuracy: Int? {
    switch self {
    case .mehrstellen, .spectral: nil
    case .staggered(let n), .stencil(let n), .centred(let n), .spline(let n): n
    }
  }

  var isSpline: Bool { kind == .spline }

  /// Whether it takes the diffusion between two neighbours.
  var isSecondDifference: Bool { self == .staggered(order: 2) || self == .stencil(order: 2) }
}
