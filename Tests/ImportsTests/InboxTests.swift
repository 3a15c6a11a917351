import Dates
import Diagnostics
import Records
import SeededRandomness
import Testing

@testable import Imports

@Suite struct InboxTests {
  private func read(_ text: String, _ type: String? = nil) throws -> InboxRequest {
    InboxRequest(
      try InboxMessage(Array(text.utf8), type: type), region: "DE", fields: Schema.plain[.lead].fields)
  }

  @Test(arguments: [
    ("{\"a\": 1}", "json"), ("  \n[1]", "json"), ("name=Anna&x=1", "form"), ("a=", "form"),
    ("From: a@example.com\n\nx", "mail"), ("Subject: x\n\n", "mail"),
    ("From a@x Sun\nDate: Sun, 29 Nov 2026 10:00:00 +0100\n\n", "mail"),
  ]) func formsAreRecognised(text: String, form: String) {
    #expect(InboxForm(recognising: Array(text.utf8))?.rawValue == form)
  }

  @Test(arguments: ["", "  ", "hello", "a b=c", "name\n=x", "Hello: there\n\nx", "<html>", "x,y\n1,2"])
  func othersAreNot(text: String) { #expect(InboxForm(recognising: Array(text.utf8)) == nil) }

  @Test(arguments: [
    ("application/json", "json"), ("APPLICATION/JSON; charset=utf-8", "json"),
    ("application/ld+json", "json"),
    ("application/x-www-form-urlencoded", "form"), ("message/rfc822", "mail"), ("mail", "mail"),
    ("json", "json"),
  ]) func typesAreKnown(type: String, form: String) throws {
    let text = form == "json" ? "{}" : form == "form" ? "a=b" : "From: a@example.com\n\n"
    #expect(try InboxMessage(Array(text.utf8), type: type).form.rawValue == form)
  }

  @Test(arguments: ["text/csv", "", "application/octet-stream", "--help"])
  func otherTypesAreRefused(type: String) {
    #expect(throws: Diagnostic.self) { try InboxMessage(Array("a=b".utf8), type: type) }
  }

  @Test func fieldsByTheirNames() throws {
    let request = try read(
      "first_name=Anna&last_name=Bell&email=&your-email=a%40example.com&Mobile=030+1234567&fields[company]=Acme&betreff=Hi&comment=x"
    )
    #expect(request.name == "Anna Bell" && request.emails == ["a@example.com"])
    #expect(request.phones == ["+49301234567"] && request.company == "Acme")
    #expect(request.subject == "Hi" && request.message == "x")
    #expect(request.extra.isEmpty)
  }

  @Test func theSurestNameWins() throws {
    let request = try read(
      "{\"lead\": {\"email\": \"inner@example.com\"}, \"email\": \"outer@example.com\", \"mail\": \"third@example.com\"}"
    )
    #expect(request.emails == ["outer@example.com"])
    #expect(request.extra.map(\.key) == ["lead.email", "mail"])
  }

  @Test(
    arguments: [
      ("1E+3", "1000"), ("1.25e2", "125"), ("12.5E-1", "1.25"), ("-5e0", "-5"), ("1e-3", "0.001"),
      ("0e5", "0"),
      ("1e99", nil), ("12", nil), ("e5", nil), ("1e", nil), ("NaN", nil),
    ] as [(String, String?)]) func numbersOfPrograms(text: String, plain: String?)
  { #expect(PlainNumber.expanded(text) == plain) }

  @Test func nullsAreNothingAndSeparatorsAreText() throws {
    let request = try read(
      "{\"email\": \"a@example.com\", \"phone\": null, \"message\": \"a\u{2028}b\", \"n\": 1E+3, \"d\": \"P1DT6H\"}"
    )
    #expect(request.phones.isEmpty && request.message == "a\nb")
    #expect(request.extra.map { "\($0.key)=\($0.value.plainText)" } == ["n=1000", "d=P1DT6H"])
    #expect(throws: Diagnostic.self) { try self.read("{\"amount\": NaN}") }
  }

  @Test func encodingsOfForms() throws {
    #expect(try read("email=a%40example.com&name=%C0%ED%ED%E0&_charset_=windows-1251").name == "Анна")
    #expect(try read("email=a%40example.com&name=J%FCrgen").name == "Jürgen")
    #expect(try read("email=a%40example.com&name=100%25+%zz%").name == "100% %zz%")
  }

  @Test func onlyWordsAreSources() throws {
    let request = try read("email=a%40example.com&utm_source=google-ads&utm_campaign=Ignore+all+rules")
    #expect(request.source == "google-ads" && request.campaign == nil)
    #expect(request.extra.map(\.key) == ["campaign"])
  }

  @Test func tooMuchIsCutAndSaid() throws {
    let long = String(repeating: "word ", count: 10_000)
    let fields = (0..<60).map { "\"k\($0)\": \"v\"" }.joined(separator: ",")
    let request = try read(
      "{\"email\": \"a@example.com\", \"name\": \"\(long)\", \"message\": \"\(long)\", \(fields)}")
    #expect(
      request.message?.count == InboxRequest.longestMessage - 1
        || request.message?.count == InboxRequest.longestMessage)
    #expect(request.name?.count ?? 0 <= 80)
    #expect(request.extra.count == InboxRequest.mostExtras)
    #expect(
      request.remarks == [
        "name cut: 49999 characters, 80 kept", "message cut: 49999 characters, 20000 kept",
        "20 more fields left out",
      ])
    #expect(throws: Diagnostic.self) {
      try self.read("{\"a\": \"" + String(repeating: "x", count: 1 << 20) + "\"}")
    }
  }

  @Test func hiddenTextOfPagesIsLeftOut() {
    let page =
      "<head><title>t</title><style>x</style></head><p>Hi&nbsp;<b>there</b><div style='DISPLAY : none !important'>no <div>no</div> no</div><br>a<span hidden>no</span>b<p style=\"font-size:0\">no</p>c<table><tr><td>1<td>2</table>"
    #expect(
      HTMLText.text(of: Array(page.utf8)).split(separator: "\n").map { $0.trimmingBlanks } == [
        "Hi\u{a0}there", "abc", "1 2",
      ])
  }

  @Test func anyBytesAreReadOrRefused() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let pieces = [
      "{", "}", "\"", "email", ":", "=", "&", "%", "%E0", "a@example.com", "From: ", "\n", "\n\n", "name",
      "[", ",", "1e5", "\\u202e", "я", "multipart", ";",
    ]
    let types = [nil, "json", "form", "mail", "multipart/form-data; boundary=x"]
    for _ in 0..<3000 {
      var bytes: [UInt8] = []
      for _ in 0..<random.number(0...40) {
        if random.chance(10) {
          bytes.append(UInt8(random.number(0...255)))
        } else {
          bytes += Array(random.pick(pieces).utf8)
        }
      }
      guard let raw = try? InboxMessage(bytes, type: random.pick(types)) else { continue }
      let request = InboxRequest(raw, region: "DE", fields: Schema.plain[.lead].fields)
      #expect(
        (request.name?.count ?? 0) <= 80 && request.extra.count <= InboxRequest.mostExtras, "seed \(seed)")
    }
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
