/// Reads the text of a regular expression; what a linear match cannot do is refused by name.
struct PatternParser {
  private typealias Fault = RegexPattern.Fault

  private let characters: [Character]
  private var position = 0
  private var depth = 0
  private(set) var literals = PatternLiterals()

  private static let maximumDepth = 64
  private static let maximumCount = 1_000

  init(_ text: String) { characters = Array(text) }

  mutating func parse() throws(RegexPattern.Fault) -> PatternNode {
    let node = try alternatives()
    if position < characters.count { throw fault("this parenthesis closes nothing", length: 1) }
    return node
  }

  // MARK: - Structure

  private mutating func alternatives() throws(RegexPattern.Fault) -> PatternNode {
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(RegexPattern.Fault) -> PatternNode {
    var nodes: [PatternNode] = []
    while let character = peek, character != "|", character != ")" {
      let start = position
      let node = try atom()
      guard isRepeated else {
        nodes.append(node)
        continue
      }
      if case .place = node {
        throw Fault("a place cannot be repeated", at: start..<position, hint: "leave out what follows it")
      }
      nodes.append(try repetition(of: node))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func atom() throws(RegexPattern.Fault) -> PatternNode {
    let start = position
    guard let character = peek else { return .sequence([]) }
    switch character {
    case "(": return try group()
    case "[": return .one(.set(try characterClass()))
    case "\\": return try escape()
    case "*", "+", "?": throw fault("there is nothing before \"\(character)\" to repeat", length: 1)
    case "{" where counts() != nil: throw fault("there is nothing before \"{\" to repeat", length: 1)
    default: break
    }
    position = start + 1
    switch character {
    case "^": return .place(.start)
    case "$": return .place(.end)
    case ".": return .one(.any)
    default: return .one(literal(character))
    }
  }

  private mutating func group() throws(RegexPattern.Fault) -> PatternNode {
    let start = position
    position += 1
    if peek == "?" {
      guard characters[position...].starts(with: "?:") else { throw refusal(ofGroupAt: start) }
      position += 2
    } else if peek == "*" {
      throw Fault("a verb such as (*FAIL) is not known here", at: start..<(position + 1))
    }
    depth += 1
    guard depth <= PatternParser.maximumDepth else {
      throw Fault("groups go deeper than \(PatternParser.maximumDepth)", at: start..<position)
    }
    let inner = try alternatives()
    depth -= 1
    guard take(")") else { throw Fault("this parenthesis is not closed", at: start..<(start + 1)) }
    return inner
  }

  private func refusal(ofGroupAt start: Int) -> RegexPattern.Fault {
    let names: [(String, String)] = [
      ("?=", "look-ahead"), ("?!", "look-ahead"), ("?<=", "look-behind"), ("?<!", "look-behind"),
      ("?>", "an atomic group"), ("?|", "a branch reset"), ("?#", "a comment"), ("?(", "a conditional"),
      ("?R", "recursion"), ("?&", "recursion"), ("?P=", "a back-reference"), ("?P>", "recursion"),
      ("?P<", "a named group"), ("?<", "a named group"), ("?'", "a named group"),
    ]
    let rest = characters[(start + 1)...]
    let found = names.first { rest.starts(with: $0.0) }
    guard let found else {
      return Fault(
        "options such as (?i) are not known here", at: start..<min(start + 3, characters.count),
        hint: "case never counts")
    }
    return Fault(
      "\(found.1) is not known here: (\(found.0)", at: start..<(start + 1 + found.0.count),
      hint: found.1 == "a named group" ? "write ( ) without a name" : nil)
  }

  // MARK: - Repetitions

  /// Whether a repetition comes next; a brace that counts nothing is a character.
  private var isRepeated: Bool {
    switch peek {
    case "*", "+", "?": true
    case "{": counts() != nil
    default: false
    }
  }

  private mutating func repetition(of node: PatternNode) throws(RegexPattern.Fault) -> PatternNode {
    let start = position
    let bounds: (least: Int, most: Int?)
    switch peek {
    case "*": bounds = (0, nil)
    case "+": bounds = (1, nil)
    case "?": bounds = (0, 1)
    default:
      guard let counted = counts() else { return node }
      bounds = (counted.least, counted.most)
      position = counted.end - 1
    }
    position += 1
    let range = start..<position
    if let most = bounds.most, most < bounds.least {
      throw Fault("the smaller number comes first: {\(most),\(bounds.least)}", at: range)
    }
    guard max(bounds.least, bounds.most ?? 0) <= PatternParser.maximumCount else {
      throw Fault("a repetition counts to \(PatternParser.maximumCount) at most", at: range)
    }
    // Whether little or much is taken first makes no difference to whether anything matches.
    if take("?") { return .repeated(node, least: bounds.least, most: bounds.most) }
    if peek == "+" {
      throw Fault(
        "a possessive repetition is not known here", at: start..<(position + 1),
        hint: "leave out the second +")
    }
    if isRepeated {
      throw Fault("this repeats a repetition", at: start..<(position + 1), hint: "one of the two will do")
    }
    return .repeated(node, least: bounds.least, most: bounds.most)
  }

  /// `{2}`, `{2,}`, `{,3}` or `{2,3}`, and where it ends; nil for a brace that is nothing of the kind.
  private func counts() -> (least: Int, most: Int?, end: Int)? {
    guard let close = characters[position...].firstIndex(of: "}") else { return nil }
    let inside = characters[(position + 1)..<close]
    let parts = inside.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, !inside.allSatisfy({ $0 == "," }),
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    // A number that does not fit is too large in any case.
    let least = first.isEmpty ? 0 : Int(String(first)) ?? .max
    guard parts.count > 1 else { return (least, least, close + 1) }
    return (least, parts[1].isEmpty ? nil : Int(String(parts[1])) ?? .max, close + 1)
  }

  // MARK: - Characters

  private mutating func literal(_ character: Character) -> PatternTest {
    if character.unicodeScalars.count == 1 { literals.note(character) }
    return .literal(literals.item(character).code)
  }

  /// What stands behind a backslash.
  private enum Escape {
    case character(Character)
    case group(PatternSet.Group, isNegated: Bool)
    case place(PatternPlace)
  }

  private mutating func escape() throws(RegexPattern.Fault) -> PatternNode {
    switch try escaped() {
    case .character(let character): .one(literal(character))
    case .group(let group, let isNegated): .one(.set(PatternSet(group, isNegated: isNegated)))
    case .place(let place): .place(place)
    }
  }

  private mutating func escaped() throws(RegexPattern.Fault) -> Escape {
    let start = position
    position += 1
    guard let character = peek else {
      throw Fault("a character is missing after \"\\\"", at: start..<position)
    }
    position += 1
    switch character {
    case "d", "D": return .group(.digit, isNegated: character == "D")
    case "w", "W": return .group(.word, isNegated: character == "W")
    case "s", "S": return .group(.space, isNegated: character == "S")
    case "b": return .place(.wordBoundary)
    case "B": return .place(.noWordBoundary)
    case "t": return .character("\t")
    case "n": return .character("\n")
    case "r": return .character("\r")
    case "f": return .character("\u{C}")
    case "x", "u": return .character(try numbered(character, from: start))
    default: break
    }
    let isWord = character.isASCII && (character.isLetter || character.isNumber)
    if !isWord { return .character(character) }
    let name = "\\\(character)"
    switch character {
    case "1"..."9", "k", "g":
      throw Fault("a back-reference is not known here: \(name)", at: start..<position)
    case "p", "P":
      throw Fault(
        "a property of characters is not known here: \(name)", at: start..<position,
        hint: "write a class, such as [a-zа-яё]")
    case "A": throw Fault("\(name) is not known here", at: start..<position, hint: "write ^")
    case "z", "Z": throw Fault("\(name) is not known here", at: start..<position, hint: "write $")
    default: throw Fault("\(name) is not known here", at: start..<position)
    }
  }

  /// `\x41`, `\u0041`, `\x{41}` or `\u{41}`.
  private mutating func numbered(
    _ kind: Character, from start: Int
  ) throws(RegexPattern.Fault) -> Character {
    let count = kind == "x" ? 2 : 4
    let isBraced = take("{")
    let digits = characters[position...].prefix { $0.isHexDigit }.prefix(isBraced ? 8 : count)
    position += digits.count
    guard isBraced ? take("}") : digits.count == count,
      let scalar = UInt32(String(digits), radix: 16).flatMap({ Unicode.Scalar($0) })
    else {
      throw Fault(
        "\\\(kind) takes the number of a character", at: start..<position, hint: "such as \\u{20AC}")
    }
    return Character(scalar)
  }

  // MARK: - Classes

  private mutating func characterClass() throws(RegexPattern.Fault) -> PatternSet {
    let start = position
    position += 1
    var set = PatternSet()
    set.isNegated = take("^")
    var isFirst = true
    while let character = peek, character != "]" || isFirst {
      isFirst = false
      try refuseOperators()
      guard let low = try member(of: &set) else { continue }
      guard peek == "-", position + 1 < characters.count, characters[position + 1] != "]" else {
        add(low, to: &set)
        continue
      }
      try refuseOperators()
      let dash = position
      position += 1
      guard let high = try member(of: &set), let first = low.unicodeScalars.first,
        let last = high.unicodeScalars.first, low.unicodeScalars.count + high.unicodeScalars.count == 2,
        first <= last
      else {
        throw Fault(
          "this range has no order", at: (dash - 1)..<min(position, characters.count),
          hint: "write the smaller character first, or \"\\-\" for a minus")
      }
      set.ranges.append(first.value...last.value)
    }
    guard take("]") else { throw Fault("this class is not closed", at: start..<(start + 1)) }
    return set
  }

  /// One character of a class; nil for a group such as `\d`, which is added at once.
  private mutating func member(of set: inout PatternSet) throws(RegexPattern.Fault) -> Character? {
    guard let character = peek else { return nil }
    let start = position
    if character == "[" {
      let isNamed = [":", ".", "="].contains(characters.dropFirst(position + 1).first)
      throw fault(
        isNamed ? "a POSIX class is not known here" : "a class within a class is not known here",
        length: isNamed ? 2 : 1, hint: isNamed ? "write \\d, \\w, \\s or a range" : "write \\[ for a bracket")
    }
    guard character == "\\" else {
      position += 1
      return character
    }
    switch try escaped() {
    case .character(let character): return character
    case .group(let group, let isNegated): set.groups.append((group, isNegated))
    case .place: throw Fault("a place is no member of a class", at: start..<position)
    }
    return nil
  }

  private mutating func add(_ character: Character, to set: inout PatternSet) {
    if case .literal(let code) = literal(character) { set.codes.append(code) }
  }

  private func refuseOperators() throws(RegexPattern.Fault) {
    let rest = characters[position...].prefix(3)
    for mark in ["&&", "--", "~~"] where rest.starts(with: mark) && rest.count == 3 {
      throw fault(
        "\"\(mark)\" within a class is not known here", length: 2, hint: "write \\\(mark.prefix(1))")
    }
  }

  // MARK: - Places in the text

  private var peek: Character? { position < characters.count ? characters[position] : nil }

  private mutating func take(_ character: Character) -> Bool {
    guard peek == character else { return false }
    position += 1
    return true
  }

  private func fault(_ message: String, length: Int, hint: String? = nil) -> RegexPattern.Fault {
    Fault(message, at: position..<min(position + length, max(characters.count, position + 1)), hint: hint)
  }
}
