public import Discretizations

extension Norm {
  /// Why a scheme has no value of this norm, in words; nil where it has one.
  public func refusal(by scheme: Scheme, rank: Int) -> String? {
    let order: Int
    switch core {
    case .sobolev(let s):
      // A function of λ_h needs first derivatives only.
      let isOfEigenvalue = s != s.rounded() || !isSeminorm && (form == .bessel || form == .graph)
      order = isOfEigenvalue ? 1 : Int(s.magnitude)
    case .slobodeckij(let k, let p) where k == k.rounded():
      order = Int(k)
      let last = (0..<rank).map { a in (0..<rank).map { $0 == a ? order : 0 } }
      if p != 2, last.contains(where: { scheme.admits($0) && !scheme.hasDerivative($0) }) {
        return "a stencil is a Laplacian and has no derivative"
      }
    default: return nil
    }
    let degrees = (0..<rank).compactMap { scheme[$0].highestDerivative }.filter { $0 < order }
    guard let degree = degrees.min() else { return nil }
    return "splines of degree \(degree) have \(degree) weak "
      + (degree == 1 ? "derivative" : "derivatives")
  }
}
