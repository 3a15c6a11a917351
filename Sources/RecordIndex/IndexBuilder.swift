import Diagnostics
import Records
import Store
import Threads

/// Makes a new index of an old one and of segments with what has changed since.
///
/// The old one's values and words are copied as they are stored: nothing that has not changed is decoded, folded or split again.
struct IndexBuilder: Sendable {
  let schema: Schema
  let base: IndexReader?
  /// By file of the old index: whether it stays.
  let isKept: [Bool]
  /// New status of files that stay.
  let restated: [Int: FileRow]
  let segments: [SealedSegment]

  /// A record of the new index: where it comes from.
  struct Source: Sendable {
    let id: UInt64
    let kind: UInt8
    /// 0 for the old index, else 1 + the segment.
    let origin: Int32
    /// The record in the old index or the row in the segment.
    let row: UInt32
  }

  var sources: [Source] = []
  /// Records of the old index by their number → their new number; `none` for those that do not stay.
  var moved: [UInt32] = []
  /// The same by segment and row.
  var placed: [[UInt32]] = []
  /// By record: kind << 28 | row.
  private var places: [UInt32] = []
  /// By kind and row: the record.
  private(set) var rows: [[UInt32]] = Array(repeating: [], count: Kind.allCases.count)
  private var sections: [Section] = []
  private var clashes: [(file: ClashingFile, problem: Diagnostic)] = []

  typealias Section = (number: UInt32, bytes: [UInt8])

  private enum ClashingFile: Hashable, Sendable {
    case old(Int)
    case new(segment: Int, file: Int)
  }

  init(
    schema: Schema, base: IndexReader? = nil, isKept: [Bool] = [], restated: [Int: FileRow] = [:],
    segments: [SealedSegment]
  ) {
    self.schema = schema
    self.base = base
    self.isKept = isKept
    self.restated = restated
    self.segments = segments
  }

  /// The finished index; nil where it would need numbers that the format does not have.
  static func build(_ builder: consuming IndexBuilder, key: UInt64, probe: Probe?) -> IndexImage? {
    var builder = builder
    guard builder.segments.allSatisfy({ !$0.isOverfull }), builder.chooseRecords(), builder.addSections()
    else { return nil }
    return builder.seal(key: key, probe: probe)
  }

  mutating func add(_ section: UInt32, _ bytes: [UInt8]) {
    if !bytes.isEmpty { sections.append((section, bytes)) }
  }

  // MARK: Records

  /// Decides which record stands for each identifier: of two files with the same one, that whose path sorts first.
  private mutating func chooseRecords() -> Bool {
    var all: [Source] = []
    if let base {
      all.reserveCapacity(base.recordCount)
      for record in 0..<base.recordCount {
        guard let id = base.identifier(record), let kind = base.kind(record),
          let file = base.file(ofRecord: record), file < isKept.count, isKept[file]
        else { continue }
        all.append(Source(id: id.bits, kind: UInt8(kind.order), origin: 0, row: UInt32(record)))
      }
    }
    for (number, segment) in segments.enumerated() {
      for (row, entry) in segment.rows.enumerated() {
        all.append(
          Source(
            id: entry.id.bits, kind: UInt8(entry.kind.order), origin: Int32(number + 1), row: UInt32(row)))
      }
    }
    guard all.count < Int(1 << 28) else { return false }
    all.sort { $0.id < $1.id }
    sources.reserveCapacity(all.count)
    var index = 0
    while index < all.count {
      var end = index + 1
      while end < all.count, all[end].id == all[index].id { end += 1 }
      sources.append(end == index + 1 ? all[index] : settleClash(all[index..<end]))
      index = end
    }
    moved = Array(repeating: IndexFormat.none, count: base?.recordCount ?? 0)
    placed = segments.map { Array(repeating: IndexFormat.none, count: $0.rows.count) }
    for (number, source) in sources.enumerated() {
      if source.origin == 0 {
        moved[Int(source.row)] = UInt32(number)
      } else {
        placed[Int(source.origin) - 1][Int(source.row)] = UInt32(number)
      }
    }
    places.reserveCapacity(sources.count)
    for (number, source) in sources.enumerated() {
      let kind = Int(source.kind)
      places.append(UInt32(kind) << 28 | UInt32(rows[kind].count))
      rows[kind].append(UInt32(number))
    }
    return true
  }

  /// The row of a new record within its kind.
  @inline(__always)
  func row(of record: UInt32) -> Int { Int(places[Int(record)] & (1 << 28 - 1)) }

