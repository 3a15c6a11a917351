/// Recognises the expressions whose matching can take exponential time, such as `(a+)+b`.
enum RegexCost {
  /// True where a repeated group consists of nothing but a repetition (beside what may be missing), or of
  /// alternatives that begin alike.
  static func isExponential(_ pattern: String) -> Bool {
    var reader = Reader(characters: Array(pattern))
    return reader.alternatives(depth: 0).isRisky
  }

  /// What is known of a part of an expression.
  private struct Part {
    /// It can match without taking a character.
    var isOptional = true
    /// It repeats without an upper bound.
    var isRepetition = false
    /// A character that it must begin with; nil where that is not a plain character.
    var first: Character?
    /// Taken alone it gives a repetition around it many ways to match the same text.
    var isAmbiguous = false
    var isRisky = false
  }

  private struct Reader {
    let characters: [Character]
    var position = 0

    mutating func alternatives(depth: Int) -> Part {
      var branches = [sequence(depth: depth)]
      while position < characters.count, characters[position] == "|" {
        position += 1
        branches.append(sequence(depth: depth))
      }
      var result = Part()
      result.isOptional = branches.contains { $0.isOptional }
      result.isRisky = branches.contains { $0.isRisky }
      result.first = branches.count == 1 ? branches[0].first : nil
      let firsts = branches.map(\.first)
      // Alternatives that cannot be told apart by their first character may share it.
      let areAlike =
        branches.count > 1 && Set(firsts.map { $0.map { String($0).lowercased() } }).count < branches.count
      result.isAmbiguous = branches.contains { $0.isAmbiguous } || areAlike
      return result
    }

    private mutating func sequence(depth: Int) -> Part {
      var result = Part()
      var repetitions = 0
      var fixed = 0
      var ambiguous = 0
      var optional = 0
      while position < characters.count, characters[position] != "|" {
        if characters[position] == ")" {
          if depth > 0 { break }
          position += 1
          continue
        }
        guard let part = item(depth: depth) else { continue }
        if fixed + repetitions + ambiguous == 0 { result.first = part.isOptional ? nil : part.first }
        result.isRisky = result.isRisky || part.isRisky
        result.isOptional = result.isOptional && part.isOptional
        if part.isRepetition {
          repetitions += 1
        } else if part.isAmbiguous {
          ambiguous += 1
        } else if part.isOptional {
          optional += 1
        } else {
          fixed += 1
        }
      }
      result.isAmbiguous = fixed == 0 && (repetitions + ambiguous > 0 || optional > 1)
      return result
    }

    /// One character, class or group with its quantifier; nil for what takes no text.
    private mutating func item(depth: Int) -> Part? {
      var part = Part(isOptional: false)
      switch characters[position] {
      case "(":
        position += 1
        skipGroupHead()
        part = depth < 64 ? alternatives(depth: depth + 1) : Part(isRisky: true)
        if depth >= 64 { position = characters.count }
        if position < characters.count { position += 1 }
      case "[":
        skipClass()
      case "\\":
        position += 1
        let escaped = position < characters.count ? characters[position] : "\\"
        position += 1
        if "bBAZzG".contains(escaped) { return nil }
        part.first = escaped.isLetter || escaped.isNumber ? nil : escaped
        if position < characters.count, "pPxuUN".contains(escaped), characters[position] == "{" {
          skip(to: "}")
        }
      case "^", "$":
        position += 1
        return nil
      case let character:
        position += 1
        part.first = character == "." ? nil : character
      }
      quantify(&part)
      return part
    }

    private mutating func quantify(_ part: inout Part) {
      guard position < characters.count else { return }
      var isUnbounded = false
      switch characters[position] {
      case "*":
        isUnbounded = true
        part.isOptional = true
      case "+": isUnbounded = true
      case "?": part.isOptional = true
      case "{":
        let start = position + 1
        let body = characters[start...].prefix { $0 != "}" }
        guard body.allSatisfy({ $0.isNumber || $0 == "," || $0 == " " }), !body.isEmpty else { return }
        if body.first == "0" || body.first == "," { part.isOptional = true }
        let upper = body.split(separator: ",", omittingEmptySubsequences: false).last.map { String($0) } ?? ""
        // Many bounded repetitions of an ambiguous group cost as much as unbounded ones.
        isUnbounded = body.contains(",") ? (Int(upper) ?? .max) > 10 : (Int(upper) ?? 0) > 10
        position += body.count + 1
      default: return
      }
      position += 1
      if position < characters.count, characters[position] == "?" || characters[position] == "+" {
        position += 1
      }
      if isUnbounded {
        part.isRisky = part.isRisky || part.isAmbiguous
        part.isRepetition = true
      }
    }

    private mutating func skipGroupHead() {
      guard position < characters.count, characters[position] == "?" else { return }
      position += 1
      while position < characters.count, ":=!>)".contains(characters[position]) == false { position += 1 }
      if position < characters.count, characters[position] != ")" { position += 1 }
      if position < characters.count, "=!".contains(characters[position]) { position += 1 }
    }

    private mutating func skipClass() {
      position += 1
      var nesting = 1
      if position < characters.count, characters[position] == "^" { position += 1 }
      if position < characters.count, characters[position] == "]" { position += 1 }
      while position < characters.count, nesting > 0 {
        switch characters[position] {
        case "\\": position += 1
        case "[": nesting += 1
        case "]": nesting -= 1
        default: break
        }
        position += 1
      }
      position = min(position, characters.count)
    }

    private mutating func skip(to end: Character) {
      while position < characters.count, characters[position] != end { position += 1 }
      if position < characters.count { position += 1 }
    }
  }
}
