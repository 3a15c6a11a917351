import Dates
import Diagnostics
import Records
import Testing

@testable import Imports

/// What a column becomes, by its title and its cells.
@Suite struct ColumnTests {
  struct Table: Sendable, CustomTestStringConvertible {
    let name: String
    let kind: Kind
    /// Title, cell and target of each column.
    let columns: [(title: String, cell: String, target: String)]
    var testDescription: String { name }
  }

  static let tables: [Table] = [
    Table(
      name: "words beside email and phone", kind: .contact,
      columns: [
        ("Name", "Ann Bell", "name"), ("Email", "ann@example.com", "emails"),
        ("Email Opt Out", "0", "do_not_contact.email"),
        ("Email Status", "Valid", "extra"), ("Has Opted Out of Email", "FALSE", "do_not_contact.email"),
        ("Last Email Date", "2026-01-05", "extra"), ("Last Phone Call", "05.01.2026", "extra"),
        ("Phone Type", "mobile", "extra"), ("Phone Country Code", "+49", "extra"),
        ("Email рассылка", "да", "extra"), ("Phone", "030 1234567", "phones"), ("Mobile App", "yes", "extra"),
        ("E-mail Display Name", "Ann Bell (ann@example.com)", "extra"),
        ("Business Fax Phone", "030 99", "extra"),
      ]),
    Table(
      name: "people who are not the client", kind: .contact,
      columns: [
        ("First Name", "Ann", "first_name"), ("Assistant's Phone", "030 1234567", "extra"),
        ("Owner Email", "gleb@example.com", "owner"), ("Created by", "olga@example.com", "extra"),
        ("Modified By Email", "olga@example.com", "extra"), ("Referrer Email", "x@example.com", "extra"),
        ("Owner Phone", "030 1234568", "extra"), ("Spouse Email", "y@example.com", "extra"),
        ("Prepared for", "z@example.com", "extra"), ("Emergency contact phone", "030 1234569", "extra"),
      ]),
    Table(
      name: "Google Contacts", kind: .contact,
      columns: [
        ("First Name", "Ann", "first_name"), ("Organization Name", "Acme", "company.name"),
        ("Organization Title", "Buyer", "position"), ("E-mail 1 - Label", "* Work", "extra"),
        ("E-mail 1 - Value", "ann@example.com", "emails"), ("Phone 1 - Label", "Mobile", "extra"),
        ("Phone 1 - Value", "+49 151 2345678", "phones"), ("Address 1 - Street", "Weg 1", "address"),
        ("Address 1 - City", "Ulm", "city"), ("Address 1 - Postal Code", "89073", "postal_code"),
      ]),
    Table(
      name: "Outlook", kind: .contact,
      columns: [
        ("Title", "Mr", "extra"), ("First Name", "Bob", "first_name"), ("Job Title", "Buyer", "position"),
        ("Business Street", "Allee 2", "address"), ("Home City", "Ulm", "extra"),
        ("E-mail Type", "SMTP", "extra"),
        ("E-mail Address", "bob@example.com", "emails"), ("E-mail 2 Address", "b@example.org", "emails"),
        ("Business Phone", "030 1234567", "phones"), ("Manager's Name", "Eve", "extra"),
      ]),
    Table(
      name: "ERPNext", kind: .contact,
      columns: [
        ("First Name", "Cid", "first_name"), ("ID (Email IDs)", "x1", "extra"),
        ("Email ID (Email IDs)", "cid@example.com", "emails"), ("Is Primary (Email IDs)", "1", "extra"),
        ("Number (Contact Numbers)", "030 1234567", "phones"),
      ]),
    Table(
      name: "two addresses", kind: .contact,
      columns: [
        ("Name", "Ann", "name"), ("Home Address", "Weg 1", "extra"), ("Home City", "Ulm", "extra"),
        ("Work Address", "Allee 2", "address"), ("Work ZipCode", "53111", "postal_code"),
        ("Work Country", "DE", "country"),
      ]),
    Table(
      name: "SuiteCRM", kind: .contact,
      columns: [
        ("Last Name", "Moss", "last_name"), ("Assigned User", "gleb", "owner"),
        ("Assigned to User Id", "7", "extra"), ("Primary Address Street", "1 Main St", "address"),
        ("Primary Address State", "NY", "region"), ("Primary Address Postal Code", "10001", "postal_code"),
        ("Alternate Address City", "Bonn", "extra"), ("Office Phone", "030 1234567", "phones"),
      ]),
    Table(
      name: "Pipedrive, all in one", kind: .deal,
      columns: [
        ("Person - Name*", "Tina Torn", "contact.name"),
        ("Person - First name", "Tina", "contact.first_name"),
        ("Person - Email (Work)", "t@example.com", "contact.emails"),
        ("Person - Phone", "+420601123456", "contact.phones"),
        ("Organization - Name*", "Moveer", "company.name"),
        ("Organization - Address", "1 Road", "company.address"),
        ("Deal - Title", "Moveer deal", "title"), ("Deal - Value", "100.0", "amount"),
      ]),
    Table(
      name: "Odoo", kind: .deal,
      columns: [
        ("Opportunity", "Roof", "title"), ("Salesperson", "gleb@example.com", "owner"),
        ("Expected Revenue", "500", "amount"), ("Expected Closing", "2027-01-15", "expected_close"),
        ("Contact Name", "Ann Bell", "contact.name"), ("Email", "ann@example.com", "contact.emails"),
        ("Created on", "2026-01-15", "created"), ("Created by", "olga@example.com", "extra"),
      ]),
    Table(
      name: "EspoCRM", kind: .deal,
      columns: [
        ("name", "Roof", "title"), ("accountName", "Acme", "company.name"), ("amount", "5", "amount"),
        ("amountCurrency", "EUR", "currency"), ("closeDate", "2027-01-15", "expected_close"),
        ("assignedUserName", "gleb", "owner"), ("createdByName", "olga", "extra"),
      ]),
    Table(
      name: "Krayin", kind: .deal,
      columns: [
        ("title", "Roof", "title"), ("lead_value", "500", "amount"), ("lost_reason", "price", "lost_reason"),
        ("expected_close_date", "2027-01-15", "expected_close"),
      ]),
    Table(
      name: "an account manager", kind: .deal,
      columns: [
        ("Deal name", "Roof", "title"), ("Account manager", "gleb@example.com", "owner"),
        ("E-mail менеджера", "olga@example.com", "extra"), ("Contact name", "Ann", "contact.name"),
      ]),
    Table(
      name: "formulas that are text", kind: .contact,
      columns: [("=\"Name\"", "=\"Ann\"", "name"), ("=\"Phone\"", "=\"0301234567\"", "phones")]),
  ]

