import Dates
import Facts
import Mustache
import Records
import Rules
import Text
import YAML

/// What a document is about.
struct DocumentSubject {
  var deal: Record?
  var contact: Record?
  var company: Record?
  var lead: Record?

  /// The record that a person named, with those that belong to it.
  init(_ record: Record, in snapshot: Snapshot) {
    switch record.kind {
    case .deal: deal = record
    case .contact: contact = record
    case .company: company = record
    case .lead: lead = record
    case .task, .activity, .product, .invoice: break
    }
    contact = contact ?? snapshot.linked("contact", from: [record])
    company = company ?? snapshot.linked("company", from: [record, contact])
  }

  /// The record whose fields go by their own names.
  var main: Record? { deal ?? lead }

  /// Whoever is responsible.
  var owner: String? { [deal, lead, contact, company].lazy.compactMap { $0?.text("owner") }.first }
}

/// The variables of a document: flat, of ASCII letters, each as text that is formatted already. Every name is there for
/// every subject, so that nothing shines through from somewhere else.
struct DocumentVariables {
  private let workspace: Workspace
  private let language: TemplateLanguage
  private let subject: DocumentSubject
  private(set) var scope = Scope()

  init(_ subject: DocumentSubject, _ language: TemplateLanguage, in workspace: Workspace) {
    self.workspace = workspace
    self.language = language
    self.subject = subject
    // First of all, so that a custom field of that name gets another one.
    set(nil, latest: "")
    for name in ["today", "total"] { set(name, "") }
    scope["items"] = .flag(false)
    addFields(of: subject.main, .deal, prefix: "")
    addFields(of: subject.contact, .contact, prefix: "contact_")
    addFields(of: subject.company, .company, prefix: "company_")
    addFields(of: subject.lead, .lead, prefix: "lead_")
    addPersonOfLead()
    addOwner()
    addItems()
    set("today", language.date(workspace.today))
  }

  /// A name, and whether there is anything to show.
  mutating func set(_ name: String, _ text: String) {
    scope[name] = .text(text)
    scope["has_" + name] = .flag(!text.isEmpty)
  }

  mutating func set(_ number: DocumentNumbers.Number?, latest: String) {
    set("number", number?.text ?? "")
    set("issued", number.map { language.date(workspace.zone.date($0.given)) } ?? "")
    set("invoice_number", latest)
  }

  // MARK: Records

  /// Keys that say nothing to a reader of a document.
  private static let hidden: Set = ["history", "participants", "items", "aliases", "external", "extra"]

  private mutating func addFields(of record: Record?, _ kind: Kind, prefix: String) {
    for field in workspace.snapshot.schema[kind].fields where !DocumentVariables.hidden.contains(field.key) {
      let value = record?[field.key]
      let texts = value.map { $0.elements.map { text($0, field, of: record) } } ?? []
      let shown = texts.filter { !$0.isEmpty }
      let flag = value?.boolean
      add(prefix + VariableName.ascii(field.key), shown.joined(separator: ", "), flag: flag)
      if let singular = field.singular, field.type.isList { add(prefix + singular, shown.first ?? "") }
    }
    // What no table declares is there for the records that have it.
    for entry in record?.undeclared ?? [] {
      switch entry.value {
      case .text(let text), .plain(let text): add(prefix + VariableName.ascii(entry.key), text)
      case .list, .map: break
      }
    }
    for entry in record?["extra"]?.map ?? [] {
      if let text = entry.value.text { add(prefix + VariableName.ascii(entry.key), text) }
    }
  }

  /// A name that two keys come to is that of the first; the second is numbered.
  private mutating func add(_ name: String, _ text: String, flag: Bool? = nil) {
    var free = name
    var count = 2
    while scope[free] != nil {
      free = "\(name)_\(count)"
      count += 1
    }
    set(free, text)
    if let flag { scope["has_" + free] = .flag(flag) }
  }

