import SeededRandomness
import Testing

@testable import Filters

@Suite struct PatternTests {
  private func matches(_ pattern: String, _ text: String) throws -> Bool {
    try RegexPattern(pattern).matches(text)
  }

  @Test(arguments: [
    // Literals, in any case and any spelling of the same character.
    ("abc", "xABCx", true), ("abc", "ab c", false), ("", "anything", true), ("ЛЕНД", "лендинг", true),
    ("élan", "E\u{301}LAN", true), ("e\u{301}lan", "ÉLAN", true), ("[й]", "и\u{306}", true),
    ("и\u{306}", "Й", true), ("\u{1F44D}\u{1F3FD}", "ok \u{1F44D}\u{1F3FD}", true),
    ("\u{1F44D}\u{1F3FD}", "ok \u{1F44D}\u{1F3FF}", false), ("σ", "ς", true), ("straße", "STRAẞE", true),
    // Any character, places, and escapes.
    ("a.c", "abc", true), ("a.c", "a\nc", false), ("^b", "ab", false), ("^a", "ab", true),
    ("b$", "ab", true), ("a$", "ab", false), ("b$", "ab\n", true), ("^$", "", true), ("a$b", "ab", false),
    ("\\bsite\\b", "the site is", true), ("\\bsite\\b", "website", false), ("\\Bsite", "website", true),
    ("\\bдом\\b", "наш дом.", true), ("\\(urg", "(urgent)", true), ("a\\.b", "a.b", true),
    ("a\\.b", "axb", false), ("\\x41\\u0042\\u{43}", "abc", true), ("a\\tb\\n", "a\tb\n", true),
    ("\\d{3}-\\d", "call 123-4", true), ("\\D", "123", false), ("\\w+", "ü", true), ("\\W", "ab_1", false),
    ("\\s", "a\u{A0}b", true), ("\\S", " \t", false), ("\\d", "٣", true),
    // Classes.
    ("[abc]", "xBx", true), ("[^abc]", "AbC", false), ("[a-f]", "E", true), ("[A-F]", "e", true),
    ("[а-я]+$", "ДОМ", true), ("[^а-яё]", "Ёж", false), ("[]x]", "]", true), ("[^]x]", "]", false),
    ("[a-]", "-", true), ("[-a]", "-", true), ("[\\d\\s]", "a 1", true), ("[\\]]", "]", true),
    ("[\\w.-]+@", "a.b-c@d", true), ("[.*+?]", "abc", false), ("[(+)]+", ")", true), ("[$^]", "^", true),
    // Repetitions and choices.
    ("ab*c", "ac", true), ("ab+c", "ac", false), ("ab?c", "abbc", false), ("^a{2}$", "aa", true),
    ("^a{2}$", "aaa", false), ("^a{2,}$", "aaaa", true), ("^a{,2}$", "aaa", false), ("^a{0}$", "", true),
    ("^(ab){2,3}$", "ababab", true), ("^(ab){2,3}$", "abab a", false), ("a{x}", "a{x}", true),
    ("^a*?b+?$", "aabb", true), ("site( for|$)", "web site", true), ("site( for|$)", "site from", false),
    ("^(|a)$", "a", true), ("^(a|ab)(c|bcd)$", "abcd", true), ("(?:x|y)z", "yz", true),
    ("(a*)*b", "aab", true), ("^(a?){3}$", "aa", true), ("(^a|b$)", "xb", true),
  ])
  func table(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
    #expect(try matches(pattern, text) == isMatch)
  }

