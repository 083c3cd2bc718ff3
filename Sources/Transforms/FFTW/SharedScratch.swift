import Synchronization

/// Small scratch memory of this process: as many pieces as there have been at once.
enum SharedScratch {
  private static let free = Mutex<[Scratch<Double>]>([])

  /// What is about as large as the second-level cache.
  private static let largest = 1 << 21

  /// The smallest piece that is large enough, or in the place of the largest one that is there a new one; nil
  /// for sizes that are not small.
  static func take(bytes: Int) -> Scratch<Double>? {
    guard bytes <= largest else { return nil }
    let count = (bytes + 7) / 8
    let kept = free.withLock { pieces -> Scratch<Double>? in
      let fitting = pieces.indices.filter { pieces[$0].count >= count }
      if let i = fitting.min(by: { pieces[$0].count < pieces[$1].count }) {
        return pieces.remove(at: i)
      }
      if let i = pieces.indices.max(by: { pieces[$0].count < pieces[$1].count }) {
        pieces.remove(at: i)
      }
      return nil
    }
    return kept ?? Scratch(uninitialized: count)
  }

  static func give(_ piece: Scratch<Double>) { free.withLock { $0.append(piece) } }
}
