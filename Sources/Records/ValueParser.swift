package import Dates
package import Diagnostics
import Text

/// Reads what a person typed for a field: `amount=12500`, `company=acme`, `due="fri 15:00"`.
package struct ValueParser: Sendable {
  private let snapshot: Snapshot
  private let now: Instant
  private let user: String?
  private let resolver: ReferenceResolver

  /// References are looked up by `finder` where no exact way of naming finds a record.
  package init(
    snapshot: Snapshot, now: Instant, user: String?, finder: (any ReferenceFinder)? = nil
  ) {
    self.snapshot = snapshot
    self.now = now
    self.user = user
    resolver = ReferenceResolver(snapshot: snapshot, finder: finder)
  }

  /// The typed value of one field; lists are split at commas.
  package func parse(_ text: String, for field: Field, allowPast: Bool = true) throws(Diagnostic) -> Value {
    switch field.type {
    case .list(let element):
      var values: [Value] = []
      for part in text.split(separator: ",") {
        let item = ValueParser.trimmed(part)
        if !item.isEmpty { values.append(try scalar(item, element, field, allowPast)) }
      }
      return .list(values)
    case .entries(let keys):
      throw invalid(
        field, "is a list of maps",
        hints: [
          "edit the file, or use a command for it; each entry has \(keys.map(\.key).joined(separator: ", "))"
        ])
    case .map:
      return .map(
        try text.split(separator: ",").map { part throws(Diagnostic) in
          let pair = part.split(separator: ":", maxSplits: 1)
          guard pair.count == 2 else {
            throw invalid(field, "is a map", hints: ["write key:value, separated by commas"])
          }
          return MapEntry(ValueParser.trimmed(pair[0]), .text(ValueParser.trimmed(pair[1])))
        })
    default: return try scalar(text, field.type, field, allowPast)
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var part = Substring(text)
    while part.first?.isWhitespace == true { part.removeFirst() }
    while part.last?.isWhitespace == true { part.removeLast() }
    return String(part)
  }

  private func invalid(_ field: Field, _ what: String, hints: [String] = []) -> Diagnostic {
    Diagnostic(.invalidValue, "\(field.key) \(what)", hints: hints)
  }

  private func scalar(
    _ text: String, _ type: FieldType, _ field: Field, _ allowPast: Bool
  ) throws(Diagnostic) -> Value {
    switch type {
    case .identifier: throw invalid(field, "cannot be set")
    case .notes: return .text(text)
    case .text where field.key == "timezone":
      let name = ValueParser.singleLine(text)
      guard Zone(named: name) != nil else {
        throw invalid(field, "takes a time zone, not \"\(name)\"", hints: ["such as Europe/Berlin"])
      }
      return .text(name)
    case .text, .link, .tag, .email, .phone, .user, .currency, .choice:
      return .text(try word(ValueParser.singleLine(text), type, field))
    case .number, .money, .integer, .span, .boolean: return try measure(text, type, field)
    case .date:
      // `fri` is the coming one, as everywhere; only a date that cannot be ahead is a past one.
      guard let date = dates(allowPast: false).date(text) ?? dates(allowPast: true).date(text) else {
        throw invalid(field, "takes a date, not \"\(text)\"", hints: ["such as 2026-12-31, tomorrow or +2w"])
      }
      return .date(date)
    case .instant:
      do throws(WhenError) {
        let isPlan = field.key == "due"
        return .instant(try dates(allowPast: allowPast && !isPlan).parser.parse(text).instant)
      } catch {
        throw invalid(field, "takes a time: " + error.message, hints: error.hint.map { [$0] } ?? [])
      }
    case .reference(let kind):
      do {
        return .reference(Reference(try resolver.resolve(text, kinds: [kind])))
      } catch {
        var diagnostic = error
        diagnostic.message = "\(field.key): " + diagnostic.message
        if error.code == .notFound, let command = ValueParser.making(text, kind) {
          diagnostic.hints.append(command)
        }
        throw diagnostic
      }
    case .list, .entries, .map: throw invalid(field, "cannot be set so")
    }
  }

  /// The command that makes a person, company or product of this name; nil where it reads as no name.
  private static func making(_ text: String, _ kind: Kind) -> String? {
    guard [.contact, .company, .product].contains(kind), text.contains(where: \.isLetter),
      !text.contains("@"),
      Reference(text) == nil
    else { return nil }
    return "to make it: crm \(kind.plural) add \(ReferenceResolver.quoted(singleLine(text)))"
  }

  private func dates(allowPast: Bool) -> DateReader {
    DateReader(
      parser: WhenParser(
        now: now, zone: snapshot.config.zone, hours: snapshot.config.hours, allowPast: allowPast),
      today: snapshot.config.zone.civil(now).date)
  }

  /// A field of one line cannot hold a line break.
  private static func singleLine(_ text: String) -> String {
    trimmed(String(text.map { $0.isNewline ? " " : $0 }))
  }

  private func word(_ text: String, _ type: FieldType, _ field: Field) throws(Diagnostic) -> String {
    switch type {
    case .email:
      guard EmailAddress.isPlausible(text) else {
        throw invalid(field, "takes an email address, not \"\(text)\"")
      }
      return EmailAddress.normalized(text)
    case .phone:
      guard let phone = PhoneNumber(text, defaultRegion: snapshot.config.country) else {
        throw invalid(
          field, "takes a phone number, not \"\(text)\"",
          hints: ["write it with its country code: +49 30 1234567"])
      }
      return phone.canonical
    case .currency:
      let code = text.uppercased()
      guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) else {
        throw invalid(field, "takes a currency code such as EUR, not \"\(text)\"")
      }
      return code
    case .choice(let words):
      let lower = text.lowercased()
      guard words.contains(lower) else {
        let near = EditDistance.nearest(to: lower, among: words).map { "did you mean \"\($0)\"?" }
        throw invalid(
          field, "cannot be \"\(text)\"",
          hints: [near, "it is one of " + words.joined(separator: ", ")].compactMap { $0 })
      }
      return lower
    case .user:
      let name = text == "me" ? user ?? text : text
      let owners = snapshot.config.owners
      guard owners.isEmpty || owners.contains(where: { $0.id == name }) else {
        let ids = owners.map(\.id)
        let near = EditDistance.nearest(to: name, among: ids).map { "did you mean \"\($0)\"?" }
        throw invalid(
          field, "cannot be \"\(name)\": crm.yaml lists the owners",
          hints: [near, "known: " + ids.joined(separator: ", ")].compactMap { $0 })
      }
      return name
    default: return text
    }
  }

  private func measure(_ text: String, _ type: FieldType, _ field: Field) throws(Diagnostic) -> Value {
    switch type {
    case .boolean:
      switch text.lowercased() {
      case "true", "yes", "on", "1", "да": return .boolean(true)
      case "false", "no", "off", "0", "нет": return .boolean(false)
      default: throw invalid(field, "is true or false, not \"\(text)\"")
      }
    case .span:
      guard let seconds = Span.parse(text) else {
        throw invalid(field, "takes a duration such as 10m or 1h30m, not \"\(text)\"")
      }
      return .number(Decimal(seconds))
    default:
      guard let number = Decimal(text.filter { $0 != " " && $0 != "_" && $0 != "\u{a0}" }) else {
        throw invalid(
          field, "takes a number, not \"\(text)\"",
          hints: [type == .integer ? "write digits: 30" : "write digits with a point: 1234.50"])
      }
      if type == .integer, number.scale != 0 { throw invalid(field, "takes a whole number, not \"\(text)\"") }
      if field.key == "probability", number < .zero || number > Decimal(100) {
        throw invalid(field, "is a percentage from 0 to 100, not \"\(text)\"")
      }
      return .number(number)
    }
  }
}

/// Dates as people write them: ISO, or any WHEN, past ones included.
private struct DateReader {
  let parser: WhenParser
  let today: CivilDate

  func date(_ text: String) -> CivilDate? {
    if let date = CivilDate(text) { return date }
    do throws(WhenError) {
      return parser.zone.civil(try parser.parse(text).instant).date
    } catch {
      return DateExpression.parse(text, today: today)?.start
    }
  }
}
