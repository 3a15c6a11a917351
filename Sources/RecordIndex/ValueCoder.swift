import Dates
import Records
import YAML

/// Values as bytes in an index. The tags and layouts must not change, because they are stored; reading takes any bytes
/// and gives nil for those that no value has.
enum ValueCoder {
  private enum Tag {
    static let text: UInt8 = 0
    static let number: UInt8 = 1
    static let wideNumber: UInt8 = 2
    static let no: UInt8 = 3
    static let yes: UInt8 = 4
    static let date: UInt8 = 5
    static let instant: UInt8 = 6
    static let reference: UInt8 = 7
    static let list: UInt8 = 8
    static let map: UInt8 = 9
    static let plain: UInt8 = 10
    static let monthDay: UInt8 = 11
  }

  /// Records are read with 16 levels at most.
  private static let depthLimit = 32

  static func encode(_ value: Value, into bytes: inout [UInt8]) {
    switch value {
    case .text(let text):
      bytes.append(Tag.text)
      bytes.append(contentsOf: text.utf8)
    case .number(let number):
      if let small = Int64(exactly: number.coefficient) {
        bytes.append(Tag.number)
        bytes.append(UInt8(clamping: number.scale))
        bytes.append(number: small)
      } else {
        bytes.append(Tag.wideNumber)
        bytes.append(UInt8(clamping: number.scale))
        bytes.append(number: number.coefficient)
      }
    case .boolean(let flag): bytes.append(flag ? Tag.yes : Tag.no)
    case .date(let date):
      bytes.append(Tag.date)
      bytes.append(number: Int32(clamping: date.dayNumber))
    case .monthDay(let day):
      bytes.append(Tag.monthDay)
      bytes.append(UInt8(clamping: day.month))
      bytes.append(UInt8(clamping: day.day))
    case .instant(let instant):
      bytes.append(Tag.instant)
      bytes.append(number: instant.seconds)
      bytes.append(number: instant.offset)
    case .reference(let reference):
      bytes.append(Tag.reference)
      bytes.append(contentsOf: reference.stem.utf8)
    case .list(let values):
      bytes.append(Tag.list)
      for value in values { nest(into: &bytes) { encode(value, into: &$0) } }
    case .map(let entries):
      bytes.append(Tag.map)
      for entry in entries {
        nest(into: &bytes) { $0.append(contentsOf: entry.key.utf8) }
        nest(into: &bytes) { encode(entry.value, into: &$0) }
      }
    }
  }

  static func encode(_ entries: [UndeclaredEntry], into bytes: inout [UInt8]) {
    encode(YAMLValue.map(entries.map { YAMLValue.Entry($0.key, $0.value) }), into: &bytes)
  }

  private static func encode(_ value: YAMLValue, into bytes: inout [UInt8]) {
    switch value {
    case .text(let text):
      bytes.append(Tag.text)
      bytes.append(contentsOf: text.utf8)
    case .plain(let text):
      bytes.append(Tag.plain)
      bytes.append(contentsOf: text.utf8)
    case .list(let values):
      bytes.append(Tag.list)
      for value in values { nest(into: &bytes) { encode(value, into: &$0) } }
    case .map(let entries):
      bytes.append(Tag.map)
      for entry in entries {
        nest(into: &bytes) { $0.append(contentsOf: entry.key.utf8) }
        nest(into: &bytes) { encode(entry.value, into: &$0) }
      }
    }
  }

