import Diagnostics

/// The records of a stream of a workbook, one after another.
struct BIFFRecords {
  let bytes: [UInt8]
  private var position: Int

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  struct Record {
    let type: Int
    /// Where its data is.
    let data: Range<Int>
  }

  /// The next record; nil at the end, where zeros may fill the stream up.
  mutating func next() throws(Diagnostic) -> Record? {
    guard let type = bytes.word(at: position), let size = bytes.word(at: position + 2) else { return nil }
    let start = position + 4
    guard start + size <= bytes.count else {
      throw CompoundFile.damaged("it ends in the middle of a record; is the file whole?")
    }
    if type == 0, size == 0 { return nil }
    position = start + size
    return Record(type: type, data: start..<position)
  }

  /// The data of a record with that of the records which continue it.
  mutating func joined(_ record: Record) throws(Diagnostic) -> BIFFData {
    var pieces = [record.data]
    while bytes.word(at: position) == BIFFType.continuation, let more = try next() {
      pieces.append(more.data)
    }
    return BIFFData(bytes: bytes, pieces: pieces)
  }

  func data(_ record: Record) -> BIFFData { BIFFData(bytes: bytes, pieces: [record.data]) }
}

/// The numbers of records ([MS-XLS] 8.0, 2.3).
enum BIFFType {
  static let formula = 0x0006
  static let end = 0x000a
  static let date1904 = 0x0022
  static let password = 0x002f
  static let continuation = 0x003c
  static let sheet = 0x0085
  static let manyNumbers = 0x00bd
  static let richText = 0x00d6
  static let style = 0x00e0
  static let sharedStrings = 0x00fc
  static let sharedString = 0x00fd
  static let link = 0x01b8
  static let number = 0x0203
  static let text = 0x0204
  static let flag = 0x0205
  static let formulaText = 0x0207
  static let shortNumber = 0x027e
  static let format = 0x041e
  static let begin = 0x0809
}

/// Reads the data of a record from its start, over the joints with its continuations.
struct BIFFData {
  private let bytes: [UInt8]
  private let pieces: [Range<Int>]
  private var piece = 0
  private var position: Int

  init(bytes: [UInt8], pieces: [Range<Int>]) {
    self.bytes = bytes
    self.pieces = pieces
    position = pieces.first?.lowerBound ?? 0
  }

  private static let tooShort = CompoundFile.damaged("a record is shorter than what it should hold")

  /// True where nothing is left of the last piece.
  var isAtEnd: Bool { piece + 1 >= pieces.count && position >= pieces[piece].upperBound }

  private mutating func advance() throws(Diagnostic) {
    while position >= pieces[piece].upperBound {
      guard piece + 1 < pieces.count else { throw BIFFData.tooShort }
      piece += 1
      position = pieces[piece].lowerBound
    }
  }

  mutating func byte() throws(Diagnostic) -> Int {
    try advance()
    position += 1
    return Int(bytes[position - 1])
  }

  mutating func word() throws(Diagnostic) -> Int { try byte() | byte() << 8 }

  mutating func doubleWord() throws(Diagnostic) -> Int { try word() | word() << 16 }

  mutating func double() throws(Diagnostic) -> Double {
    let low = try doubleWord()
    return Double(bitPattern: UInt64(low) | UInt64(try doubleWord()) << 32)
  }

  mutating func skip(_ count: Int) throws(Diagnostic) {
    var left = count
    while left > 0 {
      try advance()
      let step = min(left, pieces[piece].upperBound - position)
      position += step
      left -= step
    }
  }

  mutating func take(_ count: Int) throws(Diagnostic) -> [UInt8] {
    var taken: [UInt8] = []
    while taken.count < count {
      try advance()
      let end = min(position + count - taken.count, pieces[piece].upperBound)
      taken += bytes[position..<end]
      position = end
    }
    return taken
  }

  /// A text whose length comes before it, in one byte or two; formatting and readings are left out.
  mutating func text(isShort: Bool = false) throws(Diagnostic) -> String {
    let count = isShort ? try byte() : try word()
    let flags = try byte()
    let runs = flags & 8 != 0 ? try word() : 0
    let readings = flags & 4 != 0 ? try doubleWord() : 0
    let text = try characters(count, isWide: flags & 1 != 0)
    try skip(runs * 4 + readings)
    return text
  }

  /// A text that is cut by a joint goes on after a byte that says anew whether its characters are wide.
  private mutating func characters(_ count: Int, isWide: Bool) throws(Diagnostic) -> String {
    var units: [UInt16] = []
    units.reserveCapacity(count)
    var isWide = isWide
    while units.count < count {
      if position >= pieces[piece].upperBound {
        try advance()
        isWide = try byte() & 1 != 0
        continue
      }
      if isWide {
        guard position + 1 < pieces[piece].upperBound, let unit = bytes.word(at: position) else {
          throw CompoundFile.damaged("a text is cut in the middle of a character")
        }
        units.append(UInt16(unit))
        position += 2
      } else {
        units.append(UInt16(bytes[position]))
        position += 1
      }
    }
    return BIFFData.string(units)
  }

  /// With a line feed at every line end, and without NULs.
  static func string(_ units: [UInt16]) -> String {
    let text = String(decoding: units, as: UTF16.self)
    guard units.contains(where: { $0 == 0 || $0 == 0x0d }) else { return text }
    return SheetText.lines(String(text.unicodeScalars.filter { $0.value != 0 }.map { Character($0) }))
  }
}
