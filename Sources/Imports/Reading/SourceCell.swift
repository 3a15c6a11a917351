package import Dates
package import Records

/// A cell as its file has it: text that is yet to be read, or a value whose type the file says itself.
package enum SourceCell: Sendable, Hashable {
  case empty
  case text(String)
  // Boxed, since they are rare and larger than a text.
  indirect case number(Decimal)
  case date(CivilDate)
  indirect case instant(Instant)
  case flag(Bool)
  case list([String])
  /// A number and how its cell shows it, with words or zeros that belong to the value: `5 days`, `INV-0042`, `12.5 USD`.
  indirect case labelled(Decimal, String)
  /// A text and where its link leads: an address on the web, or of mail.
  indirect case linked(String, target: String)

  /// The cell as a person would write it into a table of text.
  package var text: String {
    switch self {
    case .text(let text): text
    case .empty: ""
    case .number(let number): number.description
    case .date(let date): date.description
    case .instant(let instant): instant.description
    case .flag(let flag): flag ? "true" : "false"
    case .list(let items): items.joined(separator: "; ")
    case .labelled(_, let text): text
    case .linked(let text, _): text
    }
  }

  var isEmpty: Bool {
    switch self {
    case .empty: true
    case .text(let text): text.isEmpty
    case .list(let items): items.isEmpty
    case .number, .date, .instant, .flag, .labelled: false
    case .linked(let text, _): text.isEmpty
    }
  }

  /// True when it holds nothing but blanks.
  var isBlank: Bool {
    if case .text(let text) = self {
      return text.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0d).contains($0) }
    }
    return isEmpty
  }
}
