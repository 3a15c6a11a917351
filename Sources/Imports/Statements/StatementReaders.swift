package import Diagnostics
import Records

/// How a bank's file is to be read.
package struct StatementOptions: Sendable {
  /// The name of the file, for errors.
  package var file: String
  package var reading: ReadingOptions
  /// What the columns of a table mean, as far as it was said.
  package var mapping: PaymentMapping
  /// The account that the file is of, where the file does not say it, without blanks.
  package var account: String?

  package init(
    file: String, reading: ReadingOptions = ReadingOptions(), mapping: PaymentMapping = PaymentMapping(),
    account: String? = nil
  ) {
    self.file = file
    self.reading = reading
    self.mapping = mapping
    self.account = account.map(AccountNumber.compact)
  }

  func fault(_ message: String, line: Int, _ hints: [Hint] = []) -> Diagnostic {
    Diagnostic(.invalidData, message, at: SourceLocation(file: file, line: line), hints: hints)
  }
}

/// Reads files of banks; the bytes decide in which format one is, never its name.
package enum StatementReaders {
  /// The statements of a file, each once and with balances that agree.
  ///
  /// Throws `invalid_data` with the file and the line for what cannot be read: nothing of such a file is used.
  package static func read(_ bytes: [UInt8], _ options: StatementOptions) throws(Diagnostic) -> StatementFile
  {
    let head = BankText.head(of: bytes)
    var file: StatementFile
    if head.hasPrefix("1CClientBankExchange") {
      file = try ClientBankExchange.read(bytes, options)
    } else if CamtReader.sniff(head) {
      file = try CamtReader.read(bytes, options)
    } else if MT940Reader.sniff(head) {
      file = try MT940Reader.read(bytes, options)
    } else {
      if let refusal = foreign(head, options) { throw refusal }
      file = try PaymentTable.read(bytes, options)
    }
    for statement in file.statements { try statement.demandBalance(in: options.file) }
    file.takeOutRepeats()
    file.followBalances()
    return file
  }

  /// What to say of a bank's format that is not read.
  private static func foreign(_ head: String, _ options: StatementOptions) -> Diagnostic? {
    let lower = head.lowercased()
    if lower.hasPrefix("ofxheader") || lower.contains("<ofx>") {
      return options.fault(
        "the file is OFX, which is not read", line: 1,
        ["let the bank make camt.053, MT940, 1C or a table (csv, xlsx)"])
    }
    if lower.hasPrefix("!type:") || lower.hasPrefix("!account") {
      return options.fault(
        "the file is QIF, which says of no payment from whom it came", line: 1,
        ["let the bank make camt.053, MT940, 1C or a table (csv, xlsx)"])
    }
    return nil
  }
}

/// The text of a bank's file.
enum BankText {
  /// The beginning of a file as text, for telling what it is.
  static func head(of bytes: [UInt8]) -> String {
    let text = TextEncoding.withoutMark(Array(bytes.prefix(8192)))
    var head = String(decoding: text, as: UTF8.self)[...]
    while let first = head.unicodeScalars.first, CellText.isBlank(first) { head.unicodeScalars.removeFirst() }
    return String(head)
  }

  /// The lines of a text, whatever ends them.
  static func lines(_ utf8: [UInt8]) -> [String] {
    var lines: [String] = []
    var start = 0
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if byte == 0x0a || byte == 0x0d {
        lines.append(String(decoding: utf8[start..<index], as: UTF8.self))
        if byte == 0x0d, index + 1 < utf8.count, utf8[index + 1] == 0x0a { index += 1 }
        start = index + 1
      }
      index += 1
    }
    if start < utf8.count { lines.append(String(decoding: utf8[start...], as: UTF8.self)) }
    return lines
  }

  /// An amount with one mark or none before its decimals, be it a point or a comma.
  static func amount(_ text: String) -> Decimal? {
    guard let cell = NumberCell(CellText.trimmed(text)), cell.currency == nil, !cell.isPercent else {
      return nil
    }
    return cell.number(mark: nil)
  }

  /// One line of several, each without the blanks around it.
  static func line(_ text: String) -> String {
    var words = ""
    var isPending = false
    for scalar in text.unicodeScalars {
      if CellText.isBlank(scalar) || scalar.value < 0x20 {
        isPending = !words.isEmpty
        continue
      }
      if isPending { words.append(" ") }
      isPending = false
      words.unicodeScalars.append(scalar)
    }
    return words
  }
}
