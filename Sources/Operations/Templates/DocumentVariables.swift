import Dates
import Diagnostics
import Facts
import Mustache
import Records
import Rules
import Text
import YAML

/// The variables of a document: flat, of ASCII letters, each as text that is formatted already. Every name is there for
/// every subject, so that nothing shines through from somewhere else.
struct DocumentVariables {
  let workspace: Workspace
  let language: TemplateLanguage
  let subject: DocumentSubject
  /// What the items lack, for whoever is to send the document.
  var problems: [Diagnostic] = []
  /// What the record does not say of itself, for whoever is to send the document; nil where it says all.
  var unsaid: Diagnostic?
  private(set) var scope = Scope()
  /// The only names that are worked out; nil for all.
  private let wanted: Set<String>?
  /// All names that were given, also those that nobody wants.
  private var taken: Set<String> = []

  /// With `wanted`, which are names as templates mention them, no others are there.
  init(
    _ subject: DocumentSubject, _ language: TemplateLanguage, in workspace: Workspace,
    wanted: Set<String>? = nil
  ) {
    self.workspace = workspace
    self.language = language
    self.subject = subject
    self.wanted = wanted.map { names in
      names.union(names.lazy.filter { $0.hasPrefix("has_") }.map { String($0.dropFirst(4)) })
    }
    // First of all, so that a custom field of that name gets another one.
    for name in ["today", "unsubscribe", "about"] + DocumentVariables.invoiceNames
      + DocumentVariables.totalNames
    {
      set(name, "")
    }
    for name in ["items", "taxes"] where wants(name) { scope[name] = .flag(false) }
    addFields(of: subject.main, .deal, prefix: "")
    addFields(of: subject.contact, .contact, prefix: "contact_")
    addFields(of: subject.company, .company, prefix: "company_")
    addFields(of: subject.lead, .lead, prefix: "lead_")
    addPersonOfLead()
    addOwner()
    addSeller()
    addInvoice()
    addItems()
    addAbout()
    if wants("today") { set("today", language.date(workspace.today)) }
  }

  /// Whether a template asks for a name, or for whether there is such a thing.
  func wants(_ name: String) -> Bool { wanted?.contains(name) ?? true }

  func wants(anyOf names: [String]) -> Bool { wanted == nil || names.contains(where: wants) }

  func wantsAny(of prefix: String) -> Bool {
    wanted?.contains { $0.hasPrefix(prefix) } ?? true
  }

  /// A name, and whether there is anything to show.
  mutating func set(_ name: String, _ text: String) {
    taken.insert(name)
    guard wants(name) else { return }
    scope[name] = .text(text)
    scope["has_" + name] = .flag(!text.isEmpty)
  }

  /// Whether there is what a name says, where that is not told by its text.
  mutating func setFlag(_ name: String, _ flag: Bool) {
    if wants(name) { scope["has_" + name] = .flag(flag) }
  }

  mutating func setList(_ name: String, _ rows: [Scope], like: Scope) {
    taken.insert(name)
    guard wants(name) else { return }
    scope[name] = .list(rows, like: like)
    scope["has_" + name] = .flag(!rows.isEmpty)
  }

  // MARK: Records

  /// Keys that say nothing to a reader of a document.
  private static let hidden: Set = [
    "history", "participants", "items", "aliases", "external", "extra", "payments", "approvals",
  ]

  mutating func addFields(of record: Record?, _ kind: Kind, prefix: String) {
    guard prefix.isEmpty || wantsAny(of: prefix) else { return }
    let schema = workspace.snapshot.schema
    for field in schema[kind].fields where !DocumentVariables.hidden.contains(field.key) {
      let record = prefix.isEmpty ? subject.holder(of: field.key, in: schema) : record
      add(field, of: record, prefix: prefix)
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

  private mutating func add(_ field: Field, of record: Record?, prefix: String) {
    let name = free(prefix + VariableName.ascii(field.key))
    let singular = field.type.isList ? field.singular.map { free(prefix + $0) } : nil
    guard wants(name) || singular.map(wants) ?? false else { return }
    let value = record?[field.key]
    let texts = value.map { $0.elements.map { text($0, field, of: record) } } ?? []
    let shown = texts.filter { !$0.isEmpty }
    set(name, shown.joined(separator: ", "))
    if let flag = value?.boolean { setFlag(name, flag) }
    if let singular { set(singular, shown.first ?? "") }
  }

  private mutating func add(_ name: String, _ text: String) { set(free(name), text) }

  /// A name that two keys come to is that of the first; the second is numbered.
  private mutating func free(_ name: String) -> String {
    var free = name
    var count = 2
    while !taken.insert(free).inserted {
      free = "\(name)_\(count)"
      count += 1
    }
    return free
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

  func currency(of record: Record?) -> String {
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

  /// Whoever sells, as `seller` of `crm.yaml` says it.
  private mutating func addSeller() {
    guard wantsAny(of: "seller_") else { return }
    let seller = workspace.config.seller
    for key in SellerReader.knownKeys { set("seller_" + key, "") }
    var given: Set<String> = []
    for (key, text) in seller {
      let name = "seller_" + VariableName.ascii(key)
      if given.insert(name).inserted { set(name, text) } else { add(name, text) }
    }
    let accounts = seller.contains { $0.key == "iban" || $0.key == "account" }
    setFlag("seller_bank_details", accounts)
  }
}