  @Test(arguments: tables) func columnsBecome(_ table: Table) throws {
    func line(_ cells: [String]) -> String {
      cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
    }
    let text = line(table.columns.map(\.title)) + line(table.columns.map(\.cell))
    let plan = try Workbench(country: "DE").plan(text) {
      $0.kind = table.kind
      $0.next = Workbench.step
    }
    for (use, column) in zip(plan.report.columns, table.columns) {
      #expect(use.field == column.target, "\(column.title) (\(use.reason))")
    }
    #expect(plan.report.columns.count == table.columns.count)
    // Whatever has no field is kept.
    let kept = plan.change.creations.first { $0.kind == table.kind }?.values["extra"]
    for column in table.columns where column.target == "extra" {
      #expect(kept?[column.title] == .text(column.cell), "\(column.title): \(plan.errors)")
    }
  }

  @Test func theReasonsAreTold() throws {
    let text =
      "First Name,Last Name,Mail,Mail status,Связь,Colour,Title,Job title,Custom\nA,B,a@x.example,ok,+79161234567,red,Mr,Boss,1\n"
    let plan = try Workbench().plan(text) { $0.columns = [.init("Custom", "tag")] }
    #expect(
      plan.report.columns.map(\.reason) == [
        .title, .title, .both, .contradiction, .content, .unknown, .taken, .title, .map,
      ])
    #expect(plan.report.unmapped == ["Mail status", "Colour", "Title"])
  }

  @Test func columnsWithoutValuesChooseLast() throws {
    let plan = try Workbench().plan("Name,Company,Organization\nAnna,,Acme\n", file: "contacts.csv")
    #expect(plan.report.columns.map(\.field) == ["name", "extra", "company.name"])
    #expect(plan.report.unmapped.isEmpty)
  }

  static let kinds: [(String, Kind)] = [
    ("First Name,Last Name,Organization Name,Email\nAnn,Bell,Acme,ann@example.com\n", .contact),
    ("Name,Organization Name,E-mail 1 - Value\nAnn,Acme,ann@example.com\n", .contact),
    ("Organization - Name,Organization - Address\nAcme,Weg 1\n", .company),
    ("Person - Name,Organization - Name,Person - Email\nAnn,Acme,ann@example.com\n", .contact),
    (
      "Person - Name,Person - First name,Person - Last name,Organization - Name,Deal - Title\nA B,A,B,C,D\n",
      .deal
    ),
    ("Contact: Name,Contact: Email,Deal: Name\nAnn,ann@example.com,Roof\n", .deal),
    ("Deal name,Amount,Salesperson,Contact name\nRoof,100,gleb@example.com,Ann Bell\n", .deal),
  ]

  @Test(arguments: kinds) func theKindIsWeighedByAllColumns(_ text: String, _ kind: Kind) throws {
    #expect(try Workbench().plan(text) { $0.next = Workbench.step }.report.kind == kind)
  }

  // MARK: Lines that are no rows

  struct Report: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var kind = Kind.contact
    let names: [String]
    let skipped: [Int]
    var testDescription: String { name }
  }

  static let reports: [Report] = [
    Report(
      name: "a footer",
      text:
        "First Name,Last Name,Email\nAnn,Bell,ann@example.com\n\nAll my contacts\nConfidential - for internal use\nGenerated By:  Joe Doe\n",
      names: ["Ann Bell"], skipped: [4, 5, 6]),
    Report(
      name: "a footer without a blank line",
      text:
        "Name,Email\nAnn,ann@example.com\n\"Copyright (c) 2000-2026 acme, inc. All rights reserved.\"\n2 records\n",
      names: ["Ann"], skipped: [3, 4]),
    Report(
      name: "totals", text: "Deal name,Amount,Stage\nRoof,100,\n\nSubtotal,100,\nDoor,200,\n\nTotal,300,\n",
      kind: .deal,
      names: ["Door", "Roof"], skipped: [4, 7]),
    Report(
      name: "totals in words", text: "Название сделки;Сумма\nКрыша;100\nИтого:;\"100,00 ₽\"\n", kind: .deal,
      names: ["Крыша"], skipped: [3]),
    Report(
      name: "names that look like it",
      text:
        "Name,Email\nTotal Solutions,t@example.com\nTotal,sum@example.com\n\nGenerated Media,g@example.com\nCopyright Clearance,c@example.com\nSum,\n",
      names: ["Copyright Clearance", "Generated Media", "Sum", "Total", "Total Solutions"], skipped: []),
    Report(
      name: "names alone below a blank line", text: "Name,Email\nAnn,ann@example.com\n\nBob\nCid\n",
      names: ["Ann", "Bob", "Cid"], skipped: []),
    Report(
      name: "line breaks are no blank lines",
      text: "Name,Notes\nAnn,\"a\n\nb\"\nBob,x\nExported on paper by hand,y\n",
      names: ["Ann", "Bob"], skipped: [6]),
  ]

  @Test(arguments: reports) func footersAreNoRows(_ report: Report) throws {
    let plan = try Workbench().plan(report.text) {
      $0.kind = report.kind
      $0.next = Workbench.step
    }
    let names = plan.change.creations.filter { $0.kind == report.kind }
      .compactMap { $0.values[report.kind.nameKey]?.text }
    #expect(names.sorted() == report.names)
    let skipped = plan.report.outcomes.filter { $0.result == .skipped }
    #expect(skipped.compactMap(\.place.line) == report.skipped)
    #expect(skipped.allSatisfy { $0.error?.isEmpty == false })
  }

  // MARK: What was odd

  @Test func whatWasMendedIsSaid() throws {
    var bytes: [UInt8] = Array("Name,City,Email\nJürgen,Köln,j@x.example\nFran".utf8)
    bytes.append(0xe7)
    bytes += Array("ois,Nantes,f@x.example\nA\u{0}nn,Ulm,a@x.example\nBob,\"Bonn,b@x.example\n".utf8)
    let plan = try Workbench().plan(bytes: bytes, file: "contacts.csv")
    #expect(plan.counts == [4, 0, 0, 0, 0, 0])
    #expect(plan.change.creations.map { $0.values["name"]?.text } == ["Jürgen", "François", "Ann", "Bob"])
    #expect(plan.change.creations.last?.values["city"] == .text("\"Bonn"))
    #expect(plan.report.warnings.map(\.place) == ["line 3", "line 4", "line 5"])
    #expect(plan.report.warnings.map(\.column) == ["Name", "Name", "City"])
    #expect(plan.report.encoding == "utf-8")
  }

  @Test func oddHeadersAndEndsAreSaid() throws {
    var header: [UInt8] = Array("Name,Stra".utf8)
    header.append(0xdf)
    header += Array("e,Email\nJürgen,Weg 1,j@x.example\nZoë,Weg 2,z@x.example\n".utf8)
    let plan = try Workbench().plan(bytes: header, file: "contacts.csv")
    #expect(plan.report.columns.map(\.field) == ["name", "address", "emails"])
    #expect(plan.report.warnings.map(\.place) == ["line 1"])
    var cut: [UInt8] = [0xff, 0xfe]
    cut += try #require(TextEncoding.utf16LittleEndian.encode("Name,Email\nÄnn,a@x.example\n"))
    cut.append(0x78)
    let half = try Workbench().plan(bytes: cut, file: "contacts.csv")
    #expect(half.counts == [1, 0, 0, 0, 0, 0])
    #expect(
      half.report.warnings.map(\.message) == ["the file ends in the middle of a character: is it whole?"])
  }

  /// What a saved mapping calls the source is what its records were called by.
  @Test func aSavedMappingFindsWhatWasImported() throws {
    var bench = Workbench()
    let text = "Record ID,Name,Email\n7,Anna,\n"
    let plan = try bench.run(text, file: "contacts.csv")
    var mapping = plan.mapping
    mapping.name = "mine"
    try bench.run(text, file: "contacts.csv", presets: Presets.all + [mapping]) { $0.preset = "mine" }
    #expect(bench.snapshot.records(.contact).count == 1)
  }

  @Test func aCellThatRunsOverRowsIsRejectedWhole() throws {
    let text =
      "Name,City,Email\nAnn,\"Bonn\nBob,Ulm,b@x.example\nCid,\"Essen, Ruhr\",c@x.example\nDan,Ulm,d@x.example\n"
    let plan = try Workbench().plan(text, file: "contacts.csv")
    #expect(plan.counts == [1, 0, 0, 0, 0, 1])
    #expect(plan.errors.first?.contains("line 4") == true)
    let rejects = String(decoding: try #require(plan.rejects), as: UTF8.self)
    #expect(rejects.contains("Bonn\nBob,Ulm,b@x.example\nCid,\"\"Essen, Ruhr"))
  }

  @Test func whatAnUpdateChangesIsTold() throws {
    var bench = Workbench()
    try bench.run("Name,Email,City\nAnna,a@x.example,Bonn\nBob,b@x.example,\n", file: "contacts.csv")
    let plan = try bench.plan(
      "Name,Email,City\nAnna,a@x.example,Berlin\nBob,b@x.example,Ulm\n", file: "contacts.csv")
    let changes = plan.report.changes
    #expect(changes.map(\.place.line) == [2, 3])
    #expect(changes.map { $0.fields.map(\.key) } == [["city"], ["city"]])
    #expect(changes.map { $0.fields.first?.before?.plainText } == ["Bonn", nil])
    #expect(changes.map { $0.fields.first?.after?.plainText } == ["Berlin", "Ulm"])
  }

  @Test func everyWordOfAnOptionIsTaken() {
    for order in DateOrder.allCases { for word in order.words { #expect(DateOrder(word: word) == order) } }
    for mark in DecimalMark.allCases { for word in mark.words { #expect(DecimalMark(word: word) == mark) } }
    for separator in CSVDialect.Separator.allCases {
      for word in separator.words { #expect(CSVDialect.Separator(word: word) == separator) }
      #expect(CSVDialect.Separator.word(for: separator.rawValue) == separator.words[0])
    }
  }
}
