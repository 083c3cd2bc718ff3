public import Discretizations
public import Grids
public import RealModule

extension Norm {
  /// The weight of |û|² in the squared norm, as a discretisation sees it; nil for a norm that is
  /// not a weight (L^p, p ≠ 2) and where the discretisation is not conforming.
  ///
  /// For s ≥ 0, with M = Π b₀ and λ_h = Σ b₁/b₀:
  ///
  ///     |·|_s, s fractional   M λ_h^s            bessel   M (1 + λ_h)^s       graph   M (1 + λ_h^s)
  ///     |·|_j                 Λ_j = Σ_{|α|=j} (j!/α!) Π b_{αᵢ}               sum     Σ_{j≤s} Λ_j
  ///     multiindex            Σ_{|α|≤s} Π b_{αᵢ}, |α| = s for the seminorm
  ///     ends                  Σᵢ b_s(kᵢ) Π_{j≠i} b₀(k_j), plus M for the norm
  ///     W^{s,2} on a torus    M (K λ_h^s + 1), 0 < s < 1, without the 1 for the seminorm
  ///     B^s_{2,2}             M Σ_j 4^{js} φ_j², for every real s
  ///
  /// For s < 0 it is M²/weight(|s|): the dual of a function. A homogeneous dual weight is 0 at λ = 0.
  public func symbol<Scalar: Real & BinaryFloatingPoint & Sendable>(
    _ scheme: Scheme, on grid: Grid, _: Scalar.Type = Scalar.self
  ) -> Symbol<Scalar>? {
    switch core {
    case .slobodeckij(let k, 2) where k == k.rounded():
      return Norm(.sobolev(k), form: .multiindex, seminorm: isSeminorm).symbol(scheme, on: grid)
    case .lebesgue(2):
      return Symbol(.products([GramTables<Scalar>(scheme, on: grid, upTo: 1).mass]))
    case .sobolev(let s):
      let order = s.magnitude
      let natural = order == order.rounded() ? Int(order) : 1
      let tables = GramTables<Scalar>(scheme, on: grid, upTo: natural)
      guard let weight = weight(order, tables) else { return nil }
      guard s < 0 else { return Symbol(weight) }
      let m = tables.mass
      let squared = Symbol<Scalar>.Product(m.coefficient, m.tables.map(squares))
      return Symbol(weight, numerator: squared)
    case .slobodeckij where isGagliardo:
      return gagliardoSymbol(scheme, on: grid)
    case .besov:
      return besovSymbol(scheme, on: grid)
    case .own(let norm):
      return norm.symbol(scheme, on: grid)
    default:
      return nil
    }
  }

  private func weight<Scalar: Real & BinaryFloatingPoint & Sendable>(
    _ s: Double, _ tables: GramTables<Scalar>
  ) -> Symbol<Scalar>.Rule? {
    let order = Scalar(s)
    if s == 0 { return .products([tables.mass]) }
    func composed(_ weight: Symbol<Scalar>.Weight) -> Symbol<Scalar>.Rule {
      .weight(weight, lambda: tables.eigenvalue(), factor: tables.mass, shift: 0)
    }
    func products(_ list: [[Symbol<Scalar>.Product]?]) -> Symbol<Scalar>.Rule? {
      list.contains { $0 == nil } ? nil : .products(list.flatMap { $0! })
    }
    let rank = tables.grid.rank
    switch form {
    case .multiindex:
      let orders = isSeminorm ? Int(s)...Int(s) : 0...Int(s)
      return products(
        orders.flatMap { MultiIndex.all(order: $0, rank: rank) }.map { alpha in
          tables.product(alpha).map { [$0] }
        })
    case .ends:
      let last = (0..<rank).map { axis in
        tables.product((0..<rank).map { $0 == axis ? Int(s) : 0 }).map { [$0] }
      }
      return products(isSeminorm ? last : [[tables.mass]] + last)
    case _ where isSeminorm:
      return s == s.rounded()
        ? products([tables.laplacian(power: Int(s))]) : composed(.power(order))
    case .sum:
      return products((0...Int(s)).map { tables.laplacian(power: $0) })
    case .graph:
      return composed(.graph(order))
    default:
      return composed(.bessel(order))
    }
  }

  /// Whether the norm is homogeneous of negative order: defined on zero-mean functions only.
  public var needsZeroMean: Bool {
    guard isSeminorm, case .sobolev(let s) = core else { return false }
    return s < 0
  }
}

@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func squares<Scalar: Real>(_ table: [Scalar]) -> [Scalar] { table.map { $0 * $0 } }
