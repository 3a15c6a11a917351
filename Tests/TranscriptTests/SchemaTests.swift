import Foundation
import JSON
import Output
import Reports
import SchemaValidation
import Testing

/// What `--json` prints of every kind is what `crm schema` says.
@Suite struct SchemaTests {
  private static let kinds = [
    "contact": "contacts", "company": "companies", "lead": "leads", "deal": "deals", "task": "tasks",
    "activity": "activities", "product": "products",
  ]

  /// Commands that leave records with every type of field, open and closed deals, and a reference to nothing.
  private static let setting = """
    $ include office
    <<< crm.yaml
    format: 1
    timezone: Europe/Berlin
    country: DE
    currency: EUR
    fields:
    - {kind: deal, key: square_metres, type: number, title: m²}
    - {kind: contact, key: newsletter, type: boolean}
    <<<
    <<< deals/rich-d1234567.yaml
    id: d1234567
    title: Rich
    pipeline: sales
    stage: proposal
    contact: anna-ivanova-sdh408w0
    participants:
    - {contact: bert-weber-m01k7dwm, role: lawyer}
    items:
    - {product: logo-peh2d11s, quantity: 2, price: 300.50}
    amount: 601.00
    currency: EUR
    probability: 60
    expected_close: 2026-12-20
    next_step: rich-step-t1234567
    square_metres: 42.5
    created: 2026-11-20T10:15:00+01:00
    history:
    - {at: 2026-11-20T10:15:00+01:00, stage: proposal, by: gleb}
    external: {amocrm: 123}
    unknown: kept
    <<<
    <<< tasks/2026-11/rich-step-t1234567.yaml
    id: t1234567
    title: Rich step
    status: open
    due: 2026-11-27T10:00:00+01:00
    deal: rich-d1234567
    <<<
    <<< contacts/orphan-a1234567.yaml
    id: a1234567
    name: Orphan
    company: gone-z1234567
    birthday: 1990-05-03
    newsletter: true
    <<<
    $ crm products set logo active=no
    $ crm leads qualify site --next 'Call Carl' --due 'tomorrow 10:00'
    $ crm deals lose weber --reason price
    $ crm deals win 'site request'
    $ crm log call anna Hi --duration 1h30m --direction in
    """

  private func output(_ runner: TranscriptRunner, _ command: String) throws -> String {
    let went = try runner.run(Transcript("$ \(command)\n"))
    let step = try #require(went.steps.first)
    #expect(step.status == 0, "\(command): \(step.errors)")
    return step.output.joined(separator: "\n")
  }

