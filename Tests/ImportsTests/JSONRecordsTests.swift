import Diagnostics
import JSON
import Records
import SeededRandomness
import Testing

@testable import Imports

@Suite struct JSONRecordsTests {
  @Test func flattensObjectsAndLists() throws {
    let table = try ReadTable(
      """
      \u{feff}[
        {"name": "Ann", "address": {"city": "Ulm", "geo": {"lat": 48.40}}, "tags": ["vip", 7, true, null, ""],
         "emails": [{"value": "b@example.com", "type": "home"}, {"value": "a@example.com", "primary": true}],
         "orders": [{"n": 1}, {"n": 2}], "none": null, "empty": {}, "no": [], "on": false},
        {"name": "Bob", "address": "Elm 1"}
      ]
      """, named: "a.json")
    #expect(
      table.filled(0) == [
        "name": "Ann", "address.city": "Ulm", "address.geo.lat": "48.40", "tags": "vip; 7; true",
        "emails": "a@example.com; b@example.com", "orders": "[{\"n\":1},{\"n\":2}]", "on": "false",
      ])
    #expect(table.cell("tags", 0) == .list(["vip", "7", "true"]))
    #expect(table.cell("on", 0) == .flag(false))
    #expect(table.filled(1) == ["name": "Bob", "address": "Elm 1"])
    #expect(table.rows.map(\.place.text) == ["$[0]", "$[1]"])
  }

  static let numbers: [(json: String, text: String)] = [
    ("0", "0"), ("-7", "-7"), ("1500.00", "1500.00"), ("1E+3", "1000"), ("1.5e3", "1500"),
    ("-12.5e-2", "-0.125"),
    ("1e-3", "0.001"), ("12e1", "120"), ("0.1e1", "1"), ("999999999999999999", "999999999999999999"),
    ("9999999999999999999999", "9999999999999999999999"), ("1e40", "1e40"), ("0.1", "0.1"),
    ("0.30000000000000004", "0.30000000000000004"), ("1e999999999999", "1e999999999999"), ("0e5", "0"),
  ]

  @Test(arguments: numbers) func numbersAreExact(_ number: (json: String, text: String)) throws {
    let table = try ReadTable("[{\"n\":\(number.json)}]", named: "a.json")
    #expect(table["n", 0] == number.text)
  }

  @Test func exponentsMoveThePoint() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<500 {
      let digits = Int.random(in: 1...999_999, using: &random)
      let scale = Int.random(in: 0...6, using: &random)
      let shift = Int.random(in: -6...6, using: &random)
      let plain = Decimal(coefficient: Int128(digits), scale: scale)
      let moved =
        shift >= 0
        ? Decimal(coefficient: Int128(digits), scale: scale + shift)
        : Decimal(coefficient: Int128(digits) * Int128(pow(10, -shift)), scale: scale)
      let table = try ReadTable("[{\"n\":\(moved)e\(shift)}]", named: "a.json")
      guard case .number(let read) = table.cell("n", 0) else {
        Issue.record("no number, seed \(seed)")
        return
      }
      #expect(read == plain, "seed \(seed)")
    }
  }

  private func pow(_ base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { value, _ in value * base }
  }

  @Test func findsTheListInADocument() throws {
    let wrapped = try ReadTable(
      "{\"total\": 2, \"next\": {\"page\": 3}, \"data\": {\"the contacts\": [{\"name\": \"Ann\"}, {\"name\": \"Bob\"}]}}",
      named: "a.json")
    #expect(wrapped.rows.map(\.place.text) == ["$.data[\"the contacts\"][0]", "$.data[\"the contacts\"][1]"])
    let single = try ReadTable(
      "{\"name\": \"Ann\", \"email\": \"a@example.com\", \"orders\": [{\"n\": 1}]}", named: "a.json")
    #expect(single.rows.map(\.place.text) == ["$"])
    #expect(single["name", 0] == "Ann")
    let values = try ReadTable(
      "{\"name\": \"Ann\", \"emails\": [{\"value\": \"a@example.com\"}]}", named: "a.json")
    #expect(values["emails", 0] == "a@example.com")
    let error = #expect(throws: Diagnostic.self) {
      try ReadTable("{\"contacts\": [{\"a\": 1}], \"deals\": [{\"b\": 1}, {\"b\": 2}]}", named: "a.json")
    }
    #expect(error?.message.contains("$.contacts (1), $.deals (2)") == true)
    for name in ["deals", "$.deals"] {
      let source = try RowReaders.read(
        Array("{\"contacts\": [{\"a\": 1}], \"deals\": [{\"b\": 1}, {\"b\": 2}]}".utf8), named: "a.json",
        ReadingOptions(sheet: name))
      #expect(Array(source.rows()).map { $0[text: 0] } == ["b", "1", "2"])
    }
  }

  @Test func readsAnObjectALine() throws {
    let table = try ReadTable(
      "{\"name\":\"Ann\u{2028}B\"}\r\n\n  {\"name\":\"Bob\",\"tags\":[\"x\"]}  \n{\"name\":\n7\n{\"name\":\"Cy\"}",
      named: "a.jsonl")
    #expect(table.rows.map(\.place.text) == ["line 1", "line 3", "line 4", "line 5", "line 6"])
    #expect(table["name", 0] == "Ann\u{2028}B")
    #expect(table.rows.map { $0.faults.isEmpty } == [true, true, false, false, true])
    #expect(
      table.rows[2].faults[0].reason
        == .unreadable("no JSON: line 4, column 9: unexpected end of the document"))
    #expect(table.rows[3].faults[0].reason == .unreadable("it is a number, not an object"))
  }

  struct Slip: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    var testDescription: String { message }
  }

  static let slips = [
    Slip(text: "[{\"a\":1},\n]", message: "line 2, column 1: a comma before the end of the list"),
    Slip(text: "[{\"a\":1}", message: "line 1, column 9: unexpected end of the document"),
    Slip(text: "[{\"a\":[1}]", message: "line 1, column 9: unexpected \"}\""),
    Slip(text: "[\n {\"a\": \"é\" ", message: "line 2, column 2: nothing closes the { here"),
    Slip(text: "[{\"a\":\"x]", message: "line 1, column 7: a string without its closing quote"),
    Slip(text: "[] x", message: "line 1, column 4: unexpected text after the end of the document"),
    Slip(text: "[]", message: "the list is empty"),
    Slip(text: "[1,2]", message: "no element is an object; of the first, it is a number, not an object"),
    Slip(
      text: "[NaN]",
      message: "no element is an object; of the first, no JSON: line 1, column 2: expected a value"),
    Slip(text: "[{\"a\":1}{\"a\":2}]", message: "line 1, column 9: expected \",\" or \"]\""),
    Slip(text: "[,{}]", message: "line 1, column 2: expected a value"),
    Slip(text: "{\"a\" [{}]}", message: "line 1, column 6: expected \":\" after a key"),
    Slip(text: "{a: [{}]}", message: "line 1, column 2: expected a key in double quotes"),
    Slip(
      text: String(repeating: "[", count: 100_000),
      message: "line 1, column 258: nested deeper than 256 levels"),
    Slip(text: String(repeating: "{\"a\":", count: 100_000), message: "nested deeper than 256 levels"),
    Slip(text: "{", message: "unexpected end of the document"), Slip(text: "[", message: "unexpected end"),
    Slip(text: "{\"a\":", message: "unexpected end"), Slip(text: "{\"a\"", message: "unexpected end"),
    Slip(text: "[{\"a\":1},", message: "unexpected end"), Slip(text: "[\"", message: "closing quote"),
    Slip(text: "[\"\\", message: "closing quote"),
  ]

  @Test(arguments: slips) func saysWhereTheDocumentIsWrong(_ slip: Slip) {
    let error = #expect(throws: Diagnostic.self) { try ReadTable(slip.text, named: "a.json") }
    #expect(error?.message.contains(slip.message) == true, "\(error?.message ?? "")")
  }

  static let badElements = [
    Slip(text: "{\"a\": NaN}", message: "no JSON: line 2, column 7: expected a value"),
    Slip(text: "{\"a\": 1,}", message: "no JSON: line 2, column 9: expected a key in double quotes"),
    Slip(text: "{\"a\": 01}", message: "no JSON: line 2, column 7: a number cannot begin with 0"),
    Slip(text: "{\"a\": \"\\ud800\"}", message: "no JSON: line 2, column 8: half of a surrogate pair"),
    Slip(text: "{\"a\": \"\t\"}", message: "a control character in a string must be escaped"),
    Slip(
      text: "{\"a\": 1,\n \"a\": 2}",
      message: "no JSON: line 3, column 2: the key \"a\" is there twice, first in line 2, column 2"),
    Slip(text: "{'a': 1}", message: "expected a key in double quotes"),
    Slip(text: "{\"a\": .5}", message: "expected a value"),
    Slip(text: "{\"a\": +5}", message: "expected a value"),
    Slip(text: "\"text\"", message: "it is a text, not an object"), Slip(text: "null", message: "it is null"),
    Slip(text: "[1]", message: "it is a list, not an object"),
    Slip(text: "{\"a\": 1 /* x */}", message: "expected"),
  ]

  /// One that is wrong by itself does not keep the others from coming in.
  @Test(arguments: badElements) func anElementThatIsWrongIsRejected(_ slip: Slip) throws {
    let table = try ReadTable("[\n\(slip.text),\n{\"a\": 3}]", named: "a.json")
    #expect(table.rows.count == 2)
    guard case .unreadable(let reason)? = table.rows[0].faults.first?.reason else {
      Issue.record("it was read")
      return
    }
    #expect(reason.contains(slip.message), "\(reason)")
    #expect(table["a", 1] == "3")
  }

  @Test func bytesThatAreNoUTF8() throws {
    let bytes = Array("[{\"a\":\"".utf8) + [0xff] + Array("\"},{\"a\":1}]".utf8)
    let table = try ReadTable(bytes, named: "a.json")
    #expect(
      table.rows[0].faults[0].reason == .unreadable("no JSON: line 1, column 7: text that is not UTF-8"))
    let text = "[{\"имя\":\"Пётр\"}]"
    let wide = [0xff, 0xfe] + (try #require(TextEncoding.utf16LittleEndian.encode(text)))
    #expect(try ReadTable(wide, named: "a.json")["имя", 0] == "Пётр")
    let page = try #require(TextEncoding.windows1251.encode(text))
    #expect(
      try ReadTable(page, named: "a.json", ReadingOptions(encoding: .windows1251))["имя", 0] == "Пётр")
  }

  @Test func placesOfRowsAndCells() throws {
    let json = "[{\"name\":\"Ann\",\"email\":\"a@example.com\",\"birthday\":\"soon\"},7]"
    let plan = try Workbench().plan(reading: json, file: "a.json") { $0.kind = .contact }
    #expect(plan.counts == [1, 0, 0, 0, 0, 1])
    #expect(plan.report.kept.map(\.warning.place) == ["$[0].birthday"])
    #expect(plan.errors == ["it is a number, not an object"])
    #expect(plan.report.outcomes.map(\.place.text) == ["$[0]", "$[1]"])
  }

  static let refused: [HostileFile] = [
    HostileFile("empty", bytes: []), HostileFile("blank", bytes: Array(" \n".utf8)),
    HostileFile("a table", bytes: Array("name,email\nAnn,a@example.com\n".utf8)),
    HostileFile("a text", bytes: Array("\"x\"".utf8)), HostileFile("a number", bytes: Array("7".utf8)),
    HostileFile("NULs", bytes: [UInt8](repeating: 0, count: 5000)),
    HostileFile("an archive", bytes: [0x50, 0x4b, 3, 4, 0, 0]),
  ]

  @Test(arguments: refused) func refusesWhatDoesNotBeginAsJSON(_ file: HostileFile) {
    #expect(throws: Diagnostic.self) { try ReadTable(file.bytes, named: "a.json") }
  }

  @Test func enduresWhatIsOdd() throws {
    let keys = (0..<3000).map { "\"k\($0)\":1" }.joined(separator: ",")
    #expect(throws: Diagnostic.self) { try ReadTable("[{\(keys)}]", named: "a.json") }
    let text = String(repeating: "x", count: 1 << 20)
    #expect(try ReadTable("[{\"a\":\"\(text)\"}]", named: "a.json")["a", 0] == text)
    #expect(try ReadTable("[{\"\(text)\":1}]", named: "a.json").titles == [text])
    let many = "[" + String(repeating: "{\"a\":1},", count: 20_000) + "{}]"
    #expect(try ReadTable(many, named: "a.json").rows.count == 20_001)
    let nested = String(repeating: "{\"a\":", count: 200) + "1" + String(repeating: "}", count: 200)
    #expect(try ReadTable("[\(nested)]", named: "a.json").titles[0].utf8.count == 399)
  }

  @Test func everyCutIsRefusedOrShorter() throws {
    let whole = Array("[{\"a\":[1,{\"b\":\"x\\\"y\"}],\"c\":-1.5e3},{\"a\":null,\"é\":true}]".utf8)
    for end in whole.indices {
      #expect(throws: Diagnostic.self) { try ReadTable(Array(whole[..<end]), named: "a.json") }
    }
  }

  @Test func whatCRMPrintsComesBackEqual() throws {
    var bench = Workbench(country: "DE")
    let json = """
      [{"kind":"contact","id":"k7m2p9q4","ref":"ann-bell-k7m2p9q4","path":"contacts/ann-bell-k7m2p9q4.yaml",
      "name":"Ann Bell","company":{"id":"xw1y66bw","ref":"rose-ltd-xw1y66bw","name":"Rose Ltd"},
      "emails":["ann@example.com"],"phones":["+491701234567"],"birthday":"--04-12","tags":["vip","a;b"],
      "notes":"one\\ntwo"}]
      """
    let plan = try bench.plan(reading: json, file: "-")
    #expect(plan.report.kind == .contact)
    #expect(plan.counts == [1, 0, 0, 0, 0, 0])
    #expect(!plan.report.unmapped.contains("path"))
    bench.land(plan.change)
    let ann = try #require(bench.named("Ann Bell"))
    #expect(ann["tags"]?.elements == [.text("vip"), .text("a;b")])
    #expect(ann["birthday"]?.plainText == "--04-12")
    #expect(ann["notes"]?.plainText == "one\ntwo")
    let again = try bench.plan(reading: json, file: "-")
    #expect(again.counts == [0, 0, 1, 0, 0, 0])
    #expect(again.change.isEmpty)
  }
}
