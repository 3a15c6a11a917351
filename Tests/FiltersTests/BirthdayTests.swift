import Dates
import Facts
import Filters
import Records
import Testing
import YAML

/// Days that come every year, and ways that people said no to.
@Suite struct BirthdayTests {
  private let people = [
    "a0000001": "birthday: 1990-02-28", "a0000002": "birthday: 1992-02-29", "a0000003": "birthday: --03-01",
    "a0000004": "birthday: 1985-12-31", "a0000005": "birthday: --01-01",
    "a0000006": "do_not_contact: [mail, call]", "a0000007": "do_not_contact: sms",
  ]

  /// The people who match at noon of a day, by the last digit of their ids.
  private func found(_ filter: String, on day: String, at time: String = "12:00:00Z") throws -> String {
    let config = Config(timezone: "+03:00", zone: Zone(fixedOffset: 10_800))
    var records: [Record] = []
    for (id, line) in people {
      let document = try Document(
        parsing: Array("id: \(id)\nname: \(id)\n\(line)\n".utf8), file: "\(id).yaml")
      let read = RecordReader(config: config, schema: config.schema).read(
        document, kind: .contact, path: "contacts/\(id).yaml")
      records.append(try #require(read.record, "\(read.problems)"))
    }
    let snapshot = Snapshot(config: config, schema: config.schema, source: LoadedRecords(records))
    let now = try #require(Instant(rfc3339: day + "T" + time))
    let context = FilterContext(snapshot: snapshot, now: now, user: nil, stages: StageIndex([]))
    return try Filter.parse([filter], kind: .contact, context: context).select()
      .map { String("\($0.id)".suffix(1)) }.sorted().joined()
  }

  /// 29 February falls on the 28th in a year without it, as in the digest.
  @Test(arguments: [
    ("birthday:today", "2027-02-28", "12"), ("birthday:today", "2028-02-28", "1"),
    ("birthday:today", "2028-02-29", "2"), ("birthday:today", "2027-03-01", "3"),
    ("birthday:tomorrow", "2027-02-27", "12"), ("birthday:tomorrow", "2026-12-31", "5"),
    ("birthday:+2d", "2026-12-30", "5"), ("birthday:this-week", "2026-12-30", "45"),
    ("birthday:yesterday", "2027-01-01", "4"), ("birthday:today -birthday:1990", "2027-02-28", "2"),
    ("birthday:--02-29", "2027-06-01", "2"),
  ]) func aDayOfEveryYear(filter: String, day: String, ids: String) throws {
    #expect(try found(filter, on: day) == ids)
  }

  @Test func todayIsThatOfTheRepository() throws {
    #expect(try found("birthday:today", on: "2026-12-31", at: "20:59:59Z") == "4")
    #expect(try found("birthday:today", on: "2026-12-31", at: "21:00:00Z") == "5")
  }

  @Test(arguments: [
    ("do_not_contact:email", "6"), ("do_not_contact:mail", "6"), ("do_not_contact:call", "6"),
    ("do_not_contact:sms", "7"), ("do_not_contact:*", "67"), ("-do_not_contact:email birthday:", "7"),
    ("do_not_contact=email", "6"),
  ]) func whoSaidNo(filter: String, ids: String) throws {
    #expect(try found(filter, on: "2026-12-01") == ids)
  }
}