  private func text(_ value: Value, _ field: Field, of record: Record?) -> String {
    switch value {
    case .number(let number):
      if case .money = field.type { return language.money(number, currency(of: record)) }
      return language.number(number.trimmed)
    case .boolean(let flag): return language.flag(flag)
    case .date(let date): return language.date(date)
    case .monthDay(let day): return language.date(day)
    case .instant(let instant):
      let (date, time, _) = workspace.zone.civil(instant)
      return "\(language.date(date)), \(time)"
    case .reference(let reference): return workspace.snapshot.record(reference)?.name ?? ""
    case .text(let word): return self.word(word, field, of: record)
    case .list, .map: return value.plainText
    }
  }

  /// Stages and pipelines by the names that people know them by, phones as they are dialled.
  private func word(_ word: String, _ field: Field, of record: Record?) -> String {
    guard let record, record.kind == .deal else { return word }
    switch field.key {
    case "stage": return workspace.pipelines[record.text("pipeline") ?? ""]?.stage(word)?.name ?? word
    case "pipeline": return workspace.pipelines[word]?.name ?? word
    default: return word
    }
  }

  private func currency(of record: Record?) -> String {
    record?.text("currency") ?? workspace.config.currency
  }

  // MARK: People

  /// A lead that nobody has qualified is a person and a company already.
  private mutating func addPersonOfLead() {
    guard let lead = subject.lead else { return }
    if subject.contact == nil {
      let emails = lead.texts("emails")
      let phones = lead.texts("phones")
      set("contact_name", lead.text("name") ?? "")
      set("contact_emails", emails.joined(separator: ", "))
      set("contact_email", emails.first ?? "")
      set("contact_phones", phones.joined(separator: ", "))
      set("contact_phone", phones.first ?? "")
    }
    if subject.company == nil { set("company_name", lead.text("company_name") ?? "") }
  }

  private mutating func addOwner() {
    let id = subject.owner ?? workspace.user
    let owner = workspace.config.owner(id)
    set("owner_id", id)
    set("owner_name", owner?.name ?? id)
    set("owner_email", owner?.email ?? "")
  }

  // MARK: Items

  private mutating func addItems() {
    let code = currency(of: subject.main)
    let entries = subject.deal?["items"]?.list ?? []
    var total: Decimal?
    var rows: [Scope] = []
    for (place, entry) in zip(1..., entries) {
      let product = workspace.snapshot.record(entry["product"]?.reference)
      let quantity = entry["quantity"]?.number ?? Decimal(1)
      let price = entry["price"]?.number ?? product?["price"]?.number
      let amount = price.map { DocumentVariables.rounded($0 * quantity, code) }
      if let amount { total = (total ?? .zero) + amount }
      rows.append(
        row([
          ("position", String(place)), ("product", product?.name ?? ""), ("sku", product?.text("sku") ?? ""),
          ("unit", product?.text("unit") ?? ""), ("quantity", language.number(quantity.trimmed)),
          ("price", price.map { language.money($0, code) } ?? ""),
          ("amount", amount.map { language.money($0, code) } ?? ""),
        ]))
    }
    let names = ["position", "product", "sku", "unit", "quantity", "price", "amount"]
    scope["items"] = .list(rows, like: row(names.map { ($0, "") }))
    scope["has_items"] = .flag(!rows.isEmpty)
    let sum = total ?? subject.main?["amount"]?.number
    set("currency", sum == nil && subject.main?.text("currency") == nil ? "" : code)
    set("total", sum.map { language.money($0, code) } ?? "")
  }

  private func row(_ values: [(String, String)]) -> Scope {
    var scope = Scope()
    for (name, text) in values {
      scope[name] = .text(text)
      scope["has_" + name] = .flag(!text.isEmpty)
    }
    return scope
  }

  /// Invoices are rounded line by line.
  private static func rounded(_ amount: Decimal, _ code: String) -> Decimal {
    let decimals = Currency.decimals(code) ?? 2
    return amount.scale > decimals ? amount.rounded(to: decimals) : amount
  }
}
