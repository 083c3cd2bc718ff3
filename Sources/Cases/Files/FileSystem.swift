#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files by the C library: Foundation's would take longer to load than a small case to run.
public enum FileSystem {
  /// Whether there is something of this name.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// All bytes of a file.
  public static func contents(of path: String) throws(FileSystemError) -> [UInt8] {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw FileSystemError(path) }
    defer { close(file) }
    return try contents(file, path)
  }

  /// All bytes of standard input.
  public static func standardInput() throws(FileSystemError) -> [UInt8] {
    try contents(STDIN_FILENO, "standard input")
  }

  private static func contents(
    _ file: Int32, _ path: String
  ) throws(FileSystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &block, block.count)
      if count > 0 { bytes += block[..<count] } else if count == 0 { return bytes }
      if count < 0, errno != EINTR { throw FileSystemError(path) }
    }
  }

  /// Makes or replaces a file.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileSystemError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    guard file >= 0 else { throw FileSystemError(path) }
    let isWritten = write(bytes, to: file)
    let error = FileSystemError(path)
    // Some file systems say only now that there is no room.
    guard close(file) == 0 else { throw FileSystemError(path) }
    if !isWritten { throw error }
  }

  /// Writes to an open file; false, with `errno`, if that fails.
  @discardableResult
  public static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        #if canImport(Glibc)
          let count = Glibc.write(file, bytes.baseAddress! + start, bytes.count - start)
        #elseif canImport(Musl)
          let count = Musl.write(file, bytes.baseAddress! + start, bytes.count - start)
        #elseif canImport(Darwin)
          let count = Darwin.write(file, bytes.baseAddress! + start, bytes.count - start)
        #endif
        if count < 0, errno != EINTR { return false }
        start += max(0, count)
      }
      return true
    }
  }

  /// Makes a folder, and those that it lies in, where they are missing.
  public static func makeFolder(_ path: String) throws(FileSystemError) {
    if mkdir(path, 0o777) == 0 || isFolder(path) { return }
    let error = FileSystemError(path)
    guard errno == ENOENT, let slash = path.dropLast().lastIndex(of: "/"), slash > path.startIndex
    else { throw error }
    try makeFolder(String(path[..<slash]))
    if mkdir(path, 0o777) != 0, !isFolder(path) { throw FileSystemError(path) }
  }

  private static func isFolder(_ path: String) -> Bool {
    let code = errno
    defer { errno = code }
    guard let folder = opendir(path) else { return false }
    closedir(folder)
    return true
  }

  /// Gives a file another name, in place of what had it.
  static func move(_ path: String, to target: String) throws(FileSystemError) {
    if rename(path, target) != 0 { throw FileSystemError(target) }
  }

  /// Removes a file, if it is there.
  static func remove(_ path: String) { unlink(path) }
}

/// What the file system says.
public struct FileSystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public let path: String
  /// `errno`
  private let code: Int32

  /// What went wrong last.
  fileprivate init(_ path: String) {
    self.path = path
    code = errno
  }

  /// `No space left on device`
  public var reason: String { String(cString: strerror(code)) }
  /// `results/table.txt: No space left on device`
  public var description: String { "\(path): \(reason)" }
  /// What follows a file's name: `does not exist`, `is a folder`, `cannot be read: …`.
  public var predicate: String {
    switch code {
    case ENOENT: "does not exist"
    case EISDIR: "is a folder"
    default: "cannot be read: \(reason)"
    }
  }
}
