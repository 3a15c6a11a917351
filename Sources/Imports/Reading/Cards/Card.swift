import Dates
import Records
import Text

/// What one card says, under the titles of columns.
struct Card {
  /// Titles that mean a field, in the order of columns; all other titles are names of properties.
  static let fields = [
    "id", "name", "first_name", "middle_name", "last_name", "company", "position", "email", "phone",
    "address", "city", "region", "postal_code", "country", "link", "birthday", "dates", "founded", "timezone",
    "tags", "notes",
  ]
  /// Fields of several values.
  private static let lists: Set<String> = ["email", "phone", "link", "dates", "tags"]

  private(set) var values: [(title: String, items: [String])] = []
  private var positions: [String: Int] = [:]
  /// Titles with text that was read in a page that was guessed.
  private(set) var guesses: [String: CodePage] = [:]
  /// Why the card cannot be read as a whole; nil where it can.
  private(set) var problem: String?
  /// Pictures, sounds and keys.
  private(set) var leftOut = 0
  /// What it is by its own word, in lower case.
  private var declaredKind: String?
  /// Undecodable bytes, by which the page of the file is guessed.
  private(set) var strays: [UInt8] = []

  private let decoder: CardDecoder
  private var labels: [String: String] = [:]
  private var jobs: (titles: [String], roles: [String]) = ([], [])
  /// The page that the text of the property under way was guessed to be in.
  private var guess: CodePage?

  private static let propertyLimit = 10_000
  private static let itemLimit = 500

