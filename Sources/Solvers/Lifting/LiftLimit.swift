/// A lifting that could not be as deep as was asked, and why.
public struct LiftLimit: Hashable, Sendable {
  /// The depth that was asked for, or that the scheme needs for its order.
  public let asked: Int
  /// The depth that was taken.
  public let taken: Int
  /// Where what data and source say of u does not fit together.
  public let conflict: DataConflict
}
