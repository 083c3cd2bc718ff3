import Fields
import RealModule
import Transforms

extension BlockIteration {
  /// The fields made b-orthonormal to X, to P and to each other by Gram and Schmidt, twice; those
  /// that have nothing of their own are dropped.
  func orthonormal(
    _ fields: [Field<Scalar>], limit: Int = .max
  ) throws(EigenError) -> Images {
    let space = quotient.space
    var basis = x.u + p.u
    var basisB = x.b + p.b
    let old = basis.count
    for field in fields where basis.count - old < limit {
      var v = FieldBlock([projected(field)], in: space)
      var square = quotient.denominator(v.fields[0])
      guard square.isFinite, square >= 0 else { throw .notPositive(Double(square)) }
      guard square > 0 else { continue }
      v = v.combined([[1 / square.squareRoot()]])
      var isNew = true
      for _ in 0..<3 {
        let c = basisB.gram(v)
        v.subtract(basis, c)
        square = quotient.denominator(v.fields[0])
        // Cancellation has left nothing but round-off.
        guard square > 4096 * Scalar.ulpOfOne * Scalar.ulpOfOne.squareRoot() else {
          isNew = false
          break
        }
        v = v.combined([[1 / square.squareRoot()]])
        if square > 0.5 { break }
      }
      guard isNew else { continue }
      basis.fields.append(v.fields[0])
      basisB.fields.append(quotient.denominator.applied(to: v.fields[0]))
    }
    let new = old..<basis.count
    return Images(
      u: basis[new],
      a: FieldBlock(
        basis[new].fields.map { sign * quotient.numerator.applied(to: $0) }, in: space),
      b: basisB[new])
  }

  /// The Ritz vectors of span [X, W, P], and the part of them that is new.
  mutating func improve(with w: Images) throws(EigenError) {
    let s = x + w + p
    let count = s.u.count
    let old = x.u.count
    let m = min(options.block, count)
    guard let eigen = SymmetricEigen(s.u.gram(s.a), gram: s.u.gram(s.b)) else {
      throw .notPositive(0)
    }
    theta = Array(eigen.values[..<m])
    let c = eigen.vectors.map { Array($0[..<m]) }
    // P: the step without its part in X, orthogonal to the new X in the coefficients' own product.
    var columns: [[Scalar]] = []
    let ritz = transposed(c)
    for j in 0..<m where old > 0 {
      var d = ritz[j]
      for i in 0..<old { d[i] = 0 }
      for _ in 0..<2 {
        for q in ritz + columns {
          let overlap = zip(d, q).reduce(0) { $0 + $1.0 * $1.1 }
          for i in d.indices { d[i] -= overlap * q[i] }
        }
      }
      let size = d.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard size > Scalar.ulpOfOne.squareRoot() else { continue }
      columns.append(d.map { $0 / size })
    }
    x = s.combined(c)
    p = s.combined(columns.isEmpty ? s.u.fields.map { _ in [] } : transposed(columns))
  }
}
