import Dates
import Diagnostics
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

  @Test func rowsWithoutANameAreKept() throws {
    var bench = Workbench()
    try bench.run("Name,Email,Phone\n,anna.k@x.example,\n,,+7 916 123-45-67\n", file: "contacts.csv")
    #expect(Set(bench.snapshot.records(.contact).map(\.name)) == ["anna.k", "+79161234567"])
    // A name found later is taken; a made-up one never replaces it.
    try bench.run("Name,Email\nAnna Kim,anna.k@x.example\n", file: "contacts.csv")
    let again = try bench.run("Name,Email,Phone\n,anna.k@x.example,\n", file: "contacts.csv")
    #expect(again.change.isEmpty)
    #expect(bench.named("Anna Kim") != nil)
  }

  @Test func whatNoReaderTakesIsKeptAndTold() throws {
    let plan = try Workbench().plan(
      "Name,Email,Phone,Birthday\nAnna,nobody,ask Mary,some day\nBob,b@x.example; or else,,\n",
      file: "contacts.csv")
    #expect(plan.counts == [2, 0, 0, 0, 0, 0])
    let extra = plan.change.creations.map { $0.values["extra"] }
    #expect(extra[0]?["Email"] == .text("nobody"))
    #expect(extra[0]?["Phone"] == .text("ask Mary"))
    #expect(extra[0]?["Birthday"] == .text("some day"))
    #expect(plan.change.creations[1].values["emails"] == .list([.text("b@x.example")]))
    #expect(extra[1]?["Email"] == .text("b@x.example; or else"))
    #expect(
      plan.report.kept.map(\.message) == [
        "line 2: Email: \"nobody\" is not an email address; kept under extra",
        "line 2: Phone: \"ask Mary\" is not a phone number; kept under extra",
        "line 2: Birthday: \"some day\" is not a date; kept under extra",
        "line 3: Email: \"or else\" is not an email address; kept under extra",
      ])
  }

  @Test func onlyWhatARecordCannotBeWithoutRejectsItsRow() throws {
    let plan = try Workbench().plan(
      "Name,Email,Phone\n,nobody,x\nBob,b@x.example,\n\"\",,\nEve,e@x.example,,surplus\n",
      file: "contacts.csv")
    #expect(plan.counts == [1, 0, 0, 0, 0, 2])
    #expect(
      plan.report.outcomes[0].error
        == "the row has no name, no email and no phone; Email: \"nobody\" is not an email address; "
        + "Phone: \"x\" is not a phone number")
    #expect(plan.errors[1].contains("4 cells"))
  }

  @Test func anAmountInAnUnknownCurrencyIsNoAmount() throws {
    let plan = try Workbench().plan("Название,Артикул,Цена,Валюта\nСтол,T-1,100.50,galleons\n") {
      $0.kind = .product
    }
    let product = try #require(plan.change.creations.first)
    #expect(product.values["price"] == nil)
    #expect(product.values["extra"]?["Цена"] == .text("100.50"))
    #expect(product.values["extra"]?["Валюта"] == .text("galleons"))
  }

  @Test func whatLinkedRecordsLackIsFilledAndWhatTheyHaveOtherwiseIsKept() throws {
    var bench = Workbench(country: "DE")
    try bench.run("Company\nAcme\n", file: "companies.csv")
    let text =
      "Name,Email,Company,ИНН,Company Phone\nAnn Bell,ann@x.example,Acme,7701,+4930222222\n"
      + "Bob Hill,bob@x.example,ACME Ltd,7702,+4930333333\nCid Moss,cid@x.example,,7703,\n"
    #expect(try bench.run(text, file: "contacts.csv").counts == [3, 0, 0, 0, 0, 0])
    let acme = try #require(bench.only(.company))
    #expect(acme.text("tax_id") == "7701")
    #expect(acme.texts("phones") == ["+4930222222"])
    let bob = bench.named("Bob Hill")?["extra"]
    #expect(bob?["Company"] == .text("ACME Ltd"))
    #expect(bob?["ИНН"] == .text("7702"))
    #expect(bob?["Company Phone"] == .text("+4930333333"))
    #expect(bench.named("Ann Bell")?["extra"] == nil)
    #expect(bench.named("Cid Moss")?["extra"]?["ИНН"] == .text("7703"))
    #expect(try bench.plan(text, file: "contacts.csv").change.isEmpty)
  }

  @Test func rowsThatContradictAnEarlierOneKeepWhatTheySay() throws {
    var bench = Workbench()
    let text = "Name,Email,City\nAnna,a@x.example,Omsk\nAnna,a@x.example,Chita\nAnna,a@x.example,Bonn\n"
    let plan = try bench.run(text, file: "contacts.csv")
    #expect(plan.counts == [1, 0, 0, 0, 2, 0])
    #expect(bench.only(.contact)?.text("city") == "Omsk")
    #expect(bench.only(.contact)?["extra"]?.plainText == "City: Chita, City (2): Bonn")
    #expect(try bench.plan(text, file: "contacts.csv").change.isEmpty)
  }

  @Test func columnsAndConstantsThatFindTheirPlaceTaken() throws {
    let plan = try Workbench().plan(
      "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Won time,Deal - Lost time,Deal - Owner\n"
        + "1,A,Proposal,Won,2026-09-01 10:00,2026-09-02 11:00,Ann\n"
    ) { $0.constants = [.init("owner", "gleb")] }
    let deal = try #require(plan.change.creations.first { $0.kind == .deal })
    #expect(deal.values["owner"] == .text("gleb"))
    #expect(deal.values["extra"]?["Deal - Lost time"] == .text("2026-09-02 11:00"))
    #expect(deal.values["extra"]?["Deal - Owner"] == .text("Ann"))
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
    #expect(error?.hints.first?.contains("--date-order day-first") == true)
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
      plan.report.json
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
        .delimited(try CSVText(bytes: Array(text.utf8))), request: request, snapshot: bench.snapshot,
        pipelines: Pipelines.compile(bench.snapshot), queue: queue)
    }
    let backwards = try plan { RowsBackwards($0) }
    let forwards = try plan { RowsInTurn($0) }
    #expect(backwards.counts == [8998, 0, 0, 0, 2, 0])
    #expect(backwards.report.outcomes.map(\.line) == Array(2...9001))
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
