import ArgumentParser
import Foundation
import JSON
import Operations
import Output
import SchemaValidation
import Testing

@testable import Commands

/// Every command in every format: what it prints is of that format, or it says that it cannot.
@Suite struct FormatTests {
  /// A line for each command; those that would change something only look at what they would change.
  static let lines: [[String]] =
    [
      ["contacts", "list"], ["contacts", "show", "anna"], ["contacts", "edit", "anna"],
      ["contacts", "set", "anna", "tags+=x", "--dry-run"], ["deals", "list"], ["deals", "show", "website"],
      ["companies", "list"], ["leads", "list"], ["tasks", "list"], ["products", "list"],
      ["activities", "list"], ["contacts", "delete", "anna", "--cascade", "--dry-run"],
      ["contacts", "add", "Bob", "--dry-run"],
      ["activities", "add", "Bob", "type=note", "at=2026-11-24T09:00:00+01:00", "--dry-run"],
      ["deals", "add", "Bob", "--next", "x", "--due", "fri", "--dry-run"],
      ["deals", "move", "website", "meeting", "--keep-next", "--dry-run"],
      ["deals", "win", "website", "--dry-run"],
      ["deals", "lose", "website", "--reason", "price", "--dry-run"],
      ["deals", "archive", "website", "--dry-run"],
      ["deals", "reopen", "shop", "--next", "x", "--due", "fri", "--dry-run"], ["deals", "board"],
      ["deals", "items", "website"], ["deals", "items", "add", "website", "logo", "price=300", "--dry-run"],
      ["leads", "qualify", "site", "--next", "x", "--due", "fri", "--dry-run"],
      ["leads", "add", "Site", "--dry-run"], ["leads", "add", "--from", "new.json", "--dry-run"],
      ["leads", "reject", "site", "--reason", "spam", "--dry-run"],
      ["tasks", "add", "Bob", "--due", "fri", "--dry-run"],
      ["tasks", "done", "call", "--next", "x", "--due", "fri", "--dry-run"],
      ["done", "call", "said", "--next", "x", "--dry-run"], ["snooze", "call", "mon", "--dry-run"],
      ["next"], ["caller", "+49301234567"], ["tasks", "next"], ["tasks", "load"], ["templates", "list"],
      ["templates", "variables", "--deal", "website"],
      ["templates", "add", "offer", "--dry-run"], ["render", "offer", "--deal", "website", "--dry-run"],
      ["mail", "run", "ping", "--where", "phones:*", "--as", "sms", "-o", "texts.csv", "--dry-run"],
      ["deals", "act", "website", "no-answer", "--dry-run"],
      ["deals", "promote", "website", "--next", "x", "--dry-run"],
      ["tasks", "snooze", "call", "mon", "--dry-run"], ["stages", "list"], ["stages", "show", "meeting"],
      ["stages", "add", "visit", "--dry-run"], ["stages", "rename", "meeting", "visit", "--dry-run"],
      ["stages", "move", "invoice", "--after", "meeting", "--dry-run"],
      ["stages", "remove", "proposal", "--dry-run"], ["stages", "check"],
      ["log", "note", "website", "x", "--dry-run"],
      ["search", "anna"], ["imports", "preview", "new.csv", "--kind", "contacts"],
      ["imports", "run", "new.csv", "--kind", "contacts", "--dry-run", "--yes"],
      ["payments", "preview", "bank.csv"], ["payments", "run", "bank.csv", "--dry-run"],
      ["payments", "list"],
      ["contacts", "dupes"],
      ["imports", "list"], ["imports", "presets"], ["export", "contacts", "--as", "csv"],
      ["apply", "operations.jsonl", "--dry-run"],
      ["import", "new.csv", "--kind", "contacts", "--dry-run", "--yes"],
      ["reports", "pipeline"], ["reports", "overdue"], ["reports", "list"], ["reports", "dashboard"],
      ["today"], ["digest"],
      ["views", "list"],
      ["views", "add", "warm", "is:open", "--dry-run"], ["views", "remove", "hot", "--dry-run"], ["check"],
      ["doctor"], ["events"], ["index", "status"], ["index", "rebuild", "--dry-run"], ["schema"],
      ["schema", "deal"],
      ["companies", "show", "acme"], ["leads", "show", "site"], ["tasks", "show", "call"],
      ["products", "show", "logo"], ["companies", "add", "Beta", "--dry-run"],
      ["leads", "add", "Ask", "--dry-run"], ["products", "add", "Poster", "--dry-run"],
      ["invoices", "list"], ["invoices", "show", "INV-2026-0001"], ["invoices", "edit", "INV-2026-0001"],
      ["invoices", "add", "--contact", "anna", "amount=5", "--dry-run"],
      ["invoices", "set", "INV-2026-0001", "tags+=x", "--dry-run"],
      ["invoices", "send", "INV-2026-0001", "--dry-run"],
      ["invoices", "pay", "INV-2026-0002", "--dry-run"],
      ["invoices", "void", "INV-2026-0001", "--reason", "x", "--dry-run"],
      ["invoices", "renumber", "INV-2026-0001", "--dry-run"],
      ["companies", "set", "acme", "city=Bonn", "--dry-run"],
      ["leads", "set", "site", "tags+=x", "--dry-run"], ["deals", "set", "website", "tags+=x", "--dry-run"],
      ["tasks", "set", "call", "notes=x", "--dry-run"],
      ["products", "set", "logo", "active=no", "--dry-run"],
      ["companies", "edit", "acme"], ["leads", "edit", "site"], ["deals", "edit", "website"],
      ["tasks", "edit", "call"], ["products", "edit", "logo"], ["companies", "dupes"],
      ["companies", "delete", "acme", "--cascade", "--dry-run"], ["leads", "delete", "site", "--dry-run"],
      ["products", "delete", "logo", "--dry-run"], ["schema", "--all"], ["prime"],
      ["hook", "pre-receive"],
      ["agents", "write", "--dry-run"], ["mcp", "--print-config", "claude"], ["completions", "bash"],
      ["init", "other", "--no-git", "--dry-run"],
    ]

