import Dates
import Diagnostics
import Records

/// Reads MT940 (SWIFT, Customer Statement Message): one message or several, in SWIFT's envelope or bare.
struct MT940Reader {
  /// A field of a message: `:61:` and what stands behind it, line by line.
  struct Field {
    let tag: String
    let line: Int
    var values: [String]
  }

  /// One message: a statement, or a page of one.
  private struct Page {
    var statement: Statement
    /// The number behind the slash of field 28C; 1 where there is none.
    var sequence = 1
    var beginsInside = false
    var endsInside = false
  }

  private let options: StatementOptions

  /// True for a text with a field 20 and one of the account or of a balance.
  static func sniff(_ head: String) -> Bool {
    let lines = BankText.lines(Array(head.utf8)).map { body(of: $0) }
    return lines.contains { $0.hasPrefix(":20:") }
      && lines.contains { $0.hasPrefix(":25:") || $0.hasPrefix(":25P:") }
  }

  static func read(_ bytes: [UInt8], _ options: StatementOptions) throws(Diagnostic) -> StatementFile {
    let reader = MT940Reader(options: options)
    var isGuess = false
    let plain = TextEncoding.withoutMark(bytes)
    let text: [UInt8]
    if UTF8Scan(plain[...]).strays == 0 {
      text = plain
    } else if options.reading.encoding != nil {
      text = try options.reading.text(of: bytes)
    } else {
      text = try TextEncoding.windows1252.utf8(plain[...])
      isGuess = true
    }
    var pages: [Page] = []
    for message in reader.messages(BankText.lines(text)) { pages.append(try reader.page(message)) }
    guard !pages.isEmpty else { throw options.fault("the file has no statement", line: 1) }
    var file = StatementFile(.mt940, try reader.joined(pages))
    if isGuess { file.notices.append(reader.guess(file)) }
    return file
  }

  /// Says in which encoding the file was read, with a name by which a person sees whether that is right.
  private func guess(_ file: StatementFile) -> ImportWarning {
    let texts = file.lines.flatMap { [$0.payer.name, $0.purpose] }
    let sample = texts.first { $0.utf8.contains { $0 >= 0x80 } }
    return ImportWarning(
      "the file does not say its encoding; read as windows-1252"
        + (sample.map { ", which makes \"\($0)\"; another one: --encoding" } ?? ""))
  }

  // MARK: Fields

  private static let tags: Set<String> = [
    "20", "21", "25", "25P", "28", "28C", "60F", "60M", "61", "86", "62F", "62M", "64", "65", "13D", "13",
    "34F",
    "90C", "90D",
  ]

  /// A line without SWIFT's envelope before its text: `{1:…}{2:…}{4:`.
  private static func body(of line: String) -> String {
    guard line.utf8.first == 0x7b, let start = line.range(ofLast: "{4:") else { return line }
    return String(line[start...])
  }

  /// The fields of each message; what stands outside of messages is passed over.
  private func messages(_ lines: [String]) -> [[Field]] {
    var messages: [[Field]] = []
    var fields: [Field] = []
    func end() {
      if !fields.isEmpty { messages.append(fields) }
      fields = []
    }
    for (index, raw) in lines.enumerated() {
      let line = MT940Reader.body(of: raw)
      if line == "-" || line.hasPrefix("-}") {
        end()
        continue
      }
      if let (tag, rest) = MT940Reader.tag(line) {
        if tag == "20" { end() }
        if tag == "20" || !fields.isEmpty { fields.append(Field(tag: tag, line: index + 1, values: [rest])) }
      } else if !fields.isEmpty, !line.isEmpty {
        fields[fields.count - 1].values.append(line)
      }
    }
    end()
    return messages
  }

  private static func tag(_ line: String) -> (tag: String, rest: String)? {
    guard line.utf8.first == 0x3a else { return nil }
    let rest = line.dropFirst()
    guard let colon = rest.utf8.prefix(4).firstIndex(of: 0x3a) else { return nil }
    let tag = String(rest[..<colon])
    guard tags.contains(tag) else { return nil }
    return (tag, String(rest[rest.utf8.index(after: colon)...]))
  }

  // MARK: Messages

