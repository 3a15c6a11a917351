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
    }
  }

  var isEmpty: Bool {
    switch self {
    case .empty: true
    case .text(let text): text.isEmpty
    case .list(let items): items.isEmpty
    case .number, .date, .instant, .flag: false
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
