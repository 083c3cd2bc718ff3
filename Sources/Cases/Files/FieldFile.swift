import Formulas
import Grids
import Reports
public import Studies

/// An array of one's own and the box on which it lies, as a command line gives them.
public struct FieldFile: Sendable {
  /// The file's name, without folders.
  public let name: String
  /// The box.
  public let domain: Domain
  /// The function.
  public let samples: GridSamples

  /// Reads an array.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - box: `0,1,0,2*pi`: both ends of x, y, z; two numbers are the ends of every axis.
  ///   - boundary: `dirichlet-neumann,periodic`: one an axis, or one for all.
  ///   - placement: `nodes` or `cells`: one an axis, or one for all.
  ///   - axes: The array's axes in order; nil is `xyz`.
  ///   - ends: The axes of which both ends are in the array, or `none`; nil where that is not said.
  /// - Throws: ``CaseError``
  public init(
    _ path: String, box: String, boundary: String, placement: String, axes: String?, ends: String?
  ) throws(CaseError) {
    name = path.split(separator: "/").last.map(String.init) ?? path
    let array: NPY
    do { array = try NPY(contentsOf: path, beside: "") } catch {
      throw CaseError(Diagnostic("\(name) \(error)", file: path))
    }
    let rank = array.shape.count
    let places = try Self.places(box, rank: rank)
    let boundaries = try Self.entries(boundary, "boundary", rank: rank).map {
      word throws(CaseError) in try Self.boundary(word)
    }
    let placements = try Self.entries(placement, "placement", rank: rank).map {
      word throws(CaseError) in
      guard let placement = Placement(rawValue: word) else {
        throw Self.fault("--placement takes nodes or cells, not \(word)")
      }
      return placement
    }
    domain = Domain(
      (0..<rank).map {
        .init(
          places[2 * $0], places[2 * $0 + 1], boundary: boundaries[$0], placement: placements[$0])
      })
    let letters = String("xyz".prefix(rank))
    var said: [Bool?] = Array(repeating: nil, count: rank)
    if let ends {
      guard ends == "none" || ends.allSatisfy({ letters.contains($0) }) else {
        throw Self.fault("--ends takes axes of \(letters), or none, not \(ends)")
      }
      said = letters.map { ends != "none" && ends.contains($0) }
    }
    guard let layout = ArrayLayout(axes: axes ?? letters, rank: rank, ends: said) else {
      throw Self.fault(
        "--axes takes the letters \(letters), each once, not \(axes ?? "")")
    }
    do {
      samples = try array.samples(layout, on: domain)
    } catch let error as ArrayError {
      var diagnostic = Diagnostic("\(name) \(error)", file: path)
      diagnostic.hints = error.hints
      if case .ambiguous(let axis, _, _, _, _) = error {
        let letter = Array(letters)[axis]
        diagnostic.hints.append("say --ends \(letter), or --ends none")
      }
      throw CaseError(diagnostic)
    } catch {
      throw CaseError(Diagnostic("\(name) \(error)", file: path))
    }
  }

  private static func fault(_ message: String) -> CaseError { CaseError(Diagnostic(message)) }

  private static func places(_ box: String, rank: Int) throws(CaseError) -> [Formula.Constant] {
    let texts = box.split(separator: ",", omittingEmptySubsequences: false)
    guard texts.count == 2 || texts.count == 2 * rank else {
      throw fault(
        "--box has \(counted(texts.count, "number", "numbers")), the array has "
          + "\(counted(rank, "axis", "axes")): both ends of each, or of all")
    }
    var places: [Formula.Constant] = []
    for text in texts {
      guard let value = (try? Formula(String(text)))?.constant, value.isFinite else {
        throw fault("--box takes numbers and expressions such as 2*pi, not \(text)")
      }
      places.append(value)
    }
    if texts.count == 2 { places = (0..<rank).flatMap { _ in places } }
    for axis in 0..<rank where places[2 * axis] >= places[2 * axis + 1] {
      throw fault("--box: axis \(Array("xyz")[axis]) ends where it begins, or before")
    }
    return places
  }

  private static func entries(
    _ text: String, _ option: String, rank: Int
  ) throws(CaseError) -> [String] {
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 1 || words.count == rank else {
      throw fault(
        "--\(option) has \(counted(words.count, "entry", "entries")), the array has "
          + counted(rank, "axis", "axes"))
    }
    return words.count == rank ? words : Array(repeating: words[0], count: rank)
  }

  private static func boundary(_ word: String) throws(CaseError) -> Boundary {
    if word == "periodic" { return .periodic }
    let ends = word.split(separator: "-").map { End(rawValue: String($0)) }
    guard (1...2).contains(ends.count), let lower = ends[0], let upper = ends[ends.count - 1] else {
      throw fault(
        "--boundary takes periodic, dirichlet, neumann, or two as dirichlet-neumann, not \(word)")
    }
    return .bounded(lower: lower, upper: upper)
  }
}
