import Diagnostics
import Records
import Text

/// A file as it goes into an index.
struct IndexedFile: Sendable {
  var path: String
  var row: FileRow
  /// The row of its record in the segment.
  var segmentRow: Int?
  var problems: [Diagnostic] = []
}

/// Records ready for an index: encoded values, words, mentions. Each worker fills its own.
struct Segment {
  private var files: [IndexedFile] = []
  private(set) var rows: [SealedSegment.Row] = []
  /// By row and slot: 0, or 1 + the place of the length and the bytes of a value in `values`.
  private var cells: [UInt32] = []
  private var values: [UInt8] = []
  private var mentions: [(target: UInt64, row: Int)] = []
  private var aliases: [(id: UInt64, row: Int)] = []
  private var words = WordCollector()
  private var phones: [(digits: String, row: Int)] = []
  /// True once the segment has more than the format's numbers can count.
  private var isOverfull = false
  private let country: String

  /// The country of phone numbers that are written without one.
  init(country: String) { self.country = country }

  /// Adds a file that holds no record.
  mutating func add(broken file: IndexedFile) { files.append(file) }

  mutating func add(_ record: Record, in file: IndexedFile) {
    var file = file
    file.segmentRow = rows.count
    let row = rows.count
    rows.append(SealedSegment.Row(id: record.id, kind: record.kind, file: files.count, cells: cells.count))
    files.append(file)
    cells.append(0)
    // The concrete type spares a million calls through the protocol.
    let loaded = record.storage as? LoadedFields
    let firstMention = mentions.count
    let table = record.table
    for slot in 1..<table.fields.count {
      guard let value = loaded == nil ? record.storage.value(slot: slot) : loaded?.value(slot: slot) else {
        cells.append(0)
        continue
      }
      appendCell { ValueCoder.encode(value, into: &$0) }
      collectMentions(value, row: row, from: firstMention)
      if table.hasWords(slot: slot) { collect(value, table.fields[slot].type, slot: slot, row: row) }
      if slot == table.aliases { collectAliases(value, row: row) }
    }
    let undeclared = record.undeclared
    if undeclared.isEmpty {
      cells.append(0)
    } else {
      appendCell { ValueCoder.encode(undeclared, into: &$0) }
    }
    words.endRow()
  }

  /// Every identifier that the value refers to, each once a record.
  private mutating func collectMentions(_ value: Value, row: Int, from first: Int) {
    switch value {
    case .reference(let reference):
      let target = reference.id.bits
      if !mentions[first...].contains(where: { $0.target == target }) { mentions.append((target, row)) }
    case .list(let values): for element in values { collectMentions(element, row: row, from: first) }
    case .map(let entries): for entry in entries { collectMentions(entry.value, row: row, from: first) }
    default: break
    }
  }

  private mutating func collectAliases(_ value: Value, row: Int) {
    for element in value.elements {
      if let id = element.text.flatMap({ Reference.identifier(endingStem: $0) }) {
        aliases.append((id.bits, row))
      }
    }
  }

  /// A cell for the value that the body appends.
  @inline(__always)
  private mutating func appendCell(_ append: (inout [UInt8]) -> Void) {
    let start = values.count
    guard let place = UInt32(exactly: start + 1) else {
      isOverfull = true
      cells.append(0)
      return
    }
    cells.append(place)
    // Nearly all lengths take one byte; where one takes more, the value makes room for it.
    values.append(0)
    append(&values)
    let length = values.count - start - 1
    if length < 0x80 {
      values[start] = UInt8(truncatingIfNeeded: length)
    } else {
      var varint: [UInt8] = []
      varint.append(varint: length)
      values.replaceSubrange(start...start, with: varint)
    }
  }

  /// The words and phone numbers of a searchable value, as filters and search look for them.
  private mutating func collect(_ value: Value, _ type: FieldType, slot: Int, row: Int) {
    switch value {
    case .text(let text):
      if !words.add(text, slot: slot) { isOverfull = true }
      if type == .phone { collect(phone: text, row: row) }
    case .list(let values): for element in values { collect(element, type.element, slot: slot, row: row) }
    // The words of a name that is referred to are those of the record that has it.
    case .reference: break
    case .map(let entries): for entry in entries { collect(entry.value, .text, slot: slot, row: row) }
    default: if !words.add(value.plainText, slot: slot) { isOverfull = true }
    }
  }

  private mutating func collect(phone text: String, row: Int) {
    let digits = PhoneNumber.digits(text)
    if !digits.isEmpty { phones.append((digits, row)) }
    guard let number = PhoneNumber(text, defaultRegion: country) else { return }
    let full = PhoneNumber.digits(number.e164)
    if full != digits { phones.append((full, row)) }
  }

  /// The segment as the builder takes it.
  consuming func sealed() -> SealedSegment {
    SealedSegment(
      files: files, rows: rows, cells: cells, values: values, mentions: mentions,
      aliases: aliases, words: words.words, tokens: words.tokens, phones: phones, isOverfull: isOverfull)
  }
}

/// A segment that is complete and shared by all cores.
final class SealedSegment: Sendable {
  struct Row: Sendable {
    let id: RecordID
    let kind: Kind
    /// The file in `files`.
    let file: Int
    /// The first of its cells.
    let cells: Int
  }

  let files: [IndexedFile]
  let rows: [Row]
  private let cells: [UInt32]
  private let values: [UInt8]
  /// The kinds of its records.
  let kinds: KindSet
  let mentions: [(target: UInt64, row: Int)]
  let aliases: [(id: UInt64, row: Int)]
  let words: ByteInterner
  let tokens: WordTokens
  let phones: [(digits: String, row: Int)]
  /// True when it has more than the format's numbers can count.
  let isOverfull: Bool

  fileprivate init(
    files: [IndexedFile], rows: [Row], cells: [UInt32], values: [UInt8],
    mentions: [(target: UInt64, row: Int)],
    aliases: [(id: UInt64, row: Int)], words: ByteInterner, tokens: WordTokens,
    phones: [(digits: String, row: Int)], isOverfull: Bool
  ) {
    self.files = files
    self.rows = rows
    self.cells = cells
    self.values = values
    var kinds = KindSet()
    for row in rows { kinds.insert(row.kind) }
    self.kinds = kinds
    self.mentions = mentions
    self.aliases = aliases
    self.words = words
    self.tokens = tokens
    self.phones = phones
    self.isOverfull = isOverfull
  }

  /// Calls the body with the row and the encoded value, behind its length as a column stores it, of each record of a kind that
  /// has one in the slot; until it says false.
  func forEachValue(
    _ kind: Kind, slot: Int, _ body: (_ row: Int, _ value: UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    values.withUnsafeBytes { values in
      for (index, row) in rows.enumerated() where row.kind == kind {
        let cell = Int(cells[row.cells + slot])
        guard cell != 0, let value = SealedSegment.value(at: cell - 1, of: values) else { continue }
        if !body(index, value) { return false }
      }
      return true
    }
  }

  @inline(__always)
  private static func value(at start: Int, of values: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard start < values.count else { return nil }
    let first = values[start]
    if first < 0x80 { return UnsafeRawBufferPointer(rebasing: values[start..<start + 1 + Int(first)]) }
    let rest = UnsafeRawBufferPointer(rebasing: values[start...])
    var reader = ByteReader(rest)
    guard let length = reader.varint(), length <= reader.count else { return nil }
    return UnsafeRawBufferPointer(rebasing: rest[..<(rest.count - reader.count + length)])
  }
}
