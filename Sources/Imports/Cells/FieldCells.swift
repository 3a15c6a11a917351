import Dates
import Diagnostics
import Records
import Text

/// How the cells of one column write dates and numbers.
struct CellFormat: Sendable, Hashable {
  var order: DateOrder?
  var mark: DecimalMark?
  /// The currency that the column's title names.
  var currency: String?
}

/// Why a cell cannot become a value; the message does not name the column.
struct CellProblem: Error {
  let message: String
}

/// What became of a cell.
struct CellReading {
  /// Nil where no reader took the cell, or where it says that there is nothing.
  var value: Value?
  /// Why the cell, or a part of it, is in no value; nil where the value says it all.
  var left: String?
  /// What is written beside a value that is understood, such as a name beside an address.
  var remark: String?
}

/// Turns cells into values by the declared type of their field.
struct FieldCells: Sendable {
  let config: Config
  /// Years of two digits in what has happened already are those before this day.
  let today: CivilDate
  /// Whether crm wrote the cells itself.
  private let isOwn: Bool
  private let owners: [String: String]

  init(config: Config, today: CivilDate, isOwn: Bool = false) {
    self.isOwn = isOwn
    self.config = config
    self.today = today
    var owners: [String: String] = [:]
    for owner in config.owners {
      for word in [owner.id, owner.name, owner.email].compactMap({ $0 }) {
        owners[Folding.joinedWords(word).joined(separator: " ")] = owner.id
      }
    }
    self.owners = owners
  }

  /// Reads a cell that is not empty; what a part of it cannot become does not keep the others from their place.
  func reading(_ cell: SourceCell, field: Field, format: CellFormat) -> CellReading {
    if case .linked(let shown, let target) = cell {
      return linked(shown, target, field: field, format: format)
    }
    if isOwn, let reading = OwnTable.reading(cell, field.type) { return reading }
    let text = cell.text
    if NoValue.isMeant(text, by: field.type.element) { return CellReading() }
    if !isOwn || !field.type.isList,
      let reading = several(text, field.type.element, isList: field.type.isList)
    {
      return reading
    }
    if case .entries(let keys) = field.type, NamedDay.fits(keys) { return namedDays(cell, format) }
    if field.type == .list(.choice(ContactChannel.words)), let isNo = ChoiceWords.flag(text) {
      return CellReading(value: isNo ? .list(ContactChannel.words.map { .text($0) }) : nil)
    }
    guard case .list(let element) = field.type else { return part(cell, field.type, field, format) }
    var reading = CellReading()
    var values: [Value] = []
    var seen: Set<Value> = []
    for text in isOwn ? OwnTable.parts(cell) : FieldCells.parts(cell, of: element) {
      let part = several(text, element, isList: true) ?? part(.text(text), element, field, format)
      if let left = part.left, reading.left == nil { reading.left = left }
      if let remark = part.remark, reading.left == nil {
        reading.left = "\"\(remark)\" is written beside the value"
      }
      for value in part.value?.list ?? [part.value].compactMap({ $0 }) where seen.insert(value).inserted {
        values.append(value)
      }
    }
    if !values.isEmpty { reading.value = .list(values) }
    return reading
  }

  /// Fields of addresses take the target and what is shown beside it, all others what is shown.
  private func linked(_ shown: String, _ target: String, field: Field, format: CellFormat) -> CellReading {
    guard CellLink.isUsed(target, by: field.type) else {
      return reading(.text(shown), field: field, format: format)
    }
    let address = CellLink.email(target) ?? target
    var reading = reading(.list([address]), field: field, format: format)
    if reading.remark == nil, !shown.lowercased().contains(address.lowercased()) { reading.remark = shown }
    return reading
  }

  /// Phone numbers or email addresses with what is written beside them; nil where that is not what the cell holds.
  private func several(_ text: String, _ element: FieldType, isList: Bool) -> CellReading? {
    let found: (values: [String], remark: String?)
    switch element {
    case .phone:
      guard let cell = PhoneCell(text, defaultRegion: config.country) else { return nil }
      found = (cell.numbers.map(\.canonical), cell.remark)
    case .email:
      guard let cell = EmailCell(text) else { return nil }
      found = (cell.addresses, cell.remark)
    default: return nil
    }
    if isList {
      return CellReading(value: .list(found.values.map { .text($0) }), remark: found.remark)
    }
    let rest = found.values.dropFirst() + [found.remark].compactMap { $0 }
    return CellReading(
      value: found.values.first.map { .text($0) }, remark: rest.isEmpty ? nil : rest.joined(separator: ", "))
  }

