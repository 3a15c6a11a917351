package import Records
import Text

/// One way to see that two records are the same: all of its parts are equal.
package struct MatchKey: Sendable, Hashable {
  /// `external`, `domain`, or keys of fields.
  package let parts: [String]

  package init(_ parts: String...) { self.parts = parts }
  package init(parts: [String]) { self.parts = parts }

  package static let external = MatchKey("external")
  package static let email = MatchKey("emails")
  package static let phone = MatchKey("phones")
  package static let link = MatchKey("links")
  package static let name = MatchKey("name")
  package static let taxID = MatchKey("tax_id")
  package static let domain = MatchKey("domain")

  /// A shared number or profile proves a person only together with a like name.
  var needsLikeName: Bool { parts.contains("phones") || parts.contains("links") }

  /// True when the texts depend on a row's own cells alone: on no other record, and on nothing that planning changes.
  var isOfRowAlone: Bool { parts.allSatisfy { MatchKey.partsOfRow.contains($0) } }

  private static let partsOfRow: Set<String> = [
    "external", "domain", "emails", "phones", "links", "name", "title", "tax_id", "sku",
  ]

  /// How rows of a kind are matched when nothing is said, the strongest first.
  static func defaults(_ kind: Kind) -> [MatchKey] {
    switch kind {
    case .contact: [.external, .email, .phone, .link]
    case .company: [.external, .taxID, .domain, .name]
    case .lead: [.external, MatchKey("title", "emails"), MatchKey("title", "phones")]
    case .deal: [.external, MatchKey("title", "contact")]
    case .task: [.external, MatchKey("title", "due", "deal", "contact")]
    case .activity: [.external, MatchKey("at", "type", "contact", "deal", "text")]
    case .product: [.external, MatchKey("sku"), .name]
    case .invoice: [.external, MatchKey("number")]
    }
  }

  /// What rows are matched by that have none of the strong keys at all; without it they would be made anew each time.
  static func lastResort(_ kind: Kind) -> MatchKey? {
    switch kind {
    case .contact: MatchKey("name", "company")
    case .lead: MatchKey("title", "name")
    case .company, .deal, .task, .activity, .product, .invoice: nil
    }
  }

  /// The texts that must be equal; several where a part is a list, none where a part is missing that cannot be.
  func texts(kind: Kind, region: String, _ value: (String) -> Value?) -> [String] {
    texts { MatchKey.texts($0, kind: kind, region: region, value) }
  }

  /// The same of what each part gives by itself.
  func texts(ofPart: (String) -> [String]) -> [String] {
    var texts: [String]?
    for part in parts {
      let own = ofPart(part)
      // Only the leading part must be there: a deal without a contact is matched by its title among such deals.
      if own.isEmpty, texts == nil { return [] }
      let choices = own.isEmpty ? [""] : own
      guard let before = texts else {
        texts = choices
        continue
      }
      texts = before.flatMap { head in choices.map { head + "\u{1}" + $0 } }
    }
    return texts ?? []
  }

  static func texts(
    _ part: String, kind: Kind, region: String, _ value: (String) -> Value?
  ) -> [String] {
    switch part {
    case "external":
      return (value("external")?.map ?? []).flatMap { entry in
        entry.value.identifiers.map { MatchKey.externalText(source: entry.key, id: $0) }
      }
    case "domain":
      let links = (value("links")?.elements ?? []).compactMap { $0.text.flatMap { WebHost.host(of: $0) } }
      let emails = (value("emails")?.elements ?? []).compactMap {
        $0.text.flatMap { WebHost.host(ofEmail: $0) }
      }
      var hosts: [String] = []
      for host in links + emails where !hosts.contains(host) { hosts.append(host) }
      return hosts
    case "emails": return (value(part)?.elements ?? []).compactMap { $0.text.map(EmailAddress.normalized) }
    case "phones":
      return (value(part)?.elements ?? []).compactMap { phone in
        phone.text.flatMap { MatchKey.phoneText($0, region: region) }
      }
    case "links":
      return (value(part)?.elements ?? []).compactMap { $0.text.map(MatchKey.linkText) }
    case "name" where kind == .company:
      return nonEmpty(value(part)?.text.map { CompanyName.foldedWithoutLegalForm($0) })
    case "name" where kind == .contact || kind == .lead:
      return nonEmpty(value(part)?.text.map { Folding.joinedWords($0).sorted().joined(separator: " ") })
    // A task of a deal takes the deal's person where none is named.
    case "contact" where kind == .task && value("deal") != nil: return []
    case "contact" where kind == .deal:
      // A deal without a person is told apart by its company.
      guard let reference = value("contact")?.reference ?? value("company")?.reference else {
        return value("contact") == nil && value("company") == nil ? [] : ["new"]
      }
      return [reference.id.description]
    case "tax_id", "sku": return nonEmpty(value(part)?.text.map { Folding.joinedWords($0).joined() })
    default:
      switch value(part) {
      case .reference(let reference)?: return [reference.id.description]
      case .list(let items)?: return items.map { Folding.fold($0.plainText) }
      case let single?: return nonEmpty(Folding.joinedWords(single.plainText).joined(separator: " "))
      case nil: return []
      }
    }
  }

  private static func nonEmpty(_ text: String?) -> [String] { text.flatMap { $0.isEmpty ? nil : [$0] } ?? [] }

  /// The text of `external` for an identifier in a source.
  package static func externalText(source: String, id: String) -> String { source + "\u{1}" + id }

  /// The number in its one spelling, as it is dialled today, nil for what is none; `region` is the country of numbers written without one.
  package static func phoneText(_ text: String, region: String) -> String? {
    // Stored numbers are in that spelling already; only hand-written ones need reading.
    if text.utf8.first == 0x2b, text.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }) {
      return PhoneRenumbering.present(text)
    }
    return PhoneNumber(text, defaultRegion: region).map { PhoneRenumbering.present($0.e164) }
  }

  /// A web address without what does not tell it from others: scheme, `www.`, a slash at the end.
  package static func linkText(_ text: String) -> String {
    var rest = Substring(text.lowercased())
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
    if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    return String(rest)
  }
}

extension Value {
  /// The identifiers that an entry of `external` holds: one, or a list of a record that was made of two.
  package var identifiers: [String] { elements.map(\.plainText) }
}
