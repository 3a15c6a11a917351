package import Dates
import Text

/// The lines that vCard (RFC 6350) and iCalendar (RFC 5545) are made of.
package struct ContentLines {
  package private(set) var text = ""

  package init() {}

  /// A line, folded so that none is longer than 75 bytes, at the borders of characters.
  package mutating func add(_ line: String) {
    var room = 75
    for scalar in line.unicodeScalars {
      // A line that goes on begins with a blank, which counts.
      let size = UTF8.width(scalar)
      if size > room {
        text += "\r\n "
        room = 74
      }
      text.unicodeScalars.append(scalar)
      room -= size
    }
    text += "\r\n"
  }

  /// A line with a text value, where there is one.
  package mutating func add(_ name: String, text value: String?) {
    guard let value, !value.isEmpty else { return }
    add(name + ":" + ContentLines.escaped(value))
  }

  /// Text as a value; characters that steer a terminal or have no place in a line are left out.
  static func escaped(_ value: String) -> String {
    var result = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in value.unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      switch scalar {
      case "\\", ",", ";": result.append(contentsOf: ["\\", scalar])
      case "\r": result.append(contentsOf: ["\\", "n"])
      case "\n": if !wasReturn { result.append(contentsOf: ["\\", "n"]) }
      case "\t": result.append(scalar)
      default: if scalar.value >= 0x20, scalar.value != 0x7f { result.append(scalar) }
      }
    }
    return String(result)
  }

  /// `20261124T090000Z`
  package static func utc(_ instant: Instant) -> String {
    let (date, time, second) = Zone.utc.civil(instant)
    return day(date) + "T" + [time.hour, time.minute, second].map(two).joined() + "Z"
  }

  /// `20261124`
  package static func day(_ date: CivilDate) -> String {
    let year = String(date.year)
    return String(repeating: "0", count: 4 - year.utf8.count) + year + two(date.month) + two(date.day)
  }

  static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