  private mutating func settleClash(_ candidates: ArraySlice<Source>) -> Source {
    let byPath = candidates.map { (source: $0, path: path(of: $0)) }.sorted {
      RelativePath.precedes($0.path, $1.path)
    }
    for loser in byPath.dropFirst() {
      let file: ClashingFile
      if loser.source.origin == 0 {
        file = .old(base?.file(ofRecord: Int(loser.source.row)) ?? 0)
      } else {
        let segment = Int(loser.source.origin) - 1
        file = .new(segment: segment, file: segments[segment].rows[Int(loser.source.row)].file)
      }
      clashes.append(
        (file, RecordClash.diagnostic(idBits: loser.source.id, at: loser.path, with: byPath[0].path)))
    }
    return byPath[0].source
  }

  private func path(of source: Source) -> String {
    if source.origin == 0 {
      return base.flatMap { base in base.file(ofRecord: Int(source.row)).map { base.text(ofPath: $0) } } ?? ""
    }
    let segment = segments[Int(source.origin) - 1]
    return segment.files[segment.rows[Int(source.row)].file].path
  }

  // MARK: Files

  /// The table of files, and where each record is.
  func fileSections() -> [Section]? {
    let fileCount = segments.reduce(isKept.count) { $0 + $1.files.count }
    var table = FileTable(fileCount: fileCount, recordCount: sources.count)
    let clashing = Dictionary(clashes.map { ($0.file, $0.problem) }) { first, _ in first }
    if let base, !addOldFiles(of: base, clashing, to: &table) { return nil }
    for (number, segment) in segments.enumerated() {
      for (index, file) in segment.files.enumerated() {
        var row = file.row
        let clash = clashing[.new(segment: number, file: index)]
        if clash != nil { row.state = .duplicate }
        let record = clash == nil ? file.segmentRow.map { placed[number][$0] } : nil
        var path = file.path
        guard path.withUTF8({ table.add(row, path: UnsafeRawBufferPointer($0), record: record) }) else {
          return nil
        }
        if row.state == .broken, !table.addProblems({ DiagnosticCoder.encode(file.problems, into: &$0) }) {
          return nil
        }
        if let clash, !table.addProblems(isClash: true, { DiagnosticCoder.encode([clash], into: &$0) }) {
          return nil
        }
      }
    }
    let records: [Section] = [
      (IndexFormat.number(.identifiers), IndexBuilder.bytes(of: sources.map(\.id))),
      (IndexFormat.number(.places), IndexBuilder.bytes(of: places)),
      (IndexFormat.number(.recordFiles), IndexBuilder.bytes(of: table.files)),
    ]
    return [
      (IndexFormat.number(.files), table.rows),
      (IndexFormat.number(.paths), table.paths),
      (IndexFormat.number(.pathTable), IndexBuilder.pathTable(table.hashes)),
      (IndexFormat.number(.problems), table.problems),
      (IndexFormat.number(.problemText), table.problemText),
    ] + records
      + rows.enumerated().map { kind, rows in
        (IndexFormat.number(.rows, kind: kind), IndexBuilder.bytes(of: rows))
      }
  }

  private func addOldFiles(
    of base: IndexReader, _ clashing: [ClashingFile: Diagnostic], to table: inout FileTable
  ) -> Bool {
    var known: [Int: UnsafeRawBufferPointer] = [:]
    for entry in base.fileProblems() where !entry.isClash { known[entry.file] = entry.bytes }
    for file in isKept.indices where isKept[file] {
      guard var row = base.fileRow(file), let path = base.path(of: row) else { return false }
      let record = row.state == .record ? newNumber(old: Int(row.record)) : nil
      if var restated = restated[file] {
        restated.state = row.state
        row = restated
      }
      let clash = clashing[.old(file)]
      if clash != nil { row.state = .duplicate }
      // A file without its record, or a broken one without its problems, would be lost in silence.
      if row.state == .record, record == nil { return false }
      guard table.add(row, path: path, record: record) else { return false }
      if row.state == .broken {
        guard let bytes = known[file], table.addProblems({ $0.append(contentsOf: bytes) }) else {
          return false
        }
      }
      if let clash, !table.addProblems(isClash: true, { DiagnosticCoder.encode([clash], into: &$0) }) {
        return false
      }
    }
    return true
  }

  /// The sections that are about files.
  private struct FileTable {
    var rows: [UInt8] = []
    var paths: [UInt8] = []
    var hashes: [UInt64] = []
    var problems: [UInt8] = []
    var problemText: [UInt8] = []
    /// By record: its file.
    var files: [UInt32]

    init(fileCount: Int, recordCount: Int) {
      files = Array(repeating: 0, count: recordCount)
      rows.reserveCapacity(fileCount * FileRow.size)
      hashes.reserveCapacity(fileCount)
    }

