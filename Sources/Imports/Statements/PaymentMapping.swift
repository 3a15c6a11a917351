package import Dates
package import Diagnostics
package import Records
package import YAML

/// What a column of a bank's table holds; the raw values are written in mapping files.
package enum PaymentColumn: String, Sendable, CaseIterable {
  /// The day of booking.
  case date
  case valued = "value_date"
  case amount
  /// Amounts that came in, and those that went out, where they have columns of their own.
  case credit, debit
  /// A word for the way: `H`, `CR`, `in`.
  case direction
  case currency
  case payer
  /// The payer's account.
  case account
  case bank
  case taxID = "tax_id"
  case purpose
  case reference
  /// The account that the table is of.
  case ownAccount = "own_account"
  /// Of no concern.
  case ignore
}

/// What the columns of a bank's table mean, and how its cells are written: `imports/NAME.yaml` with `kind: payment`.
package struct PaymentMapping: Sendable, Hashable {
  package var name = ""
  /// The title of a column, or `title#2` for the second of one title, and what it holds.
  package var columns: [Preset.Entry] = []
  /// What all rows have: `currency`, `own_account`.
  package var constants: [Preset.Entry] = []
  package var dates: DateOrder?
  package var decimals: DecimalMark?
  package var encoding: TextEncoding?
  package var separator: UInt8?
  package var sheet: String?
  /// The accounts whose files are read so without anybody saying it, without blanks.
  package var accounts: [String] = []

  package init() {}

  /// What a mapping file calls its rows.
  package static let kind = "payment"

  /// This mapping below what was said: what is said counts.
  package func adding(
    columns: [Preset.Entry], dates: DateOrder?, decimals: DecimalMark?, reading: ReadingOptions
  ) -> PaymentMapping {
    var mapping = self
    for entry in columns {
      mapping.columns.removeAll { $0.key == entry.key }
      mapping.columns.append(entry)
    }
    mapping.dates = dates ?? mapping.dates
    mapping.decimals = decimals ?? mapping.decimals
    mapping.encoding = reading.encoding ?? mapping.encoding
    mapping.separator = reading.separator ?? mapping.separator
    mapping.sheet = reading.sheet ?? mapping.sheet
    return mapping
  }

  package var reading: ReadingOptions {
    ReadingOptions(encoding: encoding, separator: separator, sheet: sheet)
  }

  /// Throws `invalid_value` for a word that no column can mean.
  package static func column(_ word: String) throws(Diagnostic) -> PaymentColumn {
    if word == "-" { return .ignore }
    if let column = PaymentColumn(rawValue: word) { return column }
    let words = PaymentColumn.allCases.map(\.rawValue)
    throw Diagnostic(
      .invalidValue, "a column of a bank's table cannot be \"\(word)\"",
      hints: .unknown(word, among: words, limit: .max))
  }
}

/// Reads and writes mapping files of banks' tables.
package enum PaymentMappingFile {
  /// Whether a file of `imports/` is one of these.
  package static func isMapping(_ document: Document) -> Bool {
    guard let kind = document["kind"]?.text else { return false }
    return kind == PaymentMapping.kind || kind == PaymentMapping.kind + "s"
  }

  private static let keys = [
    "kind", "columns", "set", "dates", "decimals", "encoding", "separator", "sheet", "accounts",
  ]

  /// The mapping, and everything that is wrong with the file.
  package static func read(_ document: Document, name: String) -> (
    mapping: PaymentMapping, problems: [Diagnostic]
  ) {
    var mapping = PaymentMapping()
    mapping.name = name
    var problems: [Diagnostic] = []
    func report(_ message: String, _ node: Node, _ hints: [Hint] = []) {
      problems.append(document.diagnostic(message, at: node, hints: hints))
    }
    func entries(_ node: Node) -> [Preset.Entry] {
      (node.pairs ?? []).map { Preset.Entry($0.key, $0.value.text ?? "") }
    }
    for pair in document.pairs {
      let (node, text) = (pair.value, pair.value.text ?? "")
      switch pair.key {
      case "kind": break
      case "columns":
        mapping.columns = entries(node)
        for column in node.pairs ?? [] {
          do throws(Diagnostic) { _ = try PaymentMapping.column(column.value.text ?? "") } catch {
            report(error.message, column.value, error.hints)
          }
        }
      case "set":
        mapping.constants = entries(node)
        for constant in node.pairs ?? [] where !["currency", "own_account"].contains(constant.key) {
          report("only currency and own_account can be the same for all rows", constant.value)
        }
      case "dates":
        mapping.dates = DateOrder(word: text)
        if mapping.dates == nil, text != "auto" { report("dates is dmy, mdy or auto", node) }
      case "decimals":
        mapping.decimals = DecimalMark(word: text)
        if mapping.decimals == nil, text != "auto" { report("decimals is point, comma or auto", node) }
      case "encoding":
        mapping.encoding = TextEncoding(name: text)
        if mapping.encoding == nil { report("unknown encoding", node) }
      case "separator":
        mapping.separator = CSVDialect.Separator(word: text)?.rawValue
        if mapping.separator == nil { report("separator is \",\" \";\" tab or |", node) }
      case "sheet": mapping.sheet = text.isEmpty ? nil : text
      case "accounts":
        mapping.accounts = (node.items?.compactMap(\.text) ?? [text]).map(AccountNumber.compact)
      default: report("unknown key \"\(pair.key)\"", node, .unknown(pair.key, among: keys))
      }
    }
    return (mapping, problems)
  }

  /// The bytes of a mapping; `read` gives it back.
  package static func write(_ mapping: PaymentMapping) -> [UInt8] {
    func entries(_ list: [Preset.Entry]) -> YAMLValue {
      .map(list.map { YAMLValue.Entry($0.key, .text($0.value)) })
    }
    var map: [(String, YAMLValue)] = [("kind", .plain(PaymentMapping.kind))]
    if !mapping.columns.isEmpty { map.append(("columns", entries(mapping.columns))) }
    if !mapping.constants.isEmpty { map.append(("set", entries(mapping.constants))) }
    if let dates = mapping.dates { map.append(("dates", .plain(dates.rawValue))) }
    if let decimals = mapping.decimals { map.append(("decimals", .plain(decimals.rawValue))) }
    if let encoding = mapping.encoding { map.append(("encoding", .text(encoding.name))) }
    if let separator = mapping.separator {
      map.append(("separator", .text(separator == 9 ? "tab" : String(UnicodeScalar(separator)))))
    }
    if let sheet = mapping.sheet { map.append(("sheet", .text(sheet))) }
    if !mapping.accounts.isEmpty { map.append(("accounts", .list(mapping.accounts.map { .text($0) }))) }
    return Emitter.emit(map: map)
  }
}
