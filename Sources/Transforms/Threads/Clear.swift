import RealModule

/// x ← 0, byte by byte: a number whose bits are 0 is 0, and code that is not specialised would write
/// them one at a time through its witnesses.
package func clear<Scalar: TransformScalar>(_ x: UnsafeMutablePointer<Scalar>, _ count: Int) {
  UnsafeMutableRawBufferPointer(start: x, count: count * MemoryLayout<Scalar>.stride)
    .initializeMemory(as: UInt8.self, repeating: 0)
}
