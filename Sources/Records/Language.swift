package import Dates

/// The languages that digests, proposals and new pipelines are written in, by their ISO 639-1 codes.
package enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case russian = "ru"
  case kazakh = "kk"

  /// The name of a month as dates have it: `ноября`.
  package func month(_ number: Int) -> String {
    let names =
      switch self {
      case .english:
        "January February March April May June July August September October November December"
      case .russian: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
      case .kazakh: "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
      }
    let words = names.split(separator: " ")
    return words.indices.contains(number - 1) ? String(words[number - 1]) : String(number)
  }

  /// A date as a letter has it: `24 November 2026`, `24 ноября 2026 г.`, `2026 жылғы 24 қараша`.
  package func date(_ date: CivilDate) -> String {
    switch self {
    case .english: "\(date.day) \(month(date.month)) \(date.year)"
    case .russian: "\(date.day) \(month(date.month)) \(date.year) г."
    case .kazakh: "\(date.year) жылғы \(date.day) \(month(date.month))"
    }
  }

  /// Which of the given forms a number takes: one and other; in Russian 1, 2 and 5; in Kazakh there is one
  /// (CLDR 46, `plurals.xml`, cardinals of whole numbers).
  package func form(_ number: Int, of forms: [String]) -> String {
    let place: Int
    switch self {
    case .english: place = number == 1 ? 0 : 1
    case .russian:
      let (tens, ones) = (abs(number) % 100, abs(number) % 10)
      place = ones == 1 && tens != 11 ? 0 : (2...4).contains(ones) && !(12...14).contains(tens) ? 1 : 2
    case .kazakh: place = 0
    }
    return forms.indices.contains(place) ? forms[place] : forms.last ?? ""
  }
}
