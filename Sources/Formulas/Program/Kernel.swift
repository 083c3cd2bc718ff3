import RealModule

/// An operand over a run of points: a value each, or one for all.
struct Operand<T> {
  var pointer: UnsafePointer<T>
  var isUniform: Bool

  init(_ pointer: UnsafePointer<T>, isUniform: Bool = false) {
    self.pointer = pointer
    self.isUniform = isUniform
  }
}

/// One step of a program over a run of points. Inlined into specialised callers only; the choice of
/// the operation stands outside the loops, so that these become vector instructions.
struct Kernel<T: Real & BinaryFloatingPoint> {
  let result: UnsafeMutablePointer<T>
  let count: Int

  @inline(__always)
  func map(_ a: Operand<T>, _ f: (T) -> T) {
    let p = a.pointer
    for i in 0..<count { result[i] = f(p[i]) }
  }

  @inline(__always)
  func map(_ a: Operand<T>, _ b: Operand<T>, _ f: (T, T) -> T) {
    let (p, q) = (a.pointer, b.pointer)
    if a.isUniform {
      let s = p[0]
      for i in 0..<count { result[i] = f(s, q[i]) }
    } else if b.isUniform {
      let s = q[0]
      for i in 0..<count { result[i] = f(p[i], s) }
    } else {
      for i in 0..<count { result[i] = f(p[i], q[i]) }
    }
  }

  @inline(__always)
  func run(_ operation: Operation, _ k: T, _ a: Operand<T>, _ b: Operand<T>, _ c: Operand<T>) {
    switch operation {
    case .constant, .variable: for i in 0..<count { result[i] = k }
    case .add: map(a, b) { $0 + $1 }
    case .subtract: map(a, b) { $0 - $1 }
    case .multiply: map(a, b) { $0 * $1 }
    case .divide: map(a, b) { $0 / $1 }
    case .addScaled: map(a, b) { $0 + k * $1 }
    case .scale: map(a) { k * $0 }
    case .shift: map(a) { $0 + k }
    case .quotient: map(a) { k / $0 }
    case .integerPower:
      let n = Int(k)
      map(a) { T.pow($0, n) }
    case .realPower: map(a) { power($0, k) }
    case .apply(.choice):
      let (sc, sa, sb) = (a.isUniform ? 0 : 1, b.isUniform ? 0 : 1, c.isUniform ? 0 : 1)
      for i in 0..<count {
        result[i] = a.pointer[i * sc] != 0 ? b.pointer[i * sa] : c.pointer[i * sb]
      }
    case .apply(let function): run(function, a, b)
    case .call(let closure):
      let (sa, sb, sc) = (a.isUniform ? 0 : 1, b.isUniform ? 0 : 1, c.isUniform ? 0 : 1)
      for i in 0..<count {
        result[i] = T(
          closure(Double(a.pointer[i * sa]), Double(b.pointer[i * sb]), Double(c.pointer[i * sc])))
      }
    }
  }

  @inline(__always)
  private func run(_ function: Function, _ a: Operand<T>, _ b: Operand<T>) {
    switch function {
    case .sin: map(a) { T.sin($0) }
    case .cos: map(a) { T.cos($0) }
    case .tan: map(a) { T.tan($0) }
    case .asin: map(a) { T.asin($0) }
    case .acos: map(a) { T.acos($0) }
    case .atan: map(a) { T.atan($0) }
    case .sinh: map(a) { T.sinh($0) }
    case .cosh: map(a) { T.cosh($0) }
    case .tanh: map(a) { T.tanh($0) }
    case .asinh: map(a) { T.asinh($0) }
    case .acosh: map(a) { T.acosh($0) }
    case .atanh: map(a) { T.atanh($0) }
    case .exp: map(a) { T.exp($0) }
    case .expm1: map(a) { T.expMinusOne($0) }
    case .log: map(a) { T.log($0) }
    case .log1p: map(a) { T.log(onePlus: $0) }
    case .log10: map(a) { T.log10($0) }
    case .log2: map(a) { T.log2($0) }
    case .sqrt: map(a) { T.sqrt($0) }
    case .cbrt: map(a) { T.root($0, 3) }
    case .erf: map(a) { T.erf($0) }
    case .erfc: map(a) { T.erfc($0) }
    case .gamma: map(a) { T.gamma($0) }
    case .abs: map(a) { $0.magnitude }
    case .sign, .side: map(a) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 == 0 ? 0 : $0 }
    case .heaviside: map(a) { $0 > 0 ? 1 : $0 < 0 ? 0 : $0 == 0 ? 0.5 : $0 }
    case .floor: map(a) { $0.rounded(.down) }
    case .ceil: map(a) { $0.rounded(.up) }
    case .atan2: map(a, b) { T.atan2(y: $0, x: $1) }
    case .hypot: map(a, b) { T.hypot($0, $1) }
    // A value that is not a number is kept: no comparison with it holds.
    case .min: map(a, b) { $0 < $1 || $0 != $0 ? $0 : $1 }
    case .max: map(a, b) { $0 > $1 || $0 != $0 ? $0 : $1 }
    case .mod: map(a, b) { $0 - $1 * ($0 / $1).rounded(.down) }
    case .power: map(a, b) { Formulas.power($0, $1) }
    case .less: map(a, b) { $0 < $1 ? 1 : 0 }
    case .lessEqual: map(a, b) { $0 <= $1 ? 1 : 0 }
    case .equal: map(a, b) { $0 == $1 ? 1 : 0 }
    case .notEqual: map(a, b) { $0 != $1 ? 1 : 0 }
    case .polygamma:
      let n = Int(a.pointer[0])
      map(b) { polygamma(n, $0) }
    case .choice: break
    }
  }
}
