import Diagnostics
import Records

/// An index as it lies in its image. Every read is held against the bounds of its section, so that no bytes whatsoever can
/// do more harm than wrong answers; those the checksum keeps away.
final class IndexReader: Sendable {
  let image: IndexImage
  let schema: Schema
  /// The field tables in the order of the kinds.
  let tables: [FieldTable]
  /// Of the file system that the probe was on, in ns since 1970.
  let written: Int64
  // These tables point into the image, which lives as long as the reader and is never written to.
  nonisolated(unsafe) let files: RecordTable
  nonisolated(unsafe) private let paths: UnsafeRawBufferPointer
  nonisolated(unsafe) private let pathTable: NumberTable<UInt32>
  nonisolated(unsafe) let identifiers: NumberTable<UInt64>
  nonisolated(unsafe) private let places: NumberTable<UInt32>
  nonisolated(unsafe) private let recordFiles: NumberTable<UInt32>
  /// By kind, each a table of numbers.
  nonisolated(unsafe) private let rows: [UnsafeRawBufferPointer]
  nonisolated(unsafe) private let columns: [Column]
  /// Where each kind's columns begin.
  private let firstColumn: [Int]
  nonisolated(unsafe) let aliases: RecordTable
  nonisolated(unsafe) let targets: RecordTable
  nonisolated(unsafe) let mentions: NumberTable<UInt32>
  nonisolated(unsafe) let dangling: NumberTable<UInt32>
  nonisolated(unsafe) let words: TextTable
  nonisolated(unsafe) let postingStarts: NumberTable<UInt32>
  nonisolated(unsafe) let postingRecords: NumberTable<UInt32>
  nonisolated(unsafe) let postingSlots: NumberTable<UInt8>
  nonisolated(unsafe) let keys: TextTable
  nonisolated(unsafe) let keyWords: NumberTable<UInt32>
  nonisolated(unsafe) let phones: PhoneTable
  nonisolated(unsafe) private let problems: RecordTable
  nonisolated(unsafe) private let problemText: UnsafeRawBufferPointer

  /// Nil unless header and section table are sound and fit the key; the checksum is not looked at.
  init?(_ image: IndexImage, schema: Schema, key: UInt64) {
    guard let sections = SectionTable(image.bytes, key: key) else { return nil }
    self.image = image
    self.schema = schema
    tables = Kind.allCases.map { schema[$0] }
    written = sections.written
    files = RecordTable(sections[.files], entrySize: FileRow.size)
    paths = sections[.paths]
    pathTable = NumberTable(sections[.pathTable])
    identifiers = NumberTable(sections[.identifiers])
    places = NumberTable(sections[.places])
    recordFiles = NumberTable(sections[.recordFiles])
    var rows: [UnsafeRawBufferPointer] = []
    var recordCount = 0
    var columns: [Column] = []
    var firstColumn: [Int] = []
    for kind in Kind.allCases {
      let section = sections[.rows, kind.order]
      let table = NumberTable<UInt32>(section)
      rows.append(section)
      recordCount += table.count
      firstColumn.append(columns.count)
      for slot in 0...schema[kind].fields.count {
        columns.append(Column(sections[.column, kind.order, slot], rows: table.count))
      }
    }
    self.rows = rows
    self.columns = columns
    self.firstColumn = firstColumn
    aliases = RecordTable(sections[.aliases], entrySize: 16)
    targets = RecordTable(sections[.targets], entrySize: 16)
    mentions = NumberTable(sections[.mentions])
    dangling = NumberTable(sections[.dangling])
    words = TextTable(starts: sections[.wordStarts], text: sections[.wordText])
    postingStarts = NumberTable(sections[.postingStarts])
    postingRecords = NumberTable(sections[.postingRecords])
    postingSlots = NumberTable(sections[.postingSlots])
    keys = TextTable(starts: sections[.keyStarts], text: sections[.keyText])
    keyWords = NumberTable(sections[.keyWords])
    phones = PhoneTable(
      starts: NumberTable(sections[.phoneStarts]), text: sections[.phoneText],
      records: NumberTable(sections[.phoneRecords]))
    problems = RecordTable(sections[.problems], entrySize: 16)
    problemText = sections[.problemText]
    guard identifiers.count == recordCount, places.count == recordCount, recordFiles.count == recordCount,
      pathTable.count & (pathTable.count - 1) == 0, files.count == 0 || pathTable.count > files.count
    else { return nil }
  }

  // MARK: Files

  func path(ofFile file: Int) -> UnsafeRawBufferPointer? {
    guard let row = fileRow(file) else { return nil }
    return path(of: row)
  }