  @Test(arguments: [
    ("(a)\\1", 3..<5, "back-reference"), ("\\k<x>", 0..<2, "back-reference"), ("(?=a)b", 0..<3, "look-ahead"),
    ("a(?!b)", 1..<4, "look-ahead"), ("(?<=a)b", 0..<4, "look-behind"), ("(?<!a)b", 0..<4, "look-behind"),
    ("(?>a)", 0..<3, "atomic"), ("(?<name>a)", 0..<3, "named group"), ("(?P<n>a)", 0..<4, "named group"),
    ("(?i)a", 0..<3, "options"), ("a++", 1..<3, "possessive"), ("a{2}+", 1..<5, "possessive"),
    ("\\p{L}", 0..<2, "property"), ("\\Aa", 0..<2, "\\A"), ("a\\z", 1..<3, "\\z"), ("\\R", 0..<2, "\\R"),
    ("[[:alpha:]]", 1..<3, "POSIX"), ("[a[b]]", 2..<3, "class within a class"), ("[a&&b]", 2..<4, "&&"),
    ("[z-a]", 1..<4, "no order"), ("[\\d-z]", 0..<0, ""), ("(ab", 0..<1, "not closed"),
    ("ab)", 2..<3, "closes nothing"),
    ("[ab", 0..<1, "not closed"), ("*a", 0..<1, "nothing before"), ("a|*", 2..<3, "nothing before"),
    ("{2}", 0..<1, "nothing before"), ("a**", 1..<3, "repeats a repetition"), ("^*", 0..<1, "place"),
    ("a{3,2}", 1..<6, "smaller number"), ("a{1001}", 1..<7, "1000"), ("a\\", 1..<2, "missing"),
    ("(a{100}){100}", 0..<13, "counts too far"), ("\\x4", 0..<3, "number of a character"),
    ("[\\b]", 1..<3, "no member"), ("(?#x)", 0..<3, "comment"),
  ])
  func refusals(_ pattern: String, _ range: Range<Int>, _ message: String) {
    guard !message.isEmpty else {
      #expect(throws: Never.self) { _ = try RegexPattern(pattern) }
      return
    }
    let fault = #expect(throws: RegexPattern.Fault.self) { _ = try RegexPattern(pattern) }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
    #expect(fault?.range == range)
  }

  /// What the language's own expressions find, on patterns that both know.
  @Test func agreesWithTheLanguage() throws {
    var random = SeededRandom(seed: 20_261_128)
    for round in 0..<150 {
      let pattern = Self.pattern(depth: 3, &random)
      let regex = try Regex(pattern).ignoresCase().wordBoundaryKind(.simple)
      let own = try RegexPattern(pattern)
      for _ in 0..<12 {
        let text = String((0..<Int.random(in: 0...9, using: &random)).map { _ in Self.letter(&random) })
        let expected = text.firstMatch(of: regex) != nil
        #expect(
          own.matches(text) == expected, "round \(round): \(pattern) on \"\(text)\", seed \(random.seed)")
      }
    }
  }

  private static func letter(_ random: inout SeededRandom) -> Character {
    ["a", "B", "b", "c", "1", " ", "_", "ж", "Ж", "-"].randomElement(using: &random) ?? "a"
  }

  private static func pattern(depth: Int, _ random: inout SeededRandom) -> String {
    let branches = (0..<Int.random(in: 1...2, using: &random)).map { _ in
      (0..<Int.random(in: 1...3, using: &random)).map { _ in piece(depth: depth, &random) }.joined()
    }
    return branches.joined(separator: "|")
  }

  private static func piece(depth: Int, _ random: inout SeededRandom) -> String {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return "^"
    case 1: return "\\b"
    case 2 where depth > 0: return "(" + pattern(depth: depth - 1, &random) + ")"
    default: break
    }
    let ones = ["a", "B", "c", "1", "ж", ".", "[a-b]", "[^b1]", "[ж_]", "\\d", "\\w", "\\s", "\\W", "\\-"]
    let one = ones.randomElement(using: &random) ?? "a"
    // Short counts: the language's own way back would take for ever.
    let counts = ["", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,1}", "*?"]
    return one + (counts.randomElement(using: &random) ?? "")
  }

  /// The work never exceeds a few times the text's length times the program's.
  @Test(arguments: [
    "(a+)+b", "(a*)*b", "(a|aa)+$", "((ab)+)+$", "(a?b?)*c", "([a-z]+){2,}!", "(\\w+\\s?)*$", "(a+|b)+!",
    "(x+x+)+y", "(.*)*(.*)*(.*)*z", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a{1,30}){1,30}b", "(a|b|ab)*c", "\\ba*$",
  ])
  func workIsLinear(_ pattern: String) throws {
    let own = try RegexPattern(pattern)
    for count in [10, 100, 1_000, 10_000] {
      for unit in ["a", "ab", "x", "a "] {
        var steps = 0
        _ = own.matches(String(repeating: unit, count: count), steps: &steps)
        #expect(steps <= 4 * own.size * (unit.count * count + 1))
      }
    }
  }

  @Test func randomWorkIsLinear() throws {
    var random = SeededRandom(seed: 20_261_128)
    for _ in 0..<300 {
      let pattern = "(" + Self.pattern(depth: 4, &random) + ")+(" + Self.pattern(depth: 3, &random) + ")*Q"
      guard let own = try? RegexPattern(pattern) else { continue }
      let text = String((0..<400).map { _ in Self.letter(&random) })
      var steps = 0
      _ = own.matches(text, steps: &steps)
      #expect(steps <= 4 * own.size * (text.count + 1), "\(pattern)")
    }
  }
}
