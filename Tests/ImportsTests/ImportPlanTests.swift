import Dates
import Diagnostics
import JSON
import Output
import Records
import Rules
import Testing

@testable import Imports

@Suite struct ImportPlanTests {
  // MARK: Matching

  static let people = "First Name,Last Name,Email,Phone,Company,City\n"

  @Test func theSecondTimeChangesNothing() throws {
    var bench = Workbench()
    let text =
      Self.people + "Anna,Ivanova,anna@x.example,8 916 123-45-67,Ромашка,Чита\n"
      + "Bob,Smith,,,Acme Ltd,\nEve,Stone,,+4930123456,,Berlin\n"
    #expect(try bench.run(text).counts == [3, 0, 0, 0, 0, 0])
    let again = try bench.run(text)
    #expect(again.counts == [0, 0, 3, 0, 0, 0])
    #expect(again.change.isEmpty)
    #expect(again.batch == nil)
    #expect(bench.snapshot.records(.company).count == 2)
  }

  @Test func contactsMatchByIdThenEmailThenPhoneWithALikeName() throws {
    var bench = Workbench()
    try bench.run(
      "ID,Name,Email,Phone\n7,Anna Ivanova,anna@x.example,+79161234567\n8,Boris Petrov,,+79160000000\n",
      file: "contacts.csv")
    // The identifier wins over a changed address.
    let byID = try bench.run("ID,Name,Email,City\n7,Anna Ivanova,new@x.example,Чита\n", file: "contacts.csv")
    #expect(byID.counts == [0, 1, 0, 0, 0, 0])
    #expect(bench.named("Anna Ivanova")?.texts("emails") == ["anna@x.example", "new@x.example"])
    let byEmail = try bench.run("Name,Email,Position\nAnna Petrova,NEW@x.example,CEO\n", file: "contacts.csv")
    #expect(byEmail.counts == [0, 1, 0, 0, 0, 0])
    #expect(bench.named("Anna Petrova")?.text("position") == "CEO")
    let byPhone = try bench.run("Name,Phone,City\nПетров Борис,8 916 000 00 00,Омск\n", file: "contacts.csv")
    #expect(byPhone.counts == [0, 1, 0, 0, 0, 0])
    // The same phone under another name is somebody else.
    let other = try bench.run("Name,Phone\nGalina Ford,8 916 000 00 00\n", file: "contacts.csv")
    #expect(other.counts == [1, 0, 0, 0, 0, 0])
  }

  @Test func twoIdentifiersAreTwoRecordsWhateverTheyShare() throws {
    var bench = Workbench()
    let text = "ID,Name,Email\n1,Anna,info@x.example\n2,Boris,info@x.example\n"
    #expect(try bench.run(text, file: "contacts.csv").counts == [2, 0, 0, 0, 0, 0])
    #expect(try bench.run(text, file: "contacts.csv").counts == [0, 0, 2, 0, 0, 0])
  }

  @Test func colleaguesBehindOneAddressStayApart() throws {
    var bench = Workbench()
    let text = "Name,Email\nAnna Ivanova,info@x.example\nBoris Petrov,info@x.example\n"
    #expect(try bench.run(text, file: "contacts.csv").counts == [2, 0, 0, 0, 0, 0])
    #expect(try bench.run(text, file: "contacts.csv").change.isEmpty)
  }

