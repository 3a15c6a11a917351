package import Dates
import Text

/// A day of every year and what it is: an entry of `dates`, `{name: wedding, day: --06-14}`.
package struct NamedDay: Sendable, Hashable {
  package let name: String
  /// A date, or a day without its year.
  package let day: Birthday

  package init(_ name: String, _ day: Birthday) {
    self.name = name
    self.day = day
  }

  /// An entry of a record; nil where it has no day.
  package init?(_ entry: Value) {
    switch entry["day"] {
    case .date(let date)?: day = .date(date)
    case .monthDay(let monthDay)?: day = .day(monthDay)
    default: return nil
    }
    name = entry["name"]?.text ?? ""
  }

  /// As people write it: the name, a colon or a blank, and the day as `--06-14` or in a form that `date` reads; nil for
  /// text without both.
  package init?(_ text: String, reading date: (String) -> Birthday?) {
    // The last of several colons or blanks: a name may have them, and a time of day is none of this.
    for mark: Character in [":", " "] {
      guard let place = text.lastIndex(of: mark) else { continue }
      let name = text[..<place].trimmingBlanks
      if let day = date(text[text.index(after: place)...].trimmingBlanks), !name.isEmpty {
        self.init(name.hasSuffix(":") ? name.dropLast().trimmingBlanks : name, day)
        return
      }
    }
    return nil
  }

  package var value: Value {
    let day: Value =
      switch self.day {
      case .date(let date): .date(date)
      case .day(let day): .monthDay(day)
      }
    return .map([MapEntry("name", .text(name)), MapEntry("day", day)])
  }

  /// The names of the day that people were married, of which other programs know no other by name.
  package var isWedding: Bool { ["wedding", "anniversary", "wedding day"].contains(name.lowercased()) }

  /// Whether entries of these keys are such days.
  package static func fits(_ keys: [EntryField]) -> Bool {
    keys.map(\.key) == ["name", "day"] && keys.last?.type == .birthday
  }
}
