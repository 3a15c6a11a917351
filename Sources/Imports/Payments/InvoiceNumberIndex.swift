import Text

/// Finds the numbers of invoices in what payers write: broken by blanks and line ends, with other dashes, in small letters.
struct InvoiceNumberIndex {
  /// How a number stands in a text.
  enum Certainty: Int, Comparable {
    /// The digits without the letters, and no word before them says that they are an invoice's.
    case digits
    /// Within something longer.
    case within
    /// The digits without the letters, behind a word for an invoice.
    case named
    /// All of it and by itself.
    case whole

    static func < (a: Certainty, b: Certainty) -> Bool { a.rawValue < b.rawValue }
  }

  /// What a text names: places of invoices, with how certain that is.
  struct Finding {
    var certainty: [Int: Certainty] = [:]
    /// A number that several invoices have.
    var isShared = false
    /// The text has a number behind a word for an invoice, and no invoice has that number.
    var namesAnother = false
  }

  private var numbers: [[UInt16]] = []
  private var whole = Table()
  private var digits = Table()
  /// By what a reference of ISO 11649 made of the number has in it.
  private var creditor: [String: [Int]] = [:]

  private struct Table {
    var places: [UInt64: [Int]] = [:]
    var lengths: Set<Int> = []
    var longest = 0

    mutating func add(_ key: ArraySlice<UInt16>, _ place: Int) {
      places[key.reduce(FNV1a.start) { FNV1a.mixed($0, UInt64($1)) }, default: []].append(place)
      lengths.insert(key.count)
      longest = max(longest, key.count)
    }
  }

  /// Numbers with fewer signs are found only behind a word for an invoice.
  private static let leastSigns = 5

  /// The invoices are named by their place in the list.
  init(_ texts: [String]) {
    for (place, text) in texts.enumerated() {
      let number = NumberText.word(text)
      numbers.append(number)
      guard let first = number.firstIndex(where: { (0x30...0x39).contains($0) }) else { continue }
      let isLong = number.count >= InvoiceNumberIndex.leastSigns
      if first > 0, isLong { whole.add(number[...], place) }
      // Numbers of nothing but digits are known by the words before them.
      let rest = number[first...]
      if rest.allSatisfy({ (0x30...0x39).contains($0) }),
        first == 0 || rest.count >= InvoiceNumberIndex.leastSigns
      {
        digits.add(rest, place)
      }
      let body = String(decoding: number.drop { $0 == 0x30 }, as: UTF16.self)
      if isLong, body.utf8.allSatisfy({ $0 < 0x80 }) { creditor[body, default: []].append(place) }
    }
  }

  // MARK: Looking

  /// Looks through texts that belong to one payment.
  func find(in texts: [String]) -> Finding {
    var finding = Finding()
    for text in texts { look(NumberText(text), &finding) }
    return finding
  }

  private struct Hit {
    let range: Range<Int>
    let places: [Int]
    var certainty: Certainty
  }

  private func look(_ text: NumberText, _ finding: inout Finding) {
    var hits: [Hit] = []
    for start in 0..<text.count where text.isStart(start) {
      let found = self.hits(in: text, from: start)
      // Of numbers that begin together each may be meant.
      let isOpen = found.filter { $0.certainty == .whole }.count > 1
      for var hit in found {
        if isOpen { hit.certainty = .within }
        hits.append(hit)
      }
    }
    let covering = hits.filter { $0.certainty == .whole || $0.certainty == .within }.map(\.range)
    hits.removeAll { hit in
      (hit.certainty == .digits || hit.certainty == .named)
        && covering.contains { $0.contains(hit.range.lowerBound) && $0 != hit.range }
    }
    for hit in hits {
      if hit.places.count > 1, hit.certainty >= .named { finding.isShared = true }
      for place in hit.places {
        finding.certainty[place] = max(finding.certainty[place] ?? .digits, hit.certainty)
      }
    }
    if !finding.namesAnother { finding.namesAnother = namesAnother(text, besides: hits.map(\.range)) }
  }

  private func hits(in text: NumberText, from start: Int) -> [Hit] {
    var hits: [Hit] = []
    let isDigit = text.isDigit(start)
    if !isDigit, let hit = creditorHit(text, start) { hits.append(hit) }
    let table = isDigit ? digits : whole
    var hash = FNV1a.start
    var index = start
    while index < text.count, index - start < table.longest {
      if index > start, text.gap(index) > .blank { break }
      hash = FNV1a.mixed(hash, UInt64(text.signs[index]))
      index += 1
      guard table.lengths.contains(index - start), let places = table.places[hash] else { continue }
      let signs = text.signs[start..<index]
      let same = places.filter {
        isDigit ? numbers[$0].suffix(signs.count).elementsEqual(signs) : numbers[$0].elementsEqual(signs)
      }
      guard !same.isEmpty, let certainty = certainty(text, start..<index, of: numbers[same[0]]) else {
        continue
      }
      hits.append(Hit(range: start..<index, places: same, certainty: certainty))
    }
    return hits
  }

