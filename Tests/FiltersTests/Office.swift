// swift-format-ignore-file: NeverForceUnwrap
// A test that cannot make its own data has failed anyway.

import Dates
import Diagnostics
import Facts
import Filters
import Records
import YAML

/// A small repository at noon of Tuesday 2026-12-01 in a zone three hours east.
enum Office {
  static let zone = Zone(fixedOffset: 10_800)
  static let now = Instant(rfc3339: "2026-12-01T12:00:00+03:00")!

  static let custom = [
    CustomField(kind: .deal, field: Field("square_metres", .number, "Area.", custom: true))
  ]

  static let stages = StageIndex([
    StageFacts(
      pipeline: "sales", id: "first-contact", name: "Первичный контакт", position: 0, probability: 10),
    StageFacts(
      pipeline: "sales", id: "proposal", name: "Proposal", position: 1, probability: 50, rotsAfter: 604_800),
    StageFacts(
      pipeline: "sales", id: "invoice", name: "Bill sent", position: 2, probability: 80, within: 172_800),
    StageFacts(pipeline: "sales", id: "won", position: 3, outcome: .won),
    StageFacts(pipeline: "sales", id: "lost", position: 4, outcome: .lost),
    StageFacts(pipeline: "sales", id: "archive", position: 5, outcome: .archived),
    StageFacts(pipeline: "service", id: "request", position: 0, rotsAfter: 86_400),
    StageFacts(pipeline: "service", id: "done", position: 1, outcome: .won),
  ])

  static func owner(_ id: String, _ name: String) -> Owner {
    Owner(id: id, name: name, email: id + "@example.com", manager: nil, hours: config(owners: []).hours)
  }

  static let owners = [owner("gleb", "Gleb Petrov"), owner("anna", "Anna Sokolova")]

  static func config(owners: [Owner] = owners) -> Config {
    Config(
      timezone: "+03:00", zone: zone, country: "RU", currency: "EUR", owners: owners, customFields: custom)
  }

  static let records: [Record] = [
    make(
      .company, "ka000001", "name: Acme GmbH", "country: DE", "city: Berlin", "tags: vip, eu",
      "phones: +49301234567", "created: 2026-01-10T10:00:00+03:00", "aliases: ka000009"),
    make(
      .company, "ka000002", "name: Ромашка", "country: RU", "city: Москва",
      "created: 2026-11-01T10:00:00+03:00"),
    make(.company, "ka000003", "name: Café Zoë & Söhne", "created: 2025-05-05T10:00:00+03:00"),
    make(
      .contact, "ca000001", "name: Anna Ivanova", "company: acme-ka000001",
      "emails: anna@acme.example, a.ivanova@mail.example", "phones: +49309876543", "tags: vip", "owner: gleb",
      "keep_in_touch: 5", "created: 2026-02-01T10:00:00+03:00"),
    make(
      .contact, "ca000002", "name: Пётр Иванов", "company: ka000002", "phones: 8 (916) 123-45-67",
      "owner: anna",
      "keep_in_touch: 30", "created: 2026-11-20T10:15:00+03:00", "notes: Любит кофе"),
    make(
      .contact, "ca000003", "name: Bob O'Neill", "birthday: 1990-05-17", "created: 2026-10-01T10:00:00+03:00",
      "emails: Bob@Example.com", "owner: bob"),
    make(
      .deal, "da000001", "title: Website for Acme", "pipeline: sales", "stage: proposal", "contact: ca000001",
      "company: ka000001", "amount: 120000.00", "currency: RUB", "owner: gleb", "next_step: ta000001",
      "expected_close: 2026-12-20", "tags: web, Big-Deal", "square_metres: 42.5",
      "created: 2026-11-20T10:15:00+03:00", "external: amocrm=123, crm=abc",
      "history: at=2026-11-20T10:15:00+03:00/stage=first-contact/by=gleb; at=2026-11-22T16:02:00+03:00/stage=proposal/by=anna",
      "participants: contact=ca000003/role=fitter", "items: product=pa000001/quantity=2/price=100.50"),
    make(
      .deal, "da000002", "title: Shop", "pipeline: sales", "stage: invoice", "contact: ca000002",
      "company: ka000002", "amount: 5000", "currency: EUR", "probability: 90", "owner: anna",
      "next_step: ta000002", "expected_close: 2026-11-15", "created: 2026-11-01T10:00:00+03:00",
      "history: at=2026-11-01T10:00:00+03:00/stage=invoice"),
    make(
      .deal, "da000003", "title: Old site", "pipeline: sales", "stage: won", "company: ka000009",
      "amount: 70000", "currency: RUB", "owner: gleb", "created: 2026-03-01T10:00:00+03:00"),
    make(
      .deal, "da000004", "title: Лендинг", "pipeline: sales", "stage: lost", "contact: ca000002",
      "lost_reason: price", "probability: 70", "amount: 10", "created: 2026-04-01T00:00:00+03:00"),
    make(
      .deal, "da000005", "title: Repair (urgent)", "pipeline: service", "stage: request", "contact: ca000003",
      "amount: 900", "created: 2026-11-28T10:00:00+03:00"),
    make(
      .task, "ta000001", "title: Call Anna", "type: call", "status: open", "due: 2026-12-02T11:00:00+03:00",
      "deal: da000001", "owner: gleb"),
    make(
      .task, "ta000002", "title: Check payment", "type: call", "status: open",
      "due: 2026-12-01T09:00:00+03:00",
      "deal: da000002", "owner: anna"),
    make(
      .task, "ta000003", "title: Send brochure", "type: email", "due: 2026-12-01T18:00:00+03:00",
      "contact: ca000003"),
    make(
      .task, "ta000004", "title: Old call", "type: call", "status: done", "due: 2026-11-10T10:00:00+03:00",
      "deal: da000001"),
    make(
      .activity, "va000001", "type: call", "at: 2026-11-25T10:00:00+03:00", "text: Asked for a discount",
      "deal: da000001", "direction: in", "duration: 2m", "result: talked"),
    make(
      .activity, "va000002", "type: call", "at: 2026-11-30T20:30:00+03:00", "text: Nobody there",
      "contact: ca000002", "direction: out", "duration: 20s", "result: no-answer"),
    make(
      .activity, "va000003", "type: note", "at: 2026-10-15T00:00:00+03:00", "company: ka000003",
      "text: Met at a fair"),
    make(
      .lead, "ea000001", "title: Website wanted", "name: Maria Curie", "company_name: Radium", "amount: 1500",
      "currency: USD", "created: 2026-11-30T10:00:00+03:00"),
    make(.lead, "ea000002", "title: Spam", "status: rejected", "created: 2026-11-29T10:00:00+03:00"),
    make(.product, "pa000001", "name: Consulting", "sku: C-1", "price: 100.00", "currency: EUR"),
    make(
      .product, "pa000002", "name: Hosting", "active: false", "price: 9.90", "prices: retail=12.50, dealer=8"),
  ]