  init(_ bytes: ArraySlice<UInt8>, _ decoder: CardDecoder) {
    self.decoder = decoder
    let (properties, unread) = Card.properties(bytes)
    if properties.count + unread.count == Card.propertyLimit {
      problem = "the card has more than \(Card.propertyLimit) lines"
    }
    for property in properties where property.name == "X-ABLABEL" && !property.group.isEmpty {
      labels[property.group] = decoder.text(property).text
    }
    // The preferred ones first, which is what fields of one value take.
    var ranked = Array(properties.enumerated())
    ranked.sort { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    for (_, property) in ranked { add(property) }
    guess = nil
    for line in unread { put("lines that are no property", line) }
    complete()
  }

  private static func properties(_ bytes: ArraySlice<UInt8>) -> ([CardProperty], unread: [String]) {
    var properties: [CardProperty] = []
    var unread: [String] = []
    var lines = CardLines(bytes)
    var depth = 0
    while properties.count + unread.count < propertyLimit, let line = lines.next() {
      if CardLines.is("begin:vcard", line[...]) {
        depth += 1
      } else if CardLines.is("end:vcard", line[...]) {
        depth -= 1
      } else if let property = CardProperty(line) {
        // Of a card within the card, an assistant's, the name is kept.
        if depth <= 1 {
          properties.append(property)
        } else if property.name == "FN", let agent = CardProperty(Array("AGENT:".utf8) + property.value) {
          properties.append(agent)
        }
      } else if depth <= 1 {
        unread.append(String(decoding: line, as: UTF8.self))
      }
    }
    return (properties, unread)
  }

  // MARK: What the card is

  enum Nature: Hashable {
    case person, organisation
    case other(String)
  }

  var nature: Nature {
    switch declaredKind {
    case "org", "organization", "organisation": return .organisation
    case "individual": return .person
    case "group": return .other("a list of other cards")
    case let kind?: return .other("a card of the kind \(kind)")
    case nil: break
    }
    let company = self["company"]
    let isNamed = ["first_name", "middle_name", "last_name"].contains { !self[$0].isEmpty }
    guard !company.isEmpty, !isNamed else { return .person }
    let name = self["name"]
    return name.isEmpty || Folding.fold(name) == Folding.fold(company) ? .organisation : .person
  }

  /// The first value under a title; empty where there is none.
  subscript(title: String) -> String { positions[title].map { values[$0].items[0] } ?? "" }

  /// The value of a title as a cell.
  static func cell(_ title: String, _ items: [String]) -> SourceCell {
    if items.isEmpty { return .empty }
    if title == "notes" { return .text(items.joined(separator: "\n")) }
    return items.count == 1 && !lists.contains(title) ? .text(items[0]) : .list(items)
  }

  // MARK: Properties

  private mutating func put(_ title: String, _ item: String) {
    let item = CellText.trimmed(item)
    guard !item.isEmpty else { return }
    if let guess { guesses[title] = guess }
    guard let position = positions[title] else {
      positions[title] = values.count
      values.append((title, [item]))
      return
    }
    guard values[position].items.count < Card.itemLimit else {
      problem = problem ?? "the card has more than \(Card.itemLimit) values under \(title)"
      return
    }
    if !values[position].items.contains(item) { values[position].items.append(item) }
  }

  /// The first value takes the field; what else there is keeps the property's name.
  private mutating func putFirst(_ title: String, _ item: String, else name: String) {
    let item = CellText.trimmed(item)
    if positions[title] == nil { return put(title, item) }
    if self[title] != item { put(name, item) }
  }

  private mutating func add(_ property: CardProperty) {
    if Card.ignored.contains(property.name) { return }
    if Card.media.contains(property.name) { return addMedium(property) }
    let decoded = decoder.text(property)
    guess = decoded.guessed
    if guess != nil, strays.count < 1 << 12 { strays += property.content + [0x20] }
    add(property, CellText.trimmed(decoded.text))
  }

  private mutating func add(_ property: CardProperty, _ text: String) {
    let name = property.name
    switch name {
    case "FN": putFirst("name", CardText.unescaped(text), else: name)
    case "N": addName(text)
    case "ORG": addOrganisation(text)
    case "TITLE": jobs.titles.append(CardText.unescaped(text))
    case "ROLE": jobs.roles.append(CardText.unescaped(text))
    case "EMAIL": put("email", Card.withoutScheme("mailto:", CardText.unescaped(text)))
    case "TEL": addPhone(property, CardText.phone(CardText.unescaped(text)))
    case "ADR": addAddress(text)
    case "LABEL": put("ADR label", CardText.unescaped(text))
    case "BDAY": addBirthday(property, CardText.unescaped(text))
    case "ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-KADDRESSBOOK-X-ANNIVERSARY",
      "X-ABDATE":
      addDate(property, CardText.unescaped(text))
    case "NOTE": put("notes", CardText.unescaped(text))
    case "CATEGORIES": for item in CardText.parts(text, at: 0x2c) { put("tags", item) }
    case "NICKNAME": for item in CardText.parts(text, at: 0x2c) { put(name, item) }
    case "URL": put("link", CardText.unescaped(text))
    case "UID": putFirst("id", Card.withoutScheme("urn:uuid:", CardText.unescaped(text)), else: name)
    case "TZ": putFirst(Card.isZone(text) ? "timezone" : name, CardText.unescaped(text), else: name)
    case "KIND", "X-ADDRESSBOOKSERVER-KIND": declaredKind = text.lowercased()
    case "X-ABSHOWAS": if text.uppercased() == "COMPANY" { declaredKind = "org" }
    case "X-SOCIALPROFILE", "SOCIALPROFILE":
      let value = CardText.unescaped(text)
      put(Card.isAddress(value) ? "link" : name, value)
    default: put(name, labelled(CardText.unescaped(text), property))
    }
    noteLabel(property, text)
  }

  private mutating func addName(_ text: String) {
    let parts = CardText.components(text, joinedBy: " ")
    for (title, part) in zip(["last_name", "first_name", "middle_name", "N prefix", "N suffix"], parts) {
      putFirst(title, part, else: "N")
    }
  }

  private mutating func addOrganisation(_ text: String) {
    let parts = CardText.parts(text, at: 0x3b)
    putFirst("company", parts.first { !$0.isEmpty } ?? "", else: "ORG")
    let first = parts.firstIndex { !$0.isEmpty } ?? 0
    let units = parts.dropFirst(first + 1).filter { !$0.isEmpty }
    if !units.isEmpty { put("department", units.joined(separator: ", ")) }
  }

  private mutating func addPhone(_ property: CardProperty, _ text: String) {
    let isVoice = property.isOf("VOICE") || property.isOf("CELL")
    if property.isOf("FAX"), !isVoice { return put("fax", text) }
    put(property.isOf("PAGER") && !isVoice ? "pager" : "phone", text)
  }

  /// One address is the record's; of a second one the parts stay together.
  private mutating func addAddress(_ text: String) {
    let parts = CardText.components(text, joinedBy: ", ")
    let street = parts.prefix(3).filter { !$0.isEmpty }.joined(separator: ", ")
    let all = [street] + parts.dropFirst(3).prefix(4)
    guard all.contains(where: { !$0.isEmpty }) else { return }
    let titles = ["address", "city", "region", "postal_code", "country"]
    if titles.contains(where: { positions[$0] != nil }) {
      return put("ADR", all.filter { !$0.isEmpty }.joined(separator: ", "))
    }
    for (title, part) in zip(titles, all) {
      let lines = part.split(whereSeparator: \.isNewline).map { CellText.trimmed(String($0)) }
      put(title, lines.filter { !$0.isEmpty }.joined(separator: ", "))
    }
  }

  private mutating func addBirthday(_ property: CardProperty, _ text: String) {
    let day = CardText.day(text, omittedYear: property.parameter("X-APPLE-OMIT-YEAR"))
    putFirst("birthday", day.day, else: "BDAY")
    if !day.isWhole { put("BDAY", text) }
  }

  /// A day of every year under its label; an anniversary without one is that of a wedding (RFC 6350, 6.2.6). What is no
  /// day stays under the property's name.
  private mutating func addDate(_ property: CardProperty, _ text: String) {
    let day = CardText.day(text, omittedYear: property.parameter("X-APPLE-OMIT-YEAR"))
    guard day.isWhole, CivilDate(day.day) != nil || MonthDay(day.day) != nil else {
      return put(property.name, labelled(text, property))
    }
    let label = labels[property.group].map { CardText.unescaped(Card.plainLabel($0)) } ?? ""
    let isApple = property.name == "X-ABDATE"
    let name = label.isEmpty ? isApple ? "date" : "wedding" : label == "Anniversary" ? "wedding" : label
    if name == "founded" {
      putFirst("founded", day.day, else: property.name)
    } else {
      put("dates", "\(name): \(day.day)")
    }
  }

  private mutating func addMedium(_ property: CardProperty) {
    guard property.value.count <= 2000, property.parameter("ENCODING") == nil else {
      leftOut += 1
      return
    }
    let text = CardText.unescaped(decoder.text(property).text)
    if Card.isAddress(text) { put(property.name, text) } else if !text.isEmpty { leftOut += 1 }
  }

  private mutating func complete() {
    if positions["name"] == nil {
      let parts = ["first_name", "middle_name", "last_name"].map { self[$0] }.filter { !$0.isEmpty }
      put("name", parts.joined(separator: " "))
    }
    for title in jobs.titles { putFirst("position", title, else: "TITLE") }
    for role in jobs.roles { putFirst("position", role, else: "ROLE") }
  }

  // MARK: Labels

  /// The words that a person gave a date or a relation stay with it.
  private func labelled(_ text: String, _ property: CardProperty) -> String {
    guard let label = labels[property.group].map(Card.plainLabel), !label.isEmpty, !text.isEmpty else {
      return text
    }
    return "\(text) (\(label))"
  }

  /// A label of a person's own for a phone or an address; the usual ones say no more than types do.
  private mutating func noteLabel(_ property: CardProperty, _ text: String) {
    guard Card.labelled.contains(property.name), let label = labels[property.group], !label.hasPrefix("_$!<")
    else { return }
    let value = property.name == "TEL" ? CardText.phone(CardText.unescaped(text)) : CardText.unescaped(text)
    put("X-ABLABEL", "\(value): \(CardText.unescaped(label))")
  }

  /// `_$!<Anniversary>!$_` is Apple's way to write a word that it translates.
  private static func plainLabel(_ label: String) -> String {
    guard label.hasPrefix("_$!<"), label.hasSuffix(">!$_"), label.count > 8 else { return label }
    return String(label.dropFirst(4).dropLast(4))
  }

  // MARK: Words

  private static let ignored: Set<String> = [
    "VERSION", "PRODID", "PROFILE", "X-ABLABEL", "X-ABADR", "X-ABCROP-RECTANGLE", "BEGIN", "END",
  ]
  private static let media: Set<String> = ["PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"]
  private static let labelled: Set<String> = ["TEL", "EMAIL", "URL"]

  private static func withoutScheme(_ scheme: String, _ text: String) -> String {
    text.prefix(scheme.count).lowercased() == scheme ? String(text.dropFirst(scheme.count)) : text
  }

  private static func isAddress(_ text: String) -> Bool {
    let head = text.prefix(8).lowercased()
    return head.hasPrefix("http://") || head == "https://"
  }

  /// `Europe/Berlin`, but not `-0500` or `EST;…`.
  private static func isZone(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return (2...3).contains(parts.count)
      && parts.allSatisfy { part in
        part.utf8.first.map { (0x41...0x5a).contains($0) } == true
          && part.utf8.allSatisfy { (0x61...0x7a).contains($0 | 0x20) || $0 == 0x5f || $0 == 0x2d }
      }
  }
}