  private func part(_ cell: SourceCell, _ type: FieldType, _ field: Field, _ format: CellFormat)
    -> CellReading
  {
    do throws(CellProblem) {
      guard let value = try scalar(cell, type, field, format) else { return CellReading() }
      return CellReading(
        value: value, left: CellResidue.left(of: cell.text, in: value, type: type, mark: format.mark))
    } catch {
      return CellReading(left: error.message)
    }
  }

  /// Names and days, several of them between semicolons or on lines of their own.
  private func namedDays(_ cell: SourceCell, _ format: CellFormat) -> CellReading {
    let parts: [String] =
      if case .list(let items) = cell { items } else { CellText.parts(cell.text, splittingCommas: false) }
    var reading = CellReading()
    var days: [Value] = []
    for part in parts {
      if let day = NamedDay(part, reading: { Birthday($0, order: format.order, today: today) }) {
        days.append(day.value)
      } else {
        reading.left = reading.left ?? "\"\(part)\" is no name with a day"
      }
    }
    if !days.isEmpty { reading.value = .list(days) }
    return reading
  }

  private static func parts(_ cell: SourceCell, of type: FieldType) -> [String] {
    switch (cell, type) {
    case (.list(let items), _): items
    case (_, .link), (_, .notes): CellText.parts(cell.text, splittingCommas: false)
    default: CellText.parts(cell.text, splittingCommas: true)
    }
  }

  private func scalar(
    _ cell: SourceCell, _ type: FieldType, _ field: Field, _ format: CellFormat
  ) throws(CellProblem) -> Value? {
    let text = cell.text
    switch type {
    case .notes: return .text(FieldCells.lines(text))
    // Google marks its own groups so, also where there is one alone.
    case .tag: return .text(FieldCells.singleLine(text.hasPrefix("* ") ? String(text.dropFirst(2)) : text))
    case .text: return .text(FieldCells.singleLine(text))
    case .link: return .text(FieldCells.singleLine(text))
    case .user: return .text(try user(text))
    case .currency:
      guard let code = CurrencyWord.code(text) else {
        throw CellProblem(message: "\"\(text)\" is not a currency")
      }
      return .text(code)
    case .choice(let words): return .text(try ChoiceWords.word(text, of: words, key: field.key))
    case .number, .percent, .money, .integer: return .number(try number(cell, type, field, format))
    case .boolean:
      guard let flag = ChoiceWords.flag(text) else {
        throw CellProblem(message: "\"\(text)\" is neither yes nor no")
      }
      return .boolean(flag)
    case .date, .birthday, .deadline, .instant: return try moment(text, type, field, format)
    case .span:
      guard let seconds = FieldCells.seconds(text) else {
        throw CellProblem(message: "\"\(text)\" is not a duration")
      }
      return .number(Decimal(seconds))
    case .recurrence:
      guard let recurrence = Recurrence(text) else {
        throw CellProblem(message: "\"\(text)\" is not a repetition such as 1 month or first mon")
      }
      return .text(recurrence.description)
    // Of a list in which one part spoils the whole, the others are read by themselves.
    case .email:
      guard let address = EmailCell(text)?.addresses.first else {
        throw CellProblem(message: "\"\(text)\" is not an email address")
      }
      return .text(address)
    case .phone:
      guard let number = PhoneCell(text, defaultRegion: config.country)?.numbers.first else {
        throw CellProblem(message: "\"\(text)\" is not a phone number")
      }
      return .text(number.canonical)
    case .identifier, .reference, .list, .entries, .map:
      throw CellProblem(message: "\(field.key) cannot be imported")
    }
  }