  @inline(__always)
  func path(of row: FileRow) -> UnsafeRawBufferPointer? {
    let start = Int(row.pathOffset)
    guard start + Int(row.pathLength) <= paths.count else { return nil }
    return UnsafeRawBufferPointer(rebasing: paths[start..<start + Int(row.pathLength)])
  }

  /// Takes no memory for the table of files, at all of which the walk has looked, an answer at few; small tables are not worth
  /// a call.
  func releaseFiles() {
    guard files.count >= IndexReader.manyFiles else { return }
    image.release(files.bytes)
    image.release(paths)
  }

  private static let manyFiles = 1 << 15

  func fileRow(_ file: Int) -> FileRow? { files[file].flatMap { FileRow($0) } }

  /// The file whose path is the folder's (with its slash) and the name's bytes.
  @inline(__always)
  func file(
    hash: UInt64, folder: UnsafeRawBufferPointer, name: UnsafeRawBufferPointer
  ) -> (file: Int, row: FileRow)? {
    let mask = pathTable.count - 1
    guard mask >= 0 else { return nil }
    var place = Int(truncatingIfNeeded: hash) & mask
    for _ in 0...mask {
      guard let entry = pathTable[place], entry != 0 else { return nil }
      let file = Int(entry) - 1
      if let base = files[file], base.number(at: 0) == hash,
        let row = row(ofFile: file, folder: folder, name: name)
      {
        return (file, row)
      }
      place = (place + 1) & mask
    }
    return nil
  }

  /// The entry of a file if its path is the folder's (with its slash) and the name's bytes.
  @inline(__always)
  func row(ofFile file: Int, folder: UnsafeRawBufferPointer, name: UnsafeRawBufferPointer) -> FileRow? {
    guard let row = fileRow(file), Int(row.pathLength) == folder.count + name.count,
      let path = path(of: row),
      ByteOrder.areEqual(UnsafeRawBufferPointer(rebasing: path[folder.count...]), name),
      ByteOrder.areEqual(UnsafeRawBufferPointer(rebasing: path[..<folder.count]), folder)
    else { return nil }
    return row
  }

