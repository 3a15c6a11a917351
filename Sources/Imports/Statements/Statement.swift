package import Dates
import Diagnostics
package import Records

/// Whom a payment came from, or went to, as the bank's file has it; empty where it does not say.
package struct BankParty: Sendable, Hashable {
  package var name = ""
  /// An IBAN or another account number, without blanks.
  package var account = ""
  /// The bank's code: a BIC, or what a country has in its place.
  package var bank = ""
  package var taxID = ""

  package init(name: String = "", account: String = "", bank: String = "", taxID: String = "") {
    self.name = name
    self.account = account
    self.bank = bank
    self.taxID = taxID
  }
}

/// Something by which a payment can be named.
package struct BankReference: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Given by the bank that keeps the account.
    case bank
    /// The number of the order: payers count their own, so that it says nothing of an invoice.
    case order
    /// What the payer calls it from end to end.
    case endToEnd
    /// What the payer or the account's owner calls it.
    case customer
    case mandate
    /// ISO 11649, or a number that the payee gave in a field made for it.
    case creditor
    /// The number of a document that is paid.
    case document
  }

  package let kind: Kind
  package let text: String

  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }

  /// Whether the number of an invoice may stand in it.
  var mayNameInvoices: Bool {
    switch kind {
    case .endToEnd, .customer, .creditor, .document: true
    case .bank, .order, .mandate: false
    }
  }
}

/// One booked entry of a statement.
package struct BankLine: Sendable, Hashable {
  /// The account that the statement is of, without blanks; empty where nothing says it.
  package var account: String
  /// The day of booking, as it is written.
  package var at: CivilDate
  package var valued: CivilDate?
  /// What came in is above zero, what went out below.
  package var amount: Decimal
  /// Nil where the file does not say it.
  package var currency: String?
  package var payer = BankParty()
  /// In one line, for people.
  package var purpose = ""
  /// The same with the line ends of the file, which may be anywhere within a word.
  package var rawPurpose = ""
  package var references: [BankReference] = []
  /// An entry that takes back another one.
  package var isReversal = false
  /// Whether the balances of its file count it as an entry by itself.
  var isCounted = false
  package var place: Place

  package init(account: String, at: CivilDate, amount: Decimal, currency: String?, place: Place) {
    self.account = account
    self.at = at
    self.amount = amount
    self.currency = currency
    self.place = place
  }

  /// What the bank calls it, else the payer; empty where nobody calls it anything.
  package var reference: String {
    for kind in [BankReference.Kind.bank, .endToEnd, .customer, .order, .creditor] {
      if let found = references.first(where: { $0.kind == kind }) { return found.text }
    }
    return ""
  }

  mutating func add(_ kind: BankReference.Kind, _ text: String?) {
    guard let text = text.map(CellText.trimmed), !text.isEmpty, !BankLine.empties.contains(text.uppercased())
    else { return }
    let reference = BankReference(kind, text)
    if !references.contains(reference) { references.append(reference) }
  }

  /// What banks write where there is no reference.
  private static let empties: Set<String> = ["NONREF", "NOTPROVIDED", "NOTAVAILABLE", "N/A", "-"]
}

/// One statement: what an account had, what came and went, and what it had then.
package struct Statement: Sendable {
  package var account: String
  /// The bank's number of the statement; empty where it has none.
  package var number = ""
  package var currency: String?
  /// Nil where the format has no balances.
  package var opening: Decimal?
  package var closing: Decimal?
  package var lines: [BankLine] = []
  package var place: Place

  package init(account: String, place: Place) {
    self.account = account
    self.place = place
  }

  /// Throws `invalid_data` with the figures where the opening balance and the entries do not make the closing one: then
  /// an entry is missing or wrong, and none can be trusted.
  func demandBalance(in file: String) throws(Diagnostic) {
    guard let opening, let closing else { return }
    let sum = lines.reduce(Decimal.zero) { $0 + $1.amount }
    let reached = opening + sum
    guard reached != closing else { return }
    func shown(_ amount: Decimal) -> String { Currency.padded(amount, currency).description }
    throw Diagnostic(
      .invalidData,
      "\(title): opening \(shown(opening)) and \(lines.count) \(lines.count == 1 ? "entry" : "entries") of \(shown(sum)) make \(shown(reached)), "
        + "but the closing balance is \(shown(closing)): an entry is missing or wrong, so none is booked",
      at: SourceLocation(file: file, line: place.line ?? 1),
      hints: ["let the bank make the file once more"])
  }

  /// `account DE02…, statement 12`.
  var title: String {
    "account \(account.isEmpty ? "without a number" : account)"
      + (number.isEmpty ? "" : ", statement \(number)")
  }
}

/// The formats of bank files.
package enum StatementFormat: String, Sendable, CaseIterable {
  case clientBank = "1c"
  case camt = "camt.053"
  case mt940 = "mt940"
  case table = "table"
}

/// A bank's file, read.
package struct StatementFile: Sendable {
  package let format: StatementFormat
  package var statements: [Statement]
  /// What was guessed or left out.
  package var notices: [ImportWarning] = []

  package init(_ format: StatementFormat, _ statements: [Statement]) {
    self.format = format
    self.statements = statements
  }

  package var lines: [BankLine] { statements.flatMap(\.lines) }
}

/// The number of an account without what people put between its digits.
package enum AccountNumber {
  package static func compact(_ text: String) -> String {
    var compact = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar == "-" || scalar.value == 0xfeff { continue }
      compact.unicodeScalars.append(scalar)
    }
    return compact.uppercased()
  }
}
