import Dates
import Records

/// How numbers, dates and a few words are written in a document of a language.
package enum TemplateLanguage: String, Sendable, CaseIterable {
  case english = "en"
  case german = "de"
  case russian = "ru"
  case kazakh = "kk"

  /// The language of a tag such as `de` or `de-AT`; nil for one that documents are not written in.
  init?(tag: String) {
    self.init(rawValue: String(tag.lowercased().prefix { $0 != "-" && $0 != "_" && $0 != "." }))
  }

  /// A number with its thousands in groups, as long as it is.
  func number(_ number: Decimal) -> String {
    let parts = number.description.split(separator: ".", maxSplits: 1)
    let digits = (parts.first ?? "0").drop { $0 == "-" }
    let (group, mark) =
      switch self {
      case .english: (",", ".")
      case .german: (".", ",")
      // A blank at which no line is broken.
      case .russian, .kazakh: ("\u{a0}", ",")
      }
    var whole = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { whole += group }
      whole.append(digit)
    }
    return (number.isNegative ? "-" : "") + whole + (parts.count > 1 ? mark + parts[1] : "")
  }

  /// An amount with all decimals of its currency, which stands beside it in the document.
  func money(_ amount: Decimal, _ currency: String?) -> String { number(Currency.padded(amount, currency)) }

  func date(_ date: CivilDate) -> String {
    Language(rawValue: rawValue)?.date(date) ?? "\(date.day). \(month(date.month)) \(date.year)"
  }

  /// A day of every year.
  func date(_ day: MonthDay) -> String {
    "\(day.day)\(self == .german ? "." : "") \(month(day.month))"
  }

  func flag(_ flag: Bool) -> String {
    switch self {
    case .english: flag ? "yes" : "no"
    case .german: flag ? "ja" : "nein"
    case .russian: flag ? "да" : "нет"
    case .kazakh: flag ? "иә" : "жоқ"
    }
  }

  /// What stands behind a rate.
  var percentSign: String { self == .english ? "%" : "\u{a0}%" }

  /// A pack as something that is counted, with what it holds: `pack (12 piece)`.
  func pack(of size: Decimal?, _ unit: String?) -> String {
    let word =
      switch self {
      case .english: "pack"
      case .german: "Pack"
      case .russian: "уп."
      case .kazakh: "қапт."
      }
    let inside = [size.map { number($0.trimmed) }, unit].compactMap { $0 }.joined(separator: " ")
    return size == nil ? word : "\(word) (\(inside))"
  }

  /// What a document is for that names nothing.
  var services: String {
    switch self {
    case .english: "Services"
    case .german: "Leistung"
    case .russian: "Услуги"
    case .kazakh: "Қызмет"
    }
  }

  private func month(_ number: Int) -> String {
    if let language = Language(rawValue: rawValue) { return language.month(number) }
    let words = TemplateLanguage.germanMonths.split(separator: " ")
    return words.indices.contains(number - 1) ? String(words[number - 1]) : String(number)
  }

  private static let germanMonths =
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
}
