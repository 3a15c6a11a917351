import Text

/// Field 86: what the bank says of an entry, in one of three ways: in parts behind `?20`, in parts behind `/EREF/`, or as it
/// comes.
struct MT940Information {
  private(set) var party = BankParty()
  private(set) var purpose = ""
  private(set) var rawPurpose = ""
  private(set) var references: [BankReference] = []
  private(set) var isReturn = false

  init(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    let whole = lines.joined()
    if let mark = MT940Information.mark(of: whole) {
      takeNumbered(whole, mark)
    } else if MT940Information.slashed(lines.joined(separator: "\n")).count > 0 {
      takeSlashed(lines)
    } else {
      takePlain(lines)
    }
  }

  // MARK: ?20

  /// What begins the parts: `166?00…`; nil where it is no such field.
  private static func mark(of text: String) -> UInt8? {
    let bytes = Array(text.utf8.prefix(6))
    let digits = bytes.prefix { (0x30...0x39).contains($0) }.count
    guard digits == 3 || digits == 0, bytes.count >= digits + 3 else { return nil }
    let mark = bytes[digits]
    guard [0x3f, 0x3c, 0x3e, 0x26, 0x5e, 0x7e, 0x7c].contains(mark),
      bytes[(digits + 1)...(digits + 2)].allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return mark
  }

  private mutating func takeNumbered(_ text: String, _ mark: UInt8) {
    var parts: [(number: Int, text: String)] = []
    let bytes = Array(text.utf8)
    var index = 0
    var start: Int?
    var number = 0
    func digit(_ place: Int) -> Int? {
      place < bytes.count && (0x30...0x39).contains(bytes[place]) ? Int(bytes[place] - 0x30) : nil
    }
    while index < bytes.count {
      if bytes[index] == mark, let tens = digit(index + 1), let ones = digit(index + 2) {
        if let start { parts.append((number, String(decoding: bytes[start..<index], as: UTF8.self))) }
        number = tens * 10 + ones
        index += 3
        start = index
      } else {
        index += 1
      }
    }
    if let start { parts.append((number, String(decoding: bytes[start...], as: UTF8.self))) }
    func joined(_ numbers: [Int]) -> String {
      parts.filter { numbers.contains($0.number) }.map(\.text).joined()
    }
    party.bank = CellText.trimmed(joined([30]))
    party.account = AccountNumber.compact(joined([38]).isEmpty ? joined([31]) : joined([38]))
    party.name = BankText.line(joined([32, 33]))
    let texts = parts.filter { (20...29).contains($0.number) || (60...63).contains($0.number) }.map(\.text)
    take(texts)
  }

  /// Takes the parts of a purpose, which are cut anywhere; keywords begin with a part, or stand within one.
  private mutating func take(_ parts: [String]) {
    let raw = parts.joined(separator: "\n")
    let sections = MT940Information.keyed(raw)
    guard sections.contains(where: { $0.key != nil }) else {
      (rawPurpose, purpose) = (raw, parts.joined())
      return
    }
    var purposes: [String] = []
    for section in sections {
      let text = CellText.trimmed(String(section.text.filter { $0 != "\n" }))
      switch section.key {
      case "EREF": references.append(BankReference(.endToEnd, text))
      case "KREF": references.append(BankReference(.customer, text))
      case "MREF": references.append(BankReference(.mandate, text))
      case "ABWA": if party.name.isEmpty { party.name = text }
      case "IBAN": if party.account.isEmpty { party.account = AccountNumber.compact(text) }
      case "BIC": if party.bank.isEmpty { party.bank = text }
      case "SVWZ", "RCMT", nil: purposes.append(section.text)
      default: break
      }
    }
    rawPurpose = purposes.joined(separator: "\n")
    purpose = purposes.map { CellText.trimmed(String($0.filter { $0 != "\n" })) }.filter { !$0.isEmpty }
      .joined(separator: " ")
    if let creditor = MT940Information.creditorReference(purpose) {
      references.append(BankReference(.creditor, creditor))
    }
  }

  private static let keywords = [
    "EREF", "KREF", "MREF", "CRED", "DEBT", "SVWZ", "ABWA", "ABWE", "IBAN", "BIC", "COAM", "OAMT", "PURP",
    "RREF",
    "RCMT",
  ].map { (word: $0, bytes: Array(($0 + "+").utf8)) }

  /// The text parted before each keyword.
  private static func keyed(_ text: String) -> [(key: String?, text: String)] {
    let bytes = Array(text.utf8)
    var sections: [(key: String?, text: String)] = []
    var (start, key): (Int, String?) = (0, nil)
    var index = 0
    while index < bytes.count {
      let found =
        (0x41...0x5a).contains(bytes[index]) ? keywords.first { bytes[index...].starts(with: $0.bytes) } : nil
      guard let found else {
        index += 1
        continue
      }
      if index > start || key != nil {
        sections.append((key, String(decoding: bytes[start..<index], as: UTF8.self)))
      }
      index += found.bytes.count
      (start, key) = (index, found.word)
    }
    if start < bytes.count || key != nil {
      sections.append((key, String(decoding: bytes[start...], as: UTF8.self)))
    }
    return sections
  }

