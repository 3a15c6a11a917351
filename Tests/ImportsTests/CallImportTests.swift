import Dates
import Diagnostics
import Records
import Testing

@testable import Imports

/// Call records of exchanges: files without titles, a row or several for a call.
@Suite struct CallImportTests {
  static let people =
    "Name,Phone,Company\nАнна Смирнова,+7 916 123-45-67,Ромашка\nПётр Иванов,+7 916 222-33-44,\n"
    + "Олег Ким,+7 495 100-20-30,Ромашка\nИнна Ким,+7 495 100-20-30,Ромашка\n"
    + "Юрий Белов,+7 495 700-70-70,\nЯна Белова,+7 495 700-70-70,Весна\n"

  private static func bench() throws -> Workbench {
    var bench = Workbench()
    try bench.run(people, file: "people.csv") { $0.kind = .contact }
    return bench
  }

  private static let mango = [
    // Taken by 101.
    "[a1];1795421000;1795421095;1795421005;;79161234567;101;sip:101@pbx.example;1110;74951112233;abc;e1",
    // A menu, then two telephones, of which nobody answered.
    "[];1795422000;1795422040;1795422001;;79162223344;;;1110;74951112233;abc;e2",
    "[];1795422005;1795422020;0;;79162223344;101;;1111;74951112233;abc;e2",
    "[];1795422020;1795422040;0;;79162223344;102;;1111;74951112233;abc;e2",
    // Outgoing, answered; then one that was not.
    "[a2];1795423000;1795423070;1795423010;101;;;79161234567;1110;74951112233;abc;e3",
    "[];1795424000;1795424030;0;101;;;79037778899;1123;74951112233;abc;e4",
    // Within the house, and a hidden number.
    "[];1795425000;1795425030;1795425003;101;;102;sip:102@pbx.example;1110;;abc;e5",
    "[];1795426000;1795426030;1795426003;;anonymous;101;;1110;74951112233;abc;e6",
    // The switchboard of a company, and a number that two strangers share.
    "[];1795427000;1795427030;1795427003;;74951002030;101;;1110;74951112233;abc;e7",
    "[];1795428000;1795428030;1795428003;;74957007070;101;;1110;74951112233;abc;e8",
  ]

  private func activities(_ bench: Workbench) -> [Record] {
    bench.snapshot.records(.activity).sorted { $0.text("at") ?? "" < $1.text("at") ?? "" }
  }

  private func activity(_ bench: Workbench, _ id: String, source: String = "mango") throws -> Record {
    try #require(bench.snapshot.records(.activity).first { $0["external"]?[source]?.plainText == id })
  }

  @Test func mangoRowsBecomeCalls() throws {
    var bench = try Self.bench()
    let text = Self.mango.joined(separator: "\n") + "\n"
    let plan = try bench.run(text, file: "stats.csv")
    #expect(plan.report.preset == "mango")
    #expect(plan.report.kind == .activity)
    #expect(plan.report.header == .line(0))
    #expect(plan.counts == [5, 0, 0, 2, 2, 1], "\(plan.report.outcomes)")
    #expect(plan.report.outcomes.map { $0.place.line } == Array(1...10))

    let taken = try activity(bench, "e1")
    #expect(taken.text("direction") == "in" && taken.text("result") == "answered")
    #expect(taken["duration"]?.number == Decimal(90))
    #expect(taken.text("number") == "+79161234567")
    #expect(taken.reference("contact")?.id == bench.named("Анна Смирнова")?.id)
    #expect(taken.reference("company")?.id == bench.named("Ромашка", .company)?.id)
    #expect(taken["at"]?.instant == Instant(seconds: 1_795_421_000))

    let missed = try activity(bench, "e2")
    #expect(missed.text("result") == "missed" && missed["duration"] == nil)
    #expect(missed["at"]?.instant == Instant(seconds: 1_795_422_000))
    #expect(missed.reference("contact")?.id == bench.named("Пётр Иванов")?.id)
    #expect(missed["extra"]?["to_extension"]?.plainText == "101; 102")

    #expect(try activity(bench, "e3").text("direction") == "out")
    let unanswered = try activity(bench, "e4")
    #expect(unanswered.text("result") == "no-answer")
    #expect(bench.snapshot.record(unanswered.reference("contact"))?.name == "+79037778899")

    let shared = try activity(bench, "e7")
    #expect(shared["contact"] == nil)
    #expect(shared.reference("company")?.id == bench.named("Ромашка", .company)?.id)
    #expect(plan.errors.contains("a call within the house"))
    #expect(plan.errors.contains("the caller's number is not shown"))
    #expect(plan.errors.contains { $0.hasPrefix("the number +74957007070 is that of 2: ") })

    let again = try bench.plan(text, file: "stats.csv")
    #expect(again.change.isEmpty)
    #expect(again.counts == [0, 0, 5, 2, 2, 1])
  }

