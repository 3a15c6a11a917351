import Records
import Text

/// Who is who by tax number, account and name: the companies, and the people who get invoices.
struct ClientDirectory {
  private var taxIDs: [String: Set<RecordID>] = [:]
  private var accounts: [String: Set<RecordID>] = [:]
  private var names: [String: Set<RecordID>] = [:]
  private var own: [RecordID: (taxIDs: [String], names: [String])] = [:]

  init(_ companies: [Record], _ people: [Record]) {
    for company in companies {
      let ids = company.text("tax_id").map(ClientDirectory.taxIDs) ?? []
      let titles = [company.text("name"), company.text("legal_name")].compactMap { $0 }
      let keys = titles.map(ClientDirectory.nameKey).filter { !$0.isEmpty }
      for id in ids { taxIDs[id, default: []].insert(company.id) }
      for account in company.texts("accounts") {
        let compact = AccountNumber.compact(account)
        if !compact.isEmpty { accounts[compact, default: []].insert(company.id) }
      }
      for key in keys { names[key, default: []].insert(company.id) }
      own[company.id] = (ids, titles)
    }
    for person in people {
      let name = person.text("name") ?? ""
      let key = ClientDirectory.nameKey(name)
      if !key.isEmpty { names[key, default: []].insert(person.id) }
      own[person.id] = ([], [name])
    }
  }

  /// What is known of the one who paid.
  struct Payer {
    /// By tax number or account: nobody else has it.
    var known: Set<RecordID> = []
    /// Why, for people: `the tax id`, `the account`.
    var reason = ""
    /// By name alone.
    var named: Set<RecordID> = []
    /// Tax number and account are those of different clients.
    var isContradictory = false
  }

  func payer(_ party: BankParty) -> Payer {
    var payer = Payer()
    let byTax = ClientDirectory.taxIDs(party.taxID).lazy.compactMap { taxIDs[$0] }.first
    let byAccount = party.account.isEmpty ? nil : accounts[AccountNumber.compact(party.account)]
    switch (byTax, byAccount) {
    case (let tax?, let account?):
      payer.known = tax.intersection(account)
      payer.isContradictory = payer.known.isEmpty
      payer.reason = "the payer's tax id and account"
    case (let tax?, nil): (payer.known, payer.reason) = (tax, "the payer's tax id")
    case (nil, let account?): (payer.known, payer.reason) = (account, "the payer's account")
    case (nil, nil): break
    }
    let key = ClientDirectory.nameKey(party.name)
    if !key.isEmpty { payer.named = names[key] ?? [] }
    return payer
  }

  /// Why somebody cannot be one of these clients; nil where nothing speaks against it.
  func contradiction(_ party: BankParty, _ payer: Payer, to clients: Set<RecordID>) -> String? {
    if payer.isContradictory { return "the payer's tax id and account are those of two clients" }
    if !payer.known.isEmpty {
      return payer.known.isDisjoint(with: clients) ? "\(payer.reason) is another client's" : nil
    }
    if !payer.named.isDisjoint(with: clients) { return nil }
    let said = ClientDirectory.taxIDs(party.taxID)
    let wanted = clients.flatMap { own[$0]?.taxIDs ?? [] }
    if let id = said.first, !wanted.isEmpty, !said.contains(where: wanted.contains),
      wanted.contains(where: { $0.utf8.count == id.utf8.count })
    {
      return "the payer has another tax id"
    }
    if !payer.named.isEmpty, !isAlike(party.name, clients) { return "the payer has another client's name" }
    return nil
  }

  /// Whether a name may be one of these clients'.
  func isAlike(_ name: String, _ clients: Set<RecordID>) -> Bool {
    let plain = CompanyName.foldedWithoutLegalForm(name)
    guard plain.contains(where: \.isLetter) else { return false }
    return clients.contains { client in
      (own[client]?.names ?? []).contains { title in
        let other = CompanyName.foldedWithoutLegalForm(title)
        return other.contains(where: \.isLetter) && NameLikeness.alike(plain, other)
      }
    }
  }

  /// One key for all usual spellings of a name, in whatever alphabet and order, without legal form; empty for a name without letters.
  static func nameKey(_ name: String) -> String {
    let words = CompanyName.foldedWithoutLegalForm(name).split(separator: " ").map { word in
      umlauts(Transliteration.canonicalKey(String(word)))
    }
    return words.filter { !$0.isEmpty }.sorted().joined()
  }

  /// `mueller` and `muller` are one.
  private static func umlauts(_ key: String) -> String {
    var result: [UInt8] = []
    for byte in key.utf8 {
      if byte == 0x65, let last = result.last, last == 0x61 || last == 0x6f || last == 0x75 { continue }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A tax number as it is compared: letters and digits, with its country and without.
  private static func taxIDs(_ text: String) -> [String] {
    // Russian ones are followed by the KPP.
    let first = text.split(separator: "/").first.map(String.init) ?? ""
    let plain = String(first.uppercased().filter { $0.isLetter || $0.isNumber })
    guard !plain.isEmpty, plain.contains(where: { $0 != "0" }) else { return [] }
    let bare = plain.dropFirst(2)
    if plain.prefix(2).allSatisfy(\.isLetter), bare.count >= 8, bare.allSatisfy(\.isNumber) {
      return [plain, String(bare)]
    }
    return [plain]
  }
}
