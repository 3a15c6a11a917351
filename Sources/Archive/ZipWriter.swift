import CArchive
package import Diagnostics

/// Writes a zip archive into memory. The same entries make the same bytes: all are dated 1980-01-01.
package final class ZipWriter {
  private let writer: OpaquePointer

  package init() throws(Diagnostic) {
    guard let writer = crm_zip_writer_new() else { throw ZipWriter.noMemory }
    self.writer = writer
  }

  deinit { crm_zip_writer_free(writer) }

  private static let noMemory = Diagnostic(.io, "no memory for the archive")

  /// Adds an entry; `isStored` leaves it as it is, as the first entry of an OpenDocument has to be.
  package func add(_ name: String, _ contents: [UInt8], isStored: Bool = false) throws(Diagnostic) {
    try begin(name, isStored: isStored)
    try write(contents)
    try end()
  }

  /// Begins an entry whose contents follow by `write`; `end` ends it.
  package func begin(_ name: String, isStored: Bool = false) throws(Diagnostic) {
    try check(crm_zip_entry_begin(writer, name, isStored ? 1 : 0))
  }

  package func write(_ bytes: [UInt8]) throws(Diagnostic) {
    try check(bytes.withUnsafeBytes { crm_zip_entry_write(writer, $0.baseAddress, $0.count) })
  }

  package func end() throws(Diagnostic) { try check(crm_zip_entry_end(writer)) }

  /// The whole archive; nothing can be added any more.
  package func finish() throws(Diagnostic) -> [UInt8] {
    try check(crm_zip_writer_finish(writer))
    var count = 0
    guard let bytes = crm_zip_writer_bytes(writer, &count) else { return [] }
    return Array(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  private func check(_ status: Int32) throws(Diagnostic) {
    guard status == ZipStatus.ok else { throw ZipWriter.noMemory }
  }
}
