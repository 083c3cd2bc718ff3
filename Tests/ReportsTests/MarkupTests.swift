import Reports
import Studies
import Testing

@Suite struct MarkupTests {
  /// A study with one value of one norm.
  private func single(_ norm: String, title: String = "", _ study: StudyKind = .convergence)
    -> Results
  {
    var results = Results(study: study)
    results.title = title
    var series = Series(method: "m", note: "", grids: [[4], [8]])
    series.add(norm, "discrete", [0.5, 0.25], [nil, 1])
    results.series = [series]
    return results
  }

  @Test func `a Markdown row has one cell a column, bars or not`() {
    for results in [DrawnTables.squares, DrawnTables.kink, DrawnTables.torsion, single("|H1|")] {
      for layout in TableLayout.allCases {
        let lines = render(results, as: .markdown, layout: layout).split(separator: "\n")
        var columns: Int?
        for line in lines {
          guard line.hasPrefix("| ") else {
            columns = nil
            continue
          }
          // An escaped bar does not end a cell.
          let count = line.split(separator: "\\|").joined().count { $0 == "|" }
          #expect(count == columns ?? count)
          columns = count
        }
      }
    }
    #expect(render(single("|H1|"), as: .markdown).contains("| n | \\|H1\\| discrete | rate |"))
  }

  @Test func `Markdown's marks are escaped`() {
    let text = render(single("L2", title: "a*b_c `d` <e> [f] | $g$ #"), as: .markdown)
    #expect(text.hasPrefix("### a\\*b\\_c \\`d\\` \\<e\\> \\[f\\] \\| \\$g\\$ \\#\n"))
  }

  @Test(arguments: [
    ("L2", #"\|e\|_{L^{2}}"#), ("Linf", #"\|e\|_{L^{\infty}}"#), ("H1", #"\|e\|_{H^{1}}"#),
    ("|H1|", #"|e|_{H^{1}}"#), ("H0.5", #"\|e\|_{H^{0.5}}"#), ("H-1", #"\|e\|_{H^{-1}}"#),
    ("H2:sum", #"\|e\|_{H^{2},\mathrm{sum}}"#), ("|H2:ends|", #"|e|_{H^{2},\mathrm{ends}}"#),
    ("W1,3", #"\|e\|_{W^{1,3}}"#), ("|W1,inf|", #"|e|_{W^{1,\infty}}"#),
    ("B0.5,2,inf:sharp", #"\|e\|_{B^{0.5}_{2,\infty},\mathrm{sharp}}"#),
    ("TV", #"\mathrm{TV}(e)"#), ("TV:anisotropic", #"\mathrm{TV}_{\mathrm{anisotropic}}(e)"#),
    ("energy", #"\|e\|_{a}"#), ("vector:0.5", #"\|e\|_{\ell^{0.5}}"#),
    ("vector:hamming", #"\|e\|_{\ell^{\mathrm{hamming}}}"#),
    ("mix_norm 2%", #"\|e\|_{\mathrm{mix\_norm\ 2}}"#),
  ])
  func `a norm's name becomes its formula`(name: String, formula: String) {
    #expect(render(single(name), as: .latex).contains("{c}{$\(formula)$} \\\\"))
  }

  @Test func `the argument of a norm is what the study measures`() {
    #expect(render(single("H1", .solve), as: .latex).contains(#"$\|u_h\|_{H^{1}}$"#))
    #expect(render(DrawnTables.kink, as: .latex).contains(#"$|u|_{H^{1.25}}$ = 2.495544"#))
  }

  @Test func `LaTeX's special characters are escaped`() {
    let text = render(single("L2", title: ##"50% of a_b & {c} \d ~ ^ # $ <>"##), as: .latex)
    #expect(
      text.contains(
        ##"\caption{50\% of a\_b \& \{c\} \textbackslash{}d \textasciitilde{} "##
          + ##"\textasciicircum{} \# \$ \textless{}\textgreater{}: m}"##))
  }

  @Test func `LaTeX numbers are powers of ten, and every tabular has its columns`() {
    let text = render(DrawnTables.methods, as: .latex, layout: .methods)
    #expect(text.contains(#"$2.48\cdot10^{0}$ & $2.69\cdot10^{0}$ & --"#))
    #expect(text.contains(#"$\pm 0.02$"#))
    var columns = 0
    for line in text.split(separator: "\n").map({ $0.drop { $0 == " " } }) {
      if line.hasPrefix("\\begin{tabular}{") {
        columns = line.dropFirst("\\begin{tabular}{".count).dropLast().count
      } else if line.hasSuffix("\\\\"), !line.contains("multicolumn") {
        #expect(line.count { $0 == "&" } == columns - 1)
      }
    }
  }

  /// The captions of the drawn tables hold every character that ours use.
  @Test func `LaTeX is pure ASCII for our captions`() {
    for results in [DrawnTables.squares, DrawnTables.methods, DrawnTables.kink] {
      let lines = render(results, as: .latex).split(separator: "\n").filter { $0.first != "%" }
      #expect(lines.allSatisfy { line in line.utf8.allSatisfy { $0 < 128 } })
    }
  }
}
