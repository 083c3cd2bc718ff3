import Formulas
import Solvers

/// An operator by its coefficients, in x, y, z of a ``ManufacturedBox``; entries for axes that a box
/// has not are left out.
struct ManufacturedOperator: Sendable, CustomStringConvertible {
  enum Diffusion: Sendable {
    case scalar(String), diagonal, constantDiagonal, tensor, constantTensor
  }

  let description: String
  var diffusion = Diffusion.scalar("1")
  var hasAdvection = false
  var reaction = "0"
  var form = SecondOrderOperator.Form.divergence

  private static let diagonal = [
    "7/5 + cos(11*x/10 + 7*y/10 - 3*z/10 + 1/3)/2", "11/10 + sin(4*x/5 - 9*y/10 + 2*z/5)/3",
    "9/10 + cos(3*y/5 - x/2 + z)/5",
  ]
  private static let mixed = [
    "3/10 + sin(7*x/10 + y/2 - z/5 + 3/5)/7", "cos(3*x/10 + y/2 + 9*z/10)/5",
    "sin(2*x/5 - y/2 + 3*z/5)/9 - 1/10",
  ]
  private static let advection = [
    "6/5 + sin(x/2 + 9*y/10 + z/5)/2", "cos(x - 2*y/5 + 3*z/10)/2 - 4/5", "1/2 - sin(4*y/5)/3",
  ]

  /// The operator on a box, its coefficients made of ξ, η, ζ by the box.
  func on(
    _ box: ManufacturedBox, _ formula: (String) throws -> Formula
  ) throws -> SecondOrderOperator {
    let d = box.rank
    func entry(_ i: Int, _ j: Int) throws -> Formula {
      try formula(i == j ? Self.diagonal[i] : Self.mixed[i + j - 1])
    }
    let a: SecondOrderOperator.Diffusion =
      switch diffusion {
      case .scalar(let a): .scalar(try formula(a))
      case .diagonal: .diagonal(try (0..<d).map { try entry($0, $0) })
      case .constantDiagonal: .diagonal(Array([1.3, 0.7, 0.9].prefix(d)))
      case .tensor: .tensor(try (0..<d).map { i in try (0..<d).map { try entry(i, $0) } })
      case .constantTensor:
        .tensor(
          (0..<d).map { i in
            (0..<d).map { i == $0 ? [1.4, 1.1, 0.9][i] : [0.4, -0.2, 0.15][i + $0 - 1] }
          })
      }
    return SecondOrderOperator(
      a, advection: hasAdvection ? try Self.advection.prefix(d).map(formula) : [],
      reaction: try formula(reaction), form: form, rank: d)
  }

  /// Every operator; on a line a tensor is a scalar.
  static func all(rank: Int) -> [ManufacturedOperator] {
    let a = Diffusion.scalar(diagonal[0])
    let c = "4/5 + sin(9*x/10 - 3*y/5 + z/2 + 2/5)/3"
    return [
      .init(description: "−Δ"),
      .init(description: "numbers", diffusion: .constantDiagonal, reaction: "3/2"),
      .init(description: "Helmholtz", reaction: "-3/2"),
      .init(description: "a", diffusion: a),
      .init(description: "a and c", diffusion: a, reaction: c),
      .init(description: "c", reaction: c),
      .init(description: "b", hasAdvection: true, reaction: "1"),
      .init(description: "a and b", diffusion: a, hasAdvection: true, reaction: c),
      .init(description: "a : D²", diffusion: a, reaction: c, form: .nondivergence),
      .init(
        description: "a : D² and b", diffusion: .diagonal, hasAdvection: true, reaction: c,
        form: .nondivergence),
    ]
      + (rank == 1
        ? []
        : [
          .init(description: "diagonal", diffusion: .diagonal, reaction: c),
          .init(description: "tensor", diffusion: .tensor, reaction: c),
          .init(description: "constant tensor", diffusion: .constantTensor, reaction: "2/5"),
          .init(description: "tensor and b", diffusion: .tensor, hasAdvection: true, reaction: c),
          .init(
            description: "tensor : D² and b", diffusion: .tensor, hasAdvection: true, reaction: c,
            form: .nondivergence),
        ])
  }

  /// Whether there are mixed derivatives in more than one dimension.
  func isTensor(on box: ManufacturedBox) -> Bool {
    switch diffusion {
    case .tensor, .constantTensor: box.rank > 1
    default: false
    }
  }

  /// Whether n·a∇u is oblique on a side that takes a flux.
  func isOblique(on box: ManufacturedBox) -> Bool {
    isTensor(on: box) && box.axes.contains { $0.ends.contains("N") || $0.ends.contains("R") }
  }

  /// Whether the operator is solved by an iteration for operators that are not symmetric.
  var isNonsymmetric: Bool { hasAdvection || form == .nondivergence }
}
