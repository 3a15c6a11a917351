import Dates
import Diagnostics
import Facts
import JSON
import Output
import Records
import Reports
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ReportOutputTests {
  @Test func jsonHasTheDocumentedShape() throws {
    var fixture = Fixture()
    try fixture.deal(
      "d1aaaaaa", [("first-contact", "11-01"), ("lost", "11-02")], "amount: 10\ncurrency: EUR\n")
    let result = try Reports.report(named: "lost-reasons").run(
      try fixture.input(period: "2026-11", pipeline: "sales"))
    let expected = """
      {"report":"lost-reasons","title":"Lost reasons","period":{"from":"2026-11-01","to":"2026-11-30"},\
      "pipeline":"sales","columns":[{"key":"pipeline","title":"Pipeline","unit":"text"},\
      {"key":"reason","title":"Reason","unit":"text"},{"key":"stage","title":"Stage id","unit":"text"},\
      {"key":"name","title":"Lost from","unit":"text"},{"key":"deals","title":"Deals","unit":"count"},\
      {"key":"share","title":"Share %","unit":"percent"},{"key":"amount","title":"Amount","unit":"money"}],\
      "rows":[{"pipeline":"sales","reason":null,"stage":"first-contact","name":"First contact","deals":1,\
      "share":100.0,"amount":[{"amount":"10.00","currency":"EUR"}]}],\
      "totals":[{"pipeline":null,"reason":null,"stage":null,"name":null,"deals":1,"share":100.0,\
      "amount":[{"amount":"10.00","currency":"EUR"}]}],"notes":["1 deal lost without a reason"]}
      """
    #expect(
      try JSONValue(parsing: Array(Renderer.render(result, as: .json).utf8))
        == JSONValue(parsing: Array(expected.utf8)))
  }

  @Test func csvHasAColumnPerCurrencyAndNoTotals() throws {
    let result = try Reports.report(named: "pipeline").run(try FunnelTests.november().input())
    let lines = Renderer.render(result, as: .csv).split(whereSeparator: \.isNewline).map(String.init)
    #expect(
      lines.first
        == "pipeline,stage,name,probability,deals,sum_EUR,sum_RUB,sum_USD,weighted_EUR,weighted_RUB,weighted_USD,oldest,rotting"
    )
    #expect(lines.count == 5)
    #expect(lines[2] == "sales,meeting,meeting,30,3,,55000.50,,,16500.15,,35,1")
  }

  @Test func aTerminalGetsBarsAndTotals() throws {
    let result = try Reports.report(named: "pipeline").run(try FunnelTests.november().input())
    let text = Renderer.render(result, as: .table)
    #expect(text.contains("██████████"))
    #expect(text.contains("total"))
    #expect(text.contains("55 000.50"))
    #expect(text.contains("1 deal without an amount"))
    #expect(!text.contains("sales"))
    let page = Renderer.render(result, as: .html)
    #expect(page.contains("<svg") && page.contains("<tr class=\"total\">") && !page.contains("tfoot"))
  }

  @Test func hostileTextIsShownNotObeyed() throws {
    var fixture = Fixture()
    try fixture.add(
      .task, "id: t1aaaaaa\ntitle: \"=1+1\\e[31m<b>\\u202e|x\"\ndue: 2026-11-20T10:00:00+03:00\n")
    let result = try Reports.report(named: "overdue").run(try fixture.input())
    for format in [OutputFormat.table, .md, .html] {
      let text = Renderer.render(result, as: format)
      #expect(!text.unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{202e}" }, "\(format)")
    }
    #expect(!Renderer.render(result, as: .html).contains("<b>"))
    #expect(Renderer.render(result, as: .csv).contains("'=1+1"))
    #expect(
      !Renderer.render(result, as: .json).unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{202e}" })
  }

  @Test func periods() throws {
    let today = Fixture.day("2026-11-24")
    func parse(_ period: String?, _ from: String? = nil, _ to: String? = nil) throws -> String? {
      try Periods.parse(period: period, from: from, to: to, today: today).map { "\($0.start) \($0.lastDay)" }
    }
    #expect(try parse(nil) == nil)
    #expect(try parse("2026-Q4") == "2026-10-01 2026-12-31")
    #expect(try parse("2026-11") == "2026-11-01 2026-11-30")
    #expect(try parse("last-month") == "2026-10-01 2026-10-31")
    #expect(try parse("ytd") == "2026-01-01 2026-11-24")
    #expect(try parse(nil, "2026-10", "2026-11-05") == "2026-10-01 2026-11-05")
    #expect(try parse(nil, nil, "2026-10")?.hasSuffix(" 2026-10-31") == true)
    for (text, days) in [
      ("q4", "2026-10-01 2026-12-31"), ("Q1", "2026-01-01 2026-03-31"), ("q4 2025", "2025-10-01 2025-12-31"),
      ("november", "2026-11-01 2026-11-30"), ("dec", "2025-12-01 2025-12-31"),
      ("nov 2024", "2024-11-01 2024-11-30"), ("1 nov", "2026-11-01 2026-11-01"),
      ("dec 5", "2025-12-05 2025-12-05"), ("mon", "2026-11-23 2026-11-23"),
      ("ноябрь", "2026-11-01 2026-11-30"),
    ] { #expect(try parse(text) == days, "\(text)") }
    #expect(
      try parse(nil, "1 nov") == "2026-11-01 "
        + String(CivilInterval(start: today, end: .last).lastDay.description))
    #expect(failure { _ = try parse("2026-13") }?.code == .invalidValue)
    #expect(failure { _ = try parse("2026-11", "2026-10") }?.code == .usage)
    #expect(failure { _ = try parse(nil, "2026-12", "2026-11") }?.code == .invalidValue)
    #expect(try Periods.day("yesterday", option: "--as-of", today: today) == Fixture.day("2026-11-23"))
    #expect(
      failure { _ = try Periods.day("2026-11", option: "--as-of", today: today) }?.code == .invalidValue)
  }

  /// A report is one file and one line in `Reports.all`.
  @Test func everyFileOfTheCatalogIsRegistered() throws {
    let folder =
      #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Sources/Reports/Catalog"
    let handle = try #require(opendir(folder))
    defer { closedir(handle) }
    var found: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(".swift") else { continue }
      var kebab = ""
      for letter in name.dropLast(6) {
        if letter.isUppercase, !kebab.isEmpty { kebab += "-" }
        kebab += letter.lowercased()
      }
      found.append(kebab)
    }
    #expect(found.sorted() == Reports.all.map(\.name).sorted())
  }
}

extension ReportOutputTests {
  @Test func everyColumnSaysHowItIsWorkedOut() {
    for report in Reports.all {
      for field in report.fields(by: "owner") {
        #expect(!field.formula.isEmpty && !field.basis.isEmpty, "\(report.name) \(field.key)")
        #expect(!field.formula.hasSuffix("."), "\(report.name) \(field.key)")
      }
      #expect(Set(report.fields.map(\.key)).count == report.fields.count, "\(report.name)")
    }
  }
}
