import CArchive
package import Diagnostics

/// The bytes of one entry of an archive, unpacked as they are asked for.
package final class ZipStream: ByteSource {
  package let entry: ZipReader.Entry
  private let archive: ZipReader
  private let handle: ZipHandle
  private var produced = 0
  private var isDone = false

  /// Throws `invalid_data` for an entry that is encrypted or packed in an unknown way.
  init(_ archive: ZipReader, _ entry: ZipReader.Entry) throws(Diagnostic) {
    if entry.isEncrypted {
      throw Diagnostic(
        .invalidData, "\(entry.name) is encrypted", hints: ["save the file without a password"])
    }
    guard entry.method == 0 || entry.method == 8 else {
      throw Diagnostic(.invalidData, "\(entry.name) is packed by a method that is not read (\(entry.method))")
    }
    self.archive = archive
    self.entry = entry
    handle = try ZipHandle.open(archive.bytes)
    var start: UInt64 = 0
    let status = handle.call(archive.bytes) { reader -> Int32 in
      let status = crm_zip_go(reader, entry.position, entry.number)
      return status == ZipStatus.ok ? crm_zip_begin(reader, 0, &start) : status
    }
    guard status == ZipStatus.ok else { throw ZipStream.damaged(entry) }
  }

  private static func damaged(_ entry: ZipReader.Entry) -> Diagnostic {
    Diagnostic(.invalidData, "\(entry.name) of the archive is damaged or cut off")
  }

  /// Throws `invalid_data` where the bytes are damaged, which may be known only at their end, or far more than they were
  /// when packed.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    if isDone { return 0 }
    let count = handle.call(archive.bytes) { crm_zip_read($0, buffer.baseAddress, buffer.count) }
    guard count >= 0 else { throw ZipStream.damaged(entry) }
    produced += Int(count)
    let limits = archive.limits
    if produced > limits.freeSize, produced / max(1, entry.compressedSize) > limits.ratio {
      throw Diagnostic(
        .invalidData, "\(entry.name) unpacks to more than \(limits.ratio) times its size: no table does that")
    }
    if count == 0, buffer.count > 0 {
      isDone = true
      let status = handle.call(archive.bytes) { crm_zip_finish($0) }
      guard status == ZipStatus.ok, produced == entry.size else { throw ZipStream.damaged(entry) }
    }
    return Int(count)
  }
}
