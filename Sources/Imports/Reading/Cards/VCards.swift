package import Diagnostics
import Records

/// Address books as vCards (2.1, RFC 2426, RFC 6350): a row a card.
package enum VCards: RowReader {
  package static let formats = ["vcf", "vcard"]
  package static let demandsItsForm = true

  package static func sniff(_ bytes: [UInt8]) -> Bool {
    let head = TextEncoding.withoutMark(Array(bytes.prefix(512)))
    guard let start = head.firstIndex(where: { !(0x09...0x0d).contains($0) && $0 != 0x20 }) else {
      return false
    }
    var position = start
    guard let range = CardLines.physical(head[start...], &position) else { return false }
    return CardLines.is("begin:vcard", head[range])
  }

  package static func read(_ bytes: [UInt8], _ options: ReadingOptions) throws(Diagnostic) -> RowSource {
    let text = try options.text(of: bytes)
    let ranges = cards(text)
    guard !ranges.isEmpty else { throw Diagnostic(.invalidData, "the file has no cards") }
    let survey = CardSurvey(text, ranges, encoding: options.encoding)
    guard !survey.rows.columns.isEmpty else { throw Diagnostic(.invalidData, "the cards are empty") }
    return RowSource(survey.rows, survey.facts)
  }

  /// Where the cards are, and whether each is closed; a card within a card is a part of it.
  static func cards(_ text: [UInt8]) -> [CardRange] {
    var cards: [CardRange] = []
    var depth = 0
    var start = 0
    var awaitsCard = false
    var position = 0
    while let range = CardLines.physical(text[...], &position) {
      let lineStart = range.lowerBound
      let line = text[range]
      if CardLines.is("begin:vcard", line) {
        if depth > 0, !awaitsCard {
          // The card before has lost its end.
          cards.append(CardRange(start, lineStart, isClosed: false))
          depth = 0
        }
        if depth == 0 { start = lineStart }
        depth += 1
      } else if depth > 0, CardLines.is("end:vcard", line) {
        depth -= 1
        if depth == 0 { cards.append(CardRange(start, position, isClosed: true)) }
      }
      if !line.isEmpty { awaitsCard = isAgent(line) }
    }
    if depth > 0 { cards.append(CardRange(start, text.count, isClosed: false)) }
    return cards
  }

  /// vCard 2.1 writes the card of an assistant after an empty `AGENT:`.
  private static func isAgent(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count < 80, line.last == 0x3a else { return false }
    return String(decoding: line, as: UTF8.self).uppercased().hasPrefix("AGENT")
  }
}

/// A card's place in the text; there may be millions.
struct CardRange: Sendable {
  private let start: UInt32
  private let end: UInt32
  /// False for a card that the end of the file or the next card cuts off.
  let isClosed: Bool

  init(_ start: Int, _ end: Int, isClosed: Bool) {
    self.start = UInt32(clamping: start)
    self.end = UInt32(clamping: end)
    self.isClosed = isClosed
  }

  var bytes: Range<Int> { Int(start)..<Int(end) }
}

/// All cards looked at once: which columns there are and what the cards are.
struct CardSurvey {
  let rows: CardRows
  private(set) var facts = SourceFacts()

  /// Titles beyond these share one column.
  private static let titleLimit = 300

  init(_ text: [UInt8], _ ranges: [CardRange], encoding: TextEncoding?) {
    var titles: [String: Int] = [:]
    var strays: [UInt8] = []
    var leftOut = 0
    var beginnings = 0
    var organisations: [Place] = []
    var people = 0
    let decoder = CardDecoder(fallback: .windows1252)
    for (index, range) in ranges.enumerated() {
      let card = Card(text[range.bytes], decoder)
      let place = Place.card(index + 1)
      switch card.nature {
      case .person: people += 1
      case .organisation: organisations.append(place)
      case .other(let what): facts.noRecords[place] = what
      }
      leftOut += card.leftOut
      if card.values.isEmpty, !range.isClosed { beginnings += 1 }
      if strays.count < 1 << 18 { strays += card.strays }
      for (title, _) in card.values where titles[title] == nil && titles.count < CardSurvey.titleLimit {
        titles[title] = titles.count
      }
    }
    let known = Card.fields.filter { titles[$0] != nil }
    let others = titles.filter { !Card.fields.contains($0.key) }.sorted { $0.value < $1.value }.map(\.key)
    let columns = known + others
    rows = CardRows(
      text: text, ranges: ranges, decoder: CardDecoder(fallback: CardSurvey.page(of: strays)),
      columns: columns + (titles.count == CardSurvey.titleLimit ? [CardRows.rest] : []))
    facts.isDrawnTable = false
    facts.encoding = encoding ?? .utf8
    facts.verbatim = Set(known.count..<(rows.columns.count))
    facts.kind = people == 0 && !organisations.isEmpty ? .company : .contact
    if people > 0, !organisations.isEmpty {
      let places = Set(organisations)
      for index in ranges.indices {
        let place = Place.card(index + 1)
        facts.kinds[place] = places.contains(place) ? .company : .contact
      }
    }
    if beginnings > 0 {
      facts.notices.append(
        ImportWarning("cards that begin and have neither content nor an end: \(beginnings)"))
    }
    if leftOut > 0 {
      let what = leftOut == 1 ? "picture, sound or key is" : "pictures, sounds or keys are"
      facts.notices.append(ImportWarning("\(leftOut) \(what) left out"))
    }
  }

  private static func page(of strays: [UInt8]) -> CodePage {
    if strays.isEmpty { return .windows1252 }
    if case .likely(.page(let page)) = EncodingGuess(strays) { return page }
    return .windows1252
  }
}

/// The rows of a file of cards, each made of its bytes when it is asked for.
struct CardRows: IndexedRows {
  let text: [UInt8]
  let ranges: [CardRange]
  let decoder: CardDecoder
  let columns: [String]
  private let positions: [String: Int]

  /// The column of all properties that have none of their own.
  static let rest = "other properties"

  init(text: [UInt8], ranges: [CardRange], decoder: CardDecoder, columns: [String]) {
    self.text = text
    self.ranges = ranges
    self.decoder = decoder
    self.columns = columns
    positions = Dictionary(zip(columns, 0...), uniquingKeysWith: { first, _ in first })
  }

  /// The titles come first.
  var count: Int { ranges.count + 1 }

  func row(at index: Int) -> Row {
    guard index > 0 else { return Row(.card(0), cells: columns.map { .text($0) }) }
    let range = ranges[index - 1]
    let card = Card(text[range.bytes], decoder)
    var cells: [SourceCell] = []
    var faults: [RowFault] = []
    var rest: [String] = []
    for (title, items) in card.values {
      guard let position = positions[title] else {
        rest += items.map { "\(title): \($0)" }
        continue
      }
      while cells.count <= position { cells.append(.empty) }
      cells[position] = Card.cell(title, items)
      if let page = card.guesses[title] { faults.append(RowFault(reason: .strayBytes(page), cell: position)) }
    }
    if !rest.isEmpty, let position = positions[CardRows.rest] {
      while cells.count <= position { cells.append(.empty) }
      cells[position] = .list(rest)
    }
    var row = Row(.card(index), cells: cells)
    row.faults = faults
    let problem = range.isClosed ? card.problem : "the card has no END:VCARD: is the file whole?"
    if let problem { row.faults.append(RowFault(reason: .unreadable(problem), cell: 0)) }
    return row
  }
}
