import Diagnostics
import Records
import Testing

@testable import Imports

@Suite struct VCardTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let lines: [String]
    let expected: [String: String]
    var version = "3.0"
    var testDescription: String { name }
  }

  static let examples: [Example] = [
    Example(
      name: "names", lines: ["FN:Ann Bell", "N:Bell;Ann;Mary,Jane;Dr.;PhD"],
      expected: [
        "name": "Ann Bell", "last_name": "Bell", "first_name": "Ann", "middle_name": "Mary Jane",
        "N prefix": "Dr.", "N suffix": "PhD",
      ]),
    Example(
      name: "a name of its parts", lines: ["N:Bell;Ann;;;"],
      expected: ["name": "Ann Bell", "last_name": "Bell", "first_name": "Ann"]),
    Example(
      name: "folds", lines: ["FN:An", " n Be", "\tll", "NOTE:one", "  two"],
      expected: ["name": "Ann Bell", "notes": "one two"]),
    Example(
      name: "a fold within a letter", lines: ["FN:Ren\u{e9}", "NOTE;CHARSET=UTF-8", " :caf\u{e9}"],
      expected: ["name": "René", "notes": "café"]),
    Example(
      name: "folds of 2.1 keep their blank", lines: ["FN:Ann", " Bell"], expected: ["name": "Ann Bell"],
      version: "2.1"),
    Example(
      name: "a mechanical fold in 2.1",
      lines: ["NOTE:" + String(repeating: "x", count: 70), " yz"],
      expected: ["notes": String(repeating: "x", count: 70) + "yz"], version: "2.1"),
    Example(
      name: "quoted-printable",
      lines: [
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen=", "=20Gro=C3=9F",
        "NOTE;QUOTED-PRINTABLE:a=3Db=0D=0Ac",
        "N;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=C8=E2=E0=ED=EE=E2;;;;",
      ],
      expected: ["name": "Jürgen Groß", "notes": "a=b\nc", "last_name": "Иванов"], version: "2.1"),
    Example(
      name: "a soft line end before the end", lines: ["FN:Ann", "NOTE;ENCODING=QUOTED-PRINTABLE:x="],
      expected: ["name": "Ann", "notes": "x"], version: "2.1"),
    Example(
      name: "bare types of 2.1",
      lines: ["FN:Ann", "TEL;WORK;VOICE;PREF:030 1234567", "TEL;HOME;FAX:030 7654321"],
      expected: ["name": "Ann", "phone": "030 1234567", "fax": "030 7654321"], version: "2.1"),
    Example(
      name: "quoted and repeated types",
      lines: [
        "FN:Ann", "TEL;TYPE=\"work,voice\";PREF=2:+49 30 1", "TEL;TYPE=work;TYPE=cell;PREF=1:+49 170 2",
        "TEL;TYPE=\"fax,work\":+49 30 3", "TEL;TYPE=pager:+49 30 4",
      ],
      expected: ["name": "Ann", "phone": "+49 170 2; +49 30 1", "fax": "+49 30 3", "pager": "+49 30 4"],
      version: "4.0"),
    Example(
      name: "tel URIs",
      lines: [
        "FN:Ann", "TEL;VALUE=uri;TYPE=work:tel:+1-418-656-9254;ext=102", "TEL:tel:7042;phone-context=+49-30",
        "TEL:+49 30 5\\;ext=7", "TEL:TEL:%2B49305",
      ],
      expected: ["name": "Ann", "phone": "+1-418-656-9254 ext. 102; +49-307042; +49 30 5 ext. 7; +49305"],
      version: "4.0"),
    Example(
      name: "escapes",
      lines: ["FN:Bell\\, Ann", "NOTE:a\\nb\\Nc\\;d\\\\e", "ORG:Bell\\; Sons\\, Ltd;Sales;North"],
      expected: [
        "name": "Bell, Ann", "notes": "a\nb\nc;d\\e", "company": "Bell; Sons, Ltd",
        "department": "Sales, North",
      ]),
    Example(
      name: "a doubled backslash", lines: ["FN:Ann", "NOTE:a\\\\, b\\\\; c"],
      expected: ["name": "Ann", "notes": "a, b; c"]),
    Example(
      name: "addresses",
      lines: [
        "FN:Ann", "ADR;TYPE=home:;;Elm 1;Ulm;;89073;Germany",
        "ADR;TYPE=work,pref:PO 5;2nd floor;Oak 2\\nYard;Bonn;NRW;53111;Germany",
      ],
      expected: [
        "name": "Ann", "address": "PO 5, 2nd floor, Oak 2, Yard", "city": "Bonn", "region": "NRW",
        "postal_code": "53111", "country": "Germany", "ADR": "Elm 1, Ulm, 89073, Germany",
      ]),
    Example(
      name: "birthdays of a day", lines: ["FN:Ann", "BDAY:19850412"],
      expected: ["name": "Ann", "birthday": "1985-04-12"]),
    Example(
      name: "birthdays with a time", lines: ["FN:Ann", "BDAY:1985-04-12T00:00:00Z"],
      expected: ["name": "Ann", "birthday": "1985-04-12"]),
    Example(
      name: "a birth at night", lines: ["FN:Ann", "BDAY:19850412T231500Z"],
      expected: ["name": "Ann", "birthday": "1985-04-12", "BDAY": "19850412T231500Z"]),
    Example(
      name: "birthdays without a year", lines: ["FN:Ann", "BDAY:--0412"],
      expected: ["name": "Ann", "birthday": "--0412"], version: "4.0"),
    Example(
      name: "Apple's birthdays without a year",
      lines: ["FN:Ann", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12"],
      expected: ["name": "Ann", "birthday": "--04-12"]),
    Example(
      name: "labels of Apple",
      lines: [
        "FN:Ann", "item1.TEL:+49 30 1", "item1.X-ABLabel:Boat", "ITEM2.URL:https://example.com",
        "item2.X-ABLabel:_$!<HomePage>!$_", "item3.X-ABDATE:2010-06-01",
        "item3.X-ABLabel:_$!<Anniversary>!$_",
      ],
      expected: [
        "name": "Ann", "phone": "+49 30 1", "X-ABLABEL": "+49 30 1: Boat", "link": "https://example.com",
        "dates": "wedding: 2010-06-01",
      ]),
    Example(
      name: "anniversaries",
      lines: [
        "FN:Ann", "ANNIVERSARY:20100601", "item1.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-11-30",
        "item1.X-ABLabel:first contract", "X-ANNIVERSARY:soon",
      ],
      expected: [
        "name": "Ann", "dates": "wedding: 2010-06-01; first contract: --11-30", "X-ANNIVERSARY": "soon",
      ], version: "4.0"),
    Example(
      name: "lists and what has no field",
      lines: [
        "UID:urn:uuid:4FBE8971", "FN:Ann", "NICKNAME:Annie,Nan", "CATEGORIES:vip,a\\,b", "TITLE:Buyer",
        "ROLE:Purchasing", "EMAIL:mailto:ann@example.com", "EMAIL;PREF=1:first@example.com",
        "X-SKYPE:ann.bell", "REV:20200101T000000Z", "URL:http\\://example.com", "TZ:Europe/Berlin",
        "X-SOCIALPROFILE;TYPE=x:https://x.example.com/ann", "GENDER:F",
      ],
      expected: [
        "id": "4FBE8971", "name": "Ann", "NICKNAME": "Annie; Nan", "tags": "vip; a,b", "position": "Buyer",
        "ROLE": "Purchasing", "email": "first@example.com; ann@example.com", "X-SKYPE": "ann.bell",
        "REV": "20200101T000000Z", "link": "http://example.com; https://x.example.com/ann",
        "timezone": "Europe/Berlin", "GENDER": "F",
      ]),
    Example(
      name: "pictures",
      lines: [
        "FN:Ann", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ", " SkZJRg==",
        "LOGO;VALUE=uri:https://example.com/l.png",
        "KEY:data:application/pgp-keys;base64,AAAA",
      ],
      expected: ["name": "Ann", "LOGO": "https://example.com/l.png"]),
    Example(
      name: "base64 of 2.1 without blanks",
      lines: ["FN:Ann", "PHOTO;BASE64;JPEG:", "/9j/4AAQ", "SkZJRg==", "", "NOTE:after"],
      expected: ["name": "Ann", "notes": "after"], version: "2.1"),
    Example(
      name: "text in base64", lines: ["FN:Ann", "NOTE;ENCODING=b:SGVsbG8gw6k="],
      expected: ["name": "Ann", "notes": "Hello é"]),
    Example(
      name: "parameters in quotes", lines: ["FN;X-A=\"a:b;c\";LANGUAGE=\"de\":Ann", "NOTE;X-B=^'x^':y"],
      expected: ["name": "Ann", "notes": "y"]),
    Example(
      name: "quotes that never close", lines: ["FN;X-A=\"a:Ann"], expected: ["name": "Ann"]),
    Example(
      name: "what is no property", lines: ["FN:Ann", "here be dragons", "NOTE:x"],
      expected: ["name": "Ann", "notes": "x", "lines that are no property": "here be dragons"]),
    Example(
      name: "an agent of 2.1",
      lines: ["FN:Ann", "AGENT:", "BEGIN:VCARD", "VERSION:2.1", "FN:Bob", "TEL:1", "END:VCARD", "NOTE:x"],
      expected: ["name": "Ann", "AGENT": "Bob", "notes": "x"], version: "2.1"),
    Example(
      name: "names in several languages",
      lines: ["FN;ALTID=1;LANGUAGE=ja;PREF=2:山田太郎", "FN;ALTID=1;LANGUAGE=en;PREF=1:Taro Yamada"],
      expected: ["name": "Taro Yamada", "FN": "山田太郎"], version: "4.0"),
  ]

  @Test(arguments: examples, ["\r\n", "\n", "\r"]) func reads(_ example: Example, end: String) throws {
    let lines = ["BEGIN:VCARD", "VERSION:\(example.version)"] + example.lines + ["END:VCARD", ""]
    let table = try ReadTable(lines.joined(separator: end), named: "a.vcf")
    #expect(table.rows.count == 1)
    #expect(table.filled(0) == example.expected)
    #expect(table.rows[0].place == .card(1))
    #expect(table.rows[0].faults.isEmpty)
  }

  static func card(_ lines: String...) -> String {
    (["BEGIN:VCARD", "VERSION:3.0"] + lines + ["END:VCARD", ""]).joined(separator: "\r\n")
  }

  @Test func foldsBetweenTheBytesOfALetter() throws {
    let bytes =
      Array("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ren".utf8) + [0xc3, 0x0d, 0x0a, 0x20, 0xa9]
      + Array("\r\nEND:VCARD\r\n".utf8)
    #expect(try ReadTable(bytes, named: "a.vcf")["name", 0] == "René")
  }

  @Test func guessesThePageOfBytesThatAreNoUTF8AndSaysSo() throws {
    let text = "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Иванов;Пётр\r\nNOTE:Позвонить в среду\r\nEND:VCARD\r\n"
    let bytes = try #require(TextEncoding.windows1251.encode(text))
    let table = try ReadTable(bytes, named: "a.vcf")
    #expect(table["last_name", 0] == "Иванов")
    #expect(table.rows[0].faults.contains(RowFault(reason: .strayBytes(.windows1251), cell: 2)))
    let western = try #require(
      TextEncoding.windows1252.encode("BEGIN:VCARD\nVERSION:2.1\nN:Müller;Jörg\nEND:VCARD\n"))
    #expect(try ReadTable(western, named: "a.vcf")["name", 0] == "Jörg Müller")
  }

  @Test func readsUTF16AndTheEncodingThatASettingSays() throws {
    let text = VCardTests.card("FN:Żaneta Łęcka")
    for encoding in [TextEncoding.utf16LittleEndian, .utf16BigEndian] {
      let mark: [UInt8] = encoding == .utf16LittleEndian ? [0xff, 0xfe] : [0xfe, 0xff]
      let bytes = mark + (try #require(encoding.encode(text)))
      #expect(try ReadTable(bytes, named: "a.vcf")["name", 0] == "Żaneta Łęcka")
    }
    let bytes = try #require(TextEncoding.page(.windows1250).encode(text))
    let table = try ReadTable(
      bytes, named: "a.vcf", ReadingOptions(encoding: .page(.windows1250)))
    #expect(table["name", 0] == "Żaneta Łęcka")
    #expect(table.rows[0].faults.isEmpty)
  }

  @Test func aCardThatIsCutOffIsRejectedAndTheNextIsRead() throws {
    let text = "BEGIN:VCARD\nFN:Ann\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\nBEGIN:VCARD\nFN:Cy"
    let table = try ReadTable(text, named: "a.vcf")
    #expect(table.rows.map { $0[text: 0] } == ["Ann", "Bob", "Cy"])
    #expect(table.rows.map { $0.faults.isEmpty } == [false, true, false])
  }

  @Test func peopleAndOrganisationsInOneFileAreTwoImports() throws {
    let text =
      VCardTests.card("FN:Ann Bell", "N:Bell;Ann", "ORG:Rose Ltd")
      + VCardTests.card("FN:Rose Ltd", "ORG:Rose Ltd", "TEL:+49 30 1234567")
      + VCardTests.card("FN:Friends", "KIND:group", "MEMBER:urn:uuid:1")
      + VCardTests.card("FN:Oak", "X-ABShowAs:COMPANY", "EMAIL:oak@example.com")
    let bench = Workbench()
    let people = try bench.plan(reading: text, file: "a.vcf")
    #expect(people.report.kind == .contact)
    #expect(people.counts == [1, 0, 0, 3, 0, 0])
    #expect(people.report.outcomes[1].error == "it is a company: --kind companies imports those")
    #expect(people.report.outcomes[2].error == "a list of other cards")
    let companies = try bench.plan(reading: text, file: "a.vcf") { $0.kind = .company }
    #expect(companies.counts == [2, 0, 0, 2, 0, 0])
    let only = try bench.plan(reading: VCardTests.card("ORG:Rose Ltd", "TEL:+49 30 1234567"), file: "a.vcf")
    #expect(only.report.kind == .company)
    #expect(only.counts == [1, 0, 0, 0, 0, 0])
  }

  @Test func cardsBecomeContactsAndTheSecondTimeNothing() throws {
    var bench = Workbench(country: "DE")
    let text =
      VCardTests.card(
        "UID:ab-1", "FN:Ann Bell", "N:Bell;Ann;;;", "ORG:Rose Ltd;Sales", "TITLE:Buyer",
        "EMAIL:Ann@Example.com", "TEL;TYPE=cell:0170 1234567", "BDAY:--0412", "X-MANAGER:Cy Dow",
        "X-PHONETIC-FIRST-NAME:En", "CATEGORIES:vip,north")
      + VCardTests.card("FN:Bob", "EMAIL:bob@example.com", "BDAY:1990-05")
    let plan = try bench.plan(reading: text, file: "a.vcf")
    #expect(plan.counts == [2, 0, 0, 0, 0, 0])
    #expect(plan.report.unmapped == ["department", "X-MANAGER", "X-PHONETIC-FIRST-NAME"])
    bench.land(plan.change)
    let ann = try #require(bench.named("Ann Bell"))
    #expect(ann["emails"]?.plainText == "ann@example.com")
    #expect(ann["phones"]?.plainText == "+491701234567")
    #expect(ann["birthday"]?.plainText == "--04-12")
    #expect(ann["tags"]?.elements.count == 2)
    #expect(ann["extra"]?.map?.first { $0.key == "X-MANAGER" }?.value == .text("Cy Dow"))
    // A month of birth is no birthday: it is kept as it is.
    #expect(bench.named("Bob")?["birthday"] == nil)
    #expect(bench.named("Bob")?["extra"]?.map?.first?.value == .text("1990-05"))
    let again = try bench.plan(reading: text, file: "a.vcf")
    #expect(again.counts == [0, 0, 2, 0, 0, 0])
    #expect(again.change.isEmpty)
  }

  static let refused: [HostileFile] = [
    HostileFile("empty", ""), HostileFile("blank", " \r\n \r\n"), HostileFile("no card", "FN:Ann\r\n"),
    HostileFile("a calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
    HostileFile("an archive", bytes: [0x50, 0x4b, 0x03, 0x04, 0, 0]),
    HostileFile("empty cards", "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"),
    HostileFile("a beginning", "BEGIN:VCARD"),
    HostileFile("beginnings", String(repeating: "BEGIN:VCARD\n", count: 20_000)),
    HostileFile("NULs", bytes: [UInt8](repeating: 0, count: 10_000)),
    HostileFile("ends", String(repeating: "END:VCARD\n", count: 1000)),
  ]

  @Test(arguments: refused) func refusesWhatIsNoCard(_ file: HostileFile) {
    #expect(throws: Diagnostic.self) { try ReadTable(file.bytes, named: "a.vcf") }
  }

  static let endured: [HostileFile] = [
    HostileFile("a note of a megabyte", card("FN:A", "NOTE:" + String(repeating: "x", count: 1 << 20))),
    HostileFile("a name of a megabyte", card(String(repeating: "X", count: 1 << 20) + ":1", "FN:A")),
    HostileFile("a hundred thousand folds", card("FN:A" + String(repeating: "\r\n b", count: 100_000))),
    HostileFile(
      "agents in agents",
      String(repeating: "BEGIN:VCARD\nAGENT:\n", count: 50_000) + "FN:A\n"
        + String(repeating: "END:VCARD\n", count: 50_000)),
    HostileFile("a hundred thousand phones", card("FN:A" + String(repeating: "\r\nTEL:1", count: 100_000))),
    HostileFile(
      "phones that differ", card("FN:A" + (0..<5000).map { "\r\nTEL:\($0)" }.joined())),
    HostileFile("properties that differ", card("FN:A" + (0..<5000).map { "\r\nX-\($0)A:1" }.joined())),
    HostileFile("parameters", card("FN" + String(repeating: ";A=B", count: 100_000) + ":A")),
    HostileFile("quotes", card("FN;" + String(repeating: "\"", count: 100_001) + ":A")),
    HostileFile("semicolons", card("FN:A", "N:" + String(repeating: ";", count: 200_000))),
    HostileFile("commas", card("FN:A", "CATEGORIES:" + String(repeating: ",", count: 200_000))),
    HostileFile("backslashes", card("FN:A", "NOTE:" + String(repeating: "\\", count: 200_001))),
    HostileFile(
      "equals signs", card("FN:A", "NOTE;QUOTED-PRINTABLE:" + String(repeating: "=", count: 100_000))),
    HostileFile("NULs inside", card("FN:A\u{0}nn", "NOTE:\u{0}")),
    HostileFile("no colon", card("FN:A", String(repeating: "x", count: 100_000))),
    HostileFile("an unknown charset", card("FN;CHARSET=X-NONE:A", "NOTE;CHARSET=;ENCODING=:x")),
    HostileFile(
      "a wrong charset",
      bytes: Array("BEGIN:VCARD\nFN;CHARSET=shift_jis:".utf8) + [0xff, 0xfe, 0x80] + Array("\nEND:VCARD".utf8)
    ),
  ]

  @Test(arguments: endured) func enduresWhatIsOdd(_ file: HostileFile) throws {
    let table = try ReadTable(file.bytes, named: "a.vcf")
    #expect(table.rows.count >= 1)
    #expect(table.rows[0].cells.count <= 400)
  }

  @Test func everyCutIsRefusedOrReadWithoutFault() throws {
    let whole = Array(
      (VCardTests.card(
        "FN:Ann \u{e9}", "N;ENCODING=QUOTED-PRINTABLE:B=C3=BC;=", "x;;;", "TEL;TYPE=\"a,b\":tel:+1;ext=2",
        "PHOTO;ENCODING=b:AAAA", " BBBB", "item1.URL:u", "item1.X-ABLabel:l") + VCardTests.card("FN:Bob"))
        .utf8)
    for end in whole.indices {
      let rows = (try? ReadTable(Array(whole[..<end]), named: "a.vcf"))?.rows ?? []
      // What is cut off in its middle is never taken for a whole card.
      if let last = rows.last, end < whole.count - 2 { #expect(!last.faults.isEmpty || rows.count == 1) }
    }
  }

  @Test func columnsOfPropertiesAreTakenForNoField() throws {
    let names = [
      "X-MANAGER", "X-ASSISTANT", "X-SPOUSE", "X-EVOLUTION-MANAGER", "X-PHONETIC-LAST-NAME", "GEO", "TZ",
      "LABEL",
      "SOURCE", "NAME", "CLASS", "SORT-STRING", "MAILER", "X-EMAIL", "X-PHONE", "X-STATUS", "X-COUNTRY",
      "LANG",
    ]
    let text = VCardTests.card(["FN:Ann"].joined(), names.map { "\($0):x" }.joined(separator: "\r\n"))
    let plan = try Workbench().plan(reading: text, file: "a.vcf")
    let extra = plan.report.columns.filter { $0.field == "extra" }.map(\.column)
    #expect(Set(extra) == Set(names.map { $0 == "LABEL" ? "ADR label" : $0 }))
  }
}