  private func moment(
    _ text: String, _ type: FieldType, _ field: Field, _ format: CellFormat
  ) throws(CellProblem) -> Value {
    if ExcelSerial.isMissingDay(text) {
      throw CellProblem(message: "\"\(text)\" is 29 February 1900 to a spreadsheet, a day that never was")
    }
    if type == .birthday {
      switch Birthday(text, order: format.order, today: today) {
      case .date(let date)?: return .date(date)
      case .day(let day)?: return .monthDay(day)
      case nil: throw CellProblem(message: "\"\(text)\" is not a day")
      }
    }
    let serial = ExcelSerial(text)
    let cell = serial == nil ? DateCell(text) : nil
    let isPast = FieldCells.pastKeys.contains(field.key)
    guard
      let date = serial?.date
        ?? (isPast ? cell?.pastDate(order: format.order, today: today) : cell?.date(order: format.order))
    else {
      throw CellProblem(message: "\"\(text)\" is not a date\(type == .date ? "" : " or time")")
    }
    if type == .date { return .date(date) }
    guard let second = serial?.secondOfDay ?? cell?.secondOfDay else {
      return type == .deadline ? .date(date) : .instant(config.hours.start(of: date))
    }
    if let instant = cell?.instant(on: date, zone: config.zone) { return .instant(instant) }
    let time = TimeOfDay(minutes: second / 60) ?? .midnight
    return .instant(config.zone.instant(date, time).adding(seconds: second % 60))
  }

  /// What these say has happened already.
  private static let pastKeys: Set<String> = ["created", "closed", "at"]

  private func number(
    _ cell: SourceCell, _ type: FieldType, _ field: Field, _ format: CellFormat
  ) throws(CellProblem) -> Decimal {
    let text = cell.text
    let read: Decimal? =
      switch cell {
      case .number(let own), .labelled(let own, _): own
      default: CellResidue.isGroupedByThousands(text) ? NumberCell(text)?.number(mark: format.mark) : nil
      }
    guard var number = read else { throw CellProblem(message: "\"\(text)\" is not a number") }
    if type == .money, number.isNegative { throw CellProblem(message: "\"\(text)\" is negative") }
    if field.key == "probability" {
      // Some exports give the share, others percent.
      let isPercent = if case .labelled = cell { true } else { false }
      if number > .zero, number < Decimal(1), !isPercent { number = number * Decimal(100) }
      number = number.rounded(to: 0)
      guard number >= .zero, number <= Decimal(100) else {
        throw CellProblem(message: "\"\(text)\" is not a percentage")
      }
    }
    if type == .percent, number < .zero || number > Decimal(100) {
      throw CellProblem(message: "\"\(text)\" is not a percentage from 0 to 100")
    }
    if type == .integer {
      guard let whole = number.integer else {
        throw CellProblem(message: "\"\(text)\" is not a whole number")
      }
      return Decimal(whole)
    }
    return number
  }

  /// The owner who is called so; nil where no owner is.
  func owner(named name: String) -> String? { owners[Folding.joinedWords(name).joined(separator: " ")] }

  private func user(_ text: String) throws(CellProblem) -> String {
    let name = FieldCells.withoutNumber(FieldCells.singleLine(text))
    guard !config.owners.isEmpty else { return name }
    if let owner = owners[Folding.joinedWords(name).joined(separator: " ")] { return owner }
    let known = config.owners.compactMap(\.name) + config.owners.map(\.id)
    let near = EditDistance.nearest(to: name, among: known).map { ", did you mean \"\($0)\"?" } ?? ""
    throw CellProblem(
      message:
        "\"\(name)\" is no owner in crm.yaml\(near) (owners: \(config.owners.map(\.id).joined(separator: ", ")))"
    )
  }

  /// Bitrix24 writes an owner as `Имя Фамилия [123]`.
  private static func withoutNumber(_ text: String) -> String {
    guard text.hasSuffix("]"), let open = text.lastIndex(of: "[") else { return text }
    let name = CellText.trimmed(String(text[..<open]))
    return name.isEmpty ? text : name
  }

  /// `1h 30m`, `01:30:00`, `05:12`, or a number of seconds.
  private static func seconds(_ text: String) -> Int? {
    if let seconds = Span.parse(text) { return seconds }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    var total = 0
    for part in parts {
      guard let part, (0...100_000_000).contains(part) else { return nil }
      total = total * 60 + part
    }
    return parts.count <= 3 ? total : nil
  }

