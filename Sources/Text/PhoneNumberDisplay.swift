extension PhoneNumber {
  /// The number grouped for reading, such as "+7 916 123-45-67"; it reads back as the same number.
  package var display: String {
    let suffix = self.extension.map { " ext. \($0)" } ?? ""
    guard e164.hasPrefix("+") else { return Self.local(e164) + suffix }
    let digits = String(e164.dropFirst())
    guard let plan = CallingPlan.matching(digits) else { return e164 + suffix }
    let national = String(digits.dropFirst(plan.code.utf8.count))
    return "+" + plan.code + " " + Self.grouped(national, code: plan.code) + suffix
  }

  private static func grouped(_ national: String, code: String) -> String {
    switch (code, national.utf8.count) {
    case ("7", 10): return group(national, [3, 3, 2, 2], [" ", "-", "-"])
    case ("1", 10): return group(national, [3, 3, 4], [" ", "-"])
    case ("380", 9), ("375", 9), ("998", 9), ("992", 9), ("994", 9):
      return group(national, [2, 3, 2, 2], [" ", "-", "-"])
    case ("33", 9), ("32", 9): return group(national, [1, 2, 2, 2, 2], [" ", " ", " ", " "])
    case ("44", 10):
      return national.hasPrefix("2")
        ? group(national, [2, 4, 4], [" ", " "]) : group(national, [4, 6], [" "])
    case ("86", 11): return group(national, [3, 4, 4], [" ", " "])
    default: return triples(national)
    }
  }

  private static func local(_ digits: String) -> String {
    switch digits.utf8.count {
    case 5: group(digits, [1, 2, 2], ["-", "-"])
    case 6: group(digits, [2, 2, 2], ["-", "-"])
    case 7: group(digits, [3, 2, 2], ["-", "-"])
    default: digits
    }
  }

  private static func group(_ digits: String, _ sizes: [Int], _ separators: [String]) -> String {
    var rest = digits[...]
    var result = ""
    for (index, size) in sizes.enumerated() {
      if index > 0, index <= separators.count { result += separators[index - 1] }
      result += rest.prefix(size)
      rest = rest.dropFirst(size)
    }
    return result + rest
  }

  /// Groups of three; a rest of one digit joins the last group.
  private static func triples(_ digits: String) -> String {
    var groups: [String] = []
    var rest = digits[...]
    while rest.utf8.count > 4 {
      groups.append(String(rest.prefix(3)))
      rest = rest.dropFirst(3)
    }
    if !rest.isEmpty { groups.append(String(rest)) }
    return groups.joined(separator: " ")
  }
}

extension PhoneNumber {
  /// A number as a record holds it, grouped for reading; text that is no international number stays as it is.
  package static func readable(_ text: String) -> String {
    guard text.first == "+", let number = PhoneNumber(text, defaultRegion: "") else { return text }
    let display = number.display
    // Grouping must neither add nor lose a digit.
    func digits(_ text: String) -> [Unicode.Scalar] {
      text.unicodeScalars.filter { ("0"..."9").contains($0) }
    }
    return digits(display) == digits(text) ? display : text
  }
}
