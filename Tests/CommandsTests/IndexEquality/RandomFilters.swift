import Filters
import Records
import SeededRandomness

/// Filters over every field, state and number, over relations, by bare words, with sort and limit, some of them wrong.
extension EditedRepository {
  func filter(_ kind: Kind) -> [String] {
    random.chance(12) ? [] : [filterText(kind)]
  }

  func filterText(_ kind: Kind) -> String {
    var text = term(kind)
    for _ in 0..<random.pick([0, 0, 1, 1, 2]) {
      text += random.pick([" ", " and ", " or ", " and not ", " or not "]) + term(kind)
    }
    if random.chance(8) { text = "(\(text)) or \(term(kind))" }
    if random.chance(35) { text += " " + sorting(kind) }
    if random.chance(20) { text += " limit:\(random.number(0...5))" }
    return text
  }

  private func sorting(_ kind: Kind) -> String {
    let field = random.pick(schema[kind].fields).key
    let keys = [field, "-" + field, "-idle", "age", kind.nameKey, "-" + kind.nameKey]
    let related =
      kind == .deal
      ? ["contact.company.name", "next_step.due", "-weighted", "stage,-amount"] : ["id", "-created"]
    return "sort:" + random.pick(keys + related)
  }

  private func term(_ kind: Kind) -> String {
    switch random.number(0...19) {
    case 0...5: fieldTerm(kind)
    case 6...9: relationTerm(kind)
    case 10...12: "is:" + random.pick(RecordState.known(for: kind)).rawValue
    case 13, 14: computedTerm(kind)
    case 15, 16, 17: bareWord()
    case 18: random.pick(["@hot", "@mine", "owner:me", "tag:vip", "@горячие"])
    default:
      random.pick(["nope:x", "is:nope", "@nope", "amount>abc", "(", "created:2026-13", "\"", "stage:proposl"])
    }
  }

  private func computedTerm(_ kind: Kind) -> String {
    let number = random.pick(Computed.known(for: kind)).rawValue
    return number + random.pick([">", "<", ">=", "<=", "="])
      + random.pick(["0", "3", "10", "30", "100", "500"])
  }

  private func bareWord() -> String {
    let text = random.pick(
      Pools.names + Pools.companies + Pools.words + ["vip", "916", "acme.example", "+4930", "вебер", "bill"])
    let word = text.split(separator: " ").first.map { String($0.prefix(random.number(1...8))) } ?? "anna"
    let plain = word.filter { $0.isLetter || $0.isNumber }
    return random.chance(20)
      ? "\"\(text.filter { $0 != "\"" && !$0.isNewline })\"" : plain.isEmpty ? "anna" : plain
  }

  private func fieldTerm(_ kind: Kind) -> String {
    let field = random.pick(schema[kind].fields)
    let key = random.chance(50) ? field.singular ?? field.key : field.key
    return key + test(field.type.element, key)
  }

  private func relationTerm(_ kind: Kind) -> String {
    let paths =
      switch kind {
      case .contact, .lead: ["company.country", "company.name", "company.id", "company.tag"]
      case .company: ["rivals.name", "name"]
      case .deal:
        [
          "contact.name", "contact.company.country", "company.name", "next_step.status",
          "participants.contact.name",
          "items.product.name", "history.by", "history.stage", "contact.email", "participants.role",
        ]
      case .task, .activity:
        [
          "deal.stage", "deal.contact.name", "contact.company.name", "lead.title", "deal.company.city",
          "deal.contact.phone",
        ]
      case .product: ["name", "external.amocrm"]
      case .invoice: ["number", "deal.stage", "company.country", "payments.at", "items.product.name"]
      }
    switch random.number(0...9) {
    case 0 where kind == .deal: return "next_step.due<today"
    case 1 where kind == .deal || kind == .task || kind == .activity:
      return "contact.idle>" + random.pick(["3", "20"])
    case 2 where kind == .task || kind == .activity: return "deal.amount>=" + random.pick(["100", "900"])
    case 3:
      return random.pick(["contact", "company", "deal"]) + ":"
        + random.pick(["anna", "acme", "web", "*", "", "k7f"])
    default: break
    }
    return random.pick(paths) + test(.text, "name")
  }

  /// A sign and a value that suit the type mostly.
  private func test(_ type: FieldType, _ key: String) -> String {
    if random.chance(12) { return random.pick([":", ":*"]) }
    let signs = [":", ":", ":", "=", "!="]
    let orders = ["<", "<=", ">", ">=", ":", "=", "!="]
    switch type {
    case .number, .money, .integer, .span, .percent:
      return random.pick(orders) + random.pick(["0", "100", "900.5", "10k", "30", "500EUR", "12"])
    case .date, .instant:
      return random.pick(orders)
        + random.pick(["today", "2026-11", "2026", "tomorrow", "today-7d", "eom", "2026-11-24"])
    case .boolean: return random.pick(signs) + random.pick(["yes", "no", "true"])
    case .choice(let words): return random.pick(signs) + random.pick(words)
    case .phone: return random.pick(signs) + random.pick(["+7916", "916", "030", "8(916)123-45-67"])
    case .reference(let kind):
      return random.pick(signs)
        + (random.chance(50) ? anyReference(kind) : random.pick(["anna", "acme", "we"]))
    case .user: return random.pick(signs) + random.pick(["me", "gleb", "ana", "bob"])
    default:
      if key == "stage" { return random.pick(signs) + random.pick(["prop", "proposal", "won", "first"]) }
      if random.chance(15) { return "~'" + random.pick(["^a", "a.*a", "[аa]n", "e$", "\\d+"]) + "'" }
      return random.pick(signs)
        + random.pick([
          "anna", "an", "acme", "weber", "Берлин", "ber", "vip", "x", "012", "\"two words\"", "no",
        ])
    }
  }
}
