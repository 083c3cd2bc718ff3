import Fields
import Grids
import RealModule
import Transforms

/// A power of two by which both sides of A u = f are divided before an iteration, which multiplies sizes of f
/// and u with each other: 1e-160 squared is 0. It changes nothing but exponents.
struct SystemUnit<Scalar: TransformScalar> {
  /// 1 where f and u are of an ordinary size.
  let value: Scalar

  /// What an iteration multiplies.
  enum Products: Double {
    /// f and u, which are then alike: those of conjugate gradients, (M⁻¹r, r).
    case energies = 0.5
    /// Four times u, which is then about 1: a determinant of products of M⁻¹r.
    case determinants = 1
  }

  /// - Parameters:
  ///   - f: the right-hand side; u is about |f| over a Σ L⁻², L the lengths of the axes.
  ///   - a: the largest coefficient of −∇·(a∇u).
  init(of f: Field<Scalar>, diffusion a: Double, for products: Products) {
    let size = f.largest()
    let form = f.grid.axes.reduce(Extended(0)) { $0 + Extended(a) / ($1.length * $1.length) }
    guard size > 0, size.isFinite, form > 0, form.isFinite else {
      value = 1
      return
    }
    let exponent = Double(size.exponent) - products.rawValue * Double(form.exponent)
    let largest = Double(Scalar.greatestFiniteMagnitude.exponent)
    // Four factors, and a residual's share of each, leave half of the exponents to M and A.
    guard exponent.magnitude > largest / 16 else {
      value = 1
      return
    }
    let whole = Int(max(1 - largest, min(largest - 1, exponent.rounded())))
    value = Scalar(sign: .plus, exponent: Scalar.Exponent(whole), significand: 1)
  }

  /// x ← x/υ
  func divide(_ x: inout Field<Scalar>) { scale(&x, by: 1 / value) }

  /// x ← υ x
  func multiply(_ x: inout Field<Scalar>) { scale(&x, by: value) }

  private func scale(_ x: inout Field<Scalar>, by c: Scalar) {
    guard value != 1 else { return }
    x.values.withUnsafeMutableBufferPointer { x in
      for i in x.indices { x[i] *= c }
    }
  }
}