  static func snapshot(owners: [Owner] = owners, records: [Record] = records) -> Snapshot {
    let config = config(owners: owners)
    return Snapshot(config: config, schema: config.schema, source: LoadedRecords(records))
  }

  static func context(
    user: String? = "gleb", owners: [Owner] = owners, views: [String: String] = [:],
    stages: StageIndex = stages,
    synonyms: @escaping @Sendable (String) -> [String] = { _ in [] }
  ) -> FilterContext {
    FilterContext(
      snapshot: snapshot(owners: owners), now: now, user: user, stages: stages,
      viewNames: views.keys.sorted(),
      view: { views[$0] }, synonyms: synonyms)
  }

  static func facts(_ deal: String) -> DealFacts { DealFacts(record(deal), stages: stages, at: now) }

  static func record(_ id: String) -> Record { records.first { $0.id.description == id }! }

  /// The identifiers that a filter selects, in its order, each without its zeros: `d1`.
  static func select(_ filter: String, _ kind: Kind, context: FilterContext? = nil) throws -> [String] {
    try Filter.parse([filter], kind: kind, context: context ?? self.context()).select().map {
      $0.id.description.prefix(1) + String($0.id.description.suffix(1))
    }
  }

  /// A record of `key: text` lines, read by the field's type; lists are split at commas.
  static func make(_ kind: Kind, _ id: String, _ lines: String...) -> Record {
    make(kind, id, lines)
  }

  static func make(_ kind: Kind, _ id: String, _ lines: [String]) -> Record {
    let table = Schema(customFields: custom)[kind]
    var values: [Value?] = Array(repeating: nil, count: table.fields.count)
    for line in ["id: " + id] + lines {
      let colon = line.firstIndex(of: ":")!
      let field = table[String(line[..<colon])]!
      values[field.slot] = value(String(line[line.index(colon, offsetBy: 2)...]), field.type)
    }
    return Record(
      id: RecordID(id)!, table: table, path: "\(kind.folder)/\(id).yaml",
      storage: LoadedFields(values: values))
  }

  private static func value(_ text: String, _ type: FieldType) -> Value {
    switch type {
    case .list(let element):
      return .list(parts(text, ",").map { value($0, element) })
    case .entries(let keys):
      return .list(
        parts(text, ";").map { entry in
          .map(
            parts(entry, "/").map { part in
              let pair = parts(part, "=")
              return MapEntry(pair[0], value(pair[1], keys.first { $0.key == pair[0] }!.type))
            })
        })
    case .map:
      return .map(parts(text, ",").map { MapEntry(parts($0, "=")[0], .text(parts($0, "=")[1])) })
    case .number, .integer, .money: return .number(Decimal(text)!)
    case .span: return .number(Decimal(Span.parse(text)!))
    case .boolean: return .boolean(text == "true")
    case .date: return .date(CivilDate(text)!)
    case .birthday: return MonthDay(text).map { .monthDay($0) } ?? .date(CivilDate(text)!)
    case .deadline: return CivilDate(text).map { .date($0) } ?? .instant(Instant(rfc3339: text)!)
    case .instant: return .instant(Instant(rfc3339: text)!)
    case .reference: return .reference(Reference(text)!)
    default: return .text(text)
    }
  }

  private static func parts(_ text: String, _ separator: Character) -> [String] {
    text.split(separator: separator).map { part in
      String(part.drop { $0 == " " })
    }
  }
}
