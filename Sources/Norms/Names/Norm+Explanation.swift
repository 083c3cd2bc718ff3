public import Discretizations
public import Grids

extension Norm {
  /// What a value of this norm is, a line a fact: the definition, the form and its weight, units, how
  /// the discretisation takes derivatives, and what becomes of the last mode.
  ///
  /// - Parameters:
  ///   - scheme: the discretisation that the value was measured with.
  ///   - grid: where, if it is known: lines that do not concern it are left out.
  ///   - lastMode: the policy of `spectral` norms.
  ///   - letter: what the function is called.
  public func explanation(
    scheme: Scheme = .spectral, on grid: Grid? = nil, lastMode: LastMode = .parseval,
    of letter: Character = "u"
  ) -> [String] {
    var lines = [fullDefinition(of: letter)]
    if let line = formLine { lines.append(line) }
    lines.append(unitLine)
    if isWeight {
      lines += weightLines(scheme, grid)
      if let line = lastModeLine(scheme, grid, lastMode) { lines.append(line) }
    } else {
      lines += gridLines(scheme, rank: grid?.rank ?? 1)
    }
    if let reason = refusal(by: scheme, rank: grid?.rank ?? scheme.kinds.count) {
      lines.append("inadmissible: " + reason)
    }
    return lines
  }

  /// Whether it is a sum over modes of a weight times |û|².
  private var isWeight: Bool {
    switch core {
    case .lebesgue(2), .sobolev: true
    case .slobodeckij(let k, let p): p == 2 && k == k.rounded()
    default: false
    }
  }

  private func fullDefinition(of u: Character) -> String {
    switch core {
    case .lebesgue(.infinity): "Linf = max |\(u)| over the grid's points"
    case .lebesgue(1): "L1 = ∫ |\(u)|"
    case .lebesgue(2): "L2² = ∫ |\(u)|²"
    case .lebesgue(let p): "\(name)^\(spelled(p)) = ∫ |\(u)|^\(spelled(p))"
    case .sobolev(0): "\(name)² = ∫ |\(u)|²: L² in every form"
    case .sobolev(let s) where s < 0:
      "\(name)(\(u)) = sup (\(u), v)/\(Norm(.sobolev(-s), form: form, seminorm: isSeminorm).name)(v), "
        + "the dual norm of a function"
    default: definition(of: u) ?? name
    }
  }

  /// The weight of |û|² in words.
  private var formLine: String? {
    guard case .sobolev(let s) = core, s != 0 else { return nil }
    let order = spelled(s.magnitude)
    let weight: String
    switch form {
    case .multiindex: weight = "Σ_{|α|\(isSeminorm ? "=" : "≤")\(order)} κ^{2α}"
    case .ends: weight = (isSeminorm ? "" : "1 + ") + "Σᵢ κᵢ^{2·\(order)}"
    case _ where isSeminorm: weight = "λ^\(order)"
    case .sum: weight = order == "1" ? "1 + λ" : "Σ_{j≤\(order)} λ^j"
    case .graph: weight = "1 + λ^\(order)"
    default: weight = "(1 + λ)^\(order)"
    }
    let kernel = needsZeroMean ? "; of functions of zero mean only" : ""
    let form = isSeminorm && self.form == .sum ? "homogeneous" : self.form?.rawValue ?? ""
    return "form \(form): weight " + (s < 0 ? "1/(\(weight))" : weight)
      + ", λ = |κ|², κ in radians per unit of length" + kernel
  }

  private var unitLine: String {
    switch core {
    case .vector: return "a number of the vector of values: no integral, no mesh size, no weights"
    case .lebesgue(.infinity), .slobodeckij(_, .infinity): return "a maximum over points"
    case .totalVariation:
      return "the mass of Du, a measure: jumps count with their height times the area of their face"
    default: return "an integral over the box, not an average: the volume is in it"
    }
  }