  func file(path: String) -> (file: Int, row: FileRow)? {
    var path = path
    return path.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      let none = UnsafeRawBufferPointer(start: nil, count: 0)
      return file(hash: Hashing.path(bytes), folder: none, name: bytes)
    }
  }

  func text(ofPath file: Int) -> String {
    path(ofFile: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// The files among some that lie in the folders of these kinds.
  func files(_ files: some Sequence<Int>, of kinds: KindSet) -> [Int] {
    // The first three bytes of a kind's folder tell it from those of all others.
    let marks = kinds.kinds.map { Array($0.folder.utf8.prefix(3)) }
    return files.filter { file in
      guard let path = path(ofFile: file), path.count > 2 else { return false }
      return marks.contains { path[0] == $0[0] && path[1] == $0[1] && path[2] == $0[2] }
    }
  }

  // MARK: Records

  var recordCount: Int { identifiers.count }

  func rowCount(_ kind: Kind) -> Int { NumberTable<UInt32>(rows[kind.order]).count }

  /// How many records of these kinds there are.
  func recordCount(of kinds: KindSet) -> Int { kinds.kinds.reduce(0) { $0 + rowCount($1) } }

  /// The number of the record in a kind's row.
  @inline(__always)
  func record(kind: Int, row: Int) -> Int? { NumberTable<UInt32>(rows[kind])[row].map { Int($0) } }

  func identifier(_ record: Int) -> RecordID? { identifiers[record].flatMap { RecordID(bits: $0) } }

  /// The number of the record with an identifier.
  func record(_ id: RecordID) -> Int? {
    let found = identifiers.lowerBound(id.bits)
    return identifiers[found] == id.bits ? found : nil
  }

  /// The record of a number, which costs nothing until its values are read.
  func view(_ record: Int) -> Record? {
    guard let place = places[record], let id = identifier(record) else { return nil }
    let kind = Int(place >> 28)
    guard kind < rows.count else { return nil }
    return Record(
      id: id, table: tables[kind],
      storage: IndexRow(reader: self, kind: UInt32(kind), row: place & 0x0fff_ffff, record: UInt32(record)))
  }

  func kind(_ record: Int) -> Kind? {
    guard let place = places[record], Int(place >> 28) < Kind.allCases.count else { return nil }
    return Kind.allCases[Int(place >> 28)]
  }

  func row(_ record: Int) -> Int? { places[record].map { Int($0 & 0x0fff_ffff) } }

  func file(ofRecord record: Int) -> Int? { recordFiles[record].map { Int($0) } }

  // MARK: Values

  /// The stored value in a slot, encoded; the slot after the last holds the undeclared keys.
  @inline(__always)
  func stored(kind: Int, row: Int, slot: Int) -> UnsafeRawBufferPointer? {
    column(kind: kind, slot: slot)?.value(row)
  }

  /// How many fields a kind has, each with a slot of its own.
  @inline(__always)
  func fieldCount(kind: Int) -> Int {
    (kind + 1 < firstColumn.count ? firstColumn[kind + 1] : columns.count) - firstColumn[kind] - 1
  }

  /// Where the stored value is in its column, above 0: one place for all rows whose short values are equal.
  @inline(__always)
  func place(kind: Int, row: Int, slot: Int) -> UInt32? {
    column(kind: kind, slot: slot)?.place(row)
  }

  @inline(__always)
  private func column(kind: Int, slot: Int) -> Column? {
    let first = firstColumn[kind]
    let end = kind + 1 < firstColumn.count ? firstColumn[kind + 1] : columns.count
    guard slot >= 0, slot < end - first else { return nil }
    return columns[first + slot]
  }

  // MARK: Mentions

  /// The records that mention an identifier, ascending.
  func mentions(of id: RecordID) -> Range<Int> {
    var low = 0
    var high = targets.count
    while low < high {
      let middle = (low + high) / 2
      if let entry = targets[middle], entry.number(at: 0) < id.bits {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard let entry = targets[low], entry.number(at: 0) == id.bits else { return 0..<0 }
    let start: UInt32 = entry.number(at: 8)
    let count: UInt32 = entry.number(at: 12)
    guard Int(start) + Int(count) <= mentions.count else { return 0..<0 }
    return Int(start)..<Int(start) + Int(count)
  }

  // MARK: Problems

  struct FileProblems {
    let file: Int
    /// True for a clash of identifiers, false for what is wrong with the file itself.
    let isClash: Bool
    let bytes: UnsafeRawBufferPointer
  }

  func fileProblems() -> [FileProblems] {
    (0..<problems.count).compactMap { index in
      guard let entry = problems[index] else { return nil }
      let file: UInt32 = entry.number(at: 0)
      let kind: UInt32 = entry.number(at: 4)
      let start = Int(entry.number(at: 8) as UInt32)
      let length = Int(entry.number(at: 12) as UInt32)
      guard start + length <= problemText.count else { return nil }
      return FileProblems(
        file: Int(file), isClash: kind == 1,
        bytes: UnsafeRawBufferPointer(rebasing: problemText[start..<start + length]))
    }
  }
}

/// A table of entries of one size.
struct RecordTable {
  private let base: UnsafeRawPointer?
  private let entrySize: Int
  let count: Int

  init(_ bytes: UnsafeRawBufferPointer, entrySize: Int) {
    base = bytes.baseAddress
    self.entrySize = entrySize
    count = bytes.count / entrySize
  }

  /// All entries.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count * entrySize) }

  @inline(__always)
  subscript(_ index: Int) -> UnsafeRawPointer? {
    guard UInt(bitPattern: index) < UInt(bitPattern: count), let base else { return nil }
    return base + index &* entrySize
  }
}

/// The values of one field of one kind.
struct Column {
  private let cells: NumberTable<UInt32>
  private let heap: UnsafeRawBufferPointer

  init(_ section: UnsafeRawBufferPointer, rows: Int) {
    guard section.count >= rows * 4 else {
      cells = NumberTable(UnsafeRawBufferPointer(start: nil, count: 0))
      heap = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    cells = NumberTable(UnsafeRawBufferPointer(rebasing: section[..<(rows * 4)]))
    heap = UnsafeRawBufferPointer(rebasing: section[(rows * 4)...])
  }

  @inline(__always)
  func place(_ row: Int) -> UInt32? {
    // A field that no record has costs no look at the cells.
    guard heap.count > 0, let cell = cells[row], cell != 0, Int(cell) <= heap.count else { return nil }
    return cell
  }

  @inline(__always)
  func value(_ row: Int) -> UnsafeRawBufferPointer? {
    guard let cell = place(row) else { return nil }
    let start = Int(cell) - 1
    let first = heap[start]
    if first < 0x80 {
      let end = start + 1 + Int(first)
      return end <= heap.count ? UnsafeRawBufferPointer(rebasing: heap[start + 1..<end]) : nil
    }
    var reader = ByteReader(UnsafeRawBufferPointer(rebasing: heap[start...]))
    return reader.varint().flatMap { reader.take($0) }
  }
}
