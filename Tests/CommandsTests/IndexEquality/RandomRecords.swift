import Records
import SeededRandomness

/// Texts of record files, as the tool, hands, imports and accidents leave them.
extension EditedRepository {
  /// A file of this kind: mostly a record, at times none.
  func recordText(_ kind: Kind, id: String) -> [UInt8] {
    var lines = ["id: " + id]
    for field in schema[kind].fields where field.key != "id" {
      let chance =
        switch field.key {
        case "aliases": 12
        case "external", "extra", "prices": 10
        case "contact", "company", "deal", "next_step", "created", "amount", "emails", "phones": 65
        case "keep_in_touch", "owner", "tags", "status": 50
        default: field.isRequired ? 100 : 28
        }
      guard random.chance(chance) else { continue }
      lines.append("\(field.key): \(value(field.type, field.key, kind))")
    }
    if random.chance(25) { lines.append(random.pick(Pools.undeclared)) }
    if random.chance(20) { lines.shuffle(using: &random) }
    if random.chance(10) { lines.insert("# by hand", at: 0) }
    let end = random.chance(5) ? "\r\n" : "\n"
    var text = lines.joined(separator: end) + (random.chance(5) ? "" : end)
    if random.chance(4) { text = fault(in: text) }
    return Array(text.utf8)
  }

  /// The text with something wrong about it.
  private func fault(in text: String) -> String {
    switch random.number(0...9) {
    case 0: text + "- [\n"
    case 1: text + "created: yesterday\n"
    case 2: "name: No id\ntitle: No id\n"
    case 3: text + "id: a1234567\n"
    case 4: text + "\tx: tab\n"
    case 5: "<<<<<<< ours\n" + text + "=======\n" + text + ">>>>>>> theirs\n"
    case 6: ""
    case 7: "just words\n"
    case 8: text + "tags: {a: b}\nphones: {c: [d]}\n"
    default: text + "alias: &x y\nother: *x\n"
    }
  }

  // MARK: Values

  private func value(_ type: FieldType, _ key: String, _ kind: Kind) -> String {
    switch type {
    case .list(let element): return list(element, key, kind)
    case .entries: return entries(key)
    case .map: return random.pick(["{amocrm: 123, nested: {a: [1, two]}}", "{}", "{счёт: \"012\", ~: no}"])
    case .notes where random.chance(50):
      return "|\n  \(random.pick(Pools.words)) met at the expo.\n\n  # no remark: \(random.pick(Pools.words))"
    default: return scalar(type, key, kind)
    }
  }

  private func list(_ element: FieldType, _ key: String, _ kind: Kind) -> String {
    if key == "aliases" {
      let stems = (0..<random.number(1...2)).map { _ in EditedRepository.quoted(anyStem(kind)) }
      return "[" + stems.joined(separator: ", ") + "]"
    }
    let items = (0..<random.number(0...3)).map { _ in scalar(element, key, kind) }
    if items.count == 1, random.chance(30) { return items[0] }
    if !items.isEmpty, random.chance(40) { return items.map { "\n- " + $0 }.joined() }
    return "[" + items.joined(separator: ", ") + "]"
  }

  private func entries(_ key: String) -> String {
    let items = (0..<random.number(0...3)).map { number in
      switch key {
      case "participants":
        "{contact: \(reference(.contact)), role: \(scalar(.text, "role", .deal))}"
      case "items":
        "{product: \(reference(.product)), quantity: \(number + 1), price: \(number * 10).50}"
      case "payments":
        "{at: 2026-11-\(number + 10), amount: \(number * 10).50, reference: \(scalar(.text, "reference", .invoice))}"
      default:
        "{at: \(moment()), stage: \(random.pick(Pools.stages)), by: gleb}"
      }
    }
    if items.isEmpty { return "[]" }
    return random.chance(50) ? "[" + items.joined(separator: ", ") + "]" : items.map { "\n- " + $0 }.joined()
  }

  private func reference(_ kind: Kind) -> String {
    let stem = anyStem(random.chance(3) ? random.pick(Kind.allCases) : kind)
    return EditedRepository.quoted(random.chance(15) ? String(stem.suffix(8)) : stem)
  }

  private func moment() -> String {
    let day = "2026-\(random.pick(["09", "10", "11", "11", "11", "12"]))-\(random.number(10...28))"
    return random.pick([
      "\(day)T\(random.number(10...19)):15:00+03:00", "\(day) 11:00", day,
      "\(day)T09:30:0\(random.number(0...9))Z",
      "2026-11-24T\(random.number(10...19)):00:00+01:00",
    ])
  }

