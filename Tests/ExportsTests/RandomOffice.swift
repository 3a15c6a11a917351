import Dates
import Records
import SeededRandomness

/// A repository of all kinds, such as commands would have made it, with any text in its fields.
struct RandomOffice {
  static let now = Instant(rfc3339: "2026-11-24T10:00:00+01:00") ?? Instant(seconds: 0)
  static let config = Config(country: "DE", currency: "EUR")
  private(set) var records: [Record] = []
  private var random: SeededRandom
  private var mint: IDMint
  private var made: [Kind: [Record]] = [:]

  /// Which characters a format can hold.
  private let allows: (Unicode.Scalar) -> Bool

  init(seed: UInt64, allows: @escaping (Unicode.Scalar) -> Bool = { _ in true }) {
    self.allows = allows
    random = SeededRandom(seed: seed)
    mint = IDMint(seed: seed)
    for kind in [Kind.company, .contact, .product] {
      for _ in 0..<random.number(0...4) { add(kind, plain(kind)) }
    }
    for _ in 0..<random.number(0...3) { addDeal() }
    for _ in 0..<random.number(0...3) { add(.lead, lead()) }
    for _ in 0..<random.number(0...3) { add(.task, task(open: random.chance(50))) }
    for _ in 0..<random.number(0...3) { add(.activity, activity()) }
  }

  static func record(_ kind: Kind, _ id: RecordID, _ values: [String: Value]) -> Record {
    let table = config.schema[kind]
    let stored = table.fields.map { $0.key == "id" ? Value.text(id.description) : values[$0.key] }
    return Record(
      id: id, table: table, path: "\(kind.plural)/x-\(id).yaml", storage: LoadedFields(values: stored))
  }

  @discardableResult
  private mutating func add(_ kind: Kind, _ values: [String: Value], id: RecordID? = nil) -> Record {
    let record = RandomOffice.record(kind, id ?? mint.mint(), values)
    records.append(record)
    made[kind, default: []].append(record)
    return record
  }

  private mutating func text(_ length: Int = 12) -> String {
    // NULs are no text, and what a reader of tables leaves out at the end of a cell is none.
    "x"
      + random.text(maxLength: length).unicodeScalars
      .filter { $0.value != 0 && allows($0) }.map(String.init).joined()
      + random.pick(["", "; y", "\\", "\"", "' z", ",", "=", "_x000D_"])
  }

  private mutating func moment() -> Value {
    .instant(
      RandomOffice.config.zone.localized(
        Instant(seconds: Int64(random.number(1_500_000_000...1_790_000_000)))))
  }

  private mutating func day() -> CivilDate { CivilDate(dayNumber: random.number(17_000...20_000)) }

  private mutating func reference(_ kind: Kind) -> Value? {
    made[kind].map { .reference(Reference(random.pick($0))) }
  }

  /// Random values of the fields that anybody may write.
  private mutating func plain(_ kind: Kind) -> [String: Value] {
    let table = RandomOffice.config.schema[kind]
    var values: [String: Value] = [:]
    for field in table.fields where field.writer == .anyone && (field.isRequired || random.chance(40)) {
      values[field.key] = value(field)
    }
    values["created"] = moment()
    if random.chance(30) { values["aliases"] = .list([.text(mint.mint().description)]) }
    values[kind.nameKey] = .text("n\(random.number(0...999_999)) " + text())
    return values
  }

