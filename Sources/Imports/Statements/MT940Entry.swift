import Dates
import Diagnostics
import Records

/// Field 61: one entry of a statement.
struct MT940Entry {
  /// What field 86 says of it.
  var information = MT940Information([])
  private let place: Int
  private let valued: CivilDate
  private let booked: CivilDate
  private let amount: Decimal
  private let isReversal: Bool
  private let customerReference: String
  private let bankReference: String
  private let details: String

  /// `2611021102CR1234,56NTRFNONREF//B4E08MS9D00A` and, in a second line, details.
  init(_ field: MT940Reader.Field, _ options: StatementOptions) throws(Diagnostic) {
    let text = field.values[0]
    var rest = Array(text.utf8)[...]
    func fault(_ what: String) -> Diagnostic {
      options.fault("field 61 has no \(what): \"\(text)\"", line: field.line)
    }
    guard let valued = MT940Entry.day(rest.prefix(6)) else { throw fault("value day") }
    rest = rest.dropFirst(6)
    var entry: (month: Int, day: Int)?
    if let month = MT940Entry.number(rest.prefix(2)),
      let day = MT940Entry.number(rest.dropFirst(2).prefix(2)),
      rest.count >= 4
    {
      entry = (month, day)
      rest = rest.dropFirst(4)
    }
    // C and D are what they say; RC takes back a credit, RD a debit; E stands before entries that are only expected.
    let isReversal = rest.first == 0x52
    if rest.first == 0x52 || rest.first == 0x45 { rest = rest.dropFirst() }
    guard let mark = rest.first, mark == 0x43 || mark == 0x44 else { throw fault("mark of debit or credit") }
    rest = rest.dropFirst()
    // The third letter of the currency.
    if let code = rest.first, (0x41...0x5a).contains(code) { rest = rest.dropFirst() }
    let digits = rest.prefix { (0x30...0x39).contains($0) || $0 == 0x2c || $0 == 0x2e }
    guard let amount = MT940Entry.amount(String(decoding: digits, as: UTF8.self)) else {
      throw fault("amount")
    }
    rest = rest.dropFirst(digits.count)
    place = field.line
    self.valued = valued
    guard let booked = MT940Entry.booked(entry, valued) else { throw fault("day of booking that there is") }
    self.booked = booked
    self.isReversal = isReversal
    self.amount = (mark == 0x43) == isReversal ? -amount : amount
    let references = String(decoding: rest.dropFirst(4), as: UTF8.self)
    let parts = MT940Entry.parts(references)
    (customerReference, bankReference) = (parts.customer, parts.bank)
    details = field.values.dropFirst().joined(separator: "\n")
  }

  /// The entry's day in the year that is nearest to the value day; the value day where there is no other.
  private static func booked(_ entry: (month: Int, day: Int)?, _ valued: CivilDate) -> CivilDate? {
    guard let entry else { return valued }
    let years = [valued.year, valued.year - 1, valued.year + 1]
    let days = years.compactMap { CivilDate(year: $0, month: entry.month, day: entry.day) }
    return days.min { abs($0.days(since: valued)) < abs($1.days(since: valued)) }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.count == 2, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func day(_ digits: ArraySlice<UInt8>) -> CivilDate? {
    guard let short = number(digits.prefix(2)), let month = number(digits.dropFirst(2).prefix(2)),
      let day = number(digits.dropFirst(4)), (1...12).contains(month)
    else { return nil }
    let year = short < 80 ? 2000 + short : 1900 + short
    // Banks that count thirty days to a month write 30 February for its end.
    let last = day == 30 && month == 2 ? CivilDate.days(inMonth: month, of: year) : day
    return CivilDate(year: year, month: month, day: last)
  }

  /// Digits with one comma; a point is read too. `1234,` has no decimals.
  static func amount(_ text: String) -> Decimal? {
    var plain = ""
    for byte in CellText.trimmed(text).utf8 {
      switch byte {
      case 0x30...0x39: plain.unicodeScalars.append(Unicode.Scalar(byte))
      case 0x2c, 0x2e: plain.append(".")
      default: return nil
      }
    }
    if plain.hasSuffix(".") { plain.removeLast() }
    if plain.hasPrefix(".") { plain = "0" + plain }
    return Decimal(plain)
  }

  private static func parts(_ text: String) -> (customer: String, bank: String) {
    let bytes = Array(text.utf8)
    guard let cut = bytes.indices.dropLast().first(where: { bytes[$0] == 0x2f && bytes[$0 + 1] == 0x2f })
    else {
      return (text, "")
    }
    return (
      String(decoding: bytes[..<cut], as: UTF8.self), String(decoding: bytes[(cut + 2)...], as: UTF8.self)
    )
  }

  func line(account: String, currency: String?) -> BankLine {
    var line = BankLine(account: account, at: booked, amount: amount, currency: currency, place: .line(place))
    line.valued = valued
    line.isReversal = isReversal || information.isReturn
    line.payer = information.party
    line.rawPurpose = information.rawPurpose.isEmpty ? details : information.rawPurpose
    line.purpose = BankText.line(information.purpose.isEmpty ? details : information.purpose)
    line.add(.bank, bankReference)
    line.add(.customer, customerReference)
    for reference in information.references { line.add(reference.kind, reference.text) }
    return line
  }
}
