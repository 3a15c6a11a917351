package import Diagnostics

/// Bytes that come one after another.
package protocol ByteSource: AnyObject {
  /// Fills the buffer from its start with the next bytes and returns how many there are; 0 means the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int
}

/// Bytes that are all there.
package final class BytesInMemory: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - position)
    guard count > 0 else { return 0 }
    buffer.copyBytes(from: bytes[position..<(position + count)])
    position += count
    return count
  }
}
