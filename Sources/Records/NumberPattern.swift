package import Dates

/// How the numbers of documents are made, such as `INV-{year}-{n:4}`.
///
/// Between braces stand `year`, `month` (two digits), `owner` (the id of who makes the document) and, once, `n`, the
/// count; `n:4` has at least four digits. The count begins anew wherever all the rest is another.
package struct NumberPattern: Sendable, Hashable {
  /// Why a text is no pattern.
  package struct Problem: Error {
    package let message: String
    package let way: String
  }

  private enum Part: Hashable {
    case literal(String)
    case year, month, owner
  }

  private let before: [Part]
  private let after: [Part]
  /// The digits that a count has at least.
  private let digits: Int

  /// `INV-{year}-{n:4}`
  package static let invoice = NumberPattern(
    before: [.literal("INV-"), .year, .literal("-")], after: [], digits: 4)

  private static let known = "{year}, {month}, {owner}, {n} and {n:4} stand for what changes"
  private static let longest = 40
  private static let mostDigits = 9

  private init(before: [Part], after: [Part], digits: Int) {
    self.before = before
    self.after = after
    self.digits = digits
  }

  package init(_ text: String) throws(Problem) {
    var parts: [Part] = []
    var before: [Part]?
    var digits = 1
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
      guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
        throw Problem(message: "a brace stands alone", way: NumberPattern.known)
      }
      let word = rest[rest.index(after: open)..<close]
      rest = rest[rest.index(after: close)...]
      switch word {
      case "year": parts.append(.year)
      case "month": parts.append(.month)
      case "owner": parts.append(.owner)
      case "n" where before == nil: (before, parts) = (parts, [])
      case "n":
        throw Problem(message: "the count {n} stands in it twice", way: "such as INV-{year}-{n:4}")
      default:
        guard word.hasPrefix("n:"), let count = Int(word.dropFirst(2)),
          (1...NumberPattern.mostDigits) ~= count
        else { throw Problem(message: "{\(word)} means nothing", way: NumberPattern.known) }
        guard before == nil else {
          throw Problem(message: "the count {n} stands in it twice", way: "such as INV-{year}-{n:4}")
        }
        (before, parts, digits) = (parts, [], count)
      }
    }
    if !rest.isEmpty { parts.append(.literal(String(rest))) }
    guard let before else {
      throw Problem(message: "it has no count {n}", way: "such as INV-{year}-{n:4}")
    }
    let all = before + parts
    if all.contains(.month), !all.contains(.year) {
      throw Problem(message: "{month} without {year} gives a number again a year later", way: "add {year}")
    }
    let isSound =
      text.count <= NumberPattern.longest
      && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
      && text.first?.isWhitespace == false && text.last?.isWhitespace == false
    guard isSound else {
      throw Problem(
        message:
          "a number is one line of at most \(NumberPattern.longest) characters, without blanks at its ends",
        way: "such as INV-{year}-{n:4}")
    }
    self.init(before: before, after: parts, digits: digits)
  }

  /// Whether who makes a document stands in its number.
  package var namesOwner: Bool { (before + after).contains(.owner) }

  /// All that stands before and behind the count on a day.
  package func frame(on day: CivilDate, by owner: String) -> (start: String, end: String) {
    func text(_ parts: [Part]) -> String {
      parts.map { part in
        switch part {
        case .literal(let text): text
        case .year: NumberPattern.padded(day.year, to: 4)
        case .month: NumberPattern.padded(day.month, to: 2)
        case .owner: owner
        }
      }.joined()
    }
    return (text(before), text(after))
  }

  /// A count with as many digits as the pattern has it.
  package func text(of count: Int) -> String { NumberPattern.padded(count, to: digits) }

  package static func padded(_ number: Int, to digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
