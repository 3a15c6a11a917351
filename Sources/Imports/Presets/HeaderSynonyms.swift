import Diagnostics
package import Records
import Text

/// The column titles that people and programs use, in English and Russian, and the field that each means.
package enum HeaderSynonyms {
  /// A title as it is compared: folded words joined by a blank, without numbers at the end.
  package static func normalized(_ title: String) -> String {
    var words = Folding.joinedWords(spaced(title))
    while words.count > 1, let last = words.last, last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      words.removeLast()
    }
    return words.joined(separator: " ")
  }

  /// `firstName` and `first_name` as words.
  private static func spaced(_ title: String) -> String {
    var result = String.UnicodeScalarView()
    var wasLower = false
    for scalar in title.unicodeScalars {
      let isASCII = scalar.value < 0x80
      if !isASCII, scalar.properties.canonicalCombiningClass != .notReordered {
        result.append(scalar)
        continue
      }
      let isUpper = isASCII ? ("A"..."Z").contains(scalar) : scalar.properties.isUppercase
      if isUpper, wasLower { result.append(" ") }
      wasLower = isASCII ? ("a"..."z").contains(scalar) : scalar.properties.isLowercase
      result.append(scalar == "_" ? " " : scalar)
    }
    return String(result)
  }

  /// What the title means for a kind, by the table and then by the words in it.
  package static func target(of title: String, kind: Kind) -> ColumnTarget? {
    let words = normalized(title)
    if let text = SynonymTable.own(kind)[words] ?? SynonymTable.shared(kind)[words] {
      return target(fromWord: text, kind: kind)
    }
    return pattern(words, kind: kind).flatMap { target(fromWord: $0, kind: kind) }
  }

  private static func target(fromWord text: String, kind: Kind) -> ColumnTarget? {
    do throws(Diagnostic) {
      return try ColumnTarget.parse(text, kind: kind, schema: .plain)
    } catch {
      return nil
    }
  }

  /// True when the title means something for any kind, or is one of these normalized ones.
  package static func recognises(_ title: String, or known: Set<String> = []) -> Bool {
    // No title of a program is as long as a sentence.
    guard title.utf8.count <= 100 else { return false }
    let words = normalized(title)
    return known.contains(words) || SynonymTable.titles.contains(words)
      || pattern(words, kind: .contact) != nil
  }

  /// Titles beyond the table that hold a telling word: `email_work`, `Телефон (доп.)`, `Контакт: Рабочий e-mail`.
  private static func pattern(_ normalized: String, kind: Kind) -> String? {
    let words = normalized.split(separator: " ").map(String.init)
    guard words.count <= 5 else { return nil }
    let isContact = words.contains {
      $0.hasPrefix("контакт") || $0 == "contact" || $0 == "customer" || $0 == "person"
    }
    let isCompany = words.contains {
      $0.hasPrefix("компани") || $0 == "company" || $0 == "organization" || $0 == "account"
    }
    let key: String
    if words.contains(where: emailWords.contains) || normalized.contains("e mail")
      || normalized.contains("эл почт")
    {
      key = "email"
    } else if words.contains(where: phoneWords.contains) {
      key = "phone"
    } else if words.contains("linkedin") || words.contains("facebook") || words.contains("twitter") {
      key = "link"
    } else {
      return nil
    }
    switch kind {
    case .contact: return isCompany && !isContact ? "company.\(key)" : key
    case .company: return isContact ? nil : key
    case .lead: return key == "link" ? nil : key
    case .deal, .task, .activity: return isCompany && !isContact ? "company.\(key)" : "contact.\(key)"
    case .product: return nil
    }
  }

  private static let emailWords: Set<String> = [
    "email", "emails", "mail", "почта", "емейл", "имейл", "емайл",
  ]

  private static let phoneWords: Set<String> = [
    "phone", "phones", "tel", "telephone", "mobile", "cell", "телефон", "телефоны", "тел", "моб", "мобильный",
    "сотовый", "whatsapp", "вотсап",
  ]
}
