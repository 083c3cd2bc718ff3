import Foundation

/// The most bytes that this process has had in memory.
var peakMemory: Int {
  var usage = rusage()
  #if canImport(Darwin)
    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0
  #else
    let own = Int32(RUSAGE_SELF.rawValue)
    return getrusage(own, &usage) == 0 ? usage.ru_maxrss * 1024 : 0
  #endif
}
