import ArgumentParser
import Cases
import Grids
import Transforms

extension Run {
  /// Reads FFTW's wisdom: of the file that the user names, which has to be right if it is there, or
  /// that of the user's cache directory, which is ignored if it is broken.
  func readWisdom(_ console: Console) throws {
    if let wisdom {
      guard FileSystem.exists(wisdom) else { return }
      do {
        try Wisdom.read(from: wisdom)
      } catch {
        console.fail(Diagnostic(error.description))
        throw ExitCode(Status.wrong.rawValue)
      }
    } else if let cachedWisdom {
      do {
        try Wisdom.readCache(from: cachedWisdom)
      } catch {
        console.say("note: \(error.description); it is ignored")
      }
    }
  }

  /// Writes it; that the cache cannot be written is worth a note only.
  func writeWisdom(_ console: Console) -> Status {
    if let wisdom {
      do {
        try Wisdom.write(to: wisdom)
      } catch {
        console.fail(Diagnostic(error.description))
        return .wrong
      }
    } else if let cachedWisdom {
      do {
        switch options.precision {
        case .float: try Wisdom.writeCache(Float.self, to: cachedWisdom)
        case .double: try Wisdom.writeCache(Double.self, to: cachedWisdom)
        case .extended: try Wisdom.writeCache(Extended.self, to: cachedWisdom)
        }
      } catch {
        console.say("note: \(error.description)")
      }
    }
    return .done
  }

  /// The file in the cache directory; nil for plans by rule, which are the same on every run.
  private var cachedWisdom: String? {
    guard plan != .estimate else { return nil }
    return switch options.precision {
    case .float: Wisdom.cachePath(Float.self)
    case .double: Wisdom.cachePath(Double.self)
    case .extended: Wisdom.cachePath(Extended.self)
    }
  }
}