  @Test func companiesMatchByTaxIdDomainAndNameWithoutForm() throws {
    var bench = Workbench()
    try bench.run("Company,ИНН,Website\nООО «Ромашка»,7701,https://romashka.example\n", file: "companies.csv")
    for row in ["Other,7701,", "Ромашка,,", "Romashka,,www.romashka.example/about", "\"Ромашка, ООО\",,"] {
      let plan = try bench.plan("Company,ИНН,Website\n\(row)\n", file: "companies.csv")
      #expect(plan.report.count(.created) == 0, "\(row)")
    }
    #expect(
      try bench.plan("Company,ИНН,Website\nВасилёк,,\n", file: "companies.csv").counts == [1, 0, 0, 0, 0, 0])
  }

  @Test func otherKeysCanBeNamed() throws {
    var bench = Workbench()
    try bench.run("Name,Position\nAnna,Engineer\n", file: "contacts.csv")
    let plan = try bench.plan("Name,Position,Email\nAnna,Engineer,a@x.example\n", file: "contacts.csv") {
      $0.updateBy = ["name+position"]
    }
    #expect(plan.counts == [0, 1, 0, 0, 0, 0])
    let error = #expect(throws: Diagnostic.self) {
      try bench.plan("Name,Email\na,b@x.example\n", file: "contacts.csv") { $0.updateBy = ["emial"] }
    }
    #expect(error?.hints == ["did you mean \"email\"?"])
  }

  @Test func aRowThatMatchesSeveralRecordsIsRejectedAndNamesThem() throws {
    var bench = Workbench()
    try bench.run("ID,Name,Email\n1,Anna,x@x.example\n2,Anna,x@x.example\n", file: "contacts.csv")
    let plan = try bench.plan("Name,Email,City\nAnna,x@x.example,Чита\n", file: "contacts.csv")
    #expect(plan.counts == [0, 0, 0, 0, 0, 1])
    for record in bench.snapshot.records(.contact) { #expect(plan.errors[0].contains(record.ref)) }
  }

  // MARK: Modes

  static let modes: [(ImportMode, [Int], String)] = [
    (.upsert, [1, 1, 0, 0, 0, 0], "Omsk"), (.create, [1, 0, 0, 1, 0, 0], "Chita"),
    (.update, [0, 1, 0, 1, 0, 0], "Omsk"),
    (.fill, [1, 1, 0, 0, 0, 0], "Chita"), (.skip, [1, 0, 0, 1, 0, 0], "Chita"),
  ]

  @Test(arguments: modes) func mode(_ mode: ImportMode, _ counts: [Int], _ city: String) throws {
    var bench = Workbench()
    try bench.run("Name,Email,City\nAnna,a@x.example,Chita\n", file: "contacts.csv")
    let plan = try bench.run(
      "Name,Email,City,Position\nAnna,a@x.example,Omsk,CEO\nBob,b@x.example,Omsk,\n", file: "contacts.csv"
    ) { $0.mode = mode }
    #expect(plan.counts == counts)
    #expect(bench.named("Anna")?.text("city") == city)
    #expect(bench.named("Anna")?.text("position") == ([.create, .skip].contains(mode) ? nil : "CEO"))
    #expect((bench.named("Bob") != nil) == (mode != .update))
  }

  @Test func aBlankCellErasesNothingAndListsGrow() throws {
    var bench = Workbench()
    try bench.run("Name,Email,Tags,Notes,City\nAnna,a@x.example,vip,first,Чита\n", file: "contacts.csv")
    try bench.run(
      "Name,Email,Tags,Notes,City\nAnna,a@x.example,\"cold, vip\",second,-\n", file: "contacts.csv")
    let anna = try #require(bench.named("Anna"))
    #expect(anna.texts("tags") == ["vip", "cold"])
    #expect(anna.text("notes") == "first\nsecond")
    #expect(anna.text("city") == "Чита")
  }

  // MARK: Rows of one file

  @Test func duplicatesWithinAFile() throws {
    var bench = Workbench()
    let text =
      "Name,Email,City,Position\nAnna,a@x.example,,\nAnna,a@x.example,,\nAnna,A@x.example,Omsk,\n"
      + "Anna,a@x.example,Chita,\n"
    let plan = try bench.run(text, file: "contacts.csv")
    #expect(plan.counts == [1, 1, 0, 0, 2, 0])
    #expect(plan.report.outcomes[1].error == "the same as line 2")
    #expect(plan.report.outcomes[3].error?.contains("city") == true)
    #expect(bench.only(.contact)?.text("city") == "Omsk")
    #expect(try bench.run(text, file: "contacts.csv").change.isEmpty)
  }

  @Test func strictIsAllOrNothing() throws {
    let plan = try Workbench().plan(
      "Name,Email\nAnna,a@x.example,surplus\nBob,b@x.example\n", file: "contacts.csv"
    ) {
      $0.isStrict = true
    }
    #expect(plan.change.isEmpty)
    #expect(plan.counts == [0, 0, 0, 1, 0, 1])
  }

  @Test func fixingTheRejectsFinishesTheJob() throws {
    var bench = Workbench()
    let text =
      "\u{feff}Имя;Фамилия;Почта;Цвет\r\n;;nobody;\"красный;синий\"\r\nБорис;Петров;b@x.example;\r\n"
    let plan = try bench.run(text, file: "/data/contacts.csv")
    #expect(plan.report.rejectsPath == "/data/contacts.rejects.csv")
    let rejects = String(decoding: try #require(plan.rejects), as: UTF8.self)
    #expect(
      rejects.hasPrefix(
        "\u{feff}Имя;Фамилия;Почта;Цвет;error\r\n;;nobody;\"красный;синий\";\"the row has no name"))
    let fixed = rejects.replacing(";;nobody;", with: "Анна;Иванова;a@x.example;")
    let rest = try bench.run(fixed, file: "/data/contacts.rejects.csv")
    #expect(rest.counts == [1, 0, 0, 0, 0, 0])
    #expect(rest.report.unmapped == ["Цвет"])
    #expect(bench.named("Анна Иванова")?["extra"]?["Цвет"] == .text("красный;синий"))
    // What is still wrong is rejected once more, in the same shape.
    let again = try bench.plan(rejects, file: "/data/contacts.rejects.csv")
    #expect(again.rejects == plan.rejects)
    #expect(again.report.rejectsPath == "/data/contacts.rejects.csv")
  }

  @Test func rejectsKeepTheSourcesEncoding() throws {
    let bytes = try #require(TextEncoding.windows1251.encode("Имя;Фамилия;Почта\nАнна;Иванова;нет;лишнее\n"))
    let plan = try Workbench().plan(bytes: bytes, file: "-")
    let rejects = try #require(plan.rejects)
    #expect(plan.report.rejectsPath == "import.rejects.csv")
    #expect(EncodingGuess(rejects) == .likely(.windows1251))
    let text = String(decoding: try TextEncoding.windows1251.utf8(rejects[...]), as: UTF8.self)
    #expect(text.hasPrefix("Имя;Фамилия;Почта;error\nАнна;Иванова;нет;"))
  }

  // MARK: Formats of a column

  @Test func anOpenDateOrderIsAskedFor() throws {
    let text = "First Name,Last Name,Birthday\nAnna,Ivanova,04/02/1990\n"
    let error = #expect(throws: Diagnostic.self) { try Workbench().plan(text) }
    #expect(error?.code == .usage)
    #expect(error?.hints.first?.description.contains("--date-order day-first") == true)
    let said = try Workbench().plan(text) { $0.dateOrder = .dayFirst }
    #expect(said.change.creations.first?.values["birthday"]?.plainText == "1990-02-04")
    let proven = try Workbench().plan(text + "Bob,Smith,04/13/1990\n")
    #expect(proven.change.creations.first?.values["birthday"]?.plainText == "1990-04-02")
  }

  @Test func openDecimalsAreAskedFor() throws {
    let text = "Название,Артикул,Цена\nСтол,T-1,\"1,234\"\n"
    #expect(throws: Diagnostic.self) { try Workbench().plan(text) }
    let plan = try Workbench().plan(text) { $0.decimals = .point }
    #expect(plan.change.creations.first?.values["price"]?.plainText == "1234")
  }

  @Test func constantsFillEveryRow() throws {
    let plan = try Workbench().plan("First Name,Last Name,Source\nAnna,Ivanova,site\nBob,Smith,\n") {
      $0.constants = [.init("source", "expo"), .init("tag", "2026")]
    }
    for creation in plan.change.creations {
      #expect(creation.values["source"] == .text("expo"))
      #expect(creation.values["tags"] == .list([.text("2026")]))
    }
  }

  private func column(_ title: String, _ place: Int, _ field: String, _ reason: String) -> JSONValue {
    .object([
      JSONMember("column", .string(title)), JSONMember("place", .string("column \(place)")),
      JSONMember("field", .string(field)), JSONMember("reason", .string(reason)),
    ])
  }

  @Test func theReportIsFixed() throws {
    let plan = try Workbench().plan("Name,Email,Zodiac\nAnna,nobody,leo\n,,aries\n", file: "contacts.csv")
    let ref = try #require(plan.report.outcomes[0].ref)
    func outcome(_ line: Int, _ outcome: String, _ ref: String?, _ error: String?) -> JSONValue {
      .object([
        JSONMember("line", .integer(line)), JSONMember("place", .string("line \(line)")),
        JSONMember("outcome", .string(outcome)), JSONMember("ref", .optional(ref)),
        JSONMember("error", .optional(error)), JSONMember("changes", .array([])),
      ])
    }
    #expect(
      ImportReport.schema.json(plan.report)
        == .object([
          JSONMember("batch", .string("b1")), JSONMember("file", .string("contacts.csv")),
          JSONMember("kind", .string("contact")), JSONMember("preset", .string("generic")),
          JSONMember("rows", .integer(2)), JSONMember("created", .integer(1)),
          JSONMember("updated", .integer(0)),
          JSONMember("unchanged", .integer(0)), JSONMember("skipped", .integer(0)),
          JSONMember("duplicate", .integer(0)), JSONMember("rejected", .integer(1)),
          JSONMember("rejects", .string("contacts.rejects.csv")),
          JSONMember("unmapped", .array([.string("Zodiac")])),
          JSONMember("encoding", .string("utf-8")),
          JSONMember(
            "columns",
            .array([
              column("Name", 1, "name", "field"), column("Email", 2, "emails", "title"),
              column("Zodiac", 3, "extra", "unknown"),
            ])),
          JSONMember(
            "warnings",
            .array([
              .object([
                JSONMember("place", .string("line 2")), JSONMember("column", .string("Email")),
                JSONMember("message", .string("\"nobody\" is not an email address; kept under extra")),
              ])
            ])),
          JSONMember(
            "outcomes",
            .array([
              outcome(2, "created", ref, nil),
              outcome(3, "rejected", nil, "the row has no name, no email and no phone"),
            ])),
        ]))
  }

  /// Whatever a file holds: its rows are all accounted for, and importing it again changes nothing.
  @Test(arguments: 1...150) func countsAddUpAndImportsAreIdempotent(_ seed: Int) throws {
    var random = Stream(seed: UInt64(seed))
    // Spellings of the same people; two share an address, two a phone, two a name.
    let people: [(names: [String], emails: [String], phones: [String])] = [
      (
        ["Anna Ivanova", "Ivanova Anna", "Анна Иванова", ""], ["a@x.example", "A@X.example"],
        ["8 916 123 45 67", "+79161234567"]
      ),
      (["Bob Smith", "B. Smith"], ["info@x.example"], [""]),
      (["Eve Stone"], ["info@x.example"], ["+4930123456"]),
      (["Kim Lee", ""], ["k@y.example"], ["+4930123456", "x"]),
      (["Boris"], ["", "broken"], [""]),
      (["Boris"], ["b@z.example"], [""]),
    ]
    let companies = [["Ромашка", "ООО «Ромашка»"], ["Acme Ltd", "ACME"], [""]]
    let dates = ["01.02.2026", "2026-03-04", "", "-"]
    let withID = random.chance(40)
    var text = (withID ? "ID," : "") + "Name,Email,Phone,Company,City,Birthday,Notes,Tags,Shoe\n"
    var rows = 0
    for _ in 0..<(1 + random.below(25)) {
      let index = random.below(people.count)
      let person = people[index]
      var cells = withID ? [String(index)] : []
      cells += [
        random.element(person.names), random.element(person.emails), random.element(person.phones),
        random.element(companies[index % 3]), random.element(["Чита", "Omsk", ""]), random.element(dates),
        random.element(["n1", "n2", ""]), random.element(["vip", "\"cold, vip\"", ""]),
        random.element(["40", "41", ""]),
      ]
      if cells.contains(where: { !$0.isEmpty }) { rows += 1 }
      text += cells.joined(separator: ",") + "\n"
    }
    var bench = Workbench()
    let first = try bench.run(text, file: "contacts.csv")
    #expect(first.report.rows == rows, "seed \(seed)")
    #expect(first.counts.reduce(0, +) == rows, "seed \(seed)")
    #expect(first.counts[0] == bench.snapshot.records(.contact).count, "seed \(seed)")
    let second = try bench.plan(text, file: "contacts.csv")
    #expect(second.change.isEmpty, "seed \(seed)\n\(text)\(second.change.updates) \(second.change.creations)")
    #expect(second.counts[2] + second.counts[4] + second.counts[5] == rows, "seed \(seed)")
  }

  /// Rows are read by the thousand and prepared on any core; what comes of it is as if they came one by one.
  @Test func manyRowsInAnyOrderOfPreparation() throws {
    let rows = (0..<9000).map { number in
      number % 3000 == 7 ? "Anna,anna@one.example" : "Person \(number),p\(number)@two.example"
    }
    let text = "Name,Email\n" + rows.joined(separator: "\n") + "\n"
    let bench = Workbench()
    var asked = bench.request("file.csv")
    asked.kind = .contact
    let request = asked
    func plan(_ queue: RowQueueMaker) throws -> ImportPlan {
      try ImportPlan.plan(
        RowSource(try CSVText(bytes: Array(text.utf8))), request: request, snapshot: bench.snapshot,
        pipelines: Pipelines.compile(bench.snapshot), queue: queue)
    }
    let backwards = try plan { RowsBackwards($0) }
    let forwards = try plan { RowsInTurn($0) }
    #expect(backwards.counts == [8998, 0, 0, 0, 2, 0])
    #expect(backwards.report.outcomes.map(\.place.line) == Array(2...9001))
    #expect(backwards.report.outcomes == forwards.report.outcomes)
    #expect(backwards.change.creations.map(\.path) == forwards.change.creations.map(\.path))
  }
}

/// Prepares the last rows first.
private final class RowsBackwards: RowQueue {
  private let prepare: ([Row]) -> [PreparedRow]
  private var waiting: [[Row]] = []
  private var prepared: [[PreparedRow]] = []

  init(_ prepare: @escaping ([Row]) -> [PreparedRow]) { self.prepare = prepare }

  func add(_ rows: [Row]) { waiting.append(rows) }

  func next() -> [PreparedRow]? {
    if prepared.isEmpty {
      // The next to be handed over comes last.
      prepared = waiting.reversed().map { Array(prepare($0.reversed()).reversed()) }
      waiting = []
    }
    return prepared.popLast()
  }
}