  /// A purpose that is nothing but a reference of ISO 11649.
  private static func creditorReference(_ text: String) -> String? {
    let compact = AccountNumber.compact(text)
    return CreditorReference(compact) == nil ? nil : compact
  }

  // MARK: /EREF/

  private static let codes: Set<String> = [
    "EREF", "REMI", "NAME", "IBAN", "BIC", "MARF", "CSID", "ORDP", "BENM", "TRTP", "CNTP", "RTRN", "ISDT",
    "SVCL",
    "ADDR", "ID", "PURP", "ULTD", "ULTC", "KREF", "PREF", "OCMT", "CHGS", "TRCD", "BUSP", "ULTB",
  ]

  /// The text parted at each `/CODE/` that is known; empty where it does not begin with one. Codes are cut by line ends too.
  private static func slashed(_ text: String) -> [(code: String, text: String)] {
    let bytes = Array(text.utf8)
    guard bytes.first == 0x2f else { return [] }
    var parts: [(code: String, text: String)] = []
    var start: Int?
    var code = ""
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x2f, let (found, end) = self.code(bytes, at: index) {
        if let start { parts.append((code, String(decoding: bytes[start..<index], as: UTF8.self))) }
        // The slash that ends one code may begin the next.
        let next = self.code(bytes, at: end - 1) == nil ? end : end - 1
        (code, start, index) = (found, next, next)
      } else {
        index += 1
      }
    }
    if let start { parts.append((code, String(decoding: bytes[start...], as: UTF8.self))) }
    return parts
  }

  private static func code(_ bytes: [UInt8], at slash: Int) -> (code: String, end: Int)? {
    var word: [UInt8] = []
    var index = slash + 1
    while index < bytes.count, word.count <= 4 {
      if bytes[index] == 0x2f { break }
      if bytes[index] != 0x0a { word.append(bytes[index]) }
      index += 1
    }
    let code = String(decoding: word, as: UTF8.self)
    guard index < bytes.count, bytes[index] == 0x2f, codes.contains(code) else { return nil }
    return (code, index + 1)
  }

  private mutating func takeSlashed(_ lines: [String]) {
    var purposes: [String] = []
    for part in MT940Information.slashed(lines.joined(separator: "\n")) {
      var text = String(part.text.filter { $0 != "\n" })
      while text.hasSuffix("/") { text.removeLast() }
      switch part.code {
      case "EREF": references.append(BankReference(.endToEnd, text))
      case "KREF", "PREF": references.append(BankReference(.customer, text))
      case "MARF": references.append(BankReference(.mandate, text))
      case "NAME": if party.name.isEmpty { party.name = text }
      case "IBAN": if party.account.isEmpty { party.account = AccountNumber.compact(text) }
      case "BIC": if party.bank.isEmpty { party.bank = text }
      case "CNTP":
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        party.account = AccountNumber.compact(parts[0])
        if parts.count > 1 { party.bank = parts[1] }
        if parts.count > 2 { party.name = parts[2] }
      case "RTRN": isReturn = true
      case "REMI":
        if text.hasPrefix("STRD/") {
          let reference = text.split(separator: "/").last.map(String.init) ?? ""
          references.append(BankReference(.creditor, reference))
        }
        purposes.append(MT940Information.remittance(part.text))
      default: break
      }
    }
    rawPurpose = purposes.joined(separator: "\n")
    purpose = String(rawPurpose.filter { $0 != "\n" })
  }

  /// The text behind `USTD//`.
  private static func remittance(_ text: String) -> String {
    var rest = text[...]
    while let last = rest.utf8.last, last == 0x2f || last == 0x0a { rest = rest.dropLast() }
    guard rest.hasPrefix("USTD/") else { return String(rest) }
    rest = rest.dropFirst(5)
    while rest.hasPrefix("/") { rest = rest.dropFirst() }
    return String(rest)
  }

  // MARK: As it comes

  /// A line of 65 characters was cut, a shorter one was ended.
  private mutating func takePlain(_ lines: [String]) {
    var joined = ""
    for (index, line) in lines.enumerated() {
      joined += line
      if index < lines.count - 1, line.unicodeScalars.count < 65 { joined += " " }
    }
    if MT940Information.keyed(joined).contains(where: { $0.key != nil }) {
      take(lines)
    } else {
      (purpose, rawPurpose) = (joined, lines.joined(separator: "\n"))
    }
  }
}
