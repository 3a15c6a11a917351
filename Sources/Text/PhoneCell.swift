/// What people write where phone numbers go: one number or several, with words beside them.
package struct PhoneCell: Sendable, Hashable {
  /// The numbers in the order of the text, none twice.
  package private(set) var numbers: [PhoneNumber] = []
  /// What was written beside the numbers; nil where nothing is lost by leaving it out.
  package private(set) var remark: String?

  /// Reads `8 916 123-45-67 / 8 495 123-45-67`, `+7 916 … (раб.), доб. 12`, `WhatsApp: +49 …`; nil where there is no
  /// number at all.
  package init?(_ text: String, defaultRegion: String) {
    if let number = PhoneNumber(text, defaultRegion: defaultRegion), number.isWhole(text) {
      numbers = [number]
      return
    }
    var reader = PhoneCellReader(region: defaultRegion)
    for piece in PhoneCellReader.pieces(text) { reader.read(piece) }
    guard !reader.numbers.isEmpty else { return nil }
    numbers = reader.numbers
    remark = reader.remarks.isEmpty ? nil : reader.remarks.joined(separator: ", ")
  }
}

extension PhoneNumber {
  /// False where the text may be two numbers side by side: a slash or the like in it, and no country found.
  fileprivate func isWhole(_ text: String) -> Bool {
    e164.hasPrefix("+") || !text.utf8.contains { $0 == 0x2f || $0 == 0x2c || $0 == 0x3b }
  }
}

/// Takes the pieces of a text one by one.
private struct PhoneCellReader {
  let region: String
  var numbers: [PhoneNumber] = []
  var remarks: [String] = []

  /// The text at its list marks; an extension stays with its number.
  static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    for part in text.unicodeScalars.split(whereSeparator: { ",;|\n\r".unicodeScalars.contains($0) }) {
      let piece = trimmed(String(String.UnicodeScalarView(part)))
      if piece.isEmpty { continue }
      if let last = pieces.last, isExtension(piece),
        last.unicodeScalars.contains(where: PhoneNumberParts.isDigit)
      {
        pieces[pieces.count - 1] = last + ", " + piece
      } else {
        pieces.append(piece)
      }
    }
    return pieces
  }

  /// `доб. 12`, `ext 5`, or up to four digits alone, which are no number by themselves.
  private static func isExtension(_ piece: String) -> Bool {
    let scalars = Array(piece.lowercased().unicodeScalars)
    if scalars.count <= 4, scalars.allSatisfy(PhoneNumberParts.isDigit) { return true }
    guard let marker = ExtensionWords.marker(at: scalars[...]) else { return false }
    return scalars[marker...].contains(where: PhoneNumberParts.isDigit)
  }

  mutating func read(_ piece: String) {
    let parts = piece.split(separator: "/", omittingEmptySubsequences: true).map { Self.trimmed(String($0)) }
    let whole = PhoneNumber(piece, defaultRegion: region)
    if parts.count > 1 {
      let each = parts.map { PhoneNumber($0, defaultRegion: region) }
      // "030 / 12 34 56" is one number; two of them are whole by themselves.
      let isEachWhole = each.allSatisfy { $0?.e164.hasPrefix("+") == true }
      let isEachLocal = whole?.e164.hasPrefix("+") != true && each.allSatisfy { $0 != nil }
      if isEachWhole || isEachLocal {
        for number in each { if let number { add(number) } }
        return
      }
      if whole?.e164.hasPrefix("+") != true {
        for part in parts { read(run: part) }
        return
      }
    }
    if let whole { add(whole) } else { read(run: piece) }
  }

  /// A piece with words in it: the numbers are its runs of digits.
  private mutating func read(run piece: String) {
    if let number = PhoneNumber(piece, defaultRegion: region) { return add(number) }
    let scalars = Array(piece.unicodeScalars)
    var words = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      guard let end = Self.endOfRun(scalars, from: index) else {
        words.append(scalars[index])
        index += 1
        continue
      }
      let (number, used) = number(scalars, index, end)
      if let number {
        add(number)
        words.append(" ")
      } else {
        words.append(contentsOf: scalars[index..<used])
      }
      index = used
    }
    let remark = Self.trimmed(String(words))
    if !Self.isLabel(remark) { remarks.append(remark) }
  }

  /// The end of a number that begins here; nil where none does. A second plus begins another number.
  private static func endOfRun(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
    guard PhoneNumberParts.isDigit(scalars[start]) || scalars[start] == "+" || scalars[start] == "(" else {
      return nil
    }
    var end = start
    var afterDigit = start
    while end < scalars.count {
      let scalar = scalars[end]
      if PhoneNumberParts.isDigit(scalar) {
        afterDigit = end + 1
      } else if scalar == "+", end > start, afterDigit > start {
        break
      } else if scalar != "+", !PhoneNumberParts.isSeparator(scalar) {
        break
      }
      end += 1
    }
    return afterDigit > start ? afterDigit : nil
  }

  /// The number of a run, with the extension behind it, and where both end.
  private func number(_ scalars: [Unicode.Scalar], _ start: Int, _ end: Int) -> (PhoneNumber?, Int) {
    func text(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view)
    }
    guard let number = PhoneNumber(text(start..<end), defaultRegion: region) else { return (nil, end) }
    var marker = end
    while marker < scalars.count, PhoneNumberParts.isSeparator(scalars[marker]) || scalars[marker] == "," {
      marker += 1
    }
    let rest = text(marker..<scalars.count).lowercased()
    guard let length = ExtensionWords.marker(at: Array(rest.unicodeScalars)[...]) else {
      return (number, end)
    }
    var last = marker + length
    while last < scalars.count, !PhoneNumberParts.isDigit(scalars[last]),
      !scalars[last].properties.isAlphabetic
    {
      last += 1
    }
    while last < scalars.count, PhoneNumberParts.isDigit(scalars[last]) { last += 1 }
    guard let extended = PhoneNumber(text(start..<last), defaultRegion: region) else { return (number, end) }
    return (extended, last)
  }

  private mutating func add(_ number: PhoneNumber) {
    if !numbers.contains(number) { numbers.append(number) }
  }

  /// Words that say no more than that a number is a phone number.
  private static func isLabel(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }
    let known: Set<Substring> = [
      "t", "tel", "telefon", "phone", "ph", "p", "tlf", "tél", "téléphone", "fon", "fone", "т", "тел",
      "телефон",
      "телефоны", "номер", "number", "no", "nr", "и", "или", "and", "or", "und", "oder", "et", "ou",
    ]
    return words.allSatisfy { known.contains($0) } && !text.contains { $0.isNumber }
  }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text).unicodeScalars
    func isEdge(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace || ",;:|/".unicodeScalars.contains(scalar)
    }
    while let first = rest.first, isEdge(first) { rest.removeFirst() }
    while let last = rest.last, isEdge(last) { rest.removeLast() }
    return String(Substring(rest))
  }
}
