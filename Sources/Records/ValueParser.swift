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

  /// What else is known of the record that a value is for.
  package struct Surroundings: Sendable {
    /// Who is to do a task; the user when nil.
    package var owner: String?
    /// The currency of its amounts; the repository's when nil.
    package var currency: String?

    package init(owner: String? = nil, currency: String? = nil) {
      self.owner = owner
      self.currency = currency
    }
  }

  /// The typed value of one field; lists are split at commas, phones and emails also at what people put between them.
  package func parse(
    _ text: String, for field: Field, in around: Surroundings = Surroundings()
  ) throws(Diagnostic) -> Value {
    switch field.type {
    case .list(.phone): return .list(try phones(text, field))
    case .list(.email): return .list(try emails(text, field))
    case .list(let element):
      var values: [Value] = []
      for part in text.split(separator: ",") {
        let item = part.trimmingBlanks
        if !item.isEmpty { values.append(try scalar(item, element, field, around)) }
      }
      return .list(values)
    case .entries(let keys) where NamedDay.fits(keys): return .list(try namedDays(text, field))
    case .entries(let keys):
      throw invalid(
        field, "is a list of maps",
        hints: [
          "edit the file, or use a command for it; each entry has \(keys.map(\.key).joined(separator: ", "))"
        ])
    case .map:
      let inner = ValueParser.unbraced(text)
      return .map(
        try inner.split(separator: ",").map { part throws(Diagnostic) in
          let pair = part.split(separator: ":", maxSplits: 1)
          guard pair.count == 2, !part.contains(where: { "{}".contains($0) }) else {
            throw invalid(field, "is a map", hints: ["write key:value, separated by commas"])
          }
          let value = pair[1].trimmingBlanks
          // A price that is none would be passed over for another one.
          let isPrice = field.key == "prices"
          let read = isPrice ? try money(value, field, around).description : value
          return MapEntry(pair[0].trimmingBlanks, .text(read))
        })
    default: return try scalar(text, field.type, field, around)
    }
  }

  /// A map as files have it, `{a: 1, b: 2}`, without its braces.
  private static func unbraced(_ text: String) -> String {
    let whole = text.trimmingBlanks
    return whole.hasPrefix("{") && whole.hasSuffix("}") ? String(whole.dropFirst().dropLast()) : whole
  }

  private func invalid(_ field: Field, _ what: String, hints: [Hint] = []) -> Diagnostic {
    Diagnostic(.invalidValue, "\(field.key) \(what)", hints: hints)
  }

  private func scalar(
    _ text: String, _ type: FieldType, _ field: Field, _ around: Surroundings
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
    case .money: return .number(try money(text, field, around))
    case .number, .percent, .integer, .span, .boolean: return try measure(text, type, field)
    case .recurrence: return .text(try recurrence(text, field))
    case .birthday: return try birthday(text, field)
    case .date:
      // `fri` is the coming one, as everywhere; only a date that cannot be ahead is a past one.
      guard let date = dates(allowPast: false).date(text) ?? dates(allowPast: true).date(text) else {
        throw invalid(field, "takes a date, not \"\(text)\"", hints: ["such as 2026-12-31, tomorrow or +2w"])
      }
      return .date(date)
    case .instant, .deadline:
      do throws(WhenError) {
        guard type == .deadline else {
          return .instant(try dates(allowPast: true).parser.parse(text).instant)
        }
        let due = try dates(allowPast: false, of: around.owner ?? user).parser.parse(text).deadline
        return .deadline(due, in: snapshot.config.zone)
      } catch {
        throw invalid(field, "takes a time: " + error.message, hints: error.hint.map { [Hint($0)] } ?? [])
      }
    case .reference(let kind):
      do {
        return .reference(Reference(try resolver.resolve(text, kinds: [kind])))
      } catch {
        var diagnostic = error
        diagnostic.message = "\(field.key): " + diagnostic.message
        if error.code == .notFound, let command = ValueParser.making(text, kind) {
          diagnostic.hints.append("to make it: \(command)")
        }
        throw diagnostic
      }
    case .list, .entries, .map: throw invalid(field, "cannot be set so")
    }
  }

  /// The command that makes a person, company or product of this name; nil where it reads as no name.
  private static func making(_ text: String, _ kind: Kind) -> CommandLine? {
    guard [.contact, .company, .product].contains(kind), text.contains(where: \.isLetter),
      !text.contains("@"),
      Reference(text) == nil
    else { return nil }
    return CommandLine("\(kind.plural) add", .known(singleLine(text)))
  }

  private func dates(allowPast: Bool, of owner: String? = nil) -> DateReader {
    let config = snapshot.config
    let zone = config.zone(of: owner)
    return DateReader(
      parser: WhenParser(now: now, zone: zone, hours: config.hours(of: owner), allowPast: allowPast),
      today: zone.civil(now).date)
  }

  private func recurrence(_ text: String, _ field: Field) throws(Diagnostic) -> String {
    guard let recurrence = Recurrence(text) else {
      throw invalid(field, "takes a repetition, not \"\(text)\"", hints: [Hint(Recurrence.forms)])
    }
    return recurrence.description
  }

  private func birthday(_ text: String, _ field: Field) throws(Diagnostic) -> Value {
    let today = snapshot.config.zone.date(now)
    switch Birthday(text.trimmingBlanks, order: nil, today: today) {
    case .date(let date)?:
      guard date <= today else { throw invalid(field, "cannot be ahead: \(date)") }
      return .date(date)
    case .day(let day)?: return .monthDay(day)
    case nil:
      // A year or a month is no day, and the first of it would be a guess.
      let isDay = DateExpression.parse(text, today: today).map { $0.start.adding(days: 1) == $0.end } ?? true
      if isDay, let date = dates(allowPast: true).date(text), date <= today { return .date(date) }
      throw invalid(
        field, "takes a date, not \"\(text)\"", hints: ["such as 1980-05-12, or --05-12 without the year"])
    }
  }

  private func namedDays(_ text: String, _ field: Field) throws(Diagnostic) -> [Value] {
    let today = snapshot.config.zone.date(now)
    return try ValueParser.singleLine(text).split(separator: ",").map { part throws(Diagnostic) in
      guard let day = NamedDay(String(part), reading: { Birthday($0, order: nil, today: today) }) else {
        throw invalid(
          field, "takes a name and a day, not \"\(part.trimmingBlanks)\"",
          hints: ["such as wedding 2015-06-14, or wedding --06-14 without the year"])
      }
      return day.value
    }
  }

  private func phones(_ text: String, _ field: Field) throws(Diagnostic) -> [Value] {
    if text.trimmingBlanks.isEmpty { return [] }
    guard let cell = PhoneCell(ValueParser.singleLine(text), defaultRegion: snapshot.config.country) else {
      throw noPhone(text, field)
    }
    return cell.numbers.map { .text($0.canonical) }
  }

  private func emails(_ text: String, _ field: Field) throws(Diagnostic) -> [Value] {
    if text.trimmingBlanks.isEmpty { return [] }
    guard let cell = EmailCell(ValueParser.singleLine(text)) else {
      throw invalid(field, "takes an email address, not \"\(text)\"")
    }
    return cell.addresses.map { .text($0) }
  }

  /// What a text for phones or emails says beside them, which the field cannot hold; nil where it is no more than a name.
  package func remark(in text: String, for field: Field, name: String?) -> String? {
    let remark: String?
    switch field.type {
    case .list(.phone): remark = PhoneCell(text, defaultRegion: snapshot.config.country)?.remark
    case .list(.email): remark = EmailCell(text)?.remark
    default: return nil
    }
    let known = Set(Folding.joinedWords(name ?? ""))
    return remark.flatMap { Folding.joinedWords($0).allSatisfy(known.contains) ? nil : $0 }
  }

  private func noPhone(_ text: String, _ field: Field) -> Diagnostic {
    invalid(
      field, "takes a phone number, not \"\(text)\"",
      hints: ["write it with its country code: +49 30 1234567"])
  }

  /// A field of one line cannot hold a line break.
  private static func singleLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 }).trimmingBlanks
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
        throw noPhone(text, field)
      }
      return phone.canonical
    case .currency:
      let code = text.uppercased()
      guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) else {
        throw invalid(field, "takes a currency code such as EUR, not \"\(text)\"")
      }
      if let gone = Currency.withdrawn(code) {
        throw invalid(
          field, "cannot be \(code), which is used no longer since \(gone.since)",
          hints: ["write \(gone.successor)"])
      }
      return code
    case .choice(let words):
      let lower = text.lowercased()
      guard let word = ContactChannel.choice(lower, among: words) else {
        throw invalid(
          field, "cannot be \"\(text)\"",
          hints: .unknown(lower, among: words, listing: "it is one of ", limit: .max))
      }
      return word
    case .user:
      let name = text == "me" ? user ?? text : text
      let owners = snapshot.config.owners
      guard owners.isEmpty || owners.contains(where: { $0.id == name }) else {
        throw invalid(
          field, "cannot be \"\(name)\": crm.yaml lists the owners",
          hints: .unknown(name, among: owners.map(\.id), listing: "known: ", limit: .max))
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
      let isChance = field.key == "probability" || type == .percent
      guard let cell = NumberCell(text, isTyped: true), cell.currency == nil, isChance || !cell.isPercent
      else {
        throw noNumber(text, type, field)
      }
      // A whole number has no decimals, so that its separator groups.
      if type == .integer, let readings = cell.readings { return .number(readings.whole) }
      if text.contains(","), let readings = cell.readings { throw unclear(text, readings, field) }
      guard let number = cell.typed else { throw noNumber(text, type, field) }
      if type == .integer, number.trimmed.scale != 0 {
        throw invalid(field, "takes a whole number, not \"\(text)\"")
      }
      if isChance, number < .zero || number > Decimal(100) {
        throw invalid(field, "is a percentage from 0 to 100, not \"\(text)\"")
      }
      if let range = field.range, !(number.integer.map(range.contains) ?? false) {
        throw invalid(
          field, "is a number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
      }
      return .number(type == .integer ? number.trimmed : number)
    }
  }

  private func noNumber(_ text: String, _ type: FieldType, _ field: Field) -> Diagnostic {
    invalid(
      field, "takes a number, not \"\(text)\"",
      hints: [type == .integer ? "write digits: 30" : "write digits with a point: 1234.50"])
  }

  /// `1.800` is one thing in Berlin and another in London.
  private func unclear(_ text: String, _ readings: (whole: Decimal, fraction: Decimal), _ field: Field)
    -> Diagnostic
  {
    invalid(
      field, "\"\(text)\" may be \(readings.whole) or \(readings.fraction)",
      hints: ["write \(readings.whole), or \(readings.fraction)"])
  }

  private static func decimals(_ count: Int) -> String { "has \(count == 0 ? "no" : "\(count)") decimals" }

  /// An amount: not negative, and with no more decimals than its currency has.
  private func money(_ text: String, _ field: Field, _ around: Surroundings) throws(Diagnostic) -> Decimal {
    guard let cell = NumberCell(text, isTyped: true), !cell.isPercent else {
      throw noNumber(text, .money, field)
    }
    let currency = around.currency ?? snapshot.config.currency
    if let named = cell.currency, named != currency {
      throw invalid(field, "is in \(currency), not in \(named)", hints: ["set currency=\(named) with it"])
    }
    let limit = Currency.decimals(currency)
    if let readings = cell.readings {
      // Three decimals are those of a dinar, but thousands nearly everywhere else.
      let isFraction = text.contains(".") && limit.map { $0 >= 3 } ?? false
      if !isFraction {
        let fraction = Currency.padded(readings.fraction, currency)
        if let limit, fraction.scale > limit {
          throw invalid(
            field, "\"\(text)\" has too many decimals: \(currency) \(ValueParser.decimals(limit))",
            hints: ["where the mark parts thousands, write \(readings.whole)"])
        }
        throw unclear(text, (readings.whole, fraction), field)
      }
    }
    guard let number = cell.typed else { throw noNumber(text, .money, field) }
    if number.isNegative { throw invalid(field, "cannot be negative: \"\(text)\"") }
    if let limit, number.trimmed.scale > limit {
      throw invalid(
        field, "\"\(text)\" has too many decimals: \(currency) \(ValueParser.decimals(limit))",
        hints: ["write \(number.rounded(to: limit))"])
    }
    return number
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
