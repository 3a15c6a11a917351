import Dates
import JSON
import Records
import Testing

@testable import Exports

@Suite struct TextFormatTests {
  @Test(arguments: [
    ("a.csv", ExportFormat.csv), ("A.XLSX", .xlsx), ("x/y.tab", .tsv), ("a.b.ndjson", .jsonl),
    ("a.vcard", .vcf),
    ("a.zip", .zip), ("a.ods", .ods), ("a.markdown", .md),
  ])
  func namesSayTheFormat(_ name: String, _ format: ExportFormat) {
    #expect(ExportFormat(file: name) == format)
  }

  @Test(arguments: ["csv", "a", "a.csv/b", ".csv", "a.doc"])
  func otherNamesSayNone(_ name: String) { #expect(ExportFormat(file: name) == nil) }

  /// One record with a text that every format has to guard.
  private func office(_ kind: Kind, _ values: [String: Value]) throws -> Office {
    Office([Office.record(kind, try #require(RecordID("a1234567")), values)])
  }

  @Test func cardsSayBirthdaysAsTheirVersionDoes() throws {
    let day = try #require(MonthDay("--04-12"))
    let yearless = try office(.contact, ["name": .text("A"), "birthday": .monthDay(day)])
    let date = try office(
      .contact, ["name": .text("A"), "birthday": .date(try #require(CivilDate("1985-02-28")))])
    var old = ExportOptions()
    old.vCard = .three
    #expect(try yearless.text(.vcf, [.contact]).contains("\r\nBDAY:--0412\r\n"))
    #expect(
      try yearless.text(.vcf, [.contact], old).contains("\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\r\n"))
    #expect(try date.text(.vcf, [.contact]).contains("\r\nBDAY:19850228\r\n"))
    #expect(try date.text(.vcf, [.contact], old).contains("\r\nBDAY:1985-02-28\r\n"))
    #expect(try date.text(.vcf, [.contact], old).contains("\r\nN:A;;;;\r\n"))
  }

  @Test func phonesAreTextWithUnquotedTypes() throws {
    let text = try office(.contact, ["name": .text("A"), "phones": .list([.text("+491701234567")])])
      .text(.vcf, [.contact])
    #expect(text.contains("\r\nTEL;TYPE=work,voice;PREF=1:+491701234567\r\n"))
  }

  @Test func tasksAreToDosAndMeetingsAreEvents() throws {
    func task(_ values: [String: Value]) throws -> String {
      try office(.task, values.merging(["title": .text("T")]) { $1 }).text(.ics, [.task])
    }
    let moment = try #require(Instant(rfc3339: "2026-11-27T23:30:00+01:00"))
    let day = try #require(CivilDate("2026-11-27"))
    #expect(try task(["due": .date(day)]).contains("\r\nDUE;VALUE=DATE:20261127\r\n"))
    #expect(try task(["due": .instant(moment)]).contains("\r\nDUE:20261127T223000Z\r\n"))
    let meeting = try task(["due": .instant(moment), "type": .text("meeting")])
    #expect(meeting.contains("BEGIN:VEVENT") && meeting.contains("\r\nDTSTART:20261127T223000Z\r\n"))
    #expect(try task(["due": .date(day), "type": .text("meeting")]).contains("BEGIN:VTODO"))
    let done = try task(["due": .date(day), "status": .text("done"), "closed": .instant(moment)])
    #expect(done.contains("\r\nSTATUS:COMPLETED\r\n") && done.contains("\r\nCOMPLETED:20261127T223000Z\r\n"))
    #expect(
      !ExportFormat.ics.takes(
        Office.record(.task, try #require(RecordID("a1234567")), ["status": .text("cancelled")])))
  }

  @Test func foreignFilesOfAFolderAreNone() throws {
    let id = try #require(RecordID("a1234567"))
    #expect(CalendarExport.isOwn(file: CalendarExport.fileName(of: id)))
    for name in ["theirs.ics", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6.ics", id.uuid, id.uuid + ".ics.tmp"] {
      #expect(!CalendarExport.isOwn(file: name), "\(name)")
    }
  }

  @Test func valuesOfSQLAreQuoted() throws {
    #expect(SQLText.text(#"O'Brien \ "x""#) == #"'O''Brien \ "x"'"#)
    #expect(SQLText.name(#"a"b"#) == #""a""b""#)
    let text = try office(
      .contact, ["name": .text("a\n'b'"), "company": .reference(try #require(Reference("acme-b1234567")))]
    ).text(.sql, [.company, .contact])
    #expect(text.contains("'a\n''b'''"))
    // A relation cannot hold what is not there.
    #expect(text.contains("\"company\" text references \"companies\" (\"id\")"))
    #expect(!text.contains("b1234567"))
    // Without the table there is no relation, and the id stays.
    let alone = try office(
      .contact, ["name": .text("a"), "company": .reference(try #require(Reference("acme-b1234567")))]
    ).text(.sql, [.contact])
    #expect(alone.contains("'b1234567'") && !alone.contains("references \"companies\""))
  }

  @Test func everyFormatTakesAnything() throws {
    for seed in UInt64(1)...40 {
      let office = Office(seed: seed)
      for format in ExportFormat.allCases {
        let kinds = format.kinds.contains(.contact) ? [Kind.contact] : format.kinds
        _ = try office.bytes(format, kinds)
      }
      let json = try JSONValue(parsing: office.bytes(.json, [.contact]))
      #expect(json.array?.count == 6, "seed \(seed)")
      let lines = try office.text(.vcf, [.contact]).split(separator: "\r\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.utf8.count <= 75 }, "seed \(seed)")
    }
  }
}
