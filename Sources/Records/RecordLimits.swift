package import Diagnostics
import YAML

/// What the file of a record may hold, looked at before anything is written: a record that could not be read back is
/// never made.
package enum RecordLimits {
  /// So many bytes of values break no limit, however they are spread and escaped.
  private static let harmless = 8 << 10

  /// Throws `invalid_value` where the file of a record of these values would be too large to be read again, or a number in it.
  package static func check(_ creation: Change.Creation, table: FieldTable) throws(Diagnostic) {
    if let key = unreadable(in: creation.values) {
      throw excess(
        of: key, in: creation.kind, creation.values[creation.kind.nameKey]?.text ?? creation.kind.rawValue)
    }
    guard size(creation.values) > harmless else { return }
    try check(
      name: creation.values[creation.kind.nameKey]?.text ?? creation.kind.rawValue, table: table,
      values: table.ordered(creation.values),
      entries: RecordWriter.entries(of: creation, table: table))
  }

  /// The same for new values of a record that exists; small ones cannot be what makes it too large to be read.
  package static func check(
    _ changes: [String: Value?], of record: @autoclosure () -> Record?
  ) throws(Diagnostic) {
    if let key = unreadable(in: changes.compactMapValues { $0 }), let record = record() {
      throw excess(of: key, in: record.kind, record.name)
    }
    guard size(changes.compactMapValues { $0 }) > harmless, let after = record()?.replacing(changes) else {
      return
    }
    let table = after.table
    try check(
      name: after.name, table: table,
      values: table.fields.indices.compactMap { slot in
        after.storage.value(slot: slot).map { (slot: slot, value: $0) }
      }, entries: RecordWriter.entries(of: after))
  }

  private static func check(
    name: String, table: FieldTable, values: [(slot: Int, value: Value)], entries: [(String, YAMLValue)]
  ) throws(Diagnostic) {
    guard let problem = problem(in: Emitter.emit(map: entries)) else { return }
    let largest = values.max { size($0.value) < size($1.value) }
    let field = largest.map { "its \(table.fields[$0.slot].key), of \(size($0.value)) bytes, " } ?? "it "
    throw Diagnostic(
      .invalidValue,
      "\(table.kind.rawValue) \"\(shortened(name))\" is too large for a record: \(field)could not be read back",
      hints: [
        Hint(problem),
        "a text takes \(Limits.record.scalar >> 10) KiB, a record \(Limits.record.bytes >> 10) KiB",
      ])
  }

  /// Why bytes that are about to be written could not be read again; nil when they can, which for nearly all files
  /// their length alone tells.
  package static func problem(in bytes: [UInt8]) -> String? {
    // An event takes a byte at least, as each of a text's does.
    guard bytes.count > Limits.record.events else { return nil }
    do throws(YAMLError) {
      _ = try Document(parsing: bytes, file: "")
      return nil
    } catch {
      return error.isLimit ? error.message : nil
    }
  }

  /// The first key that holds a number of more digits than are read.
  private static func unreadable(in values: [String: Value]) -> String? {
    func isReadable(_ value: Value) -> Bool {
      switch value {
      case .number(let number): number.isReadable
      case .list(let values): values.allSatisfy(isReadable)
      case .map(let entries): entries.allSatisfy { isReadable($0.value) }
      case .text, .boolean, .date, .monthDay, .instant, .reference: true
      }
    }
    return values.filter { !isReadable($0.value) }.keys.min()
  }

  private static func excess(of key: String, in kind: Kind, _ name: String) -> Diagnostic {
    Diagnostic(
      .invalidValue,
      "\(kind.rawValue) \"\(shortened(name))\": its \(key) would have more digits than a number may have",
      hints: ["a number takes 18 digits before the point and 18 after it"], cause: .field(key))
  }

  private static func size(_ values: [String: Value]) -> Int {
    var sum = 0
    for value in values.values { sum += size(value) }
    return sum
  }

  /// About the bytes that a value takes in a file, its separators included.
  private static func size(_ value: Value) -> Int {
    switch value {
    case .text(let text): text.utf8.count
    case .list(let values): values.reduce(0) { $0 + size($1) + 4 }
    case .map(let entries): entries.reduce(0) { $0 + $1.key.utf8.count + size($1.value) + 4 }
    case .number, .boolean, .date, .monthDay, .instant, .reference: 24
    }
  }

  private static func shortened(_ name: String) -> String {
    name.utf8.count <= 80 ? name : name.prefix(40) + "…"
  }
}