  @Test func anUnknownNumberIsRejectedWhereNothingMayBeMade() throws {
    let plan = try Self.bench().plan(Self.mango[5] + "\n") { $0.createsLinks = false }
    #expect(plan.counts == [0, 0, 0, 0, 0, 1])
    #expect(plan.errors[0].hasPrefix("nobody has the number +79037778899"))
  }

  /// The rejected rows come with the titles, by which they are known again.
  @Test func rejectsAreReadAgain() throws {
    var bench = try Self.bench()
    let plan = try bench.run(Self.mango[9] + "\n" + Self.mango[9].split(separator: "e8").joined() + "e9\n")
    #expect(plan.counts == [0, 0, 0, 0, 0, 2])
    let text = String(decoding: try #require(plan.rejects), as: UTF8.self)
    #expect(text.hasPrefix("records;start;finish;answer;"))
    try bench.run("Name,Phone\nЯна Белова,+7 495 700-70-70\n") { $0.kind = .contact }
    let again = try bench.plan(text.split(separator: "74957007070").joined(separator: "79161234567"))
    #expect(again.report.preset == "mango")
    #expect(again.counts == [2, 0, 0, 0, 0, 0], "\(again.errors)")
  }

  @Test func theOpenDealOfThePersonIsTheOneThatWasSpokenAbout() throws {
    var bench = try Self.bench()
    let deals =
      "Title,Stage,Contact,Created,Closed\nОткрыта,proposal,Анна Смирнова,2026-11-01 10:00,\n"
      + "Закрыта,won,Анна Смирнова,2025-01-02 10:00,2025-02-02 10:00\n"
      + "Одна,proposal,Пётр Иванов,2026-11-01 10:00,\nДругая,proposal,Пётр Иванов,2026-11-01 10:00,\n"
    #expect(try bench.run(deals) { $0.next = Workbench.step }.counts[0] == 4)
    try bench.run(Self.mango.joined(separator: "\n"))
    #expect(try activity(bench, "e1").reference("deal")?.id == bench.named("Открыта", .deal)?.id)
    #expect(try activity(bench, "e2").reference("deal") == nil)
  }

  @Test func aLeadWithTheNumberIsTheOneThatCalled() throws {
    var bench = try Self.bench()
    try bench.run("Title,Name,Phone\nЗаявка,Вера,+7 903 777-88-99\n") { $0.kind = .lead }
    try bench.run(Self.mango[5] + "\n")
    #expect(try activity(bench, "e4").reference("lead")?.id == bench.only(.lead)?.id)
    #expect(try activity(bench, "e4")["contact"] == nil)
  }

  @Test func anExtensionMayStandForAnOwner() throws {
    let anna = Owner(id: "anna", name: "Anna", email: nil, manager: nil, hours: .standard)
    let plan = try Workbench(owners: [anna]).plan(Self.mango[0] + "\n") {
      $0.valueMaps = [.init(column: "to_extension", entries: [.init("101", "anna")])]
    }
    #expect(plan.change.creations.first { $0.kind == .activity }?.values["owner"]?.text == "anna")
  }

  private static let master = [
    // Incoming through a queue: two legs of one call.
    #""","+79161234567","600","from-trunk","""Anna"" <+79161234567>","PJSIP/trunk-00000010","Local/101@q-00000001;1","Queue","sales,t","2026-11-20 10:00:00","2026-11-20 10:00:02","2026-11-20 10:00:20",20,18,"NO ANSWER","DOCUMENTATION","1795000000.10","","","1795000000.10","40""#,
    #""","+79161234567","102","from-queue","""Anna"" <+79161234567>","PJSIP/trunk-00000010","PJSIP/102-00000012","Queue","sales,t","2026-11-20 10:00:20","2026-11-20 10:00:25","2026-11-20 10:02:05",105,100,"ANSWERED","DOCUMENTATION","1795000000.12","","","1795000000.10","41""#,
    // Outgoing, busy, in the form of older versions.
    #""","101","89162223344","from-internal","""101"" <101>","SIP/101-00000013","SIP/trunk-00000014","Dial","SIP/trunk/89162223344","2026-11-20 11:00:00",,"2026-11-20 11:00:09",9,0,"BUSY","DOCUMENTATION","1795003600.13","""#,
    // Outgoing with the number of the house as its own.
    #""","74951112233","79161234567","from-internal","","PJSIP/101-00000015","PJSIP/trunk-00000016","Dial","","2026-11-20 12:00:00","2026-11-20 12:00:05","2026-11-20 12:01:05",65,60,"ANSWERED","DOCUMENTATION","1795007200.15","","","1795007200.15","43""#,
    // Within the house.
    #""","101","102","from-internal","","PJSIP/101-00000017","PJSIP/102-00000018","Dial","","2026-11-20 13:00:00","2026-11-20 13:00:05","2026-11-20 13:01:05",65,60,"ANSWERED","DOCUMENTATION","1795010800.17","","","1795010800.17","44""#,
  ]

  @Test func asteriskRowsBecomeCalls() throws {
    var bench = try Self.bench()
    let text = Self.master.joined(separator: "\n") + "\n"
    let plan = try bench.run(text, file: "Master.csv")
    #expect(plan.report.preset == "asterisk")
    #expect(plan.counts == [3, 0, 0, 1, 1, 0], "\(plan.report.outcomes)")
    let taken = try activity(bench, "1795000000.10", source: "asterisk")
    #expect(taken.text("direction") == "in" && taken.text("result") == "answered")
    #expect(taken["duration"]?.number == Decimal(100))
    #expect(taken["at"]?.instant == Instant(rfc3339: "2026-11-20T10:00:00Z"))
    #expect(taken.reference("contact")?.id == bench.named("Анна Смирнова")?.id)
    let busy = try activity(bench, "1795003600.13", source: "asterisk")
    #expect(busy.text("direction") == "out" && busy.text("result") == "busy")
    #expect(busy.text("number") == "+79162223344")
    let own = try activity(bench, "1795007200.15", source: "asterisk")
    #expect(own.text("direction") == "out" && own["duration"]?.number == Decimal(60))
    #expect(try bench.plan(text, file: "Master.csv").change.isEmpty)
  }

  /// Lines that are no call records are not taken for some.
  @Test(arguments: [
    "[a1];1795421000;x;1795421005;;79161234567;101;sip;1110;74951112233;abc;e1\n",
    "[a1];1795421000;1795421095;1795421005;;79161234567;101\n",
    "a,b,c,d,e,f,g,h,i,2026-11-20 10:00:00,,2026-11-20 10:00:09,9,0,SOMETHING,x,1.1\n",
  ])
  func otherLinesAreNoCalls(_ text: String) throws {
    let table = try CSVText(bytes: Array(text.utf8))
    let rows = Array(RowSource(table).rows())
    #expect(!Presets.all.flatMap(\.layouts).contains { $0.isShape(of: rows) })
  }

  /// A mapping of one's own may read a file without titles, too.
  @Test func aMappingMayNameTheColumnsOfAFileWithoutTitles() throws {
    var layout = Preset.Layout(kind: .contact, columns: [.init("who", "name"), .init("tel", "phone")])
    layout.titles = ["who", "tel"]
    let preset = Preset(name: "bare", doc: "", source: "bare", layouts: [layout])
    for text in ["Anna,+7 916 123-45-67\n", "who,tel\nAnna,+7 916 123-45-67\n"] {
      let plan = try Workbench().plan(text, presets: [preset] + Presets.all) { $0.preset = "bare" }
      #expect(plan.counts == [1, 0, 0, 0, 0, 0], "\(plan.report.outcomes)")
      #expect(plan.change.creations[0].values["phones"]?.plainText == "+79161234567")
    }
  }
}
