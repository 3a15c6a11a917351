import Diagnostics
import Records
import Testing

@testable import Imports

@Suite struct HeaderTests {
  static let synonyms: [(Kind, String, String)] = [
    (.contact, "Телефон", "phones"), (.contact, "Тел.", "phones"), (.contact, "Моб. телефон", "phones"),
    (.contact, "Phone", "phones"), (.contact, "ФИО", "name"), (.contact, "Контактное лицо", "name"),
    (.contact, "E-mail", "emails"), (.contact, "Почта", "emails"), (.contact, "Организация", "company.name"),
    (.contact, "Клиент", "name"), (.contact, "firstName", "first_name"), (.contact, "LAST_NAME", "last_name"),
    (.contact, "E-mail 2 Address", "emails"), (.contact, "phone_work", "phones"),
    (.contact, "Должность", "position"),
    (.contact, "Рабочий телефон (доп.)", "phones"), (.contact, "Примечание 3", "notes"),
    (.company, "ИНН", "tax_id"), (.company, "Website", "links"), (.company, "Название компании", "name"),
    (.deal, "Стадия сделки", "stage"), (.deal, "Бюджет ", "amount"), (.deal, "Воронка", "pipeline"),
    (.deal, "Контакт: Рабочий e-mail", "contact.emails"),
    (.deal, "Рабочий телефон (контакт)", "contact.phones"),
    (.deal, "Contact Email", "contact.emails"), (.deal, "Email", "contact.emails"),
    (.deal, "Status", "outcome"),
    (.deal, "Deal ID", "id"), (.product, "Артикул", "sku"), (.task, "Срок", "due"), (.activity, "Дата", "at"),
    (.lead, "Название лида", "title"),
  ]

  @Test(arguments: synonyms) func titleMeans(_ kind: Kind, _ title: String, _ target: String) {
    #expect(HeaderSynonyms.target(of: title, kind: kind)?.text == target)
    #expect(HeaderSynonyms.recognises(title))
  }

  @Test func unknownTitlesMeanNothing() {
    for title in ["gender", "Favourite colour", "x", "", "column 3"] {
      #expect(HeaderSynonyms.target(of: title, kind: .contact) == nil, "\(title)")
    }
  }

  @Test func repeatedTitlesHaveAddresses() throws {
    let header = Header(
      row: Row(.line(3), cells: ["Товар", "Цена", "Товар", ""].map { .text($0) }), rowsBefore: 1)
    #expect(header.columns.map(\.address) == ["Товар", "Цена", "Товар#2", "column 4"])
    #expect(header.column(named: "Товар#2")?.position == 2)
    #expect(header.column(named: "#3")?.position == 2)
    #expect(header.column(named: "товар")?.position == 0)
    #expect(header.column(named: "nothing") == nil)
  }

  @Test func thePreambleIsPassed() throws {
    let bench = Workbench()
    let plan = try bench.plan(
      "Report of 2026\nby,Anna\n\nName,Email\nAnna,a@x.example\n", file: "contacts.csv")
    #expect(plan.counts == [1, 0, 0, 0, 0, 0])
    #expect(plan.report.outcomes.first?.place == .line(5))
  }

  static let kinds: [(String, String, Kind)] = [
    ("First Name,Last Name,Email\na,b,a@x.example\n", "x.csv", .contact),
    ("Name,Email\nAnna,a@x.example\n", "contacts.csv", .contact),
    ("ФИО;Телефон;Организация\nАнна;+79161234567;Ромашка\n", "x.csv", .contact),
    ("Name,City,Phone,Website\nООО «Ромашка»,Чита,+74951234567,https://r.example\n", "x.csv", .company),
    ("Название компании;ИНН;Сфера деятельности\nРомашка;7701;IT\n", "x.csv", .company),
    ("Title,Stage,Amount\nSite,proposal,5\n", "x.csv", .deal),
    ("Название сделки;Стадия сделки;Сумма\nСайт;proposal;5\n", "x.csv", .deal),
    ("Date,Type,Text,Contact Email\n2026-01-01,call,hi,a@x.example\n", "activities.csv", .activity),
    ("Название,Артикул,Цена\nСтол,T-1,100.00\n", "x.csv", .product),
    ("Задача;Срок;Статус\nПозвонить;01.12.2026;open\n", "x.csv", .task),
  ]

  @Test(arguments: kinds) func kindIsFound(_ text: String, _ file: String, _ kind: Kind) throws {
    #expect(try Workbench().plan(text, file: file) { $0.next = Workbench.step }.report.kind == kind)
  }

  @Test func anUnclearKindShowsItsEvidence() {
    let error = #expect(throws: Diagnostic.self) {
      try Workbench().plan("Name,City\nAcme,Bonn\n", file: "list.csv")
    }
    #expect(error?.code == .usage)
    #expect(error?.hints.contains { $0.description.contains("--kind") } == true)
    #expect(error?.hints.contains { $0.description.contains("\"Name\"") } == true)
  }

  @Test func aFileWithoutHeaderIsRefused() {
    let error = #expect(throws: Diagnostic.self) {
      try Workbench().plan("Anna,a@x.example\nBob,b@x.example\n") { $0.kind = .contact }
    }
    #expect(error?.message.contains("header") == true)
  }

  @Test func contentDecidesWhereTheTitleDoesNot() throws {
    let plan = try Workbench().plan("Имя,Фамилия,Связь\nАнна,Иванова,a@x.example\nБорис,Петров,b@x.example\n")
    #expect(plan.change.creations.first?.values["emails"] == .list([.text("a@x.example")]))
    #expect(plan.report.unmapped.isEmpty)
  }

  @Test func phantomColumnsLeaveNoTrace() throws {
    let plan = try Workbench().plan("Имя;Фамилия;Телефон;\nАнна;Иванова;89161234567;\n")
    #expect(plan.report.unmapped.isEmpty)
    #expect(plan.change.creations.first?.values["extra"] == nil)
    #expect(plan.change.creations.first?.values["phones"] == .list([.text("+79161234567")]))
  }

  @Test func unmappedColumnsAreKeptOrDropped() throws {
    let text = "First Name,Last Name,Colour,Colour\nAnna,Ivanova,red,blue\n"
    let kept = try Workbench().plan(text)
    #expect(kept.report.unmapped == ["Colour", "Colour#2"])
    let extra = kept.change.creations.first?.values["extra"]
    #expect(extra?["Colour"] == .text("red"))
    #expect(extra?["Colour#2"] == .text("blue"))
    let dropped = try Workbench().plan(text) { $0.onlyMapped = true }
    #expect(dropped.report.unmapped == ["Colour", "Colour#2"])
    #expect(dropped.change.creations.first?.values["extra"] == nil)
  }

  @Test func columnsMappedByHand() throws {
    let plan = try Workbench().plan("First Name,Who,Colour\nAnna,Ivanova,red\n") {
      $0.columns = [.init("Who", "last_name"), .init("#3", "tags")]
    }
    #expect(plan.change.creations.first?.values["name"] == .text("Anna Ivanova"))
    #expect(plan.change.creations.first?.values["tags"] == .list([.text("red")]))
    let wrong = #expect(throws: Diagnostic.self) {
      try Workbench().plan("First Name,Last Name\na,b\n") { $0.columns = [.init("Fist Name", "name")] }
    }
    #expect(wrong?.hints.first == "did you mean \"First Name\"?")
    let field = #expect(throws: Diagnostic.self) {
      try Workbench().plan("First Name,Last Name\na,b\n") { $0.columns = [.init("First Name", "nmae")] }
    }
    #expect(field?.hints.first == "did you mean \"name\"?")
  }
}
