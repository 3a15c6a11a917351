/// A wall-clock time of whole minutes, `00:00` to `24:00`; the latter closes a day, as in `to: "24:00"`.
package struct TimeOfDay: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Minutes since midnight, 0 to 1440.
  package let minutes: Int

  package static let midnight = TimeOfDay(unchecked: 0)
  package static let noon = TimeOfDay(unchecked: 720)

  private init(unchecked minutes: Int) { self.minutes = minutes }

  package init?(minutes: Int) {
    guard (0...1440).contains(minutes) else { return nil }
    self.minutes = minutes
  }

  package init?(hour: Int, minute: Int) {
    guard (0...24).contains(hour), (0...59).contains(minute) else { return nil }
    self.init(minutes: hour * 60 + minute)
  }

  /// Reads `09:00` or `9:00`.
  package init?(_ text: String) {
    var copy = text
    let parts = copy.withUTF8 { bytes -> (Int, Int)? in
      let digits = bytes.count - 3
      guard digits == 1 || digits == 2, bytes[digits] == UInt8(ascii: ":"),
        let hour = FixedDigits.read(bytes, at: 0, count: digits),
        let minute = FixedDigits.read(bytes, at: digits + 1, count: 2)
      else { return nil }
      return (hour, minute)
    }
    guard let (hour, minute) = parts else { return nil }
    self.init(hour: hour, minute: minute)
  }

  package var hour: Int { minutes / 60 }
  package var minute: Int { minutes % 60 }

  func append(to bytes: inout [UInt8]) {
    FixedDigits.write(hour, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    FixedDigits.write(minute, width: 2, to: &bytes)
  }

  /// `HH:MM`.
  package var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minutes < right.minutes }
}

/// A part of a day: `from` belongs to it, `to` does not.
package struct TimeRange: Sendable, Hashable, CustomStringConvertible {
  package let from: TimeOfDay
  package let to: TimeOfDay

  /// Nil unless `from` is before `to`.
  package init?(from: TimeOfDay, to: TimeOfDay) {
    guard from < to else { return nil }
    self.from = from
    self.to = to
  }

  /// Reads `13:00-14:00`, with a hyphen or an en dash.
  package init?(_ text: String) {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
    guard parts.count == 2, let from = TimeOfDay(String(parts[0].filter { $0 != " " })),
      let to = TimeOfDay(String(parts[1].filter { $0 != " " }))
    else { return nil }
    self.init(from: from, to: to)
  }

  package func contains(_ time: TimeOfDay) -> Bool { from <= time && time < to }

  /// `HH:MM-HH:MM`.
  package var description: String { "\(from)-\(to)" }
}
