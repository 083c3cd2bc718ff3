import Grids
import RealModule
import Transforms

/// Σ μ_k w_k |û_k|² along lines of modes, for several symbols w at once.
///
/// Sums of products need no symbol row: Σ_k (Σ_g c_g t_g(k)) e_k = Σ_g c_g ⟨t_g, e⟩, and the inner
/// products with the few different tables along the axis serve all symbols.
struct EnergyLines<Scalar: TransformScalar>: Sendable {
  /// The different tables along the axis, and which are 1 everywhere.
  private let tables: LineTables<Scalar>
  private let isOne: [Bool]
  /// The symbols that are sums of products.
  private let polynomials: LinePolynomials<Scalar>
  /// The symbols that are one over such a sum.
  private let resolvents: LineResolvents<Scalar>
  /// The other symbols.
  private let rows: [(symbol: Int, lines: SymbolLines<Scalar>)]
  /// μ along the axis; nil if it is one number, which the factor then has.
  private let mu: [Scalar]?
  private let factor: LineFactors<Scalar>
  /// Which tables and symbols are the same for mode n − k as for mode k: the energies of both are then
  /// one. Each for itself, so that a sum does not depend on the others.
  private let evenTables: [Bool]
  private let evenRows: [Bool]
  private let hasEven: Bool

  init(_ symbols: [Symbol<Scalar>], on grid: Grid, along axis: Int, lastMode: LastMode) {
    let weights = grid.energyWeights(lastMode: lastMode).map { $0.rounded(to: Scalar.self) }
    let along = weights[axis]
    let isConstant = along.allSatisfy { $0 == along[0] }
    mu = isConstant ? nil : along
    var factor = LineFactors<Scalar>()
    _ = factor.append([.init(.init(isConstant ? along[0] : 1, weights), except: axis)])
    self.factor = factor
    let isEven = along.count > 2 && along.isEvenLine
    var tables: [[Scalar]?] = []
    var polynomials = LinePolynomials<Scalar>()
    var resolvents = LineResolvents<Scalar>()
    var rows: [(symbol: Int, lines: SymbolLines<Scalar>)] = []
    for (s, symbol) in symbols.enumerated() {
      let lines = SymbolLines(symbol, along: axis)
      guard let groups = lines.polynomial else {
        if !resolvents.append(lines, isEven: isEven && lines.isEven, symbol: s) {
          rows.append((s, lines))
        }
        continue
      }
      for group in groups {
        let table = tables.firstIndex(of: group.table) ?? tables.count
        if table == tables.count { tables.append(group.table) }
        polynomials.append(group.terms, symbol: s, table: table)
      }
    }
    self.polynomials = polynomials
    self.resolvents = resolvents
    var flat = LineTables<Scalar>()
    for table in tables { flat.append(table ?? []) }
    self.tables = flat
    isOne = tables.map { $0 == nil }
    self.rows = rows
    evenTables = tables.map { isEven && ($0?.isEvenLine ?? true) }
    evenRows = rows.map { isEven && $0.lines.isEven }
    hasEven = evenTables.contains(true) || evenRows.contains(true) || resolvents.containsEven
  }

  /// Writes the sum over one line for symbol s to `results[s · stride + line.number]`, the same
  /// whatever other symbols there are; `energies`, which are |û|², are overwritten.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func sum(
    _ line: SpectralLine, _ energies: UnsafeMutableBufferPointer<Scalar>,
    into results: UnsafeMutablePointer<Scalar>, stride: Int
  ) {
    let c = factor(0, line)
    mu?.withUnsafeBufferPointer { mu in
      for k in energies.indices { energies[k] *= mu[k] }
    }
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: isOne.count) { products in
      add(line, energies, areEven: false, c, products, into: results, stride: stride)
      if hasEven {
        foldLine(energies)
        let half = UnsafeMutableBufferPointer(rebasing: energies[..<(energies.count / 2 + 1)])
        add(line, half, areEven: true, c, products, into: results, stride: stride)
      }
      polynomials.sum(line, products, c, into: results, stride: stride)
    }
  }

  /// The inner products with the tables and symbols of one sort.
  private func add(
    _ line: SpectralLine, _ energies: UnsafeMutableBufferPointer<Scalar>, areEven: Bool,
    _ c: Scalar, _ products: UnsafeMutableBufferPointer<Scalar>,
    into results: UnsafeMutablePointer<Scalar>, stride: Int
  ) {
    let e = UnsafeBufferPointer(energies)
    tables.withNumbers { numbers in
      for i in isOne.indices where evenTables[i] == areEven {
        let start = tables.starts[i]
        products[i] =
          isOne[i]
          ? blockSum(e) : dot(UnsafeBufferPointer(rebasing: numbers[start..<start + e.count]), e)
      }
    }
    resolvents.sum(line, e, areEven: areEven, c, into: results, stride: stride)
    if rows.isEmpty { return }
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: e.count) { row in
      for (i, (s, symbol)) in rows.enumerated() where evenRows[i] == areEven {
        symbol.fill(line, row)
        results[s * stride + line.number] = c * dot(UnsafeBufferPointer(row), e)
      }
    }
  }

  /// The sums over all lines, in the order of their numbers by halves.
  static func totals(_ results: [Scalar], lines: Int) -> [Scalar] {
    results.withUnsafeBufferPointer { results in
      stride(from: 0, to: results.count, by: lines).map {
        pairwiseSum(UnsafeBufferPointer(rebasing: results[$0..<$0 + lines]))
      }
    }
  }
}

/// e_k ← e_k + e_{n−k} for 0 < k < n/2.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func foldLine<Scalar: TransformScalar>(_ e: UnsafeMutableBufferPointer<Scalar>) {
  guard let low = e.baseAddress else { return }
  // Counted, with both ends apart, so that it becomes vector code.
  let high = low + e.count
  for k in 0..<max(e.count - 1, 0) / 2 { low[k + 1] += high[-k - 1] }
}
