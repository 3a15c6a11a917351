/// A moment in whole seconds, and the UTC offset it is written with.
///
/// Equality, hash and order look at the moment alone: `10:00+03:00` equals `07:00Z`.
/// Moments outside the years 1 to 9999 are moved to their first or last second.
package struct Instant: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
  package let seconds: Int64
  /// Seconds east of UTC, for writing only.
  package let offset: Int32

  private static let bounds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
  private static let offsetBounds: ClosedRange<Int32> = -93_599...93_599

  package init(seconds: Int64, offset: Int32 = 0) {
    self.seconds = min(max(seconds, Instant.bounds.lowerBound), Instant.bounds.upperBound)
    self.offset = min(max(offset, Instant.offsetBounds.lowerBound), Instant.offsetBounds.upperBound)
  }

  /// Reads RFC 3339 (`2026-11-20T10:15:00+03:00`, `…Z`); `T` may be a blank, letters may be lower-case, seconds
  /// may be missing, fractions of them are dropped.
  package init?(rfc3339 text: String) {
    var copy = text
    guard let parsed = copy.withUTF8(Instant.parse) else { return nil }
    self = parsed
  }

  private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Instant? {
    guard bytes.count >= 17, let (year, month, day) = CivilDate.read(bytes),
      let date = CivilDate(year: year, month: month, day: day),
      let hour = FixedDigits.read(bytes, at: 11, count: 2), hour < 24,
      let minute = FixedDigits.read(bytes, at: 14, count: 2), minute < 60, bytes[13] == UInt8(ascii: ":")
    else { return nil }
    switch bytes[10] {
    case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " "): break
    default: return nil
    }
    var position = 16
    var second = 0
    if bytes[position] == UInt8(ascii: ":") {
      // 60 is a leap second; it becomes the first second of the next minute.
      guard let value = FixedDigits.read(bytes, at: position + 1, count: 2), value <= 60 else { return nil }
      second = value
      position += 3
      if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
        let first = position + 1
        position = first
        while FixedDigits.read(bytes, at: position, count: 1) != nil { position += 1 }
        guard position > first else { return nil }
      }
    }
    guard position < bytes.count else { return nil }
    let offset: Int
    switch bytes[position] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      guard position + 1 == bytes.count else { return nil }
      offset = 0
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard position + 6 == bytes.count, bytes[position + 3] == UInt8(ascii: ":"),
        let hours = FixedDigits.read(bytes, at: position + 1, count: 2), hours < 24,
        let minutes = FixedDigits.read(bytes, at: position + 4, count: 2), minutes < 60
      else { return nil }
      offset = (hours * 3600 + minutes * 60) * (bytes[position] == UInt8(ascii: "-") ? -1 : 1)
    default: return nil
    }
    let local = date.dayNumber * 86_400 + hour * 3600 + minute * 60 + second
    return Instant(seconds: Int64(local - offset), offset: Int32(offset))
  }

  package func adding(seconds delta: Int) -> Instant {
    let (sum, overflow) = seconds.addingReportingOverflow(Int64(delta))
    return Instant(seconds: overflow ? (delta > 0 ? .max : .min) : sum, offset: offset)
  }

  /// Whole seconds from `other` to this moment, negative when it lies before.
  package func seconds(since other: Instant) -> Int { Int(seconds - other.seconds) }

  /// The day and the second of that day (0…86399) at `offset` seconds east of UTC.
  static func civil(_ seconds: Int64, offset: Int32) -> (date: CivilDate, second: Int) {
    let local = Int(seconds) + Int(offset)
    let day = (local >= 0 ? local : local - 86_399) / 86_400
    return (CivilDate(dayNumber: day), local - day * 86_400)
  }

  /// RFC 3339 with the kept offset; `Z` when that is 0.
  package var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(25)
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the ASCII bytes of `description`.
  package func append(to bytes: inout [UInt8]) {
    // RFC 3339 has no seconds in an offset; local mean times of the 19th century do.
    let whole = offset / 60 * 60
    let (date, second) = Instant.civil(seconds, offset: whole)
    date.append(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    FixedDigits.write(second / 3600, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    FixedDigits.write(second / 60 % 60, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    FixedDigits.write(second % 60, width: 2, to: &bytes)
    if whole == 0 {
      bytes.append(UInt8(ascii: "Z"))
    } else {
      bytes.append(UInt8(ascii: whole < 0 ? "-" : "+"))
      let minutes = Int(abs(whole)) / 60
      FixedDigits.write(minutes / 60, width: 2, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      FixedDigits.write(minutes % 60, width: 2, to: &bytes)
    }
  }

  package static func == (left: Instant, right: Instant) -> Bool { left.seconds == right.seconds }
  package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
  package func hash(into hasher: inout Hasher) { hasher.combine(seconds) }
}
