import CArchive
import Diagnostics

/// The entries of an archive in the order of its directory, none of which covers bytes of another.
struct ZipDirectory {
  private(set) var entries: [ZipReader.Entry] = []
  private var total = 0
  private var extents: [Range<UInt64>] = []
  /// Room for the longest name that an archive can have.
  private var name = [CChar](repeating: 0, count: 1 << 16)

  init(_ bytes: [UInt8], limits: ZipLimits) throws(Diagnostic) {
    // The end of a directory, and nothing before it.
    if bytes.starts(with: [0x50, 0x4b, 0x05, 0x06]) { return }
    let handle = try ZipHandle.open(bytes)
    let claimed = handle.call(bytes) { crm_zip_claimed($0) }
    guard claimed <= UInt64(limits.entries) else {
      throw Diagnostic(.invalidData, "the archive claims to have \(claimed) entries")
    }
    var status = handle.call(bytes) { crm_zip_first($0) }
    while status == ZipStatus.ok {
      try add(handle, bytes, limits: limits)
      status = handle.call(bytes) { crm_zip_next($0) }
    }
    // An archive without entries has no first one.
    guard status == ZipStatus.end || claimed == 0 else {
      throw Diagnostic(.invalidData, "the directory of the archive is damaged")
    }
    try checkExtents(bytes.count)
  }

  private mutating func add(_ handle: ZipHandle, _ bytes: [UInt8], limits: ZipLimits) throws(Diagnostic) {
    guard entries.count < limits.entries else {
      throw Diagnostic(.invalidData, "the archive has more than \(limits.entries) entries")
    }
    var raw = crm_zip_entry()
    let status = name.withUnsafeMutableBufferPointer { room in
      handle.call(bytes) { crm_zip_current($0, &raw, room.baseAddress, room.count) }
    }
    guard status == ZipStatus.ok, raw.size <= UInt64(Int.max), raw.compressed <= UInt64(bytes.count) else {
      throw Diagnostic(.invalidData, "the directory of the archive is damaged")
    }
    let text = String(
      decoding: name.prefix(Int(raw.name_length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let entry = ZipReader.Entry(
      name: ZipDirectory.normalized(text), compressedSize: Int(raw.compressed), size: Int(raw.size),
      isEncrypted: raw.flags & 1 != 0, method: Int(raw.method), position: raw.position, number: raw.number)
    total = total.addingReportingOverflow(entry.size).overflow ? Int.max : total + entry.size
    guard total <= limits.total else {
      throw Diagnostic(.invalidData, "the archive would unpack to more than \(limits.total >> 30) GiB")
    }
    entries.append(entry)
    var start: UInt64 = 0
    guard handle.call(bytes, { crm_zip_begin($0, 1, &start) }) == ZipStatus.ok else {
      throw Diagnostic(.invalidData, "\(entry.name) of the archive is damaged")
    }
    _ = handle.call(bytes) { crm_zip_finish($0) }
    if raw.compressed > 0 { extents.append(start..<(start + raw.compressed)) }
  }

  private mutating func checkExtents(_ count: Int) throws(Diagnostic) {
    extents.sort { $0.lowerBound < $1.lowerBound }
    var end: UInt64 = 0
    for extent in extents {
      guard extent.lowerBound >= end else {
        throw Diagnostic(.invalidData, "entries of the archive overlap")
      }
      end = extent.upperBound
    }
    guard end <= UInt64(count) else { throw Diagnostic(.invalidData, "the archive is cut off") }
  }

  /// Some programs write `\` between folders, others begin with `/`.
  static func normalized(_ name: String) -> String {
    let parts = name.split(omittingEmptySubsequences: true) { $0 == "/" || $0 == "\\" }
    return parts.joined(separator: "/") + (name.hasSuffix("/") ? "/" : "")
  }
}

/// What calls return.
enum ZipStatus {
  static let ok = Int32(CRM_ZIP_OK)
  static let end = Int32(CRM_ZIP_END)
}
