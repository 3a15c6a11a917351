import Records

/// One of the parts of a number format, which stand for positive numbers, negative ones, zero and text.
struct NumberFormatSection: Sendable {
  enum Meaning: Sendable, Equatable {
    case plain
    case duration
    case date(hasDay: Bool, hasTime: Bool)
    case percent
    /// Words, or zeros in front, make a text of the number.
    case words
  }

  struct Condition: Sendable {
    let comparison: String
    let bound: Decimal

    func holds(for number: Decimal) -> Bool {
      switch comparison {
      case "<": number < bound
      case "<=": number <= bound
      case ">": number > bound
      case ">=": number >= bound
      case "<>": number != bound
      default: number == bound
      }
    }
  }

  private enum Piece: Sendable, Equatable {
    case literal(String)
    /// `0`, `#` or `?`.
    case digit(Character)
    case point, comma, percent, exponent, slash, general, at
    /// A letter of a date: y m d h s, and a for AM/PM.
    case date(Character)
    case elapsed
  }

  let code: String
  private(set) var condition: Condition?
  private var pieces: [Piece] = []
  private(set) var meaning = Meaning.plain

  /// Codes of more sections or characters are none.
  static func sections(of code: String) -> [NumberFormatSection] {
    guard code.utf8.count <= 1024 else { return [] }
    var sections: [NumberFormatSection] = []
    var current = ""
    var isQuoted = false
    var isEscaped = false
    for character in code {
      if isEscaped {
        isEscaped = false
      } else if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == "\\" || character == "_" || character == "*" {
        isEscaped = true
      } else if character == ";", !isQuoted {
        sections.append(NumberFormatSection(current))
        current = ""
        continue
      }
      current.append(character)
    }
    sections.append(NumberFormatSection(current))
    return sections.count <= 4 ? sections : []
  }

  init(_ code: String) {
    self.code = code
    var rest = code[...]
    while let first = rest.first {
      rest.removeFirst()
      read(first, &rest)
    }
    meaning = classified()
  }

  /// True for the section of texts, which says nothing of numbers.
  var isForText: Bool {
    pieces.contains(.at) && !pieces.contains { if case .digit = $0 { true } else { false } }
  }

  // MARK: Reading

  private mutating func read(_ first: Character, _ rest: inout Substring) {
    switch first {
    case "\"":
      let text = rest.prefix { $0 != "\"" }
      rest = rest.dropFirst(text.count + 1)
      pieces.append(.literal(String(text)))
    case "\\": if let next = rest.popFirst() { pieces.append(.literal(String(next))) }
    case "_", "*":
      // A blank as wide as the character, or the character as often as there is room.
      if rest.popFirst() != nil, first == "_" { pieces.append(.literal(" ")) }
    case "[":
      let text = rest.prefix { $0 != "]" }
      rest = rest.dropFirst(text.count + 1)
      readBracket(String(text))
    case "0", "#", "?": pieces.append(.digit(first))
    case ".": pieces.append(.point)
    case ",": pieces.append(.comma)
    case "%": pieces.append(.percent)
    case "/": pieces.append(.slash)
    case "@": pieces.append(.at)
    default: readLetter(first, &rest)
    }
  }

  private mutating func readLetter(_ first: Character, _ rest: inout Substring) {
    let word = (String(first) + rest.prefix(6)).lowercased()
    if word == "general" {
      rest = rest.dropFirst(6)
      pieces.append(.general)
    } else if word.hasPrefix("am/pm") || word.hasPrefix("a/p") {
      rest = rest.dropFirst(word.hasPrefix("a/p") ? 2 : 4)
      pieces.append(.date("a"))
    } else if word.hasPrefix("e+") || word.hasPrefix("e-") {
      rest = rest.dropFirst()
      pieces.append(.exponent)
    } else if let letter = word.first, "ymdhs".contains(letter) {
      pieces.append(.date(letter))
    } else {
      pieces.append(.literal(String(first)))
    }
  }

