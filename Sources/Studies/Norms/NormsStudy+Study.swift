import Discretizations
import Norms

extension NormsStudy: Study {
  /// `norms`
  public var kind: StudyKind { .norms }

  /// Functions by norms, each discretisation a measure.
  public var columns: StudyColumns {
    var columns = StudyColumns()
    columns.functions = functions.map(\.name)
    columns.norms = options.norms
    columns.measures = methods.map(measure)
    return columns
  }

  /// The functions; there is nothing to be refused.
  public func check() throws(StudyError) -> [String] {
    functions.map { "\($0.name) = \($0.source)" }
  }

  /// A function and what the norms hold beside it, on the grid itself or on the finer of the two on
  /// which norms are estimated.
  public func predictedMemory(cells: [Int], scalarSize: Int) -> Int {
    let scratch =
      methods.flatMap { method -> [Int] in
        let fields = options.norms.map { $0.scratchFields(Scheme(method.kinds)) }
        // A variation takes none of the spectrum that the space keeps of another norm.
        let takesSpectrum = zip(options.norms, fields).contains {
          $0.core != .totalVariation && $1 > 0
        }
        return zip(options.norms, fields).map { norm, n in
          norm.core == .totalVariation && takesSpectrum ? n + 1 : n
        }
      }.max() ?? 0
    let fields = functions.map { max($0.source.footprint.peak, $0.source.footprint.held + scratch) }
    let factor = options.oversample > 1 ? 2 * options.oversample : 1
    var footprint = Footprint()
    footprint.hold(Holding(Double(fields.max() ?? 0), on: cells.map { factor * $0 }))
    return footprint.bytes(on: domain, scalarSize: scalarSize)
  }

  /// `spectral`, `discrete` if there is one other method only, else the method's name.
  func measure(_ method: Method) -> Measure { method.measure(among: methods) }
}

extension Method {
  /// The measure that a method is in a study `norms`: `spectral`, `discrete` if there is no other,
  /// else its name.
  public func measure(among methods: [Method]) -> Measure {
    func isSpectral(_ method: Method) -> Bool { method.kinds.allSatisfy { $0 == .spectral } }
    if isSpectral(self) { return "spectral" }
    return methods.count { !isSpectral($0) } == 1 ? "discrete" : name
  }
}
