#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the kernel knows of this process's memory, where it tells.
public enum ProcessMemory {
  /// Bytes resident now.
  public static var current: Int? { field("VmRSS:") }
  /// Most bytes resident since the start or the last reset.
  public static var peak: Int? { field("VmHWM:") }

  /// The bytes that this process may use: the machine's, or its control group's.
  public static var available: Int {
    var bytes = Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE)))
    for path in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"] {
      if let text = try? FileSystem.contents(of: path),
        let limit = Int(String(decoding: text, as: UTF8.self).prefix { $0.isNumber })
      {
        bytes = min(bytes, limit)
      }
    }
    return bytes
  }

  /// Forgets the peak so far.
  public static func reset() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  private static func field(_ name: String) -> Int? {
    guard let file = fopen("/proc/self/status", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = line.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      guard text.hasPrefix(name) else { continue }
      let digits = text.drop { !$0.isNumber }.prefix { $0.isNumber }
      return Int(digits).map { $0 * 1024 }
    }
    return nil
  }
}
