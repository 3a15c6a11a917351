import Archive
import Dates
import Diagnostics
import Records

/// Reads camt.053, the statement of an account in ISO 20022, versions 02 to 13. Entries that are booked count, and no others;
/// the sign is that of `CdtDbtInd`, also of entries that take others back.
struct CamtReader {
  private let options: StatementOptions
  /// The line in which each entry begins; empty where that cannot be told.
  private let lines: [Int]
  private var statements: [Statement] = []
  private var entries = 0
  private var pending = 0

  static func sniff(_ head: String) -> Bool {
    guard head.utf8.first == 0x3c else { return false }
    return head.contains("camt.05") || head.contains("BkToCstmr")
  }

  static func read(_ bytes: [UInt8], _ options: StatementOptions) throws(Diagnostic) -> StatementFile {
    var reader = CamtReader(options: options, lines: entryLines(bytes))
    try reader.take(bytes)
    guard !reader.statements.isEmpty else { throw options.fault("the file has no statement (Stmt)", line: 1) }
    var file = StatementFile(.camt, reader.statements)
    if reader.pending > 0 {
      file.notices.append(
        ImportWarning(
          "\(reader.pending) \(reader.pending == 1 ? "entry is" : "entries are") not booked by the bank yet and left out"
        ))
    }
    return file
  }

  private init(options: StatementOptions, lines: [Int]) {
    self.options = options
    self.lines = lines
  }

