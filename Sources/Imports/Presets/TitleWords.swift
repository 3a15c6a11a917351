import Records
import Text

/// Reads titles that no table has by the words in them.
enum TitleWords {
  // MARK: Records that a title names

  /// `Person - Email`, `Organization: Name`, `Deal / Title`: the record that the column is about, and what of it.
  static func named(_ title: String) -> (kind: Kind, rest: String)? {
    for mark in [" - ", ": ", " / ", " > ", "."] {
      guard let range = range(of: mark, in: title) else { continue }
      let head = Folding.joinedWords(String(title[..<range.lowerBound])).joined(separator: " ")
      let rest = CellText.trimmed(String(title[range.upperBound...]))
      if let kind = names[head], !rest.isEmpty { return (kind, rest) }
    }
    return nil
  }

  private static func range(of mark: String, in title: String) -> Range<String.Index>? {
    var start = title.startIndex
    while start < title.endIndex {
      if title[start...].hasPrefix(mark) { return start..<title.index(start, offsetBy: mark.count) }
      start = title.index(after: start)
    }
    return nil
  }

  private static let names: [String: Kind] = [
    "person": .contact, "people": .contact, "contact": .contact, "контакт": .contact, "customer": .contact,
    "organization": .company, "organisation": .company, "company": .company, "account": .company,
    "компания": .company, "организация": .company, "deal": .deal, "opportunity": .deal, "сделка": .deal,
    "lead": .lead, "лид": .lead,
  ]

  // MARK: Whose a column is

  /// `owner` for titles of the person who looks after a record, `extra` for those of other people; nil for all else.
  ///
  /// Their addresses are never the client's.
  static func person(_ words: [String]) -> String? {
    // "Assistant's Phone" comes as "assistants phone".
    let set = Set(
      words.map { others.contains(String($0.dropLast())) && $0.last == "s" ? String($0.dropLast()) : $0 })
    if set.contains("by") || !set.isDisjoint(with: authors) { return "extra" }
    let isSales = !set.isDisjoint(with: salesWords) && !set.isDisjoint(with: sellers)
    guard isSales || !set.isDisjoint(with: owners) else {
      return !set.isDisjoint(with: others) ? "extra" : nil
    }
    // A person's superior is nobody here.
    if set.contains("managers") { return "extra" }
    return set.subtracting(owners).subtracting(sellers).subtracting(salesWords).subtracting(fillers).isEmpty
      ? "owner" : "extra"
  }

  private static let owners: Set<String> = [
    "owner", "owners", "salesperson", "salespersons", "salesman", "seller", "assignee", "assigned",
    "responsible", "manager", "managers",
    "ответственный", "ответственного", "ответственному", "менеджер", "менеджера", "куратор", "куратора",
    "владелец", "владельца", "продавец", "продавца", "betreuer", "verkaufer", "vendedor", "commercial",
  ]
  private static let sellers: Set<String> = [
    "manager", "rep", "representative", "agent", "executive", "person", "user", "менеджер", "менеджера",
  ]
  private static let salesWords: Set<String> = ["sales", "account", "key", "продаж", "продажам"]
  private static let fillers: Set<String> = [
    "email", "mail", "e", "name", "user", "username", "full", "to", "s", "the", "deal", "contact", "company",
    "lead", "opportunity", "record", "customer", "client", "current", "address", "crm", "internal", "person",
    "почта", "почты", "имя", "эл", "адрес", "сделки", "клиента", "контакта", "лида", "по",
  ]
  private static let authors: Set<String> = [
    "creator", "author", "modifier", "importer", "создал", "создатель", "создателя", "автор", "автора",
    "изменил", "кем",
  ]
  private static let others: Set<String> = [
    "assistant", "secretary", "spouse", "wife", "husband", "referrer", "referred", "supervisor", "superior",
    "boss", "emergency", "recruiter", "sender", "recipient", "reports", "parent", "guardian", "agent", "rep",
    "ассистент", "ассистента", "секретарь", "секретаря", "помощник", "помощника", "руководитель",
    "руководителя", "супруг", "супруга", "отправитель", "отправителя",
  ]

  // MARK: Addresses