    /// False where the format's numbers do not suffice, as in what follows.
    mutating func add(_ row: FileRow, path: UnsafeRawBufferPointer, record: UInt32?) -> Bool {
      guard let offset = UInt32(exactly: paths.count), let length = UInt16(exactly: path.count) else {
        return false
      }
      var row = row
      row.pathOffset = offset
      row.pathLength = length
      row.record = record ?? IndexFormat.none
      if let record { files[Int(record)] = UInt32(truncatingIfNeeded: hashes.count) }
      hashes.append(row.pathHash)
      row.append(to: &rows)
      paths.append(contentsOf: path)
      return true
    }

    /// Problems of the file added last.
    mutating func addProblems(isClash: Bool = false, _ append: (inout [UInt8]) -> Void) -> Bool {
      let start = problemText.count
      append(&problemText)
      guard let offset = UInt32(exactly: start), let length = UInt32(exactly: problemText.count - start)
      else {
        return false
      }
      problems.append(number: UInt32(truncatingIfNeeded: hashes.count - 1))
      problems.append(number: UInt32(isClash ? 1 : 0))
      problems.append(number: offset)
      problems.append(number: length)
      return true
    }
  }

  private static func pathTable(_ hashes: [UInt64]) -> [UInt8] {
    guard !hashes.isEmpty else { return [] }
    var size = 2
    while size < hashes.count * 2 { size *= 2 }
    var table = [UInt32](repeating: 0, count: size)
    for (file, hash) in hashes.enumerated() {
      var place = Int(truncatingIfNeeded: hash) & (size - 1)
      while table[place] != 0 { place = (place + 1) & (size - 1) }
      table[place] = UInt32(file + 1)
    }
    return bytes(of: table)
  }

  static func bytes<N: FixedWidthInteger & BitwiseCopyable>(of numbers: [N]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * MemoryLayout<N>.size)
    #if _endian(little)
      numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
    #else
      for number in numbers { bytes.append(number: number) }
    #endif
    return bytes
  }

  // MARK: The file

  private func seal(key: UInt64, probe: Probe?) -> IndexImage? {
    let ordered = sections.sorted { $0.number < $1.number }
    guard ordered.count <= IndexFormat.sectionLimit else { return nil }
    var offset = IndexFormat.headerSize + ordered.count * IndexFormat.entrySize
    var table: [UInt8] = []
    for section in ordered {
      offset = (offset + 7) & ~7
      table.append(number: section.number)
      table.append(number: UInt32(0))
      table.append(number: UInt64(offset))
      table.append(number: UInt64(section.bytes.count))
      offset += section.bytes.count
    }
    let size = offset
    var header: [UInt8] = []
    header.append(number: IndexFormat.magic)
    header.append(number: IndexFormat.version)
    header.append(number: UInt32(ordered.count))
    header.append(number: key)
    header.append(number: UInt64(size))
    header.append(number: UInt64(0))
    header.append(number: probe?.time ?? 0)
    header.append(number: probe?.device ?? 0)
    header.append(number: UInt64(0))
    return IndexImage(size: size) { memory in
      memory.copyBytes(from: header + table)
      var place = header.count + table.count
      var copies: [Copy] = []
      for section in ordered {
        while place % 8 != 0 {
          memory[place] = 0
          place += 1
        }
        copies += Copy.pieces(of: section.bytes, to: place)
        place += section.bytes.count
      }
      // Most of the time goes into new pages, of which each core makes its own.
      nonisolated(unsafe) let target = memory
      let work = copies
      _ = Parallel.pieces(work.count) { work[$0].run(into: target) }
      IndexBuilder.stamp(memory, size: size)
    }
  }

  /// A part of a section on its way into the file.
  private struct Copy: Sendable {
    let bytes: [UInt8]
    let range: Range<Int>
    let place: Int

    static func pieces(of bytes: [UInt8], to place: Int) -> [Copy] {
      let size = 1 << 20
      return stride(from: 0, to: bytes.count, by: size).map { start in
        Copy(bytes: bytes, range: start..<min(start + size, bytes.count), place: place + start)
      }
    }

    func run(into memory: UnsafeMutableRawBufferPointer) {
      bytes.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: memory[place...]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[range]))
      }
    }
  }

  /// Writes the checksum into the header of a finished index.
  static func stamp(_ memory: UnsafeMutableRawBufferPointer, size: Int) {
    guard size >= IndexFormat.headerSize else { return }
    let sum = Hashing.checksum(of: UnsafeRawBufferPointer(rebasing: memory[..<size]))
    memory.storeBytes(of: sum.littleEndian, toByteOffset: IndexFormat.checksumOffset, as: UInt64.self)
  }
}

/// Two files that hold the same identifier.
enum RecordClash {
  static func diagnostic(idBits: UInt64, at path: String, with other: String) -> Diagnostic {
    RepositoryLoader.clash(RecordID(bits: idBits)?.description ?? "?", at: path, with: other)
  }
}