  /// These need what the small office has not: git, a batch, a task that is no next step, a pair; what they print is held
  /// to its schema by the transcripts.
  static let passedOver: Set<String> = [
    "contacts merge", "companies merge", "leads merge", "history", "undo", "imports undo", "payments undo",
    "tasks cancel",
    "activities show", "activities set", "activities edit", "activities delete", "deals delete",
    "tasks delete", "reports run", "generate", "desk", "team join", "merge-driver", "hook install", "sync",
    "conflicts", "resolve", "deals approve", "mail undo",
  ]

  @Test func everyCommandIsHere() {
    func leaves(_ type: any ParsableCommand.Type, _ path: [String]) -> [String] {
      let children = type.configuration.subcommands
      return children.isEmpty
        ? [path.joined(separator: " ")] : children.flatMap { leaves($0, path + [$0.word]) }
    }
    for command in leaves(CRM.self, []) where !FormatTests.passedOver.contains(command) {
      let words = command.split(separator: " ").map(String.init)
      #expect(FormatTests.lines.contains { Array($0.prefix(words.count)) == words }, "\(command)")
    }
  }

  @Test func everyFormatIsHonouredOrRefused() throws {
    let office = try SmallOffice()
    for line in FormatTests.lines {
      let usual = office.run(line)
      #expect(usual.status == 0, "\(line): \(usual.errors)")
      for format in OutputFormat.allCases {
        let answer = office.run(line + ["--format", format.rawValue])
        let what: Comment = "\(line) \(format)"
        if answer.status == 2 {
          #expect(answer.output.isEmpty, what)
          #expect(
            ["prints no", "has no format", "has no ids", "has no picture", "needs an address"].contains {
              answer.errors.contains($0)
            }, what)
          continue
        }
        #expect(answer.status == 0, what)
        // An empty digest prints nothing whatever the format; a list without rows has no ids.
        if answer.output.isEmpty {
          #expect(usual.output.isEmpty || format == .ids || format == .jsonl, what)
          continue
        }
        #expect(FormatTests.isSound(answer.output, format), what)
      }
    }
  }

  /// What a command prints as JSON is what `crm schema` declares of it.
  @Test func everyAnswerHoldsToItsSchema() throws {
    let office = try SmallOffice()
    for line in FormatTests.lines {
      let answer = office.run(line + ["--json"])
      guard answer.status == 0, !answer.output.isEmpty else { continue }
      let (_, words, _) = try #require(CommandRoute.command(line[...]))
      let schema = office.run(["schema"] + words)
      let root = try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) as? [String: Any]
      let value = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
      #expect(SchemaValidator(root: try #require(root)).faults(of: value) == [], "\(line)")
    }
  }

  /// Lines of JSON are the elements of the array, or the one object; the header of a sheet has keys that are published;
  /// YAML has the keys of the objects, but for records, which it shows as their files.
  @Test func theOtherFormatsSayTheSame() throws {
    let office = try SmallOffice()
    for line in FormatTests.lines {
      let json = office.run(line + ["--json"])
      guard json.status == 0, !json.output.isEmpty else { continue }
      let value = try JSONValue(parsing: Array(json.output.utf8))
      let (type, words, _) = try #require(CommandRoute.command(line[...]))
      // Ids are new ones at each run; of a report rows alone are lines.
      let isReport = words == ["reports", "run"] && value["rows"] != nil
      let objects = isReport ? value["rows"]?.array ?? [] : value.array ?? [value]
      func keys(_ objects: [JSONValue]) -> [[String]] { objects.map { $0.members?.map(\.key) ?? [] } }
      let lines = office.run(line + ["--format", "jsonl"])
      if lines.status == 0 {
        let printed = try lines.output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(keys(printed) == keys(objects), "\(line) --format jsonl")
      }
      let isRecord = objects.first?["path"] != nil && objects.first?["kind"] != nil
      let yaml = office.run(line + ["--format", "yaml"])
      if yaml.status == 0, !isRecord {
        for key in objects.first?.members?.map(\.key) ?? [] {
          #expect(yaml.output.contains(key), "\(line) --format yaml: \(key)")
        }
      }
      let csv = office.run(line + ["--format", "csv"])
      let tsv = office.run(line + ["--format", "tsv"])
      guard csv.status == 0, let header = csv.output.split(separator: "\n").first else { continue }
      let keys = header.split(separator: ",").map(String.init)
      #expect(tsv.output.split(separator: "\n").first?.split(separator: "\t").map(String.init) == keys)
      let published = office.run(["schema"] + words + ["--format", "csv"]).output.split(separator: "\n")
        .dropFirst().flatMap { $0.split(separator: ",").prefix(2).map(String.init) }
      let forms = (type as? any CRMCommand.Type)?.answers ?? []
      let declared = forms.flatMap { $0.columns?() ?? [] }
      // Where records are shown in place of the values, their fields are the columns.
      let isFree = words == ["schema"] || words.first == "reports" || words == ["deals", "board"]
      for key in keys where !isFree {
        #expect(published.contains(key) || declared.contains(key), "\(line) --format csv: \(key)")
      }
      // Money has a column for each currency.
      let columns = keys.map { key in
        key.wholeMatch(of: /(.+)_[A-Z]{3}/).map { String($0.output.1) } ?? key
      }
      if words == ["reports", "run"] { #expect(Set(columns) == Set(Self.columns(of: value)), "\(line)") }
    }
  }

  /// The columns that a report says that it has.
  private static func columns(of report: JSONValue) -> [String] {
    (report["columns"]?.array ?? []).compactMap { $0["key"]?.string }
  }

  /// Commands that say that they only read leave the repository as it was, and those that say that they write do write.
  @Test func theEffectIsWhatIsSaid() throws {
    for line in FormatTests.lines {
      let office = try SmallOffice()
      let (type, words, _) = try #require(CommandRoute.command(line[...]))
      let command = try #require(type as? any CRMCommand.Type)
      let before = office.contents
      let answer = office.run(line.filter { $0 != "--dry-run" })
      let isSame = before == office.contents
      guard command.effect == .writes else {
        #expect(isSame, "\(words) says that it only reads")
        continue
      }
      // An editor that changes nothing, and what is handed out without an action, leave all as it was.
      let isIdle = words.last == "edit" || words.last == "next" || words.last == "dupes"
      if answer.status == 0, line.contains("--dry-run") {
        #expect(!isSame || isIdle, "\(line) writes nothing")
      }
      #expect([0, 1, 2, 3, 4, 5, 70].contains(answer.status), "\(line)")
    }
  }

  /// Whether a text has the form of a format; a table may be anything.
  private static func isSound(_ text: String, _ format: OutputFormat) -> Bool {
    let lines = text.split(separator: "\n")
    switch format {
    case .table: return true
    case .json: return (try? JSONValue(parsing: Array(text.utf8))) != nil
    case .jsonl: return lines.allSatisfy { (try? JSONValue(parsing: Array($0.utf8))) != nil }
    case .csv: return !text.hasPrefix("{") && !text.hasPrefix("[")
    case .tsv:
      let tabs = lines.first?.count { $0 == "\t" }
      return lines.allSatisfy { line in line.count { $0 == "\t" } == tabs }
    case .yaml:
      return !text.hasPrefix("{")
        && (text == "[]\n" || text.hasPrefix("- ") || lines[0].contains(": ") || lines[0].hasSuffix(":"))
    case .ids: return lines.allSatisfy { !$0.contains(" ") }
    case .md: return lines.contains { $0.hasPrefix("|") || $0.hasPrefix("#") }
    case .html: return text.hasPrefix("<!doctype html>")
    case .svg: return text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n")
    case .xlsx: return text.hasPrefix("PK")
    case .ics: return text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n")
    case .eml: return lines.contains { $0.hasPrefix("Message-ID: <") }
    }
  }

  @Test func fieldsChooseInEveryFormatOfLists() throws {
    let office = try SmallOffice()
    #expect(
      office.run(["contacts", "list", "--format", "yaml", "--fields", "name,company.name"]).output
        == "- name: Anna Ivanova\n  company.name: Acme\n")
    for line in [["search", "anna"], ["stages", "list"], ["deals", "board"], ["views", "list"]] {
      let answer = office.run(line + ["--json", "--fields", "name"])
      let json = try JSONValue(parsing: Array(answer.output.utf8))
      #expect(json.array?.allSatisfy { $0.members?.map(\.key) == ["name"] } == true, "\(line)")
    }
    let refused = office.run(["check", "--fields", "code"])
    #expect(refused.status == 2 && refused.errors.contains("has no columns"))
  }

  @Test func aRefusedFormatChangesNothing() throws {
    let office = try SmallOffice()
    #expect(office.run(["views", "remove", "hot", "--format", "csv"]).status == 2)
    #expect(office.run(["views", "list", "--format", "ids"]).output == "hot\n")
  }
}