  private func json(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  private func sorted(_ value: Any) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: value, options: .sortedKeys), as: UTF8.self)
  }

  private func runner() throws -> TranscriptRunner {
    let runner = try TranscriptRunner()
    for step in try runner.run(Transcript(SchemaTests.setting + "\n")).steps {
      #expect(step.status == 0, "\(step.command): \(step.errors)")
    }
    return runner
  }

  @Test func everyRecordFitsItsSchema() throws {
    let runner = try runner()
    let any = try #require(try json(output(runner, "crm schema")) as? [String: Any])
    for (kind, plural) in SchemaTests.kinds.sorted(by: { $0.key < $1.key }) {
      let schema = try #require(try json(output(runner, "crm schema \(kind)")) as? [String: Any])
      let text = try output(runner, "crm \(plural) list --json")
      let records = try #require(try json(text) as? [[String: Any]])
      #expect(!records.isEmpty, "no \(plural) to look at")
      for record in records {
        let id = record["id"] as? String ?? ""
        #expect(SchemaValidator(root: schema).faults(of: record) == [], "\(kind) \(id)")
        #expect(SchemaValidator(root: any).faults(of: record) == [], "any: \(kind) \(id)")
        var shown = try json(output(runner, "crm \(plural) show \(id) --json")) as? [String: Any]
        #expect(SchemaValidator(root: schema).faults(of: shown ?? [:]) == [], "shown: \(kind) \(id)")
        // The clock and the revision are told of single records only.
        shown?["client_time"] = nil
        shown?["rev"] = nil
        #expect(try sorted(record) == sorted(#require(shown)), "list and show differ: \(id)")
      }
      for line in text.split(separator: "\n") where line.hasPrefix("{") {
        let keys = #/^\{"kind":"[a-z]+","id":"[a-z0-9]{8}","ref":"[^"]+","path":"[^"]+"/#
        #expect(line.firstMatch(of: keys) != nil, "\(line.prefix(80)) begins otherwise")
      }
    }
  }

  @Test func writersPrintTheRecord() throws {
    let runner = try runner()
    for (command, kind) in [
      ("crm contacts add Zoe --json", "contact"), ("crm contacts set zoe city=Bonn --json", "contact"),
      ("crm deals add New --next Call --due fri --json", "deal"),
      ("crm deals move new meeting --keep-next --json", "deal"), ("crm deals win new --json", "deal"),
      ("crm tasks add Paper --due fri --json", "task"), ("crm tasks done paper --json", "task"),
      ("crm log note zoe Hi --json", "activity"), ("crm leads add Ask --json", "lead"),
      ("crm leads reject ask --reason spam --json", "lead"),
      ("crm contacts delete zoe --cascade --dry-run --json", "contact"),
    ] {
      let schema = try #require(try json(output(runner, "crm schema \(kind)")) as? [String: Any])
      let record = try json(output(runner, command))
      #expect(SchemaValidator(root: schema).faults(of: record) == [], "\(command)")
    }
  }

  /// Reports and the digest hold to the schemas that their columns and members make.
  @Test func everyReportFitsItsSchema() throws {
    let runner = try runner()
    func root(_ schema: JSONValue) throws -> SchemaValidator {
      SchemaValidator(root: try #require(try json(schema.encoded(pretty: false)) as? [String: Any]))
    }
    for report in Reports.all {
      for by in [nil, "owner"] where by == nil || report.options.contains(.by) {
        let command = "crm reports \(report.name) --json" + (by.map { " --by " + $0 } ?? "")
        let printed = try json(output(runner, command))
        let rows = try #require((printed as? [String: Any])?["rows"] as? [[String: Any]])
        let fields = report.fields(by: by)
        let singles = fields.count { $0.pattern == nil }
        #expect(
          rows.allSatisfy { $0.count == singles || $0.count > singles && fields.count > singles },
          "\(command)")
        #expect(try root(report.schema(by: by)).faults(of: printed) == [], "\(command)")
        #expect(try root(Report.schema).faults(of: printed) == [], "any: \(command)")
        if by == nil, !rows.isEmpty, report.options.contains(.by) {
          #expect(try root(report.schema(by: "owner")).faults(of: printed) != [], "\(command)")
        }
      }
    }
    let board = try json(output(runner, "crm reports dashboard --json"))
    #expect(try root(DashboardResult.schema.schema).faults(of: board) == [])
    #expect(try root(Report.schema).faults(of: board) != [])
    let digest = try json(output(runner, "crm digest --json --date 2026-12-24"))
    #expect(try root(DigestResult.schema.schema).faults(of: digest) == [])
    #expect(try root(Report.schema).faults(of: digest) != [])
  }

  /// What a command prints fits the schema that `crm schema` prints for the command's words.
  @Test func everyAnswerFitsItsSchema() throws {
    let runner = try TranscriptRunner()
    _ = try runner.run(
      Transcript("$ include git-office\n<<< contacts/broken.yaml\nname: [\n<<<\n$ crm contacts list\n"))
    for (words, rest) in [
      ("check", ""), ("doctor", ""), ("index status", ""), ("index rebuild", ""), ("history", "website"),
      ("undo", "--list"), ("undo", "--dry-run"), ("init", "new --no-git"), ("deals list", ""),
      ("deals show", "website"), ("deals move", "website proposal --keep-next --dry-run"),
      ("contacts set", "anna city=Bonn --dry-run"),
    ] {
      let schema = try #require(try json(output(runner, "crm schema \(words)")) as? [String: Any])
      let command = "crm \(words) \(rest) --json"
      let step = try #require(try runner.run(Transcript("$ \(command)\n")).steps.first)
      let value = try json(step.output.joined(separator: "\n"))
      #expect(SchemaValidator(root: schema).faults(of: value) == [], "\(command)")
      #expect((value as? [Any])?.isEmpty != true, "\(command) prints nothing to look at")
    }
  }

  /// The validator itself finds what is wrong.
  @Test(arguments: [
    (#"{"amount": 12}"#, "amount"), (#"{"amount": "12,5"}"#, "amount"), (#"{"stage": null}"#, "stage"),
    (#"{"id": "short"}"#, "id"), (#"{"kind": "task"}"#, "kind"), (#"{"contact": "anna"}"#, "contact"),
    (#"{"contact": {"id": "sdh408w0", "ref": "x"}}"#, "contact"),
    (#"{"next_step": {"kind": "task"}}"#, "next_step"),
    (#"{"tags": [1]}"#, "tags"), (#"{"expected_close": "soon"}"#, "expected_close"),
    (#"{"probability": 0.5}"#, "probability"), (#"{"created": "2026-11-20"}"#, "created"),
  ])
  func faultsAreFound(change: String, key: String) throws {
    let runner = try runner()
    let schema = try #require(try json(output(runner, "crm schema deal")) as? [String: Any])
    var record = try #require(try json(output(runner, "crm deals show rich --json")) as? [String: Any])
    record.merge(try #require(try json(change) as? [String: Any])) { $1 }
    let faults = SchemaValidator(root: schema).faults(of: record)
    #expect(faults.contains { $0.hasPrefix("/" + key) }, "\(change): \(faults)")
  }
}
