import Dates
import Diagnostics
import Records

/// Reads `1CClientBankExchange` (1C:Enterprise, versions 1.01 to 1.03): lines `key=value`, sections of accounts with their
/// balances, sections of documents. Which way money went is told by the account that is one's own.
struct ClientBankExchange {
  private typealias Entries = [String: String]

  private struct Section {
    let line: Int
    var values: Entries = [:]
  }

  private let options: StatementOptions
  private var own: [String] = []
  private var accounts: [Section] = []
  private var documents: [Section] = []

  static func read(_ bytes: [UInt8], _ options: StatementOptions) throws(Diagnostic) -> StatementFile {
    var reader = ClientBankExchange(options)
    try reader.take(BankText.lines(try text(bytes, options)))
    return StatementFile(.clientBank, try reader.statements())
  }

  private init(_ options: StatementOptions) { self.options = options }

  /// UTF-8 where it is, whatever the file says of itself; else what it says.
  private static func text(_ bytes: [UInt8], _ options: StatementOptions) throws(Diagnostic) -> [UInt8] {
    if options.reading.encoding != nil { return try options.reading.text(of: bytes) }
    let plain = TextEncoding.withoutMark(bytes)
    if UTF8Scan(plain[...]).strays == 0 { return plain }
    let pages: [CodePage] = [.windows1251, .cp866]
    for page in pages {
      let decoded = try TextEncoding.page(page).utf8(plain[...])
      let said = BankText.lines(Array(decoded.prefix(4096))).first { $0.hasPrefix("Кодировка=") }
      guard let said else { continue }
      return said.lowercased().contains("dos") ? try TextEncoding.page(.cp866).utf8(plain[...]) : decoded
    }
    return try TextEncoding.page(.windows1251).utf8(plain[...])
  }

  // MARK: Lines

  private enum State { case head, account, document, end }

  private mutating func take(_ lines: [String]) throws(Diagnostic) {
    var state = State.head
    for (index, raw) in lines.enumerated() {
      let (line, number) = (CellText.trimmed(raw), index + 1)
      if line.isEmpty || line == "\u{1a}" { continue }
      switch (state, line) {
      case (.end, "1CClientBankExchange"): state = .head
      case (.end, _): break
      case (.head, "СекцияРасчСчет"):
        accounts.append(Section(line: number))
        state = .account
      case (.head, _) where line.hasPrefix("СекцияДокумент"):
        documents.append(Section(line: number))
        state = .document
      case (.head, "КонецФайла"): state = .end
      case (.head, _):
        if let (key, value) = ClientBankExchange.pair(line), key == "РасчСчет" { add(value) }
      case (.account, "КонецРасчСчет"), (.document, "КонецДокумента"): state = .head
      case (.account, _):
        guard let (key, value) = ClientBankExchange.pair(line) else {
          throw stray(line, number, accounts.last)
        }
        if key == "РасчСчет" { add(value) }
        accounts[accounts.count - 1].values[key] = value
      case (.document, _):
        guard let (key, value) = ClientBankExchange.pair(line), !key.hasPrefix("Секция") else {
          throw stray(line, number, documents.last)
        }
        documents[documents.count - 1].values[key] = value
      }
    }
    guard state == .end else {
      throw options.fault(
        "the file ends without КонецФайла: it is cut, so nothing of it is booked", line: max(1, lines.count),
        ["let the bank make the file once more"])
    }
  }

  private func stray(_ line: String, _ number: Int, _ section: Section?) -> Diagnostic {
    options.fault(
      "line \(number) is no key=value, inside the section that begins in line \(section?.line ?? number): \"\(line)\"",
      line: number, ["a purpose has to stand in one line"])
  }

  /// Parted at the first `=`; a key is one word.
  private static func pair(_ line: String) -> (key: String, value: String)? {
    guard let equals = line.utf8.firstIndex(of: 0x3d) else { return nil }
    let key = CellText.trimmed(String(line[..<equals]))
    guard !key.isEmpty,
      key.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" })
    else { return nil }
    return (key, CellText.trimmed(String(line[line.utf8.index(after: equals)...])))
  }

  private mutating func add(_ account: String) {
    let account = AccountNumber.compact(account)
    if !account.isEmpty, !own.contains(account) { own.append(account) }
  }

  // MARK: Statements

  private func statements() throws(Diagnostic) -> [Statement] {
    var own = own
    if let account = options.account, own.isEmpty { own = [account] }
    guard !own.isEmpty else {
      throw options.fault(
        "the file does not say which account is yours (РасчСчет)", line: 1, ["say it: --account NUMBER"])
    }
    var lines: [BankLine] = []
    var transfers: Set<[String]> = []
    for document in documents { lines += try entries(document, own: Set(own), transfers: &transfers) }
    let byAccount = Dictionary(grouping: lines, by: \.account)
    var statements: [Statement] = []
    for account in own {
      let sections = accounts.filter { AccountNumber.compact($0.values["РасчСчет"] ?? "") == account }
      var statement = Statement(account: account, place: .line(sections.first?.line ?? 1))
      statement.lines = byAccount[account] ?? []
      statement.currency = statement.lines.first?.currency
      for section in sections { try extend(&statement, by: section) }
      statements.append(statement)
    }
    return statements
  }

