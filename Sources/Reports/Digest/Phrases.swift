import Dates
import Facts
import Records

/// The words of a digest in one language; `{}` is where a number or a length of time goes.
struct Phrases: Sendable {
  /// What is said of how things are.
  struct Remarks: Sendable {
    var late: String
    var overLimit: String
    var waiting: String
    var idle: String
    var ago: String
    /// Of a birthday; `{years}` is the number with its word, `{}` the number alone.
    var turns: String
    var silent: String
    var neverSpoken: String
  }

  /// What is written around the items.
  struct Frame: Sendable {
    /// Of the whole; `{}` is the day.
    var heading: String
    /// What has no owner.
    var nobody: String
    /// Where there is no work for today.
    var nothingToday: String
    /// Over what was done; `{}` is the day from which on.
    var done: String
    /// Where a client is whose place has no name in the language; nil where the table of zones names it.
    var elsewhere: String?
  }

  /// Each in the forms that numbers take.
  struct Units: Sendable {
    var day: [String]
    var hour: String
    var minute: String
    var year: [String]
  }

  let language: Language
  private let remarks: Remarks
  private let frame: Frame
  private let units: Units
  private let weekdays: [String]
  private let shortWeekdays: [String]
  private let sections: [DigestSection: String]
  /// The titles of sections as a word before one of their items, where that is another.
  private let singles: [DigestSection: String]
  /// The names of `dates` that are words of the program's own.
  private let occasions: [String: String]

  /// The language of a tag such as `ru` or `ru-RU`; English for one that has no words here.
  init(language tag: String) {
    let base = tag.lowercased().prefix { $0 != "-" && $0 != "_" && $0 != "." }
    switch Language(rawValue: String(base)) {
    case .russian: self = .russian
    case .kazakh: self = .kazakh
    case .english, nil: self = base == "kz" ? .kazakh : .english
    }
  }

  init(
    _ language: Language, _ remarks: Remarks, _ frame: Frame, _ units: Units, weekdays: [String],
    shortWeekdays: [String], sections: [DigestSection: String], singles: [DigestSection: String],
    occasions: [String: String]
  ) {
    self.language = language
    self.remarks = remarks
    self.frame = frame
    self.units = units
    self.weekdays = weekdays
    self.shortWeekdays = shortWeekdays
    self.sections = sections
    self.singles = singles
    self.occasions = occasions
  }

  // MARK: Headings

  /// `Digest for Tuesday, 24 November 2026`
  func heading(_ date: CivilDate) -> String { filled(frame.heading, day(date)) }

  func title(_ section: DigestSection) -> String { sections[section] ?? section.rawValue }

  /// What one item of a section is: `Birthday`.
  func single(_ section: DigestSection) -> String { singles[section] ?? title(section) }

  var nobody: String { frame.nobody }
  var nothingToday: String { frame.nothingToday }

  /// `Done since Monday, 23 November 2026`
  func done(_ since: CivilDate) -> String { filled(frame.done, day(since)) }

  // MARK: Days

  /// `Tuesday, 24 November 2026`
  func day(_ date: CivilDate) -> String {
    let weekday = Phrases.element(weekdays, date.weekday)
    switch language {
    case .english, .russian: return "\(weekday), \(language.date(date))"
    case .kazakh: return "\(language.date(date)), \(weekday)"
    }
  }

  func shortWeekday(_ date: CivilDate) -> String { Phrases.element(shortWeekdays, date.weekday) }

  private static func element(_ names: [String], _ day: Weekday) -> String {
    names.indices.contains(day.rawValue - 1) ? names[day.rawValue - 1] : day.description
  }

  /// The largest whole unit: `2 d`, `5 h`, `20 min`; `2 дня`.
  func duration(_ seconds: Int) -> String {
    switch seconds {
    case 86_400...:
      let days = seconds / 86_400
      return "\(days) \(language.form(days, of: units.day))"
    case 3600...: return "\(seconds / 3600) \(units.hour)"
    default: return "\(max(seconds, 0) / 60) \(units.minute)"
    }
  }

  /// `10 years`
  func years(_ number: Int) -> String { "\(number) \(language.form(number, of: units.year))" }

  // MARK: How things are

  /// How late, idle or silent the items of a section are; nil for what is not about a delay.
  func delay(_ section: DigestSection, _ seconds: Int) -> String? {
    let phrase: String
    switch section {
    case .overdue, .invoices: phrase = remarks.late
    case .sla: phrase = remarks.overLimit
    case .leads: phrase = remarks.waiting
    case .rotting: phrase = remarks.idle
    case .closePassed: phrase = remarks.ago
    case .keepInTouch: phrase = remarks.silent
    case .today, .coming, .birthdays, .anniversaries: return nil
    }
    return filled(phrase, duration(seconds))
  }

  var neverSpoken: String { remarks.neverSpoken }

  /// `turns 36`
  func turning(_ age: Int) -> String {
    filled(remarks.turns, remarks.turns.contains("{years}") ? years(age) : String(age))
  }

  /// What an anniversary is of, in the language where it is a word of the program's own.
  func occasion(_ name: String) -> String { occasions[name.lowercased()] ?? name }

  /// What the client's clocks show: `Chita 19:00 (+8 h)`; nil where it is what everybody's show.
  func clock(_ clock: ClientClock, from home: Zone) -> String? {
    clock.brief(from: home, place: clock.isPlaceOfRecord ? nil : frame.elsewhere, hour: units.hour)
  }

  private func filled(_ template: String, _ value: String) -> String {
    guard let open = template.firstIndex(of: "{"), let close = template[open...].firstIndex(of: "}") else {
      return template
    }
    return template[..<open] + value + template[template.index(after: close)...]
  }
}