  /// Nil for what is part of a longer run of digits.
  private func certainty(_ text: NumberText, _ range: Range<Int>, of number: [UInt16]) -> Certainty? {
    let (start, end) = (range.lowerBound, range.upperBound)
    if text.gap(end) == .none, text.isDigit(end) { return nil }
    if start > 0, text.gap(start) == .none, text.isDigit(start - 1) { return nil }
    let isAlone = endsAlone(text, end)
    if text.isDigit(start) {
      // A blank within digits may as well part two numbers.
      let isBroken = (start + 1..<end).contains { text.gap($0) >= .line }
      guard isAlone, !isBroken else { return .digits }
      return isNamed(text, start, prefix: number) ? .named : .digits
    }
    return isAlone && beginsAlone(text, start) ? .whole : .within
  }

  private func beginsAlone(_ text: NumberText, _ start: Int) -> Bool {
    switch text.gap(start) {
    case .hard, .blank, .line, .dot, .slash: return true
    case .none, .dash:
      guard let word = text.letters(endingAt: start)?.word else { return false }
      return InvoiceNumberIndex.isNeutral(word) || InvoiceNumberIndex.names.contains(word)
    }
  }

  private func endsAlone(_ text: NumberText, _ end: Int) -> Bool {
    guard end < text.count else { return true }
    let letters = text.letterCount(from: end)
    switch text.gap(end) {
    case .hard, .blank: return true
    case .line, .dot: return letters > 0
    case .slash: return letters > 1
    case .dash: return letters > 2
    case .none: return InvoiceNumberIndex.tails.contains(Array(text.signs[end..<(end + letters)]))
    }
  }

  /// Whether the word before a number says that it is an invoice's; words such as `Nr` are passed over.
  private func isNamed(_ text: NumberText, _ start: Int, prefix number: [UInt16]) -> Bool {
    var end = start
    for _ in 0..<3 {
      // A colon may stand between: `Rechnung: 42`.
      guard let (range, word) = text.letters(endingAt: end) else { return false }
      if InvoiceNumberIndex.names.contains(word)
        || number.starts(with: word) && text.isDigit(start) && word.count > 1
      {
        return true
      }
      guard InvoiceNumberIndex.isNeutral(word) else { return false }
      end = range.lowerBound
    }
    return false
  }

  /// Whether a word for an invoice stands before a number that none of the ranges has.
  private func namesAnother(_ text: NumberText, besides ranges: [Range<Int>]) -> Bool {
    var index = 0
    while index < text.count {
      guard !text.isDigit(index), text.isStart(index) else {
        index += 1
        continue
      }
      let end = index + text.letterCount(from: index)
      let word = Array(text.signs[index..<end])
      if InvoiceNumberIndex.names.contains(word) {
        var next = end
        while next < text.count, !text.isDigit(next) {
          let letters = text.letterCount(from: next)
          guard InvoiceNumberIndex.isNeutral(Array(text.signs[next..<(next + letters)])) else { break }
          next += letters
        }
        // A number, or letters that go over into one.
        var digit = next
        while digit < text.count, !text.isDigit(digit), digit == next || text.gap(digit) < .blank {
          digit += 1
        }
        if digit < text.count, text.isDigit(digit), digit == next || text.gap(digit) < .blank,
          !ranges.contains(where: { $0.contains(next) || $0.contains(digit) })
        {
          return true
        }
      }
      index = max(end, index + 1)
    }
    return false
  }

  /// A reference of ISO 11649 that was made of a number.
  private func creditorHit(_ text: NumberText, _ start: Int) -> Hit? {
    guard start + 4 < text.count, text.signs[start] == 0x52, text.signs[start + 1] == 0x46,
      text.isDigit(start + 2),
      text.isDigit(start + 3)
    else { return nil }
    var end = start + 1
    while end < text.count, end - start < 25, text.gap(end) <= .blank { end += 1 }
    while end - start > 4 {
      let reference = CreditorReference(String(decoding: text.signs[start..<end], as: UTF16.self))
      if let reference, let places = creditor[reference.body] {
        return Hit(range: start..<end, places: places, certainty: .whole)
      }
      end -= 1
    }
    return nil
  }

  // MARK: Words

  private static func isNeutral(_ word: [UInt16]) -> Bool { neutral.contains(word) }

  /// What stands between such a word and the number.
  private static let neutral = words("n no nr num number nummer ном номер н")

  /// What people call an invoice.
  private static let names = words(
    "invoice invoices inv bill rechnung rechnungen rechnungsnr rechnungsnummer rechnr rgnr renr rg re rnr facture faktura fact "
      + "счет счета счету счёт счёту счете счетам счетов сч счф сф инв инвойс инвойсу шот рахунок рахунку")

  /// Words that follow a number without a blank.
  private static let tails = words("от vom from dated of за und и and")

  private static func words(_ list: String) -> Set<[UInt16]> {
    Set(list.split(separator: " ").map { NumberText.word(String($0)) })
  }
}
