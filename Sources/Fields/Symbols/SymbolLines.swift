package import Grids
package import RealModule
package import Transforms

/// A symbol made ready for one axis: it is evaluated a line of modes at a time, the modes along the
/// other axes fixed.
///
/// Products with the same table along the axis are one: λ + c along a line is the table κ² and one
/// number, whatever the rank.
package struct SymbolLines<Scalar: Real & BinaryFloatingPoint & Sendable>: Sendable {
  /// Products that share their table along the axis.
  struct Group: Sendable {
    /// Along the axis; nil if it is 1 everywhere.
    let table: [Scalar]?
    let terms: [Term]

    /// What multiplies the table on a line.
    func factor(_ line: SpectralLine) -> Scalar {
      terms.reduce(0) { $0 + $1.factor(line) }
    }

    var isEven: Bool { table?.isEvenLine ?? true }
  }

  /// coefficient · the tables along the other axes.
  struct Term: Sendable {
    let coefficient: Scalar
    let first: [Scalar]
    let second: [Scalar]

    init(_ product: Symbol<Scalar>.Product, except axis: Int) {
      var tables = product.tables
      tables.remove(at: axis)
      coefficient = product.coefficient
      first = tables.isEmpty ? [1] : tables[0]
      second = tables.count < 2 ? [1] : tables[1]
    }

    func factor(_ line: SpectralLine) -> Scalar {
      coefficient * first[line.first] * second[line.second]
    }
  }

  private enum Rule: Sendable {
    case products([Group])
    /// (w(base + λ) + shift) · factor
    case weight(
      Symbol<Scalar>.Weight, lambda: [[Scalar]], table: [Scalar], factor: Group, shift: Scalar)
    /// values[line.first · steps.0 + line.second · steps.1 + k · step]
    case modes([Scalar], steps: (Int, Int), step: Int)
  }

  private let rule: Rule
  private let numerator: Group?
  /// x^s of the weight over all modes, where a table pays.
  private let powers: PowerTable?
  /// Whether mode n − k has the symbol of mode k along the axis: then ``fill(_:_:)`` also fills the
  /// first ⌊n/2⌋ + 1 modes alone.
  let isEven: Bool
  /// Whether the table of λ along the axis is.
  private let isTableEven: Bool

  /// A symbol along one of its axes.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package init(_ symbol: Symbol<Scalar>, along axis: Int) {
    numerator = symbol.numerator.map { SymbolLines.groups([$0], axis)[0] }
    switch symbol.rule {
    case .modes(let values, let shape):
      var steps = shape.indices.map { shape[($0 + 1)...].reduce(1, *) }
      let step = steps.remove(at: axis)
      rule = .modes(
        values, steps: (steps.first ?? 0, steps.count > 1 ? steps[1] : 0), step: step)
      isEven = false
      isTableEven = false
      powers = nil
    case .products(let products):
      let groups = SymbolLines.groups(products, axis)
      rule = .products(groups)
      isEven = groups.allSatisfy(\.isEven) && (numerator?.isEven ?? true)
      isTableEven = isEven
      powers = nil
    case .weight(let weight, let lambda, let factor, let shift):
      var others = lambda
      let table = others.remove(at: axis)
      let group = SymbolLines.groups([factor], axis)[0]
      rule = .weight(weight, lambda: others, table: table, factor: group, shift: shift)
      powers = weight.powerTable(lambda)
      isTableEven = table.isEvenLine
      isEven = table.isEvenLine && group.isEven && (numerator?.isEven ?? true)
    }
  }

  private static func groups(_ products: [Symbol<Scalar>.Product], _ axis: Int) -> [Group] {
    var tables: [[Scalar]] = []
    var terms: [[Term]] = []
    for product in products {
      let table = product.tables[axis]
      let term = Term(product, except: axis)
      if let i = tables.firstIndex(of: table) {
        terms[i].append(term)
      } else {
        tables.append(table)
        terms.append([term])
      }
    }
    return zip(tables, terms).map { table, terms in
      Group(table: table.allSatisfy { $0 == 1 } ? nil : table, terms: terms)
    }
  }

  /// The groups of a sum of products without a numerator; nil for other symbols.
  var polynomial: [Group]? {
    guard numerator == nil, case .products(let groups) = rule else { return nil }
    return groups
  }

  /// The parts of n / (a + b t), t a table along the axis, n, a and b numbers on a line; nil for other
  /// symbols.
  var resolvent: (numerator: Group, constant: Group?, varying: Group)? {
    guard let numerator, numerator.table == nil, case .products(let groups) = rule else {
      return nil
    }
    let varying = groups.filter { $0.table != nil }
    guard varying.count == 1 else { return nil }
    return (numerator, groups.first { $0.table == nil }, varying[0])
  }

  /// What makes it c / (a + t) along every line, t the given table; nil where it is something else.
  package func resolvent(of table: [Scalar]) -> ((SpectralLine) -> (shift: Scalar, scale: Scalar))?
  {
    guard let (numerator, constant, varying) = resolvent, varying.table == table else { return nil }
    return { line in
      let c = varying.factor(line)
      return ((constant?.factor(line) ?? 0) / c, numerator.factor(line) / c)
    }
  }

  /// Writes the symbol at every mode of a line, or at the first ones.
  ///
  /// - Complexity: O(groups · modes), no allocation.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func fill(_ line: SpectralLine, _ row: UnsafeMutableBufferPointer<Scalar>) {
    switch rule {
    case .products(let groups):
      var constant: Scalar = 0
      for group in groups where group.table == nil { constant += group.factor(line) }
      var isFirst = true
      for group in groups {
        guard let table = group.table else { continue }
        let c = group.factor(line)
        table.withUnsafeBufferPointer { t in
          if isFirst {
            for k in row.indices { row[k] = constant + c * t[k] }
          } else {
            for k in row.indices { row[k] += c * t[k] }
          }
        }
        isFirst = false
      }
      if isFirst { row.update(repeating: constant) }
    case .weight(let weight, let lambda, let table, let factor, let shift):
      var base: Scalar = 0
      if lambda.count > 0 { base += lambda[0][line.first] }
      if lambda.count > 1 { base += lambda[1][line.second] }
      let n = table.count
      let distinct = min(row.count, isTableEven ? n / 2 + 1 : n)
      table.withUnsafeBufferPointer { t in
        for k in 0..<distinct { row[k] = base + t[k] }
      }
      weight.apply(UnsafeMutableBufferPointer(rebasing: row[..<distinct]), powers)
      for k in distinct..<row.count { row[k] = row[n - k] }
      let c = factor.factor(line)
      if let table = factor.table {
        table.withUnsafeBufferPointer { t in
          for k in row.indices { row[k] = (row[k] + shift) * (c * t[k]) }
        }
      } else if c != 1 || shift != 0 {
        for k in row.indices { row[k] = (row[k] + shift) * c }
      }
    case .modes(let values, let steps, let step):
      let start = line.first * steps.0 + line.second * steps.1
      values.withUnsafeBufferPointer { values in
        for k in row.indices { row[k] = values[start + k * step] }
      }
    }
    if let numerator {
      let c = numerator.factor(line)
      // 0 where the rule gives 0, without a branch: the loop has to become vector code.
      if let table = numerator.table {
        table.withUnsafeBufferPointer { t in
          for k in row.indices {
            let divisor = row[k]
            row[k] = c * t[k] / (divisor == 0 ? .infinity : divisor)
          }
        }
      } else {
        for k in row.indices {
          let divisor = row[k]
          row[k] = c / (divisor == 0 ? .infinity : divisor)
        }
      }
    }
  }
}

extension Array where Element: Equatable {
  /// Whether numbers for the modes of a periodic axis are the same for k and n − k.
  var isEvenLine: Bool { (1..<Swift.max(count, 1)).allSatisfy { self[$0] == self[count - $0] } }
}