  static func singleLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0a || $0 == 0x0d }) else { return text }
    return text.split(whereSeparator: \.isNewline).map { CellText.trimmed(String($0)) }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  static func lines(_ text: String) -> String {
    guard text.utf8.contains(0x0d) else { return text }
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\n")
  }
}

/// The words that exports use for closed lists of choices, in English and Russian.
enum ChoiceWords {
  static func flag(_ text: String) -> Bool? {
    switch Folding.fold(text) {
    case "true", "yes", "y", "on", "1", "да", "истина", "активен", "active": true
    case "false", "no", "n", "off", "0", "нет", "ложь", "неактивен", "inactive": false
    default: nil
    }
  }

  /// Whether a cell says that somebody said no, or when they did; nil where it says neither.
  static func refusal(_ text: String) -> Bool? {
    if let flag = flag(text) { return flag }
    switch Folding.joinedWords(text).joined(separator: " ") {
    case "unsubscribed", "opted out", "opt out", "отписан", "отписался", "отписалась", "отказ": return true
    case "subscribed", "opted in", "opt in", "подписан", "подписана": return false
    default: return DateCell(text) != nil ? true : nil
    }
  }

  /// The choice that the text means: by itself, or by a usual word for it.
  static func word(_ text: String, of words: [String], key: String) throws(CellProblem) -> String {
    let folded = Folding.joinedWords(text).joined(separator: " ")
    if let exact = words.first(where: { Folding.joinedWords($0).joined(separator: " ") == folded }) {
      return exact
    }
    if let known = table[folded]?.first(where: { words.contains($0) }) { return known }
    let near = EditDistance.nearest(to: text, among: words).map { ", did you mean \"\($0)\"?" } ?? ""
    throw CellProblem(message: "\"\(text)\" is no \(key)\(near) (one of \(words.joined(separator: ", ")))")
  }

  private static let table: [String: [String]] = [
    "звонок": ["call"], "phone call": ["call"], "телефонный звонок": ["call"],
    "phone": ["call"], "телефон": ["call"], "исходящий звонок": ["call"],
    "входящий звонок": ["call"], "перезвонить": ["call"], "письмо": ["email"], "mail": ["email"],
    "e mail": ["email"],
    "почта": ["email"], "встреча": ["meeting"], "appointment": ["meeting"], "demo": ["meeting"],
    "сообщение": ["message"], "чат": ["message"], "chat": ["message"], "sms": ["message"], "смс": ["message"],
    "заметка": ["note"], "примечание": ["note"], "комментарий": ["note"], "comment": ["note"],
    "визит": ["visit"], "выезд": ["visit"], "задача": ["todo"], "дело": ["todo"], "task": ["todo"],
    "to do": ["todo"],
    "follow up": ["todo", "call"], "deadline": ["todo"], "completed": ["done"], "complete": ["done"],
    "closed": ["done", "rejected"], "finished": ["done"], "выполнена": ["done"], "выполнено": ["done"],
    "завершена": ["done"], "завершено": ["done"], "not started": ["open"],
    "in progress": ["open", "working"],
    "active": ["open", "working"], "новая": ["open", "new"], "новый": ["new"], "не обработан": ["new"],
    "необработанное": ["new"], "в работе": ["working", "open"], "contacted": ["working"],
    "open": ["new", "open"],
    "открыта": ["open"], "attempted to contact": ["working"], "converted": ["qualified"],
    "качественный лид": ["qualified"], "качественный": ["qualified"], "сконвертирован": ["qualified"],
    "unqualified": ["rejected"], "disqualified": ["rejected"], "junk": ["rejected"],
    "junk lead": ["rejected"],
    "некачественный лид": ["rejected"], "некачественный": ["rejected"], "canceled": ["cancelled"],
    "отменена": ["cancelled"], "отменено": ["cancelled"], "incoming": ["in"], "inbound": ["in"],
    "входящий": ["in"],
    "outgoing": ["out"], "outbound": ["out"], "исходящий": ["out"],
  ]
}