  /// Adds the balances of a section, which has to begin with what the one before ended with.
  private func extend(_ statement: inout Statement, by section: Section) throws(Diagnostic) {
    guard let opening = try amount("НачальныйОстаток", of: section),
      let closing = try amount("КонечныйОстаток", of: section)
    else { return }
    if let reached = statement.closing, reached != opening {
      throw options.fault(
        "account \(statement.account): the section of line \(section.line) begins with \(opening), the one before ended "
          + "with \(reached): days are missing or stand in it twice, so nothing is booked", line: section.line
      )
    }
    if statement.opening == nil { statement.opening = opening }
    statement.closing = closing
  }

  private func amount(_ key: String, of section: Section) throws(Diagnostic) -> Decimal? {
    guard let text = section.values[key], !text.isEmpty else { return nil }
    guard let amount = BankText.amount(text) else {
      throw options.fault("\(key) is no amount: \"\(text)\"", line: section.line)
    }
    return amount
  }

  /// The entries of a document: one, or two where money went from one's own account to another of one's own.
  private func entries(
    _ document: Section, own: Set<String>, transfers: inout Set<[String]>
  ) throws(Diagnostic) -> [BankLine] {
    let values = document.values
    guard let amount = try amount("Сумма", of: document) else {
      throw options.fault("the document that begins here has no Сумма", line: document.line)
    }
    func account(_ side: String) -> String? {
      [side + "Счет", side + "РасчСчет"].lazy.compactMap { values[$0] }.map(AccountNumber.compact)
        .first { own.contains($0) }
    }
    let (from, to) = (account("Плательщик"), account("Получатель"))
    guard from != nil || to != nil else {
      throw options.fault(
        "neither payer nor payee of the document that begins here is one of the file's accounts "
          + "(\(own.sorted().joined(separator: ", ")))", line: document.line)
    }
    let days = (out: try day("ДатаСписано", document), in: try day("ДатаПоступило", document))
    var (isOut, isIn) = (from != nil, to != nil)
    if isOut, isIn {
      if (days.out == nil) != (days.in == nil) {
        (isOut, isIn) = (days.out != nil, days.in != nil)
      } else {
        // Each of the two accounts has the same document.
        let key = [from ?? "", to ?? "", values["Номер"] ?? "", values["Дата"] ?? "", amount.description]
        guard transfers.insert(key).inserted else { return [] }
      }
    }
    let written = try day("Дата", document)
    var lines: [BankLine] = []
    if isOut, let from {
      lines.append(
        try entry(document, account: from, on: days.out ?? written, amount: -amount, other: "Получатель"))
    }
    if isIn, let to {
      lines.append(
        try entry(document, account: to, on: days.in ?? written, amount: amount, other: "Плательщик"))
    }
    return lines
  }

  private func day(_ key: String, _ document: Section) throws(Diagnostic) -> CivilDate? {
    guard let text = document.values[key], !text.isEmpty else { return nil }
    guard let day = DateCell(text)?.date(order: .dayFirst) else {
      throw options.fault("\(key) is no day: \"\(text)\"", line: document.line)
    }
    return day
  }

  private func entry(
    _ document: Section, account: String, on day: CivilDate?, amount: Decimal, other: String
  ) throws(Diagnostic) -> BankLine {
    guard let day else {
      throw options.fault("the document that begins here has no day", line: document.line)
    }
    let values = document.values
    var line = BankLine(
      account: account, at: day, amount: amount, currency: RussianAccount.currency(account),
      place: .line(document.line))
    func first(_ keys: [String]) -> String { keys.lazy.compactMap { values[$0] }.first { !$0.isEmpty } ?? "" }
    line.payer = BankParty(
      name: ClientBankExchange.name(first([other + "1", other])),
      account: AccountNumber.compact(first([other + "РасчСчет", other + "Счет"])),
      bank: first([other + "БИК"]), taxID: first([other + "ИНН"]))
    let parts = (1...6).compactMap { values["НазначениеПлатежа\($0)"] }.filter { !$0.isEmpty }
    line.rawPurpose = first(["НазначениеПлатежа"])
    if line.rawPurpose.isEmpty { line.rawPurpose = parts.joined(separator: "\n") }
    line.purpose = BankText.line(line.rawPurpose)
    line.add(.order, values["Номер"])
    line.add(.creditor, values["Код"] == "0" ? nil : values["Код"])
    line.isReversal = amount.isNegative && other == "Плательщик"
    return line
  }

  /// A name without the tax number that banks put before it.
  private static func name(_ text: String) -> String {
    let words = text.split(separator: " ")
    guard words.count > 2, words[0].uppercased() == "ИНН", words[1].allSatisfy(\.isNumber) else {
      return text
    }
    return words.dropFirst(2).joined(separator: " ")
  }
}

/// Accounts of twenty digits, whose sixth to eighth say the currency (Bank of Russia, 579-P and 809-P).
enum RussianAccount {
  static func currency(_ account: String) -> String? {
    let digits = Array(account.utf8)
    guard digits.count == 20, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return codes[String(decoding: digits[5..<8], as: UTF8.self)]
  }

  private static let codes = [
    "810": "RUB", "643": "RUB", "840": "USD", "978": "EUR", "156": "CNY", "398": "KZT", "826": "GBP",
    "392": "JPY", "756": "CHF", "933": "BYN", "949": "TRY", "784": "AED",
  ]
}