  /// Where the tags of entries are, by the bytes.
  private static func entryLines(_ bytes: [UInt8]) -> [Int] {
    let name = Array("Ntry".utf8)
    var lines: [Int] = []
    var line = 1
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x0a { line += 1 }
      guard bytes[index] == 0x3c else {
        index += 1
        continue
      }
      var end = index + 1
      while end < bytes.count, isName(bytes[end]) { end += 1 }
      let tag = bytes[(index + 1)..<end]
      let local = tag.lastIndex(of: 0x3a).map { tag[(bytes.index(after: $0))...] } ?? tag
      if local.elementsEqual(name) { lines.append(line) }
      index = max(end, index + 1)
    }
    return lines
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte | 0x20) || (0x30...0x3a).contains(byte) || byte == 0x5f || byte == 0x2d
      || byte >= 0x80
  }

  // MARK: Elements

  private mutating func take(_ bytes: [UInt8]) throws(Diagnostic) {
    let known = (1...20).map {
      "urn:iso:std:iso:20022:tech:xsd:camt.053.001." + ($0 < 10 ? "0" : "") + "\($0)"
    }
    let reader = try XMLReader(
      BytesInMemory(bytes), name: options.file, CamtName.vocabulary(known + CamtReader.namespaces(bytes)))
    var stack: [CamtNode] = []
    while let event = try reader.next() {
      switch event {
      case .start(let number):
        var node = CamtNode(CamtName.named(number))
        node.currency = reader.attribute(CamtName.currencyAttribute)
        if node.name == .report || node.name == .notification { throw foreign(node.name) }
        stack.append(node)
      case .text: if !stack.isEmpty { stack[stack.count - 1].append(reader) }
      case .end:
        guard var node = stack.popLast() else { continue }
        node.close()
        if node.name == .statement {
          statements.append(try statement(node))
        } else if !stack.isEmpty, node.name != nil {
          stack[stack.count - 1].children.append(node)
        }
      }
    }
  }

  /// The namespaces that the file itself declares for camt.
  private static func namespaces(_ bytes: [UInt8]) -> [String] {
    let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
    return head.split(whereSeparator: { $0 == "\"" || $0 == "'" }).map(String.init).filter {
      $0.contains("camt.053")
    }
  }

  private func foreign(_ name: CamtName?) -> Diagnostic {
    options.fault(
      name == .report
        ? "the file is camt.052, a report of what is not final yet"
        : "the file is camt.054, which has no balances",
      line: 1, ["ask the bank for camt.053, the statement"])
  }

  // MARK: Statements

  private mutating func statement(_ node: CamtNode) throws(Diagnostic) -> Statement {
    let account = node.first(.account)
    let number = account?.text(.identifier, .iban) ?? account?.text(.identifier, .other, .identifier) ?? ""
    let first = entries
    var statement = Statement(account: AccountNumber.compact(number), place: place(of: first))
    statement.number =
      node.text(.electronicNumber) ?? node.text(.legalNumber) ?? node.text(.identifier) ?? ""
    statement.currency = account?.text(.currency)
    for entry in node.all(.entry) {
      statement.lines += try booked(entry, of: statement)
      entries += 1
    }
    try take(node.all(.balance), into: &statement)
    if statement.currency == nil { statement.currency = statement.lines.first?.currency }
    guard statement.opening != nil, statement.closing != nil else {
      throw fault(
        "\(statement.title) has no opening or no closing balance (OPBD, CLBD), so nothing of it can be checked",
        at: statement.place)
    }
    return statement
  }

  /// Opening is OPBD, or PRCD, which the day before closed with; pages of one statement have ITBD for either.
  private func take(_ balances: [CamtNode], into statement: inout Statement) throws(Diagnostic) {
    var inner: [Decimal] = []
    var (opening, previous, closing): (Decimal?, Decimal?, Decimal?) = (nil, nil, nil)
    for balance in balances {
      let code = balance.text(.type, .codeOrProprietary, .code)
      let amount = try amount(balance, balance.first(.amount), at: statement.place)
      if let currency = amount.currency, let own = statement.currency, currency != own { continue }
      if statement.currency == nil { statement.currency = amount.currency }
      switch code {
      case "OPBD": opening = opening ?? amount.value
      case "PRCD": previous = amount.value
      case "CLBD": closing = amount.value
      case "ITBD": inner.append(amount.value)
      default: break
      }
    }
    statement.opening = opening ?? previous ?? inner.first
    let used = opening == nil && previous == nil ? 1 : 0
    statement.closing = closing ?? (inner.count > used ? inner.last : nil)
  }

  private func place(of entry: Int) -> Place {
    lines.indices.contains(entry) ? .line(lines[entry]) : .pointer("entry \(entry + 1)")
  }

  private func fault(_ message: String, at place: Place) -> Diagnostic {
    guard let line = place.line else { return options.fault("\(place.text): \(message)", line: 1) }
    return options.fault(message, line: line)
  }

  /// The amount with the sign of the element that it belongs to.
  private func amount(
    _ owner: CamtNode, _ node: CamtNode?, at place: Place
  ) throws(Diagnostic) -> (value: Decimal, currency: String?) {
    guard let node, let value = Decimal(node.text), !value.isNegative else {
      throw fault("\"\(node?.text ?? "")\" is no amount", at: place)
    }
    switch owner.text(.sign) {
    case "CRDT": return (value, node.currency)
    case "DBIT": return (-value, node.currency)
    default: throw fault("the entry says neither CRDT nor DBIT", at: place)
    }
  }

  // MARK: Entries

  /// The lines of an entry; several where it is a batch whose parts add up to it.
  private mutating func booked(_ entry: CamtNode, of statement: Statement) throws(Diagnostic) -> [BankLine] {
    let place = place(of: entries)
    let status = entry.text(.status, .code) ?? entry.text(.status) ?? "BOOK"
    guard status == "BOOK" else {
      pending += 1
      return []
    }
    let amount = try amount(entry, entry.first(.amount), at: place)
    guard let day = day(entry.first(.bookingDate)) ?? day(entry.first(.valueDate)) else {
      throw fault("the entry has no day of booking", at: place)
    }
    var line = BankLine(
      account: statement.account, at: day, amount: amount.value, currency: amount.currency, place: place)
    line.valued = self.day(entry.first(.valueDate))
    line.isReversal = entry.text(.reversal) == "true" || entry.text(.reversal) == "1"
    line.add(.bank, entry.text(.bankReference))
    let additional = entry.text(.additionalEntry)
    let details = entry.all(.entryDetails).flatMap { $0.all(.details) }
    guard details.count > 1 else {
      CamtDetails.take(details.first ?? CamtNode(nil), into: &line, besides: additional)
      line.add(.order, entry.text(.entryReference))
      return [line]
    }
    if let parts = parts(details, of: line) {
      return zip(details, parts).map { detail, part in
        var single = line
        single.amount = part
        single.references = []
        CamtDetails.take(detail, into: &single, besides: nil)
        for reference in line.references { single.add(reference.kind, reference.text) }
        return single
      }
    }
    var purposes: [String] = []
    for detail in details {
      var single = line
      CamtDetails.take(detail, into: &single, besides: nil)
      if !single.rawPurpose.isEmpty { purposes.append(single.rawPurpose) }
      for reference in single.references { line.add(reference.kind, reference.text) }
    }
    line.rawPurpose = purposes.joined(separator: "; ")
    line.purpose = BankText.line(line.rawPurpose)
    return [line]
  }

  /// What each part of a batch comes to; nil where one does not say it, or they do not add up to the whole.
  private func parts(_ details: [CamtNode], of line: BankLine) -> [Decimal]? {
    var parts: [Decimal] = []
    for detail in details {
      let node = detail.first(.amount) ?? detail.first(.amountDetails, .transactionAmount, .amount)
      guard let node, let value = Decimal(node.text), !value.isNegative, node.currency == line.currency else {
        return nil
      }
      let isDebit = detail.text(.sign).map { $0 == "DBIT" } ?? line.amount.isNegative
      parts.append(isDebit ? -value : value)
    }
    return parts.reduce(.zero, +) == line.amount ? parts : nil
  }

  /// The day as it is written, whatever the clock beside it says.
  private func day(_ node: CamtNode?) -> CivilDate? {
    (node?.text(.date) ?? node?.text(.moment)).flatMap { CivilDate(String($0.prefix(10))) }
  }
}

