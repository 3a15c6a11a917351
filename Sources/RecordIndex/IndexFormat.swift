/// The layout of the compiled index, the file `index` in the state folder.
///
/// **It must not change, because an index written by one build of crm is read by another.** Whoever changes the
/// layout, or what is stored in it (how records are read, how text is folded and split into words), raises
/// `version`; an index of any other version is rebuilt. A changed field table or a changed `crm.yaml` needs no new
/// version: both are part of the key.
///
/// All numbers are little-endian. The file is
///
///     header    64 bytes
///      0  magic      8   "crmindex"
///      8  version    4
///     12  sections   4   how many entries the section table has
///     16  key        8   hash of crm.yaml, of the field tables and of the zone's offsets
///     24  size       8   of the whole file
///     32  checksum   8   hash of the bytes 0 …< 32 and 40 …< size
///     40  written    8   the time of the probe, in ns since 1970, as that file system counts it
///     48  device     8   the file system of the probe
///     56  reserved   8   zero
///     table     24 bytes a section, in ascending order of the number
///      0  number     4   part << 24 | kind << 16 | slot
///      4  reserved   4   zero
///      8  offset     8   a multiple of 8
///     16  length     8
///     sections  each at its offset; an empty one is left out
///
/// Records are numbered in the order of their identifiers, across all kinds: *record n* is the nth identifier.
/// Within a kind, rows are in the same order. *File n* is the nth entry of the table of files, which has no order.
enum IndexFormat {
  static let magic: UInt64 = 0x7865_646e_696d_7263
  static let version: UInt32 = 5
  static let headerSize = 64
  static let entrySize = 24
  static let checksumOffset = 32
  /// More sections than any set of custom fields could ask for.
  static let sectionLimit = 1 << 16
  /// Stands for "no record" in a file's entry.
  static let none: UInt32 = .max
  /// The seed of all hashes of paths, contents and words.
  static let seed: UInt64 = 0x0063_726d_2d69_6478

  /// What a section holds.
  enum Part: UInt8 {
    /// A `FileRow` for each record file.
    case files = 1
    /// The files' paths, one after another.
    case paths
    /// Finds a file by its path: file + 1 at `hash & mask`, then the next place; 0 is free. A power of two.
    case pathTable
    /// The identifiers in ascending order, 8 bytes each.
    case identifiers
    /// By record: kind << 28 | row.
    case places
    /// By record: its file.
    case recordFiles
    /// By kind and row: the record.
    case rows
    /// By kind and slot: for each row 4 bytes, 0 or 1 + the place of the value in the bytes that follow all of them;
    /// there a varint length and the value as `ValueCoder` writes it. Equal short values are stored once. The
    /// slot after the last holds the undeclared keys.
    case column
    /// Identifier of a merged record, 8 bytes; the record that names it, 4; zero, 4. Ascending.
    case aliases
    /// An identifier that is mentioned, 8 bytes; the first of its mentions, 4; their number, 4. Ascending.
    case targets
    /// Records, ascending within each target.
    case mentions
    /// Records that mention an identifier which no record has, ascending.
    case dangling
    /// Where each word begins in `wordText`, and where the last ends; words ascend by their bytes.
    case wordStarts
    case wordText
    /// Where each word's postings begin, and where the last end.
    case postingStarts
    /// Records, ascending within each word.
    case postingRecords
    /// The field slot of each posting; 255 for all that do not fit.
    case postingSlots
    /// Spellings of words in the other script, as `Transliteration.canonicalKeys` gives them, where they differ from
    /// the word; ascending, laid out as the words are.
    case keyStarts
    case keyText
    /// The word of each key.
    case keyWords
    /// Where each phone number's digits begin in `phoneText`, and where the last end.
    case phoneStarts
    /// Runs of digits, each followed by a line feed.
    case phoneText
    /// The record of each phone number.
    case phoneRecords
    /// By file with problems: file, 4 bytes; 0 for its own problems or 1 for a clash of identifiers, 4; offset and length
    /// in `problemText`, 4 each.
    case problems
    case problemText
  }

  static func number(_ part: Part, kind: Int = 0, slot: Int = 0) -> UInt32 {
    UInt32(part.rawValue) << 24 | UInt32(truncatingIfNeeded: kind & 0xff) << 16
      | UInt32(truncatingIfNeeded: slot & 0xffff)
  }
}

/// What became of a record file when it was read. The raw values must not change, because they are stored.
enum FileState: UInt8, Sendable {
  case record = 0
  /// It holds no record; its problems are stored.
  case broken = 1
  /// Its record has the identifier of another one, which counts.
  case duplicate = 2
}

/// An entry of the table of files. The layout must not change, because it is that of the file.
struct FileRow: Sendable {
  static let size = 56

  /// Hash of the path.
  var pathHash: UInt64
  /// Bytes, and times in ns since 1970, as `fstat` gave them for the very file that was read.
  var length: Int64
  var modified: Int64
  var changed: Int64
  /// Hash of the bytes.
  var content: UInt64
  var pathOffset: UInt32
  var pathLength: UInt16
  /// True when equal times prove that nothing was written since.
  var isSettled: Bool
  var state: FileState
  var record: UInt32

  func append(to bytes: inout [UInt8]) {
    bytes.append(number: pathHash)
    bytes.append(number: length)
    bytes.append(number: modified)
    bytes.append(number: changed)
    bytes.append(number: content)
    bytes.append(number: pathOffset)
    bytes.append(number: pathLength)
    bytes.append(isSettled ? 1 : 0)
    bytes.append(state.rawValue)
    bytes.append(number: record)
    bytes.append(number: UInt32(0))
  }

  /// `place` has `size` bytes.
  init?(_ place: UnsafeRawPointer) {
    guard let state = FileState(rawValue: place.load(fromByteOffset: 47, as: UInt8.self)) else { return nil }
    pathHash = place.number(at: 0)
    length = place.number(at: 8)
    modified = place.number(at: 16)
    changed = place.number(at: 24)
    content = place.number(at: 32)
    pathOffset = place.number(at: 40)
    pathLength = place.number(at: 44)
    isSettled = place.load(fromByteOffset: 46, as: UInt8.self) == 1
    self.state = state
    record = place.number(at: 48)
  }

  init(
    pathHash: UInt64, length: Int64, modified: Int64, changed: Int64, content: UInt64, isSettled: Bool,
    state: FileState
  ) {
    self.pathHash = pathHash
    self.length = length
    self.modified = modified
    self.changed = changed
    self.content = content
    pathOffset = 0
    pathLength = 0
    self.isSettled = isSettled
    self.state = state
    record = IndexFormat.none
  }
}

extension UnsafeRawPointer {
  @inline(__always)
  func number<N: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> N {
    N(littleEndian: loadUnaligned(fromByteOffset: offset, as: N.self))
  }
}

extension [UInt8] {
  mutating func append<N: FixedWidthInteger>(number: N) {
    var little = number.littleEndian
    Swift.withUnsafeBytes(of: &little) { append(contentsOf: $0) }
  }

  /// Seven bits a byte, the lowest first; a set high bit says that more follow.
  mutating func append(varint value: Int) {
    var rest = UInt(bitPattern: value)
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }
}
