package import JSON
import Text

/// One typed value of a table.
package enum Cell: Sendable, Hashable {
  case empty
  case text(String)
  /// A decimal by its digits, such as "1500.5".
  case number(String)
  /// A decimal amount with its currency code, if it has one of its own.
  case money(amount: String, currency: String?)
  /// An ISO date or moment.
  case date(String)
  case list([String])
  case boolean(Bool)

  package static func integer(_ value: Int) -> Cell { .number(String(value)) }

  /// Empty text and no text are an empty cell.
  package static func optional(_ text: String?) -> Cell {
    guard let text, !text.isEmpty else { return .empty }
    return .text(text)
  }

  /// The cell for people: escaped, on one line; amounts grouped by thousands.
  package func displayed(escapingNewlines: Bool = true) -> String {
    switch self {
    case .empty: return ""
    case .text(let text), .date(let text):
      return TerminalEscaping.escape(text, keepingNewlines: !escapingNewlines)
    case .number(let text): return TerminalEscaping.escape(text, keepingNewlines: false)
    case .money(let amount, let currency):
      let grouped = TerminalEscaping.escape(DecimalGrouping.grouped(amount), keepingNewlines: false)
      guard let currency, !currency.isEmpty else { return grouped }
      return grouped + " " + TerminalEscaping.escape(currency, keepingNewlines: false)
    case .list(let items):
      return TerminalEscaping.escape(items.joined(separator: ", "), keepingNewlines: !escapingNewlines)
    case .boolean(let value): return value ? "yes" : "no"
    }
  }

  /// The cell for programs that read text: raw numbers, lists joined by "; " as `CellList` has them.
  package var raw: String {
    switch self {
    case .empty: ""
    case .text(let text), .number(let text), .date(let text): text
    case .money(let amount, nil): amount
    case .money(let amount, let currency?): currency.isEmpty ? amount : amount + " " + currency
    case .list(let items): CellList.joined(items)
    case .boolean(let value): value ? "true" : "false"
    }
  }

  /// The cell as JSON: money without a currency is a string decimal, with one an object.
  package var json: JSONValue {
    switch self {
    case .empty: .null
    case .text(let text), .date(let text): .string(text)
    case .number(let text): DecimalGrouping.isJSONNumber(text) ? .number(text) : .string(text)
    case .money(let amount, nil): .string(amount)
    case .money(let amount, let currency?): ["amount": .string(amount), "currency": .string(currency)]
    case .list(let items): .array(items.map { .string($0) })
    case .boolean(let value): .bool(value)
    }
  }
}
