import Records
import Text

@testable import Imports

/// A file as another system might export it, with the values that went into it.
struct GeneratedSource {
  /// One filled cell: where it is, how it stands in the file, and the spellings under which it may be found again.
  struct Cell {
    let column: String
    let text: String
    let spellings: [String]
  }

  let kind: Kind
  let bytes: [UInt8]
  let encoding: TextEncoding
  let cells: [Cell]
  let titles: [String]

  /// The titles of a system's export, each with what stands under it.
  struct System {
    let kind: Kind
    let columns: [(title: String, content: Content)]
  }

  enum Content {
    case id, name, first, last, email, phone, company, companyPhone, companyTax, text, date, moment, money,
      stage,
      status, tags, notes, whole, owner, product
  }

  static let systems: [System] = [
    System(
      kind: .contact,
      columns: [
        ("Record ID", .id), ("First Name", .first), ("Last Name", .last), ("Email", .email),
        ("Phone Number", .phone),
        ("Mobile Phone Number", .phone), ("Job Title", .text), ("Company Name", .company),
        ("Lead Status", .text),
        ("Create Date", .moment),
      ]),
    System(
      kind: .deal,
      columns: [
        ("Deal - ID", .id), ("Deal - Title", .name), ("Deal - Value", .money),
        ("Deal - Organization", .company),
        ("Deal - Contact person", .first), ("Deal - Stage", .stage), ("Deal - Status", .status),
        ("Deal - Label", .tags), ("Deal - Deal created", .moment), ("Deal - Expected close date", .date),
        ("Person - Email - Work", .email), ("Person - Phone - Work", .phone),
      ]),
    System(
      kind: .contact,
      columns: [
        ("Contact ID", .id), ("First Name", .first), ("Last Name", .last), ("Account Name", .company),
        ("Title", .text), ("Mailing Street", .text), ("Mailing City", .text),
        ("Mailing Zip/Postal Code", .text),
        ("Phone", .phone), ("Email", .email), ("Birthdate", .date),
      ]),
    System(
      kind: .company,
      columns: [
        ("Company ID", .id), ("Company name", .name), ("Website URL", .text), ("Phone Number", .phone),
        ("Industry", .text), ("Number of Employees", .whole), ("Annual Revenue", .money),
        ("Description", .notes),
        ("Street", .text), ("Country", .text),
      ]),
    System(
      kind: .contact,
      columns: [
        ("Name", .name), ("Given Name", .first), ("Family Name", .last), ("Group Membership", .tags),
        ("E-mail 1 - Value", .email), ("E-mail 2 - Value", .email), ("Phone 1 - Value", .phone),
        ("Birthday", .date),
        ("Notes", .notes), ("Organization 1 - Name", .company),
      ]),
    System(
      kind: .contact,
      columns: [
        ("ФИО", .name), ("Компания", .company), ("Телефон компании", .companyPhone), ("ИНН", .companyTax),
        ("Рабочий телефон", .phone), ("Рабочий e-mail", .email), ("Должность", .text),
        ("Комментарий", .notes),
        ("Дата рождения", .date), ("Ответственный", .owner), ("Теги", .tags),
      ]),
    System(
      kind: .deal,
      columns: [
        ("ID", .id), ("Название сделки", .name), ("Бюджет", .money), ("Ответственный", .owner),
        ("Дата создания сделки", .moment), ("Теги", .tags), ("Примечание", .notes), ("Примечание 2", .notes),
        ("Этап сделки", .stage), ("Полное имя контакта", .first), ("Компания", .company),
        ("Рабочий телефон (контакт)", .phone), ("Рабочий email (контакт)", .email), ("Должность", .text),
      ]),
    System(
      kind: .lead,
      columns: [
        ("ID", .id), ("Название лида", .name), ("Имя", .first), ("Рабочий телефон", .phone),
        ("Частный e-mail", .email), ("Название компании", .text), ("Возможная сумма", .money),
        ("Источник", .text), ("Комментарий", .notes), ("Дата создания", .moment),
      ]),
    System(
      kind: .product,
      columns: [
        ("Артикул", .id), ("Название", .name), ("Цена", .money), ("Единица измерения", .text),
        ("Категория", .text),
        ("Описание", .notes), ("Цвет", .text),
      ]),
    System(
      kind: .contact,
      columns: [
        ("First Name", .first), ("Last Name", .last), ("URL", .text), ("Email Address", .email),
        ("Company", .company), ("Company Email", .email), ("Company Phone", .companyPhone),
        ("Position", .text),
        ("Connected On", .date),
      ]),
    System(
      kind: .task,
      columns: [
        ("Task", .name), ("Due date", .moment), ("Type", .text), ("Contact", .first), ("Email", .email),
        ("Description", .notes), ("Priority", .text),
      ]),
    System(
      kind: .activity,
      columns: [
        ("Date", .moment), ("Text", .notes), ("Contact", .first), ("Contact Email", .email),
        ("Duration", .text),
        ("Result", .text), ("Mood", .text),
      ]),
  ]

  /// Cells that are not what their column is for.
  private static let oddities: [@Sendable (Int) -> String] = [
    { "ask Mary \($0)" }, { "soon, maybe \($0)" }, { "'=sum of \($0)" }, { "first \($0)\nsecond \($0)" },
    { "50 % of \($0) apples" }, { "say \"\($0)\" twice" }, { "naïve 👩‍👧 e\u{301} \($0)" }, { "odd\u{1}\($0)" },
    { "31.02.\($0)" }, { "+\($0) (old), nobody@ \($0)" }, { "''@twice \($0)" }, { "12,\($0),5" },
  ]

  private static let huge = String(repeating: "huge ", count: 60_000)
}