  /// What the body appends, behind its length in 4 bytes.
  private static func nest(into bytes: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
    let start = bytes.count
    bytes.append(number: UInt32(0))
    body(&bytes)
    let length = UInt32(clamping: bytes.count - start - 4)
    for index in 0..<4 { bytes[start + index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
  }

  static func decode(_ bytes: UnsafeRawBufferPointer, depth: Int = 0) -> Value? {
    guard let tag = bytes.first, depth < depthLimit else { return nil }
    var body = ByteReader(bytes)
    body.skip(1)
    switch tag {
    case Tag.text: return .text(body.rest())
    case Tag.number:
      guard let scale: UInt8 = body.number(), let coefficient: Int64 = body.number() else { return nil }
      return .number(Decimal(coefficient: Int128(coefficient), scale: Int(scale)))
    case Tag.wideNumber:
      guard let scale: UInt8 = body.number(), let coefficient: Int128 = body.number() else { return nil }
      return .number(Decimal(coefficient: coefficient, scale: Int(scale)))
    case Tag.no: return .boolean(false)
    case Tag.yes: return .boolean(true)
    case Tag.date:
      guard let day: Int32 = body.number() else { return nil }
      return .date(CivilDate(dayNumber: Int(day)))
    case Tag.monthDay:
      guard let month: UInt8 = body.number(), let day: UInt8 = body.number() else { return nil }
      return MonthDay(month: Int(month), day: Int(day)).map { .monthDay($0) }
    case Tag.instant:
      guard let seconds: Int64 = body.number(), let offset: Int32 = body.number() else { return nil }
      return .instant(Instant(seconds: seconds, offset: offset))
    case Tag.reference: return Reference(body.rest()).map { .reference($0) }
    case Tag.list:
      var values: [Value] = []
      while let part = body.nested() {
        guard let value = decode(part, depth: depth + 1) else { return nil }
        values.append(value)
      }
      return body.isAtEnd ? .list(values) : nil
    case Tag.map:
      var entries: [MapEntry] = []
      while let key = body.nested() {
        guard let part = body.nested(), let value = decode(part, depth: depth + 1) else { return nil }
        entries.append(MapEntry(String(decoding: key, as: UTF8.self), value))
      }
      return body.isAtEnd ? .map(entries) : nil
    default: return nil
    }
  }

  /// The value with its texts as they are stored; nil where `decode` gives nil.
  static func stored(_ bytes: UnsafeRawBufferPointer) -> StoredValue? {
    guard let tag = bytes.first else { return nil }
    let body = UnsafeRawBufferPointer(rebasing: bytes[1...])
    switch tag {
    case Tag.text: return .text(body)
    case Tag.reference:
      return Reference.identifier(endingStem: body).map { .reference($0, stem: body) }
    case Tag.list:
      var reader = ByteReader(body)
      var texts: [UnsafeRawBufferPointer] = []
      while let part = reader.nested() {
        guard part.first == Tag.text else { return decode(bytes).map { .value($0) } }
        texts.append(UnsafeRawBufferPointer(rebasing: part[1...]))
      }
      return reader.isAtEnd ? .texts(texts) : nil
    default: return decode(bytes).map { .value($0) }
    }
  }

  /// The identifier that a stored reference ends in, without making its text.
  static func referenced(_ bytes: UnsafeRawBufferPointer) -> RecordID? {
    guard bytes.count >= 9, bytes[0] == Tag.reference, let base = bytes.baseAddress else { return nil }
    return RecordID(
      bits: UInt64(bigEndian: base.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)))
  }

  static func decodeUndeclared(_ bytes: UnsafeRawBufferPointer) -> [UndeclaredEntry] {
    guard case .map(let entries)? = decodeYAML(bytes, depth: 0) else { return [] }
    return entries.map { UndeclaredEntry(key: $0.key, value: $0.value) }
  }

  private static func decodeYAML(_ bytes: UnsafeRawBufferPointer, depth: Int) -> YAMLValue? {
    guard let tag = bytes.first, depth < depthLimit else { return nil }
    var body = ByteReader(bytes)
    body.skip(1)
    switch tag {
    case Tag.text: return .text(body.rest())
    case Tag.plain: return .plain(body.rest())
    case Tag.list:
      var values: [YAMLValue] = []
      while let part = body.nested() {
        guard let value = decodeYAML(part, depth: depth + 1) else { return nil }
        values.append(value)
      }
      return body.isAtEnd ? .list(values) : nil
    case Tag.map:
      var entries: [YAMLValue.Entry] = []
      while let key = body.nested() {
        guard let part = body.nested(), let value = decodeYAML(part, depth: depth + 1) else { return nil }
        entries.append(YAMLValue.Entry(String(decoding: key, as: UTF8.self), value))
      }
      return body.isAtEnd ? .map(entries) : nil
    default: return nil
    }
  }
}

/// Reads numbers and pieces off the front of some bytes; nil past their end.
struct ByteReader {
  private var bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { bytes.isEmpty }
  /// How many bytes are left.
  var count: Int { bytes.count }

  mutating func skip(_ count: Int) { _ = take(count) }

  mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count >= 0, count <= bytes.count else { return nil }
    let head = UnsafeRawBufferPointer(rebasing: bytes[..<count])
    bytes = UnsafeRawBufferPointer(rebasing: bytes[count...])
    return head
  }

  mutating func number<N: FixedWidthInteger & BitwiseCopyable>() -> N? {
    guard let base = take(MemoryLayout<N>.size)?.baseAddress else { return nil }
    return base.number(at: 0)
  }

  /// A piece behind its length in 4 bytes.
  mutating func nested() -> UnsafeRawBufferPointer? {
    let before = self
    guard let length: UInt32 = number(), let part = take(Int(length)) else {
      self = before
      return nil
    }
    return part
  }

  mutating func varint() -> Int? {
    var value: UInt = 0
    var shift: UInt = 0
    for byte in bytes.prefix(9) {
      value |= UInt(byte & 0x7f) << shift
      shift += 7
      if byte < 0x80 {
        skip(Int(shift / 7))
        return Int(exactly: value)
      }
    }
    return nil
  }

  mutating func rest() -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    bytes = UnsafeRawBufferPointer(rebasing: bytes[bytes.count...])
    return text
  }
}
