import Dates

/// Values by key, packed into one piece of memory: a fifth of what a dictionary of them takes.
///
/// They are for the many records of an import, which wait until all of them are judged and are looked at rarely.
package struct PackedValues: Sendable, Hashable {
  private let bytes: [UInt8]

  package init(_ values: [String: Value]) {
    var packer = Packer()
    packer.bytes.reserveCapacity(512)
    packer.add(count: values.count)
    for (key, value) in values {
      packer.add(text: key)
      packer.add(value)
    }
    // A copy has no room to spare.
    bytes = packer.bytes.withUnsafeBufferPointer { Array($0) }
  }

  package subscript(key: String) -> Value? {
    var reader = Unpacker(bytes: bytes)
    for _ in 0..<reader.count() {
      if reader.nextIs(key) { return reader.value() }
      reader.skip()
    }
    return nil
  }

  package var dictionary: [String: Value] {
    var reader = Unpacker(bytes: bytes)
    let count = reader.count()
    var values = [String: Value](minimumCapacity: count)
    for _ in 0..<count {
      let key = reader.text()
      if let value = reader.value() { values[key] = value }
    }
    return values
  }
}

/// What follows in the bytes; each text and each collection has its length before it.
private enum Tag: UInt8 {
  case text, number, yes, no, date, monthDay, instant, reference, list, map
}

private struct Packer {
  var bytes: [UInt8] = []

  mutating func add(count: Int) { add(UInt64(count)) }

  /// Seven bits a byte, the lowest first.
  private mutating func add(_ number: UInt64) {
    var rest = number
    while rest > 0x7f {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func add(text: String) {
    add(count: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func add(_ tag: Tag) { bytes.append(tag.rawValue) }

  mutating func add(_ value: Value) {
    switch value {
    case .text(let text):
      add(.text)
      add(text: text)
    case .number(let number):
      add(.number)
      let bits = UInt128(bitPattern: number.coefficient)
      add(UInt64(truncatingIfNeeded: bits))
      add(UInt64(truncatingIfNeeded: bits >> 64))
      add(count: number.scale)
    case .boolean(let flag): add(flag ? .yes : .no)
    case .date(let date):
      add(.date)
      add(UInt64(bitPattern: Int64(date.dayNumber)))
    case .monthDay(let day):
      add(.monthDay)
      add(count: day.month)
      add(count: day.day)
    case .instant(let instant):
      add(.instant)
      add(UInt64(bitPattern: instant.seconds))
      add(UInt64(UInt32(bitPattern: instant.offset)))
    case .reference(let reference):
      add(.reference)
      add(reference.id.bits)
      add(text: reference.stem)
    case .list(let values):
      add(.list)
      add(count: values.count)
      for value in values { add(value) }
    case .map(let entries):
      add(.map)
      add(count: entries.count)
      for entry in entries {
        add(text: entry.key)
        add(entry.value)
      }
    }
  }
}

/// Reads what a packer wrote.
private struct Unpacker {
  let bytes: [UInt8]
  private var place = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func byte() -> UInt8 {
    guard place < bytes.count else { return 0 }
    place += 1
    return bytes[place - 1]
  }

  private mutating func number() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = byte()
      number |= UInt64(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return number }
      shift += 7
    }
  }

  mutating func count() -> Int { Int(truncatingIfNeeded: number()) }

  private mutating func piece() -> Range<Int> {
    let length = count()
    let start = place
    place = min(place + length, bytes.count)
    return start..<place
  }

  mutating func text() -> String {
    let piece = piece()
    return bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[piece]), as: UTF8.self)
    }
  }

  /// Steps over a text; true where it is this one.
  mutating func nextIs(_ text: String) -> Bool {
    let piece = piece()
    return piece.count == text.utf8.count && bytes[piece].elementsEqual(text.utf8)
  }

  mutating func value() -> Value? {
    switch Tag(rawValue: byte()) {
    case .text?: return .text(text())
    case .number?:
      let low = UInt128(number())
      let bits = low | UInt128(number()) << 64
      return .number(Decimal(coefficient: Int128(bitPattern: bits), scale: count()))
    case .yes?: return .boolean(true)
    case .no?: return .boolean(false)
    case .date?:
      return .date(CivilDate(dayNumber: Int(truncatingIfNeeded: Int64(bitPattern: number()))))
    case .monthDay?:
      let month = count()
      return MonthDay(month: month, day: count()).map { .monthDay($0) }
    case .instant?:
      let seconds = Int64(bitPattern: number())
      let offset = Int32(bitPattern: UInt32(truncatingIfNeeded: number()))
      return .instant(Instant(seconds: seconds, offset: offset))
    case .reference?:
      let id = RecordID(bits: number())
      let stem = text()
      return id.map { .reference(Reference(id: $0, stem: stem)) }
    case .list?:
      let count = count()
      var values: [Value] = []
      values.reserveCapacity(count)
      for _ in 0..<count { if let value = value() { values.append(value) } }
      return .list(values)
    case .map?:
      let count = count()
      var entries: [MapEntry] = []
      entries.reserveCapacity(count)
      for _ in 0..<count {
        let key = text()
        if let value = value() { entries.append(MapEntry(key, value)) }
      }
      return .map(entries)
    case nil: return nil
    }
  }

  /// Steps over a value.
  mutating func skip() {
    switch Tag(rawValue: byte()) {
    case .text?: _ = piece()
    case .number?:
      _ = number()
      _ = number()
      _ = number()
    case .date?: _ = number()
    case .monthDay?, .instant?:
      _ = number()
      _ = number()
    case .reference?:
      _ = number()
      _ = piece()
    case .list?: for _ in 0..<count() { skip() }
    case .map?:
      for _ in 0..<count() {
        _ = piece()
        skip()
      }
    case .yes?, .no?, nil: break
    }
  }
}
