import Dates
package import Diagnostics
import Text
package import YAML

/// Reads `crm.yaml`; every finding has its place, and what can be read is used.
package struct ConfigReader {
  private let document: Document
  private var config = Config()
  private var problems: [Diagnostic] = []

  /// The settings, and everything that is wrong with the file.
  package static func read(_ document: Document) -> (config: Config, problems: [Diagnostic]) {
    var reader = ConfigReader(document: document)
    reader.readAll()
    return (reader.config, reader.problems)
  }

  private init(document: Document) { self.document = document }

  private static let keys = [
    "format", "timezone", "country", "currency", "lang", "hours", "owners", "roles", "fields", "digest",
    "git", "seller", "tax_included", "numbers", "invoices", "mail",
  ]

  private mutating func report(_ message: String, at node: Node, hints: [Hint] = []) {
    problems.append(document.diagnostic(message, at: node, hints: hints))
  }

  private mutating func readAll() {
    guard case .mapping(let pairs) = document.root.content else { return }
    if document["format"] == nil {
      report("crm.yaml has no format", at: document.root, hints: ["add the line \"format: 1\""])
    }
    for pair in pairs where pair.key == "timezone" { readZone(pair.value) }
    for pair in pairs where pair.key == "country" { readCountry(pair.value) }
    config.hours = WorkingHours(calendar: WorkCalendar(rawValue: config.country), zone: config.zone)
    for pair in pairs {
      switch pair.key {
      case "format":
        if text(pair.value) != "1" {
          report(
            "this repository has format \(text(pair.value) ?? "?"), this crm reads format 1", at: pair.value,
            hints: ["a newer crm may read it"])
        }
      case "currency":
        if let code = text(pair.value), ConfigReader.isCode(code, letters: 3) {
          config.currency = code.uppercased()
        } else {
          report("currency takes three letters, such as EUR", at: pair.value)
        }
      case "lang": config.language = text(pair.value) ?? "en"
      case "hours": config.hours = hours(pair.value, over: config.hours)
      case "git": readGit(pair.value)
      case "numbers": readNumbers(pair.value)
      case "invoices": readInvoices(pair.value)
      case "tax_included":
        switch text(pair.value)?.lowercased() {
        case "true", "yes", "on": config.includesTax = true
        case "false", "no", "off": config.includesTax = false
        default: report("tax_included is true or false", at: pair.value)
        }
      case "digest": readDigest(pair.value)
      case "seller":
        let read = SellerReader.read(pair.value, in: document)
        config.seller = read.seller
        problems += read.problems
      case "mail":
        let read = MailReader.read(pair.value, in: document)
        config.unsubscriptions = read.unsubscriptions
        problems += read.problems
      case "timezone", "country", "owners", "roles", "fields": break
      default:
        report(
          "unknown setting \"\(pair.key)\"", at: pair.value,
          hints: .unknown(pair.key, among: ConfigReader.keys))
      }
    }
    let roles = pairs.last { $0.key == "roles" }
    if let roles {
      let read = RolesReader.read(roles.value, in: document)
      config.roles = read.roles
      problems += read.problems
    }
    for pair in pairs where pair.key == "owners" { readOwners(pair.value) }
    if let roles { checkKeeper(roles) }
    for pair in pairs where pair.key == "fields" { readFields(pair.value) }
  }

  private func text(_ node: Node?) -> String? {
    guard let node, case .scalar(let text) = node.content, !node.isNull else { return nil }
    return text
  }

  private func pairs(_ node: Node) -> [Node.Pair] {
    if case .mapping(let pairs) = node.content { pairs } else { [] }
  }
  private func items(_ node: Node) -> [Node] {
    if case .sequence(let items) = node.content { items } else { [node] }
  }

  private static func isCode(_ text: String, letters: Int) -> Bool {
    text.utf8.count == letters
      && text.utf8.allSatisfy { (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0) }
  }

  private mutating func readZone(_ node: Node) {
    guard let name = text(node) else {
      report("timezone is empty", at: node, hints: ["zones are named like Europe/Berlin"])
      return
    }
    if let zone = Zone(named: name) {
      config.zone = zone
      config.timezone = name
    } else {
      report("unknown time zone \"\(name)\"", at: node, hints: ["zones are named like Europe/Berlin"])
    }
  }

  private mutating func readCountry(_ node: Node) {
    if let code = text(node), ConfigReader.isCode(code, letters: 2) {
      config.country = code.uppercased()
    } else {
      report("country takes two letters, such as DE", at: node)
    }
  }

  private mutating func readGit(_ node: Node) {
    for pair in pairs(node) where pair.key == "commit" {
      switch text(pair.value) {
      case "auto": config.commitsToGit = true
      case "off", "false": config.commitsToGit = false
      default: report("git.commit is auto or off", at: pair.value)
      }
    }
  }

  private mutating func readNumbers(_ node: Node) {
    guard case .mapping(let keys) = node.content else {
      report("numbers is {invoice: …}", at: node, hints: ["numbers: {invoice: \"INV-{year}-{n:4}\"}"])
      return
    }
    checkKeys(keys, ["invoice"], of: "numbers")
    for pair in keys where pair.key == "invoice" {
      do throws(NumberPattern.Problem) {
        config.invoiceNumbers = try NumberPattern(text(pair.value) ?? "")
      } catch {
        report("numbers.invoice: \(error.message)", at: pair.value, hints: [Hint(error.way)])
      }
    }
  }

  private mutating func readInvoices(_ node: Node) {
    guard case .mapping(let keys) = node.content else {
      report("invoices is {due_in: …}", at: node, hints: ["invoices: {due_in: 14d}"])
      return
    }
    checkKeys(keys, ["due_in"], of: "invoices")
    for pair in keys where pair.key == "due_in" {
      guard let delay = text(pair.value).flatMap({ Delay($0) }), delay.seconds == 0, (0...3650) ~= delay.days
      else {
        report("invoices.due_in takes days or weeks", at: pair.value, hints: ["such as 14d or 2w"])
        continue
      }
      config.invoiceDays = delay.days
    }
  }

  /// What a message cannot be sent with is found here and not on the morning of the first one.
  private mutating func readDigest(_ node: Node) {
    guard case .mapping(let keys) = node.content else {
      report("digest is {from: …}", at: node, hints: ["digest: {from: crm@example.com}"])
      return
    }
    checkKeys(keys, ["from"], of: "digest")
    for pair in keys where pair.key == "from" {
      guard let sender = text(pair.value).flatMap({ Mailbox($0) }) else {
        report(
          "digest.from takes an email address", at: pair.value,
          hints: ["crm@example.com, or Sales <crm@example.com>, in ASCII letters"])
        continue
      }
      if let longest = sender.excessOfDomain {
        report(
          "the domain of digest.from is too long for the Message-ID of a digest", at: pair.value,
          hints: ["it may have \(longest) characters: a longer id is broken by programs that send mail on"])
        continue
      }
      config.digestSender = sender
    }
  }

  private mutating func hours(_ node: Node, over base: WorkingHours) -> WorkingHours {
    let read = HoursReader.read(node, over: base, in: document)
    problems += read.problems
    return read.hours
  }

  private mutating func readOwners(_ node: Node) {
    guard case .sequence(let items) = node.content else {
      report("owners is a list of {id, name, email}", at: node)
      return
    }
    for item in items {
      let keys = pairs(item)
      checkKeys(keys, ["id", "name", "email", "manager", "hours", "lang", "role"], of: "an owner")
      guard let id = text(keys.first { $0.key == "id" }?.value) ?? text(item) else {
        report("an owner has no id", at: item)
        continue
      }
      func value(_ key: String) -> String? { text(keys.first { $0.key == key }?.value) }
      for pair in keys where pair.key == "role" && config.role(text(pair.value) ?? "") == nil {
        report(
          "role \"\(pair.value.text ?? "")\" of owner \"\(id)\" does not exist", at: pair.value,
          hints: config.roles.isEmpty
            ? ["roles declares them: roles: {\(pair.value.text ?? "seller"): {may: all}}"]
            : .unknown(pair.value.text ?? "", among: config.roles.map(\.id), listing: "roles: "))
      }
      var own = config.hours
      if let node = keys.first(where: { $0.key == "hours" })?.value { own = hours(node, over: own) }
      config.owners.append(
        Owner(
          id: id, name: value("name"), email: value("email"), manager: value("manager"), hours: own,
          language: value("lang"), role: value("role")))
    }
  }

  /// Where nobody may change the settings, nobody could ever give a right back.
  private mutating func checkKeeper(_ roles: Node.Pair) {
    let hasKeeper = config.owners.contains { owner in
      owner.role.map { config.role($0)?.may.contains(.config) ?? false } ?? true
    }
    if hasKeeper || config.roles.isEmpty { return }
    problems.append(
      document.diagnostic(
        "no owner may change the settings, so nobody could change these roles", from: roles.keyStart,
        to: roles.keyEnd, hints: ["give an owner a role with may: all"]))
  }

  /// A key that is misspelt must not be lost in silence.
  private mutating func checkKeys(_ pairs: [Node.Pair], _ known: [String], of owner: String) {
    for pair in pairs where !known.contains(pair.key) {
      problems.append(
        document.diagnostic(
          "unknown key \"\(pair.key)\" of \(owner)", from: pair.keyStart, to: pair.keyEnd,
          hints: .unknown(pair.key, among: known, listing: "known: ")))
    }
  }

  private mutating func readFields(_ node: Node) {
    guard case .sequence(let items) = node.content else {
      report("fields is a list of {kind, key, type, title}", at: node)
      return
    }
    for item in items {
      let keys = pairs(item)
      checkKeys(keys, ["kind", "key", "type", "title", "doc", "values"], of: "a field")
      func value(_ key: String) -> String? { text(keys.first { $0.key == key }?.value) }
      for pair in keys where !ConfigReader.fieldKeys.contains(pair.key) {
        reportFieldKey(pair.key, at: pair.value)
      }
      guard let kind = value("kind").flatMap({ Kind(word: $0) }) else {
        report(
          "a field names no kind", at: item, hints: ["kind is one of \(Kind.allCases.map(\.rawValue))"])
        continue
      }
      guard let key = value("key"), ConfigReader.isKey(key) else {
        report("a field's key is made of a-z, 0-9 and _", at: item)
        continue
      }
      let isTaken = config.customFields.contains { $0.kind == kind && $0.field.key == key }
      guard !Schema.isBuiltIn(key, of: kind), !isTaken else {
        report("a \(kind.rawValue) has a field \"\(key)\" already", at: item)
        continue
      }
      let choices =
        keys.first { $0.key == "values" }.map { self.items($0.value).compactMap { text($0) } } ?? []
      guard let type = ConfigReader.type(value("type") ?? "text", choices: choices) else {
        report(
          "unknown type \"\(value("type") ?? "")\"", at: item,
          hints: ["a type is one of \(ConfigReader.typeWords)"])
        continue
      }
      let isSearchable = [.text, .notes, .email, .phone, .link, .tag].contains(type.element)
      let title = value("title")
      config.customFields.append(
        CustomField(
          kind: kind,
          field: Field(
            key, type, value("doc") ?? "Declared in crm.yaml.", title: title, searchable: isSearchable,
            custom: true)))
    }
  }

  private static let fieldKeys = ["kind", "key", "type", "title", "values", "doc"]

  /// A comma in a title that lacks quotes begins another key, and the title loses its end.
  private mutating func reportFieldKey(_ key: String, at node: Node) {
    let near = EditDistance.nearest(to: key, among: ConfigReader.fieldKeys)
    report(
      "a field has no setting \"\(key)\"", at: node,
      hints: [
        near.map { "did you mean \"\($0)\"?" } ?? "it has \(ConfigReader.fieldKeys)",
        node.isNull ? "a text with a comma needs quotes: title: \"Area, m²\"" : nil,
      ].compactMap { $0 })
  }

  private static func isKey(_ key: String) -> Bool {
    guard let first = key.utf8.first, (0x61...0x7a).contains(first) else { return false }
    return key.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f }
  }

  /// The words that `type:` of a custom field takes; each may also be `list of` one.
  package static let typeWords = [
    "text", "notes", "email", "phone", "link", "user", "currency", "number", "percent", "integer", "money",
    "boolean",
    "date",
    "instant", "duration", "choice", "contact", "company", "deal", "product",
  ]

  private static func type(_ word: String, choices: [String]) -> FieldType? {
    if word.hasPrefix("list of ") {
      return type(String(word.dropFirst(8)), choices: choices).map { .list($0) }
    }
    switch word {
    case "text", "string": return .text
    case "notes": return .notes
    case "email": return .email
    case "phone": return .phone
    case "link": return .link
    case "user": return .user
    case "currency": return .currency
    case "number": return .number
    case "percent": return .percent
    case "integer": return .integer
    case "money": return .money
    case "boolean": return .boolean
    case "date": return .date
    case "instant": return .instant
    case "duration": return .span
    case "choice": return choices.isEmpty ? nil : .choice(choices)
    case "list": return .list(.text)
    default: return Kind(word: word).map { .reference($0) }
    }
  }
}