/// What an entry's details say of the one who paid and of what for.
enum CamtDetails {
  static func take(_ details: CamtNode, into line: inout BankLine, besides additional: String?) {
    if let references = details.first(.references) {
      line.add(.bank, references.text(.bankReference))
      line.add(.endToEnd, references.text(.endToEnd))
      line.add(.customer, references.text(.instruction))
      line.add(.order, references.text(.transaction))
      line.add(.mandate, references.text(.mandate))
    }
    if details.first(.returned) != nil { line.isReversal = true }
    // Of an entry that takes another back the parties are those of the other one.
    let isCredit = line.amount.isNegative == line.isReversal
    line.payer = party(details, isDebtor: isCredit)
    var texts: [String] = []
    if let remittance = details.first(.remittance) {
      texts += remittance.all(.unstructured).map(\.text)
      for structured in remittance.all(.structured) {
        line.add(.creditor, structured.text(.creditorReference, .reference))
        for document in structured.all(.document) { line.add(.document, document.text(.number)) }
        texts += structured.all(.additionalRemittance).map(\.text)
      }
    }
    if texts.isEmpty { texts += [details.text(.additionalTransaction) ?? additional].compactMap { $0 } }
    texts = texts.filter { !$0.isEmpty }
    line.rawPurpose = texts.joined(separator: "\n")
    line.purpose = BankText.line(texts.joined(separator: " "))
  }

  private static func party(_ details: CamtNode, isDebtor: Bool) -> BankParty {
    var party = BankParty()
    let parties = details.first(.parties)
    let owner = parties?.first(isDebtor ? .debtor : .creditor)
    // From version 08 on the party is within another element.
    let inner = owner?.first(.party) ?? owner
    party.name =
      inner?.text(.name) ?? parties?.first(isDebtor ? .ultimateDebtor : .ultimateCreditor)?.text(.name) ?? ""
    party.taxID =
      inner?.text(.identifier, .organisation, .other, .identifier)
      ?? inner?.text(.identifier, .person, .other, .identifier) ?? ""
    let account = parties?.first(isDebtor ? .debtorAccount : .creditorAccount)
    party.account = AccountNumber.compact(
      account?.text(.identifier, .iban) ?? account?.text(.identifier, .other, .identifier) ?? "")
    let bank = details.first(.agents)?.first(isDebtor ? .debtorAgent : .creditorAgent)?.first(.institution)
    party.bank = bank?.text(.bicfi) ?? bank?.text(.bic) ?? ""
    return party
  }
}