  private func scalar(_ type: FieldType, _ key: String, _ kind: Kind) -> String {
    switch type {
    case .text, .notes: return text(key, kind)
    case .choice(let words): return random.pick(words)
    case .email: return EditedRepository.quoted(random.pick(Pools.emails))
    case .phone: return EditedRepository.quoted(random.pick(Pools.phones))
    case .link:
      return EditedRepository.quoted(
        random.pick(["https://acme.example/a?b=c", "t.me/anna", "acme.example"]))
    case .tag:
      return EditedRepository.quoted(random.pick(["vip", "web", "O'Neill", "счёт", "no", "two words"]))
    case .user: return random.pick(["gleb", "ana", "Gleb Petrov", "bob"])
    case .currency: return random.pick(["EUR", "EUR", "RUB", "USD"])
    case .number, .percent, .money:
      return random.pick(["100", "900.50", "12000.00", "0", "-5", "1234567.891", "0.1", "500"])
    case .percent: return random.pick(["0", "10", "7.5", "19"])
    case .integer: return random.pick(["0", "7", "30", "50", "100", "12"])
    case .boolean: return random.pick(["true", "no", "on", "False"])
    case .date: return "2026-\(random.pick(["09", "11", "12"]))-\(random.number(10...28))"
    case .birthday: return random.pick(["1980-05-12", "1944-02-29", "--05-12", "--11-24", "--02-29"])
    case .deadline: return random.chance(40) ? "2026-11-\(random.number(10...28))" : moment()
    case .instant: return moment()
    case .recurrence: return random.pick(["1 month", "2 weeks", "first mon", "last fri", "monthly"])
    case .span: return random.pick(["10m", "1h 30m", "2d", "0m"])
    case .reference(let kind): return reference(kind)
    case .identifier, .list, .entries, .map: return "~"
    }
  }

  private func text(_ key: String, _ kind: Kind) -> String {
    switch key {
    case "pipeline": return random.pick(["sales", "sales", "sales", "sales", "service", "nope"])
    case "stage": return random.pick(Pools.stages)
    case "lost_reason": return random.pick(["price", "other", "unheard-of"])
    case "timezone": return random.pick(["Europe/Berlin", "Asia/Tokyo", "Mars/Base"])
    case "country": return random.pick(["DE", "\"NO\"", "Germany", "Россия"])
    case "result": return random.pick(["no-answer", "busy", "agreed", "~"])
    case "name", "first_name", "last_name", "middle_name", "company_name", "title":
      return styled(random.pick(kind == .company ? Pools.companies : Pools.names))
    default: return styled(random.pick(Pools.words))
    }
  }

  /// The text plain, where YAML lets it be, or in quotes of either kind.
  private func styled(_ text: String) -> String {
    let isPlain =
      text.first?.isLetter == true
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == " " || $0 == "-"
      } && text.last != " "
    if isPlain, random.chance(60) { return text }
    let isOneLine = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
    if isOneLine, random.chance(50) {
      return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
    return EditedRepository.quoted(text)
  }

  /// The text in double quotes, with what may not stand in them escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case let other where other.value < 0x20 || other.value == 0x7f:
        result += "\\x" + (other.value < 0x10 ? "0" : "") + String(other.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// What values are taken from: few enough that questions meet them often.
enum Pools {
  static let names = [
    "Anna Ivanova", "Анна Иванова", "Пётр Ёлкин", "Zoë Müller", "O'Neill", "李雷", "Bob Stone", "Robert Stone",
    "Александр Щукин", "Саша Шульц", "e\u{301}va", "\u{e9}va", "x", "Website for Acme", "Сайт для Акме",
    "Call Anna", "Logo", "No", "012", "\u{1b}[31mred", "two\nlines", "Weber & Söhne", "ANNA", "anna ivanova",
    "straße", "İstanbul", "Ivan-Ivanov", "a.b.c", "half ½", "👩‍👩‍👧 family",
  ]
  static let companies = [
    "Acme GmbH", "ООО «Ромашка»", "Weber AG", "Weber", "Ünal", "Acme", "株式会社", "A & B", "Klein-Klein", "1C",
  ]
  static let words = [
    "Berlin", "Москва", "retail", "site-form", "fair", "Head of sales", "yes", "~", "2026-01-01", "012345",
    "a: b # c", "счёт 42", "invoice", "", "l'hôtel", "%", "+49 30 123", "anna", "ёлка", "\ttab", "x y z",
  ]
  static let emails = [
    "anna@acme.example", "ANNA@Acme.example", "a.ivanova@mail.example", "info@weber.example",
    "почта@пример.рф",
    "no at sign", "zoe+tag@acme.example",
  ]
  static let phones = [
    "+79161234567", "8 (916) 123-45-67", "030 1234567", "+49 30 1234567", "+1 212 555 0100", "12",
    "tel. 495 765 43 21", "+7 495 765-43-21",
  ]
  static let stages = [
    "first-contact", "first-contact", "meeting", "meeting", "proposal", "proposal", "invoice", "won", "lost",
    "archive",
    "open", "gone",
  ]
  static let undeclared = [
    "odd_key: [a, {b: 1}]", "twitter: {handle: \"@anna\", since: 2010}", "zero: ~", "empty: \"\"",
    "\"quoted key\": no", "ключ: значение", "num: 012", "deep: {a: {b: {c: [[1], [2, {d: e}]]}}}",
    "text: |\n  of two\n  lines", "square_metres: 42", "heat: hot", "fax: 030 77",
  ]
}
