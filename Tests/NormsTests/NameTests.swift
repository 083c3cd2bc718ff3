import Norms
import Testing

@Suite struct NameTests {
  @Test(
    "Names are echoed in canonical spelling",
    arguments: [
      ("H1", "H1"), ("H1.0", "H1"), ("H+1", "H1"), (" H 1 ", "H1"), ("H-1", "H-1"), ("H0", "H0"),
      ("H-0", "H0"), ("H0.50", "H0.5"), ("H.5", "H0.5"), ("L2", "L2"), ("L2.0", "L2"),
      ("Linf", "Linf"), ("L1.5", "L1.5"), ("|H1|", "|H1|"), ("H1semi", "|H1|"),
      ("H1:sum", "H1"), ("H1:bessel", "H1"), ("H-1:ends", "H-1"),
      ("H2", "H2:sum"), ("H2:sum", "H2:sum"), ("H2:bessel", "H2:bessel"), ("H-2", "H-2:sum"),
      ("H-2:bessel", "H-2:bessel"), ("H2:multiindex", "H2:multiindex"), ("H3:ends", "H3:ends"),
      ("H2:graph", "H2:graph"), ("H0.5:bessel", "H0.5"), ("H0.5:graph", "H0.5:graph"),
      ("|H2|", "|H2|"), ("|H2:sum|", "|H2|"), ("|H2:bessel|", "|H2|"), ("|H2:graph|", "|H2|"),
      ("|H0.5:graph|", "|H0.5|"), ("|H2:multiindex|", "|H2:multiindex|"),
      ("H2semi:ends", "|H2:ends|"), ("|H1:ends|", "|H1|"), ("|H-1|", "|H-1|"),
      ("W1,2", "W1,2"), ("|W1,3|", "|W1,3|"), ("W0.5,2", "W0.5,2"), ("W2,inf", "W2,inf"),
      ("B0.5,2,2", "B0.5,2,2"), ("B-1,inf,1:smooth", "B-1,inf,1:smooth"), ("TV", "TV"),
      ("TV:anisotropic", "TV:anisotropic"), ("TV:isotropic", "TV"), ("energy", "energy"),
      ("vector:0.5", "vector:0.5"), ("vector:2.0", "vector:2"), ("vector:.5", "vector:0.5"),
      ("vector:inf", "vector:inf"), ("vector:nonzeros", "vector:nonzeros"),
      ("vector:hamming", "vector:hamming"),
    ])
  func canonical(text: String, name: String) throws {
    let norm = try Norm(text)
    #expect(norm.name == name)
    // Reading back what was printed gives the same norm, not only the same name.
    #expect(try Norm(norm.name) == norm)
    #expect(try Norm(norm.name).name == name)
  }

  @Test("Equal weights are equal norms")
  func equality() throws {
    #expect(try Norm("H1:bessel") == .h(1))
    #expect(try Norm("|H2:bessel|") == .homogeneous(2))
    #expect(try Norm("|H0.5:graph|") == .homogeneous(0.5))
    #expect(try Norm("H2") == .h(2, .sum))
    #expect(try Norm("H2") != .h(2, .bessel))
    #expect(try Norm("|H2|") != .h(2))
  }

  @Test(
    "What is not a norm is refused",
    arguments: [
      "", "H", "L", "X1", "h1", "L0.5", "L0", "L-1", "Lnan", "Linfinity", "H1e400", "Hnan", "Hinf",
      "|H1", "H1|", "||", "|L2|", "|TV|", "|energy|", "H1:", "H1:frobenius", "L2:sum", "H0.5:sum",
      "H0.5:ends", "H1.5:multiindex", "TV:sum", "energy:sum", "W1", "W-1,2", "W1,0.5", "W1,2:sum",
      "W1,2,3", "B1,2", "B1,0.5,2", "H1,L2", "L2,H1", "H 1 0 0", "H40", "TVsemi", "W1,2:gagliardo",
      "H1..2", "H1:sum:bessel", "vector", "vector:", "vector:0", "vector:-1", "vector:nan",
      "vector:l2", "|vector:2|", "vector:2:sum", "vector:infinity",
    ])
  func refused(text: String) {
    #expect(throws: NormNameError.self) { try Norm(text) }
  }

  @Test("Ranges are one norm each, and take one form throughout")
  func ranges() throws {
    #expect(try Norm.list(["H0..1 step 0.5"]) == [.h(0), .h(0.5), .h(1)])
    #expect(try Norm.list(["H-2..2 step 0.25"]).count == 17)
    #expect(try Norm.list(["H0..3 step 1"]).map(\.name) == ["H0", "H1", "H2:bessel", "H3:bessel"])
    #expect(try Norm.list(["H0..3 step 1:sum"]).map(\.name) == ["H0", "H1", "H2:sum", "H3:sum"])
    #expect(try Norm.list(["H0..0.3 step 0.1"]).map(\.name).count == 4)
    #expect(try Norm.list(["|H0..2 step 1|"]) == [0, 1, 2].map { .homogeneous($0) })
    #expect(
      try Norm.list(["L2", "H-1..1 step 1", "Linf"]).map(\.name) == [
        "L2", "H-1", "H0", "H1", "Linf",
      ])
    for text in [
      "H0..2", "H2..0 step 1", "H0..2 step 0", "H0..2 step -1", "L1..2 step 1",
      "H0..1 step 0.5:sum",
      "H0..2 step 1:x", "H0..40 step 1",
    ] {
      #expect(throws: NormNameError.self) { try Norm.list([text]) }
    }
  }

  @Test("A range's orders are the decimal ones: names carry no round-off")
  func rangeNames() throws {
    #expect(
      try Norm.list(["H0..1 step 0.1"]).map(\.name)
        == ["H0", "H0.1", "H0.2", "H0.3", "H0.4", "H0.5", "H0.6", "H0.7", "H0.8", "H0.9", "H1"])
  }

  @Test("A list that mixes natural and fractional orders takes bessel unless named")
  func mixing() throws {
    #expect(try Norm.list(["H2", "H0.5"]).map(\.name) == ["H2:bessel", "H0.5"])
    #expect(try Norm.list(["H2:sum", "H0.5"]).map(\.name) == ["H2:sum", "H0.5"])
    #expect(try Norm.list(["H2", "H1"]).map(\.name) == ["H2:sum", "H1"])
    #expect(try Norm.list(["L2", "H1", "Linf"]) == [.l2, .h(1), .lInfinity])
    #expect(try Norm.list(["|H2|", "H0.5"]).map(\.name) == ["|H2|", "H0.5"])
  }
}