  /// `[h]`, `[$€-407]`, `[<=100]`, or a colour and the like, which mean nothing here.
  private mutating func readBracket(_ text: String) {
    let word = text.lowercased()
    if let letter = word.first, "hms".contains(letter), word.allSatisfy({ $0 == letter }) {
      pieces.append(.elapsed)
    } else if text.hasPrefix("$") {
      let symbol = text.dropFirst().prefix { $0 != "-" }
      if !symbol.isEmpty { pieces.append(.literal(String(symbol))) }
    } else {
      let comparison = text.prefix { "<>=".contains($0) }
      guard !comparison.isEmpty, let bound = Decimal(text.dropFirst(comparison.count)) else { return }
      condition = Condition(comparison: String(comparison), bound: bound)
    }
  }

  // MARK: Meaning

  private func has(_ letters: String) -> Bool {
    pieces.contains { if case .date(let letter) = $0 { letters.contains(letter) } else { false } }
  }

  private func classified() -> Meaning {
    if pieces.contains(.elapsed) { return .duration }
    let hasDigits = pieces.contains { if case .digit = $0 { true } else { false } }
    if has("ymdhsa"), !pieces.contains(.general) {
      let hasTime = has("hsa")
      return .date(hasDay: has("yd") || (has("m") && !hasTime), hasTime: hasTime)
    }
    guard hasDigits, !pieces.contains(.slash), !pieces.contains(.exponent) else { return .plain }
    if pieces.contains(.percent) { return .percent }
    if isScaled { return .plain }
    let literals = pieces.reduce(into: "") { if case .literal(let text) = $1 { $0 += text } }
    let hasWords = literals.unicodeScalars.contains {
      $0.properties.isAlphabetic || $0.properties.generalCategory == .currencySymbol
        || $0.properties.numericType != nil || $0 == "+"
    }
    return hasWords || isCode ? .words : .plain
  }

  /// A comma behind the last digit divides by a thousand.
  private var isScaled: Bool {
    guard let last = pieces.lastIndex(where: { if case .digit = $0 { true } else { false } }) else {
      return false
    }
    return pieces.indices.contains(last + 1) && pieces[last + 1] == .comma
  }

  /// True for the digits of a code, not of an amount: several zeros that are always there, or signs between digits.
  private var isCode: Bool {
    guard !pieces.contains(.point), !pieces.contains(.comma) else { return false }
    return pieces.count { $0 == .digit("0") } > 1 || hasInnerLiterals
  }

  private var digitRange: Range<Int> {
    let isDigit: (Piece) -> Bool = { if case .digit = $0 { true } else { false } }
    guard let first = pieces.firstIndex(where: isDigit), let last = pieces.lastIndex(where: isDigit) else {
      return 0..<0
    }
    return first..<(last + 1)
  }

  private var hasInnerLiterals: Bool {
    pieces[digitRange].contains {
      if case .literal(let text) = $0 { !text.allSatisfy { $0 == " " } } else { false }
    }
  }

  // MARK: Text

  /// The number with the words and the zeros of the format; its own decimals are all kept.
  func text(of number: Decimal, isOwnSign: Bool) -> String {
    let range = digitRange
    func words(_ pieces: ArraySlice<Piece>) -> String {
      let text = pieces.reduce(into: "") { if case .literal(let text) = $1 { $0 += text } }
      return isOwnSign ? text.filter { $0 != "(" && $0 != ")" && $0 != "-" } : text
    }
    let plain = (number.isNegative ? -number : number).trimmed
    var digits = plain.description
    if isCode, let whole = plain.integer { digits = filled(Array(String(whole)), range) }
    let sign = number.isNegative ? "-" : ""
    return CellText.trimmed(
      words(pieces[..<range.lowerBound]) + sign + digits + words(pieces[range.upperBound...]))
  }

  /// The digits in their places from the right, with what the format has between them.
  private func filled(_ digits: [Character], _ range: Range<Int>) -> String {
    var rest = digits[...]
    var result: [Character] = []
    for piece in pieces[range].reversed() {
      switch piece {
      case .digit(let sign):
        if let digit = rest.popLast() { result.append(digit) } else if sign == "0" { result.append("0") }
      case .literal(let text): if !rest.isEmpty || hasZeros { result += text.reversed() }
      default: break
      }
    }
    return String(rest) + String(result.reversed())
  }

  private var hasZeros: Bool { pieces.contains(.digit("0")) }
}
