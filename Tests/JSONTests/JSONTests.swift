import SeededRandomness
import Testing

@testable import JSON

struct JSONTests {
  @Test func encodesInOrder() {
    let value: JSONValue = [
      "b": 1, "a": [true, nil, "x"], "money": .number("1500.00"), "empty": [], "none": [:], "n": .double(0.5),
    ]
    #expect(
      value.encoded(pretty: false)
        == #"{"b":1,"a":[true,null,"x"],"money":1500.00,"empty":[],"none":{},"n":0.5}"#)
    #expect(
      value.encoded(pretty: true) == """
        {
          "b": 1,
          "a": [
            true,
            null,
            "x"
          ],
          "money": 1500.00,
          "empty": [],
          "none": {},
          "n": 0.5
        }
        """)
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("say \"hi\" \\", #""say \"hi\" \\""#), ("a\nb\tc\r", #""a\nb\tc\r""#),
    ("\u{1B}[31m", #""\u001b[31m""#), ("\u{0}", #""\u0000""#),
    ("\u{7F}\u{85}\u{9F}", #""\u007f\u0085\u009f""#),
    ("\u{202E}\u{2028}\u{2066}", #""\u202e\u2028\u2066""#), ("Иван é 日本 👍", #""Иван é 日本 👍""#),
    ("\u{A0}", "\"\u{A0}\""),
    ("</script>", #""</script>""#),
  ])
  func encodesStrings(text: String, json: String) {
    #expect(JSONValue.string(text).encoded(pretty: false) == json)
  }

  @Test func doubles() {
    #expect(JSONValue.double(3) == 3)
    #expect(JSONValue.double(.nan) == nil)
    #expect(JSONValue.double(.infinity) == nil)
    #expect(JSONValue.double(0.1).encoded(pretty: false) == "0.1")
  }

  @Test(
    arguments: [
      (
        #" { "a" : [ 1 , -2.50e+3 , "x\u0041\ud83d\udc4d\/" ] , "b" : null } "#,
        ["a": [1, .number("-2.50e+3"), "xA👍/"], "b": nil]
      ),
      ("[]", []), ("{}", [:]), ("true", true), ("false", false), ("0", 0), ("-0", .number("-0")),
      ("1.0", .number("1.0")),
      ("99999999999999999999", .number("99999999999999999999")), ("\"\"", ""), ("\u{FEFF}1", 1),
    ] as [(String, JSONValue)])
  func parses(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: Array(text.utf8)) == value)
  }

  @Test(arguments: [
    ("", 1, 1), ("[1,]", 1, 4), ("{\"a\":1,}", 1, 8), ("[1 2]", 1, 4), ("{a:1}", 1, 2), ("01", 1, 1),
    ("1.", 1, 3), ("+1", 1, 1),
    ("nul", 1, 1), ("\"abc", 1, 1), ("\"a\nb\"", 1, 3), ("[\n  1,\n  x\n]", 3, 3),
    ("{\"a\":1,\n\"a\":2}", 2, 1), ("1 2", 1, 3),
    ("\"\\x\"", 1, 2), ("\"\\ud83d\"", 1, 2), ("\"\\ud83d\\u0041\"", 1, 2), ("\"\\udc4d\"", 1, 2),
    ("// c\n1", 1, 1), ("[", 1, 2),
    ("{\"ключ\" 1}", 1, 9), ("\"\\u00g0\"", 1, 6), ("-", 1, 2), ("1e", 1, 3), ("NaN", 1, 1), ("'a'", 1, 1),
  ])
  func refuses(text: String, line: Int, column: Int) {
    do throws(JSONError) {
      let value = try JSONValue(parsing: Array(text.utf8))
      Issue.record("read \(value)")
    } catch {
      #expect(error.line == line, "\(error.message)")
      #expect(error.column == column, "\(error.message)")
    }
  }

  @Test func refusesBadBytesAndDepth() {
    #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: Array(repeating: 0x5B, count: 100_000)) }
    #expect(throws: Never.self) {
      try JSONValue(parsing: Array(repeating: 0x5B, count: 200) + Array(repeating: 0x5D, count: 200))
    }
  }

  @Test func whatIsWrittenReadsBack() throws {
    let seed: UInt64 = 31_337
    var random = SeededRandom(seed: seed)
    for _ in 0..<500 {
      let value = Self.value(&random, depth: 0)
      for pretty in [false, true] {
        let text = value.encoded(pretty: pretty)
        #expect(try JSONValue(parsing: Array(text.utf8)) == value, "seed \(seed): \(text)")
      }
    }
  }

  @Test func brokenDocumentsNeverTrap() {
    var random = SeededRandom(seed: 5)
    let source = Array(#"{"a":[1,2.5e3,"x\u0041\n"],"b":{"c":null,"d":true}}"#.utf8)
    for _ in 0..<3_000 {
      var bytes = source
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = try? JSONValue(parsing: Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))))
    }
  }

  private static func value(_ random: inout SeededRandom, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 3 ? 5 : 7), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .integer(.random(in: Int.min...Int.max, using: &random))
    case 3: return .number("\(Int.random(in: 0...99, using: &random)).50")
    case 4: return .string(random.text(maxLength: 12))
    case 5:
      return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in value(&random, depth: depth + 1) })
    default:
      return .object(
        (0..<Int.random(in: 0...4, using: &random)).map { index in
          JSONMember("\(index)" + random.text(maxLength: 4), value(&random, depth: depth + 1))
        })
    }
  }
}