  private func page(_ fields: [Field]) throws(Diagnostic) -> Page {
    let first = fields[0].line
    var page = Page(statement: Statement(account: "", place: .line(first)))
    var entries: [MT940Entry] = []
    /// Whether a field 86 tells of the entry before it.
    var followsEntry = false
    for field in fields {
      let text = field.values[0]
      switch field.tag {
      case "25", "25P": page.statement.account = MT940Reader.account(text)
      case "28", "28C":
        let parts = text.split(separator: "/", maxSplits: 1)
        page.statement.number = parts.first.map { CellText.trimmed(String($0)) } ?? ""
        if parts.count > 1 { page.sequence = Int(CellText.trimmed(String(parts[1]))) ?? 1 }
      case "60F", "60M":
        (page.statement.opening, page.statement.currency) = try balance(field)
        page.beginsInside = field.tag == "60M"
      case "62F", "62M":
        page.statement.closing = try balance(field).amount
        page.endsInside = field.tag == "62M"
      case "61": entries.append(try MT940Entry(field, options))
      case "86" where followsEntry: entries[entries.count - 1].information = MT940Information(field.values)
      default: break
      }
      followsEntry = field.tag == "61"
    }
    guard page.statement.opening != nil else {
      throw options.fault(
        "the statement that begins here has no opening balance (:60F:)", line: first,
        ["a report of the day (MT942) is not final: ask the bank for MT940"])
    }
    guard page.statement.closing != nil else {
      throw options.fault(
        "the statement that begins here has no closing balance (:62F:): the file is cut, so nothing of it is booked",
        line: first)
    }
    let (account, currency) = (page.statement.account, page.statement.currency)
    page.statement.lines = entries.map { $0.line(account: account, currency: currency) }
    try page.statement.demandBalance(in: options.file)
    return page
  }

  /// `C261101EUR1234,56`: the sign, the day, the currency, the amount.
  private func balance(_ field: Field) throws(Diagnostic) -> (amount: Decimal, currency: String) {
    let text = CellText.trimmed(field.values[0])
    let code = String(decoding: text.utf8.dropFirst(7).prefix(3), as: UTF8.self)
    guard text.utf8.count > 10, let sign = text.utf8.first, sign == 0x43 || sign == 0x44,
      code.utf8.allSatisfy({ (0x41...0x5a).contains($0) }),
      let amount = MT940Entry.amount(String(decoding: text.utf8.dropFirst(10), as: UTF8.self))
    else { throw options.fault("field \(field.tag) is no balance: \"\(text)\"", line: field.line) }
    return (sign == 0x44 ? -amount : amount, code)
  }

  /// Without the currency that some banks put behind the number.
  private static func account(_ text: String) -> String {
    let compact = AccountNumber.compact(text)
    let tail = compact.suffix(3)
    let head = compact.dropLast(3)
    guard head.last?.isNumber == true, tail.allSatisfy({ $0.isLetter }), head.count > 5 else {
      return compact
    }
    return String(head)
  }

  // MARK: Pages

  /// The pages of each account's statement as one; each page begins with what the one before ended with.
  private func joined(_ pages: [Page]) throws(Diagnostic) -> [Statement] {
    var statements: [Statement] = []
    var open: [String: (index: Int, sequence: Int)] = [:]
    for page in pages {
      let key = page.statement.account + "\u{0}" + page.statement.number
      let line = page.statement.place.line ?? 1
      if page.beginsInside {
        guard let before = open[key] else {
          // A page of a statement whose others came in another file stands by itself; not so after pages of this one.
          guard
            !statements.contains(where: {
              $0.account == page.statement.account && $0.number == page.statement.number
            })
          else { throw gap(page, line) }
          statements.append(page.statement)
          open[key] = page.endsInside ? (statements.count - 1, page.sequence) : nil
          continue
        }
        let reached = statements[before.index].closing
        guard reached == page.statement.opening,
          page.sequence == before.sequence + 1 || page.sequence == before.sequence
        else { throw gap(page, line) }
        statements[before.index].lines += page.statement.lines
        statements[before.index].closing = page.statement.closing
        open[key] = page.endsInside ? (before.index, page.sequence) : nil
      } else {
        if open[key] != nil { throw gap(page, line) }
        statements.append(page.statement)
        if page.endsInside { open[key] = (statements.count - 1, page.sequence) }
      }
    }
    return statements
  }

  private func gap(_ page: Page, _ line: Int) -> Diagnostic {
    options.fault(
      "\(page.statement.title): page \(page.sequence) does not go on where the page before it ended: a page is missing, "
        + "so nothing is booked", line: line, ["let the bank make the file once more"])
  }
}

extension String {
  /// Where the last occurrence of an ASCII text ends; nil without one.
  fileprivate func range(ofLast mark: String) -> String.Index? {
    let (bytes, wanted) = (Array(utf8), Array(mark.utf8))
    guard bytes.count >= wanted.count else { return nil }
    for start in stride(from: bytes.count - wanted.count, through: 0, by: -1)
    where bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
      return utf8.index(utf8.startIndex, offsetBy: start + wanted.count)
    }
    return nil
  }
}