  private mutating func value(_ field: Field) -> Value? {
    switch field.type {
    case .text where field.key == "timezone": return .text("Europe/Berlin")
    case .text, .notes, .link, .tag: return .text(text())
    case .choice(let words): return .text(random.pick(words))
    case .user: return .text("u\(random.number(1...9))")
    case .currency: return .text(random.pick(["EUR", "USD", "RUB"]))
    case .number, .money: return .number(Decimal(coefficient: Int128(random.number(0...9_999_999)), scale: 2))
    case .percent: return .number(Decimal(coefficient: Int128(random.number(0...10_000)), scale: 2))
    case .integer: return .number(Decimal(random.number(2...99)))
    case .boolean: return .boolean(random.chance(50))
    case .date: return .date(day())
    case .birthday: return random.chance(50) ? .date(day()) : MonthDay("--04-12").map { .monthDay($0) }
    case .instant: return moment()
    case .deadline: return random.chance(50) ? .date(day()) : moment()
    case .span: return .number(Decimal(random.number(1...90_000)))
    case .recurrence: return .text(random.pick(["1 month", "first mon", "2 weeks"]))
    case .reference(let kind): return reference(kind)
    case .phone: return .text("+4930\(random.number(1_000_000...9_999_999))")
    case .email: return .text("a\(random.number(1...999_999))@example.com")
    case .list(let element): return list(element)
    case .map:
      return .map(
        (0..<random.number(1...3)).map { MapEntry("k\($0)" + text(4), .text(text())) }
          + [MapEntry("several", .list([.text("1"), .text(text())]))])
    case .entries, .identifier: return nil
    }
  }

  private mutating func list(_ element: FieldType) -> Value {
    .list(
      (0..<random.number(1...3)).map { place in
        switch element {
        case .choice(let words): .text(words[place % words.count])
        case .phone: .text("+4930\(random.number(1...8))\(place)12345")
        case .email: .text("a\(random.number(1...999_999)).\(place)@example.com")
        default: .text("\(place)" + text())
        }
      })
  }

  private mutating func addDeal() {
    var values = plain(.deal)
    let isOpen = random.chance(60)
    let stage = isOpen ? "meeting" : random.pick(["won", "lost"])
    values["pipeline"] = .text("sales")
    values["stage"] = .text(stage)
    values["lost_reason"] = stage == "lost" ? .text("price") : nil
    values["closed"] = isOpen ? nil : moment()
    values["history"] = .list([
      .map([MapEntry("at", moment()), MapEntry("stage", .text("first-contact"))]),
      .map([MapEntry("at", moment()), MapEntry("stage", .text(stage)), MapEntry("by", .text("gleb, b; c"))]),
    ])
    if let person = reference(.contact), random.chance(60) {
      values["participants"] = .list([.map([MapEntry("contact", person), MapEntry("role", .text(text()))])])
    }
    if let product = reference(.product), random.chance(60) {
      values["items"] = .list([
        .map([MapEntry("product", product), MapEntry("quantity", .number(Decimal("2.5") ?? .zero))]),
        .map([MapEntry("product", product)]),
      ])
    }
    let id = mint.mint()
    let deal = RandomOffice.record(.deal, id, values)
    guard isOpen else {
      add(.deal, values, id: id)
      return
    }
    var step = task(open: true)
    step["deal"] = .reference(Reference(deal))
    let made = add(.task, step)
    values["next_step"] = .reference(Reference(made))
    add(.deal, values, id: id)
  }

  private mutating func task(open isOpen: Bool) -> [String: Value] {
    var values = plain(.task)
    values["due"] = random.chance(50) ? .date(day()) : moment()
    values["status"] = .text(isOpen ? "open" : random.pick(["done", "cancelled"]))
    values["closed"] = isOpen ? nil : moment()
    values["wait"] = nil
    values["repeat"] = nil
    values["repeat_day"] = nil
    values["lead"] = nil
    return values
  }

  private mutating func lead() -> [String: Value] {
    var values = plain(.lead)
    values["status"] = .text(random.pick(["new", "working", "rejected", "qualified"]))
    if values["status"] == .text("rejected") { values["reject_reason"] = .text(text()) }
    if values["status"] == .text("qualified") {
      for kind in [Kind.contact, .company, .deal] { values[kind.rawValue] = reference(kind) }
    }
    return values
  }

  private mutating func activity() -> [String: Value] {
    var values = plain(.activity)
    values["text"] = .text(text(30))
    values["type"] = .text(random.pick(["call", "note", "stage"]))
    values["at"] = moment()
    values["task"] = reference(.task)
    values["template"] = random.chance(30) ? .text("offer.html") : nil
    return values
  }
}