  private func weightLines(_ scheme: Scheme, _ grid: Grid?) -> [String] {
    var lines: [String] = []
    for (kind, axes) in scheme.groups(rank: grid?.rank) {
      lines.append((axes.isEmpty ? "" : axes + ": ") + kind.eyes)
    }
    if let grid, order != 0,
      !grid.axes.allSatisfy({ $0.end(.lower) != .dirichlet && $0.end(.upper) != .dirichlet })
    {
      lines.append(
        "the scale of −Δ with the Dirichlet condition: a function that does not vanish there has "
          + "norms of order ½ and more that grow without bound")
    }
    return lines
  }

  private var order: Double { core.order ?? 0 }

  private func lastModeLine(_ scheme: Scheme, _ grid: Grid?, _ policy: LastMode) -> String? {
    if let grid, !grid.axes.contains(where: { $0.lastMode != nil }) {
      return "no axis has a last mode"
    }
    guard scheme.isSpectral else {
      return "the last mode counts as the grid sees it: policies concern spectral norms only"
    }
    switch policy {
    case .parseval: return "last mode parseval: with the grid's energy, twice that of its function"
    case .interpolant:
      return "last mode interpolant: with the energy of the function through the points"
    case .drop: return "last mode drop: not counted"
    }
  }

  private func gridLines(_ scheme: Scheme, rank: Int) -> [String] {
    switch core {
    case .lebesgue:
      return [
        "by the grid's quadrature, h Σ, with h/2 at a node on a Neumann end, whatever the scheme"
      ]
    case .totalVariation:
      return [
        "differences of neighbours on the grid, whatever the scheme; 0 at a free end, around a circle, "
          + "and to the boundary value 0 beyond a Dirichlet end"
      ]
    case .slobodeckij(let k, _) where k == k.rounded():
      return scheme.groups(rank: rank).map { kind, axes in
        (axes.isEmpty ? "" : axes + ": ") + kind.derivativeWords
      }
    default: return []
    }
  }
}

extension Scheme {
  /// The kinds with the axes that they hold for; no axes where one holds for all.
  fileprivate func groups(rank: Int?) -> [(kind: Discretization, axes: String)] {
    if kinds.count == 1 { return [(kinds[0], "")] }
    var groups: [(kind: Discretization, axes: String)] = []
    for (kind, axis) in zip(kinds.prefix(rank ?? kinds.count), ["x", "y", "z"]) {
      if let i = groups.firstIndex(where: { $0.kind == kind }) {
        groups[i].axes += ", " + axis
      } else {
        groups.append((kind, axis))
      }
    }
    return groups.count == 1 ? [(groups[0].kind, "")] : groups
  }
}

extension Discretization {
  /// How the kind sees a mode with the phase θ = κh.
  fileprivate var eyes: String {
    switch self {
    case .spectral: "spectral: trigonometric functions, Parseval; the m-th derivative has κ^m"
    case .staggered(let order):
      "staggered, order \(order): differences between neighbours; "
        + (order == 2 ? "of κ they see (2/h) sin(κh/2), " : "of κ they see ") + "2/π of it at least"
    case .stencil(let order):
      "stencil, order \(order): the energy ⟨−Δ_h u, u⟩ of the \(order + 1)-point Laplacian, no derivative"
    case .mehrstellen:
      "mehrstellen: the energy of the compact Laplacian δ²/(1 + δ²/12) of order 4, no derivative"
    case .centred(let order):
      "centred, order \(order): differences over two cells; the checkerboard is not seen"
    case .spline(let degree):
      "spline, degree \(degree): the \(degree == 1 ? "linear element" : "spline") through the values, "
        + "exact mass and stiffness"
    }
  }

  /// How a derivative becomes values on some grid.
  fileprivate var derivativeWords: String {
    switch self {
    case .spectral: "spectral: derivatives of the trigonometric function, collocated at the points"
    case .staggered(let order):
      "staggered, order \(order): differences at the places between the points, by their quadrature"
    case .stencil(let order): "stencil, order \(order): a Laplacian, which has no first derivative"
    case .mehrstellen: "mehrstellen: a Laplacian, which has no first derivative"
    case .centred(let order): "centred, order \(order): differences over two cells, at the points"
    case .spline(let degree):
      "spline, degree \(degree): the function itself, by Gauss quadrature between its knots, exact "
        + "for even p; p = inf: the Gauss points and the knots from both sides"
    }
  }
}