  /// `Primary Address Street`, `Billing City`, `Address 1 - Country`.
  static func address(_ words: [String], kind: Kind) -> (target: String, isWeak: Bool, address: String)? {
    let isCompany = words.contains { companyWords.contains($0) }
    var core = words.filter { !places.contains($0) && !companyWords.contains($0) && Int($0) == nil }
    while core.count > 1, core.first == "address" || core.first == "addr" { core.removeFirst() }
    while core.count > 1, core.last == "address" { core.removeLast() }
    guard core.count < words.count || words.count > 1, let key = parts[core.joined(separator: " ")] else {
      return nil
    }
    let address = words.filter { places.contains($0) || Int($0) != nil }.joined(separator: " ")
    let isOther = !otherPlaces.isDisjoint(with: words) || core.last == "code" && key == "country"
    switch kind {
    case .contact where isCompany: return ("company." + key, isOther, address)
    case .contact, .company: return (key, isOther, address)
    case .deal where isCompany: return ("company." + key, isOther, address)
    default: return nil
    }
  }

  /// The fields that make up an address.
  static let addressFields: Set<String> = ["address", "city", "region", "postal_code", "country"]

  private static let companyWords: Set<String> = ["company", "organization", "organisation", "account"]
  private static let otherPlaces: Set<String> = [
    "other", "alternate", "alt", "shipping", "delivery", "home", "private", "secondary",
  ]
  private static let places: Set<String> = otherPlaces.union([
    "primary", "mailing", "billing", "business", "work", "office", "main", "default", "contact", "customer",
    "permanent", "registered", "legal",
  ])
  private static let parts: [String: String] = [
    "address": "address", "street": "address", "street address": "address", "address line": "address",
    "street name": "address", "line": "address", "city": "city", "town": "city", "locality": "city",
    "state": "region", "region": "region", "province": "region", "state province": "region",
    "county": "region", "state region": "region", "code": "postal_code", "postal code": "postal_code",
    "zip": "postal_code",
    "zip code": "postal_code", "zipcode": "postal_code", "postcode": "postal_code",
    "zip postal code": "postal_code", "zip code postal code": "postal_code", "country": "country",
    "country region": "country", "country name": "country", "country code": "country",
  ]

  // MARK: Ways to reach somebody

  /// Titles that hold a telling word: `email_work`, `Телефон (доп.)`, `E-mail 2 Address`.
  ///
  /// The words promise little, `Email Opt Out` holds one too: the cells have to agree.
  static func reach(_ words: [String], kind: Kind) -> String? {
    guard words.count <= 6, !words.contains(where: strangers.contains) else { return nil }
    let isContact = words.contains {
      $0.hasPrefix("контакт") || $0 == "contact" || $0 == "customer" || $0 == "person"
    }
    let isCompany = words.contains { $0.hasPrefix("компани") || companyWords.contains($0) }
    guard let key = way(words) else { return nil }
    switch kind {
    case .contact: return isCompany && !isContact ? "company.\(key)" : key
    case .company: return isContact ? nil : key
    case .lead: return key == "link" ? nil : key
    case .deal, .task, .activity, .invoice:
      return isCompany && !isContact ? "company.\(key)" : "contact.\(key)"
    case .product: return nil
    }
  }

  private static func way(_ words: [String]) -> String? {
    let text = " " + words.joined(separator: " ") + " "
    if words.contains(where: emailWords.contains) || text.contains(" e mail ") || text.contains(" эл почт") {
      return "email"
    }
    if words.contains(where: phoneWords.contains) { return "phone" }
    return words.contains { ["linkedin", "facebook", "twitter", "website"].contains($0) } ? "link" : nil
  }

  /// Words after which a column of addresses or numbers is none of the record's own.
  private static let strangers: Set<String> = ["display", "fax", "факс", "domain", "домен", "hash", "pager"]

  private static let emailWords: Set<String> = [
    "email", "emails", "mail", "почта", "емейл", "имейл", "емайл",
  ]

  private static let phoneWords: Set<String> = [
    "phone", "phones", "tel", "telephone", "mobile", "cell", "телефон", "телефоны", "тел", "моб", "мобильный",
    "сотовый", "whatsapp", "вотсап", "telefon", "handy", "mobil",
  ]
}