/// Makes sources, each from a seed.
struct SourceMaker {
  private var random: Stream
  private var serial: Int
  private var cells: [GeneratedSource.Cell] = []

  init(seed: Int) {
    random = Stream(seed: UInt64(seed))
    serial = 1_000 + seed % 1000 * 100
  }

  mutating func source() -> GeneratedSource {
    let system = random.element(GeneratedSource.systems)
    var columns = system.columns
    for index in columns.indices.reversed() { columns.swapAt(index, random.below(index + 1)) }
    // A name and what decides about the row stay; some of the others are left out.
    columns.removeAll {
      $0.content != .name && $0.content != .moment && $0.content != .first && random.chance(15)
    }
    var lines: [[String]] = [columns.map(\.title)]
    let rowCount = 1 + random.below(5)
    var earlier: [GeneratedSource.Cell]?
    for _ in 0..<rowCount {
      var line = columns.map { cell(of: $0, odd: random.chance(9)) }
      // Somebody who was in the file before, with other things said of them.
      if let earlier, random.chance(20) {
        for (index, column) in columns.enumerated()
        where [.id, .name, .first, .last, .email].contains(column.content) {
          line[index] = earlier[index]
        }
      }
      earlier = line
      cells += line.filter { !$0.text.isEmpty && $0.spellings != [""] }
      lines.append(line.map(\.text))
    }
    let encoding = random.element([TextEncoding.utf8, .utf8, .utf8, .utf16LittleEndian, .windows1251])
    let separator = random.element([",", ";", "\t"])
    var text = lines.map { line in line.map { quoted($0, separator) }.joined(separator: separator) }
      .joined(separator: "\n")
    if random.chance(15) { text += "\n" + "Total\(separator)\(separator)" }
    if random.chance(5) { text += "\n\"never closed \(next())" } else { text += "\n" }
    let encoded = encoding.encode(text)
    return GeneratedSource(
      kind: system.kind, bytes: encoded ?? Array(text.utf8), encoding: encoded == nil ? .utf8 : encoding,
      cells: cells, titles: columns.map(\.title))
  }

  private func quoted(_ cell: String, _ separator: String) -> String {
    guard cell.contains(where: { $0 == "\"" || $0.isNewline || String($0) == separator }) else { return cell }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  private mutating func next() -> Int {
    serial += 1
    return serial
  }

  private mutating func cell(
    of column: (title: String, content: GeneratedSource.Content), odd: Bool
  ) -> GeneratedSource.Cell {
    if random.chance(10), column.content != .name {
      return GeneratedSource.Cell(column: column.title, text: "", spellings: [""])
    }
    let number = next()
    let (text, spellings) = odd ? oddity(number) : value(of: column.content, number)
    // A cell of tags is as many as its commas part.
    var parts = column.content == .tags && odd ? ["\(number)"] : []
    // Eight digits with points are a number that somebody may have.
    if column.content == .phone || column.content == .companyPhone { parts.append(text.filter(\.isNumber)) }
    return GeneratedSource.Cell(column: column.title, text: text, spellings: spellings + parts)
  }

  private mutating func oddity(_ number: Int) -> (String, [String]) {
    if random.chance(1) { return (GeneratedSource.enormous(number), ["the end \(number)"]) }
    let text = GeneratedSource.odd(random.below(GeneratedSource.oddCount), number)
    // Byte for byte; a line break may be a blank where the field has one line, and a guard is taken off.
    let oneLine = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return (text, [text, oneLine, CSVNeutraliser.restore(text)])
  }

  private mutating func value(of content: GeneratedSource.Content, _ number: Int) -> (String, [String]) {
    func same(_ text: String) -> (String, [String]) { (text, [text]) }
    switch content {
    case .id: return same("I\(number)")
    case .name: return same("Name\(number) of it")
    case .first: return same("Ann\(number)")
    case .last: return same("Bell\(number)")
    case .email: return ("User\(number)@x.example", ["user\(number)@x.example", "User\(number)@x.example"])
    case .phone, .companyPhone:
      return ("+49 30 100\(number)", ["+4930100\(number)", "+49 30 100\(number)"])
    // Few firms, so that rows share them.
    case .company:
      let name = random.element(["Acme", "Initech", "Ромашка"])
      return (name, [name])
    case .companyTax: return same("77\(number)")
    case .text, .product: return same("Text \(number)")
    case .date:
      let text = "\(10 + number % 18).0\(1 + number % 9).19\(60 + number % 39)"
      let parts = text.split(separator: ".")
      return (text, [text, "\(parts[2])-\(parts[1])-\(parts[0])"])
    case .moment:
      let day = "2025-0\(1 + number % 9)-\(10 + number % 18)"
      return (
        "\(day) 10:\(10 + number % 50)", ["\(day)T10:\(10 + number % 50)", "\(day) 10:\(10 + number % 50)"]
      )
    case .money: return ("\(number).50", ["\(number).50", "\(number).5"])
    case .whole: return same("\(number)")
    case .stage:
      let word = random.element(["Proposal", "Meeting", "Нигде \(number)", "Invoice"])
      return (word, [word, word.lowercased()])
    case .status:
      let word = random.element(["Open", "Won", "Archived"])
      return (word, [""])
    case .tags: return ("t\(number), u\(number)", ["t\(number)"])
    case .notes: return same("Note \(number)")
    case .owner: return same("owner\(number)")
    }
  }
}

extension GeneratedSource {
  static var oddCount: Int { oddities.count }
  static func odd(_ index: Int, _ number: Int) -> String { oddities[index](number) }
  static func enormous(_ number: Int) -> String { huge + "the end \(number)" }
}
