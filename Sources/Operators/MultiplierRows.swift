import Discretizations
import Fields
package import Grids
package import Transforms

/// A multiplier made ready for one grid: evaluates its symbol a row of the last axis at a time.
package struct MultiplierRows<Scalar: TransformScalar>: ~Copyable {
  private enum Step {
    case constant(Scalar)
    case weight(Symbol<Scalar>)
    case general(GeneralSymbol<Scalar>)
    case add
    case multiply
    case scale(Scalar)
  }

  private let steps: [Step]
  private let frequencies: ModeFrequencies<Scalar>
  /// Rows re₀, im₀, re₁, im₁, … of the stack.
  private let stack: UnsafeMutableBufferPointer<Scalar>
  private let length: Int

  /// - Parameter magnitudes: evaluate Σ Π of the moduli instead: the size against which round-off
  ///   in the symbol is judged.
  package init(_ multiplier: Multiplier<Scalar>, on grid: Grid, magnitudes: Bool = false) {
    var depth = 0
    var deepest = 0
    var lambdas: [Scheme: [[Scalar]]] = [:]
    let one = Symbol<Scalar>.Product(
      1, grid.spectrumShape.map { [Scalar](repeating: 1, count: $0) })
    var steps: [Step] = []
    for instruction in multiplier.program {
      switch instruction {
      case .constant(let c): steps.append(.constant(magnitudes ? c.magnitude : c))
      case .scale(let c): steps.append(.scale(magnitudes ? c.magnitude : c))
      case .add: steps.append(.add)
      case .multiply: steps.append(.multiply)
      case .general(let symbol):
        guard magnitudes else {
          steps.append(.general(symbol))
          break
        }
        steps.append(
          .general(
            .init(isComplex: false) {
              let m = symbol.value($0)
              return (m.re.magnitude + m.im.magnitude, 0)
            }))
      case .weight(let weight, let scheme):
        precondition(scheme.isAdmitted(on: grid), "\(scheme) is not admitted on this grid")
        let lambda =
          lambdas[scheme] ?? GramTables<Scalar>(scheme, on: grid, upTo: 1).eigenvalue()
        lambdas[scheme] = lambda
        steps.append(.weight(Symbol(.weight(weight, lambda: lambda, factor: one, shift: 0))))
      }
      switch instruction {
      case .constant, .weight, .general: depth += 1
      case .add, .multiply: depth -= 1
      case .scale: break
      }
      deepest = max(deepest, depth)
    }
    self.steps = steps
    frequencies = ModeFrequencies(grid)
    length = grid.spectrumShape.last!
    stack = .allocate(capacity: 2 * deepest * length)
    stack.initialize(repeating: 0)
  }

  deinit { stack.deallocate() }

  /// Writes the symbol at the row with the given leading mode indices.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func fill(
    _ leading: [Int], _ re: UnsafeMutableBufferPointer<Scalar>,
    _ im: UnsafeMutableBufferPointer<Scalar>
  ) {
    let n = length
    func row(_ i: Int) -> UnsafeMutableBufferPointer<Scalar> {
      UnsafeMutableBufferPointer(rebasing: stack[(i * n)..<((i + 1) * n)])
    }
    var top = -1
    for step in steps {
      switch step {
      case .constant(let c):
        top += 1
        row(2 * top).update(repeating: c)
        row(2 * top + 1).update(repeating: 0)
      case .weight(let symbol):
        top += 1
        symbol.fill(leading, row(2 * top))
        row(2 * top + 1).update(repeating: 0)
      case .general(let symbol):
        top += 1
        symbol.fill(frequencies, leading, row(2 * top), row(2 * top + 1))
      case .scale(let c):
        let (x, y) = (row(2 * top), row(2 * top + 1))
        for k in 0..<n {
          x[k] *= c
          y[k] *= c
        }
      case .add:
        top -= 1
        let (x, y, z, w) = (row(2 * top), row(2 * top + 1), row(2 * top + 2), row(2 * top + 3))
        for k in 0..<n {
          x[k] += z[k]
          y[k] += w[k]
        }
      case .multiply:
        top -= 1
        let (x, y, z, w) = (row(2 * top), row(2 * top + 1), row(2 * top + 2), row(2 * top + 3))
        for k in 0..<n { (x[k], y[k]) = (x[k] * z[k] - y[k] * w[k], x[k] * w[k] + y[k] * z[k]) }
      }
    }
    _ = re.update(from: row(0))
    _ = im.update(from: row(1))
  }
}
