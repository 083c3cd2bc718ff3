/// The widest binary floating-point type of the machine: geometry is held in it, so that no
/// precision a field may have loses digits to its grid.
#if arch(x86_64) || arch(i386)
  /// The machine's widest type.
  public typealias Extended = Float80
#else
  /// The machine's widest type.
  public typealias Extended = Double
#endif
