package import Diagnostics
package import Records
import Text

/// Tells what kind of records a file holds, and shows why.
package struct KindEvidence: Sendable {
  private var scores: [Kind: Int] = [:]
  private var reasons: [Kind: [String]] = [:]

  /// Weighs the titles, what the columns hold, and the file's name.
  package init(header: Header, profiles: [ColumnProfile], file: String, country: String) {
    for kind in Kind.allCases {
      let content = ColumnContent(country: country, kind: kind, schema: .plain)
      var seen: Set<ColumnTarget> = []
      var person: String?
      for column in header.columns {
        guard let meaning = HeaderSynonyms.meaning(of: column.title, kind: kind),
          content.fit(profiles[column.position], meaning.target) != .contradicts
            || meaning.certainty == .certain, seen.insert(meaning.target).inserted
        else { continue }
        let target = meaning.target
        var weight = KindEvidence.weight(of: target, kind: kind)
        let title = HeaderSynonyms.normalized(column.title)
        if kind == .contact, target == .field("name"), KindEvidence.personTitles.contains(title) {
          weight += 3
        }
        if kind == .contact || kind == .lead, KindEvidence.borrowedTitles.contains(title) { weight = 0 }
        if weight > 0 { add(weight, kind, "\"\(column.title)\"") }
        if kind == .contact, target == .field("name"), weight > 0, !KindEvidence.firmTitles.contains(title) {
          person = column.title
        }
      }
      // Who has an employer is a person; a list of companies would lose the people.
      let hasEmployer = seen.contains { if case .link("company", _) = $0 { true } else { false } }
      if let person, hasEmployer { add(2, .contact, "a company beside \"\(person)\"") }
    }
    for (column, profile) in zip(header.columns, profiles) {
      let title = HeaderSynonyms.normalized(column.title)
      guard profile.isMostly(profile.companies),
        HeaderSynonyms.target(of: column.title, kind: .company) == .field("name")
      else { continue }
      let isBare = title == "name" || title == "название" || title == "наименование"
      add(isBare ? 4 : 1, .company, "legal forms in \"\(column.title)\"")
    }
    // A table with columns of deals is one of deals, whatever else it says of people and companies.
    for column in header.columns {
      guard let named = TitleWords.named(column.title), named.kind == .deal || named.kind == .lead,
        HeaderSynonyms.target(of: named.rest, kind: named.kind) != nil
      else { continue }
      add(8, named.kind, "\"\(column.title)\"")
    }
    for word in Folding.joinedWords(Path.stem(of: file)) {
      guard let kind = KindEvidence.fileWords[word] else { continue }
      add(4, kind, "the file's name")
    }
  }

  private mutating func add(_ weight: Int, _ kind: Kind, _ reason: String) {
    scores[kind, default: 0] += weight
    if reasons[kind]?.contains(reason) != true { reasons[kind, default: []].append(reason) }
  }

  /// The kind that the evidence favours clearly.
  package func kind() throws(Diagnostic) -> Kind {
    let ranking = Kind.allCases.filter { scores[$0, default: 0] > 0 }
      .sorted { (scores[$0, default: 0], $1) > (scores[$1, default: 0], $0) }
    let others = "contacts, companies, deals, leads, tasks, activities, products"
    guard let first = ranking.first, let best = scores[first] else {
      throw Diagnostic(
        .usage, "what the file holds cannot be told: no column is recognised",
        hints: ["say it with --kind, one of \(others)"])
    }
    let second = ranking.dropFirst().first.flatMap { scores[$0] } ?? 0
    guard best >= 3, best >= second + 2 else {
      let lines = ranking.prefix(3).map { kind -> Hint in
        "\(kind.plural): \((reasons[kind] ?? []).prefix(6).joined(separator: ", "))"
      }
      throw Diagnostic(
        .usage,
        "what the file holds is unclear: it may be \(ranking.prefix(3).map(\.plural).joined(separator: " or "))",
        hints: lines + ["say it with --kind \(first.plural)"])
    }
    return first
  }

  /// How much a column speaks for a kind; what several kinds have alike speaks for none.
  private static func weight(of target: ColumnTarget, kind: Kind) -> Int {
    switch (kind, target) {
    case (.contact, .field("first_name")), (.contact, .field("last_name")): 3
    case (.contact, .field("birthday")), (.contact, .field("middle_name")): 2
    case (.contact, .field("position")), (.contact, .field("emails")), (.contact, .field("name")): 2
    case (.contact, .link("company", _)), (.contact, .field("phones")): 1
    case (.company, .field("tax_id")), (.company, .field("industry")), (.company, .field("employees")): 3
    case (.company, .field("legal_name")): 3
    case (.company, .field("name")), (.company, .field("links")): 2
    case (.company, .field("revenue")), (.company, .field("phones")), (.company, .field("emails")): 1
    case (.lead, .field("status")), (.lead, .field("title")): 1
    case (.lead, .field("emails")), (.lead, .field("phones")), (.lead, .field("name")): 1
    case (.deal, .field("stage")), (.deal, .field("pipeline")), (.deal, .field("lost_reason")): 4
    case (.deal, .field("expected_close")), (.deal, .field("probability")): 3
    case (.deal, .field("amount")): 2
    case (.deal, .field("title")), (.deal, .field("currency")), (.deal, .field("closed")): 1
    case (.deal, .link("contact", "name")), (.deal, .link("company", "name")): 1
    case (.task, .field("due")): 3
    case (.task, .field("title")), (.task, .field("status")), (.task, .field("type")): 1
    case (.activity, .field("at")), (.activity, .field("duration")), (.activity, .field("direction")): 3
    case (.activity, .field("type")), (.activity, .field("text")): 1
    case (.product, .field("sku")), (.product, .field("unit")): 4
    case (.product, .field("price")), (.product, .field("category")): 2
    case (.product, .field("name")), (.product, .field("pack")): 1
    case (.invoice, .field("number")), (.invoice, .field("issued")): 4
    case (.invoice, .field("due")), (.invoice, .field("payments")): 2
    case (.invoice, .field("amount")), (.invoice, .field("status")): 1
    default: 0
    }
  }

  /// Titles of names that may be those of companies.
  private static let firmTitles: Set<String> = [
    "name", "customer", "client", "customer name", "клиент", "заказчик", "наименование", "display name",
  ]

  /// Titles that only a person's name has.
  private static let personTitles: Set<String> = [
    "фио", "ф и о", "full name", "fullname", "фамилия имя отчество", "фамилия имя", "имя фамилия",
    "person name",
  ]

  /// Titles by which other records mention a person: a list of people would not say whose they are.
  private static let borrowedTitles: Set<String> = [
    "contact", "contact name", "contact first name", "contact last name", "contact email", "contact phone",
    "contact person", "контакт",
    "основной контакт",
    "email контакта", "телефон контакта",
  ]

  private static let fileWords: [String: Kind] = [
    "contact": .contact, "contacts": .contact, "people": .contact, "persons": .contact,
    "connections": .contact,
    "контакты": .contact, "люди": .contact, "company": .company, "companies": .company, "accounts": .company,
    "organizations": .company, "organisations": .company, "компании": .company, "организации": .company,
    "контрагенты": .company, "lead": .lead, "leads": .lead, "лиды": .lead, "заявки": .lead, "deal": .deal,
    "deals": .deal, "opportunities": .deal, "opportunity": .deal, "сделки": .deal, "task": .task,
    "tasks": .task,
    "todo": .task, "задачи": .task, "дела": .task, "activities": .activity, "activity": .activity,
    "events": .activity, "события": .activity, "product": .product, "products": .product, "goods": .product,
    "price": .product, "товары": .product, "прайс": .product, "номенклатура": .product,
    "invoice": .invoice, "invoices": .invoice, "счета": .invoice, "rechnungen": .invoice,
  ]
}
