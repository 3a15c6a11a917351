import Diagnostics
package import Records
import Text

/// The column titles that people and programs use, in English and Russian, and the field that each means.
package enum HeaderSynonyms {
  /// A title as it is compared: folded words joined by a blank, without numbers at the end.
  package static func normalized(_ title: String) -> String {
    var words = Folding.joinedWords(spaced(CellText.unwrapped(title)))
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

  /// How far a title alone is to be trusted.
  package enum Certainty: Int, Sendable {
    /// The table has the title.
    case certain
    /// The table has it, and others that say it better: `Title` beside `Job title`.
    case weak
    /// It only holds a telling word: the cells must agree.
    case needsContent
  }

  /// What a title means.
  package struct Meaning: Sendable, Hashable {
    package let target: ColumnTarget
    package let certainty: Certainty
    /// Of the parts of an address, which address it is: `home`, `billing`, or empty.
    package var address: String?
  }

  /// What the title means for a kind: by the table, by a record that it names in front, by the words in it.
  package static func meaning(of title: String, kind: Kind) -> Meaning? {
    if let found = meaning(ofBare: title, kind: kind) { return found }
    // The currency in a title of amounts belongs to the cells.
    guard let amount = AmountTitle(title), let found = meaning(ofBare: amount.rest, kind: kind),
      case .field(let key) = found.target, key == "amount" || key == "price"
    else { return nil }
    return found
  }

  private static func meaning(ofBare title: String, kind: Kind) -> Meaning? {
    let words = normalized(title)
    if let text = SynonymTable.own(kind)[words] ?? SynonymTable.shared(kind)[words] {
      let isWeak = SynonymTable.weak(kind).contains(words)
      return meaning(
        text, isWeak ? .weak : .certain, kind, address: TitleWords.addressFields.contains(text) ? "" : nil)
    }
    if let named = TitleWords.named(title) { return meaning(of: named.rest, in: named.kind, for: kind) }
    let parts = words.split(separator: " ").map(String.init)
    if let text = TitleWords.person(parts) { return meaning(text, .certain, kind) }
    if let found = TitleWords.address(parts, kind: kind) {
      return meaning(found.target, found.isWeak ? .weak : .certain, kind, address: found.address)
    }
    return TitleWords.reach(parts, kind: kind).flatMap { meaning($0, .needsContent, kind) }
  }

  /// What the title means, however sure that is.
  package static func target(of title: String, kind: Kind) -> ColumnTarget? {
    meaning(of: title, kind: kind)?.target
  }

  /// `Person - Email` is the contact's email in a table of deals, and the email in one of contacts.
  private static func meaning(of rest: String, in named: Kind, for kind: Kind) -> Meaning? {
    if named == kind { return meaning(of: rest, kind: kind) }
    if kind == .lead {
      if normalized(rest) == "name" {
        return meaning(named == .company ? "company_name" : "name", .certain, kind)
      }
      return named == .company ? nil : meaning(of: rest, kind: kind)
    }
    guard let inner = meaning(of: rest, kind: named) else { return nil }
    switch inner.target {
    case .field(let key): return meaning("\(named.rawValue).\(key)", inner.certainty, kind)
    case .id: return meaning("\(named.rawValue).id", inner.certainty, kind)
    case .link, .outcome, .namePart, .item, .call, .refusal, .extra, .ignored: return nil
    }
  }

  private static func meaning(
    _ text: String, _ certainty: Certainty, _ kind: Kind, address: String? = nil
  ) -> Meaning? {
    do throws(Diagnostic) {
      return Meaning(
        target: try ColumnTarget.parse(text, kind: kind, schema: .plain), certainty: certainty,
        address: address)
    } catch {
      return nil
    }
  }

  /// True when the title means something for any kind, or a preset has it; `own` are those of the repository.
  static func recognises(_ title: String, or own: TitlePattern.Table? = nil) -> Bool {
    // No title of a program is as long as a sentence.
    guard title.utf8.count <= 100 else { return false }
    let words = normalized(title)
    if SynonymTable.titles.contains(words) || TitlePattern.Table.builtIn.has(title, normalized: words)
      || own?.has(title, normalized: words) == true
    {
      return true
    }
    // A title may hold a number, and does not begin with one.
    if let first = title.utf8.first, (0x30...0x39).contains(first) || first == 0x2b { return false }
    if let named = TitleWords.named(title) { return recognises(named.rest, or: own) }
    if let amount = AmountTitle(title), SynonymTable.titles.contains(normalized(amount.rest)) { return true }
    let parts = words.split(separator: " ").map(String.init)
    return TitleWords.address(parts, kind: .contact) != nil || TitleWords.reach(parts, kind: .contact) != nil
  }

  /// True for a title that only says that people can be reached so; the cells tell how.
  package static func isNeutral(_ title: String) -> Bool { SynonymTable.neutral.contains(normalized(title)) }
}
