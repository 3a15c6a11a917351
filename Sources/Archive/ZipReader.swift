import CArchive
package import Diagnostics

/// A zip archive in memory: its directory, checked as a whole when it is opened, and the bytes of its entries.
package struct ZipReader: Sendable {
  package struct Entry: Sendable, Hashable {
    /// With `/` between folders and none at the start, whatever the archive has.
    package let name: String
    package let compressedSize: Int
    /// What it unpacks to, as the directory has it; more is never read.
    package let size: Int
    package let isEncrypted: Bool
    /// 0 stored, 8 deflated; no other is read.
    package let method: Int
    let position: UInt64
    let number: UInt64
  }

  package let entries: [Entry]
  let bytes: [UInt8]
  let limits: ZipLimits
  private let places: [String: Int]

  /// Whether the bytes begin as a zip archive does.
  package static func sniff(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4b, 0x05, 0x06])
  }

  /// Reads the directory; throws `invalid_data` for one that is damaged, contradicts itself or asks for too much.
  package init(_ bytes: [UInt8], limits: ZipLimits = .standard) throws(Diagnostic) {
    self.bytes = bytes
    self.limits = limits
    let directory = try ZipDirectory(bytes, limits: limits)
    entries = directory.entries
    var places: [String: Int] = [:]
    for (index, entry) in directory.entries.enumerated() {
      guard places.updateValue(index, forKey: entry.name) == nil else {
        throw Diagnostic(.invalidData, "the archive has two entries named \"\(entry.name)\"")
      }
    }
    for (index, entry) in directory.entries.enumerated() {
      let name = entry.name.lowercased()
      if places[name] == nil { places[name] = index }
    }
    self.places = places
  }

  /// The entry of this name; another case of letters is taken where the name itself is not there.
  package func entry(named name: String) -> Entry? {
    (places[name] ?? places[name.lowercased()]).map { entries[$0] }
  }

  /// The bytes of an entry, unpacked piece by piece. Any number of them may be under way.
  package func stream(_ entry: Entry) throws(Diagnostic) -> ZipStream { try ZipStream(self, entry) }

  /// All bytes of an entry; throws `invalid_data` where there are more than the limit.
  package func contents(_ entry: Entry, limit: Int = 64 << 20) throws(Diagnostic) -> [UInt8] {
    guard entry.size <= limit else {
      throw Diagnostic(.invalidData, "\(entry.name) is too large: \(entry.size >> 20) MiB")
    }
    let stream = try stream(entry)
    var contents: [UInt8] = []
    contents.reserveCapacity(min(entry.size, 1 << 20))
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try ZipReader.read(stream, into: &piece)
      if count == 0 { return contents }
      contents += piece[..<count]
    }
  }

  /// Fills an array from its start; 0 means the end.
  package static func read(_ stream: ZipStream, into piece: inout [UInt8]) throws(Diagnostic) -> Int {
    var failure: Diagnostic?
    let count = piece.withUnsafeMutableBytes { buffer in
      do throws(Diagnostic) { return try stream.read(into: buffer) } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    return count
  }
}

/// The C library's state of one archive; it sees the bytes only while a call lasts.
final class ZipHandle {
  private let reader: OpaquePointer

  /// Nil without memory.
  init?() {
    guard let reader = crm_zip_reader_new() else { return nil }
    self.reader = reader
  }

  deinit { crm_zip_reader_free(reader) }

  func call<T>(_ bytes: [UInt8], _ body: (OpaquePointer) -> T) -> T {
    bytes.withUnsafeBytes { buffer in
      crm_zip_attach(reader, buffer.baseAddress, buffer.count)
      defer { crm_zip_attach(reader, nil, 0) }
      return body(reader)
    }
  }

  static func open(_ bytes: [UInt8]) throws(Diagnostic) -> ZipHandle {
    guard let handle = ZipHandle() else { throw Diagnostic(.io, "no memory for the archive") }
    guard handle.call(bytes, { crm_zip_open($0) }) == ZipStatus.ok else {
      throw Diagnostic(.invalidData, "the archive is damaged or cut off: its directory is not there")
    }
    return handle
  }
}
