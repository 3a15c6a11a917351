import Foundation
import Records
import Reports
import Testing

@testable import Commands

/// A command looks at the files of the kinds that its answer depends on, and says nothing of others.
@Suite struct ReadSetTests {
  private static let noIndex = ["CRM_NO_INDEX": "1"]

  /// Commands with the kinds that they look at.
  private static let looks: [(line: String, kinds: [Kind])] = [
    ("contacts list city:Berlin --format ids", [.contact]),
    ("contacts list city:Berlin --format csv", [.contact]),
    ("contacts list --fields name,city", [.contact]),
    ("contacts list", [.contact, .company]),
    ("contacts list --json", [.contact, .company]),
    ("contacts list company.country:DE --format ids", [.contact, .company]),
    ("contacts list company:acme --format ids", [.contact, .company]),
    ("contacts list is:customer --format ids", [.contact, .deal]),
    ("contacts list idle>3 --format ids", [.contact, .deal, .task, .activity]),
    ("contacts list sort:company.name --format ids", [.contact, .company]),
    ("contacts list --fields name,idle", [.contact, .deal, .task, .activity]),
    ("companies list country:DE --json", [.company]),
    ("leads list --format ids", [.lead]),
    ("deals list is:open --format ids", [.deal]),
    ("deals list next_step.due<tomorrow --format ids", [.contact, .company, .lead, .deal, .task]),
    ("deals list --fields title,amount", [.deal]),
    ("tasks list status:open --format csv", [.task]),
    ("activities list type:note --format csv", [.activity]),
    ("products list", [.product]),
    ("invoices list status:sent --format csv", [.invoice]),
    ("contacts list anna --format ids", [.contact, .company]),
    ("activities list hello --format csv", [.contact, .company, .lead, .deal, .activity]),
    ("products show logo --json", [.product]),
    ("companies show acme --format csv", [.company]),
    ("deals board", [.contact, .company, .lead, .deal, .task]),
    ("stages list", [.deal]),
    ("stages show won", [.deal]),
    ("reports run won-lost", [.contact, .company, .lead, .deal, .product, .invoice]),
  ]

  @Test func listsLookAtTheKindsThatTheirAnswersDependOn() throws {
    let office = try SmallOffice()
    for (line, kinds) in ReadSetTests.looks {
      let look = try office.look(line.split(separator: " ").map(String.init))
      #expect(look == Look(kinds: KindSet(kinds), isEnough: true), "\(line): \(look?.kinds.kinds ?? [])")
    }
  }

  /// Over each field, each number and each state, as a filter, an order and a column.
  @Test func nothingIsReadTwice() throws {
    let office = try SmallOffice()
    let states = [
      "is:active", "is:customer", "is:silent", "is:open", "is:overdue", "is:today", "is:rotting", "is:nonext",
      "is:next", "is:waiting",
    ]
    let formats = ["ids", "json", "csv", "table", "md", "html"]
    var count = 0
    for kind in Kind.allCases {
      let fields = Schema.plain[kind].fields.map(\.key)
      var lines = (fields + ["idle", "age"]).map { key in
        [kind.plural, "list", "\(key):* or not \(key):*", "sort:\(key)", "--fields", key]
      }
      lines += fields.map { [kind.plural, "list", "\($0):anna or not \($0):anna", "--format", "csv"] }
      lines += states.map { [kind.plural, "list", "\($0) or not \($0)", "--format", "ids"] }
      lines += formats.map { [kind.plural, "list", "--format", $0] }
      for line in lines {
        // Not every kind has each of them, and not every field takes a word.
        guard let look = try? office.look(line) else { continue }
        count += 1
        #expect(look.isEnough, "\(line): \(look.kinds.kinds)")
      }
    }
    #expect(count > 250)
  }

  @Test func reportsSayWhatTheyAreCountedFrom() throws {
    let office = try SmallOffice()
    var narrow = 0
    for report in Reports.all {
      let splits = [[]] + ["owner", "source", "tag", "month", "company", "product"].map { ["--by", $0] }
      for split in splits + [["--as-of", "2026-11-20"], ["--where", "contact:anna"], ["--json"]] {
        // Not every report takes each of them.
        guard let look = try? office.look(["reports", "run", report.name] + split) else { continue }
        #expect(look.isEnough, "\(report.name) \(split): \(look.kinds.kinds)")
        if look.kinds != .all { narrow += 1 }
      }
    }
    #expect(narrow > 40)
  }

  /// What leads to nothing is looked for among the kinds that it may be of.
  @Test func referencesToNothingAskForNoOtherKind() throws {
    let office = try SmallOffice()
    try Data("id: zzzzzzz2\nname: Zoë\ncompany: gone-zzzzzzz3\n".utf8).write(
      to: office.folder.appendingPathComponent("contacts/zoe-zzzzzzz2.yaml"))
    for line in [
      "contacts list", "contacts list --json", "contacts list company:gone --format ids",
      "contacts list gone --format ids", "contacts list sort:company --format ids",
      "contacts list company.city:Bonn --format ids",
    ] {
      let look = try office.look(line.split(separator: " ").map(String.init))
      #expect(look == Look(kinds: KindSet([.contact, .company]), isEnough: true), "\(line)")
    }
    #expect(office.run(["contacts", "list", "gone", "--format", "ids"]).output == "zzzzzzz2\n")
  }

  /// With the index as it is, with one made anew and with none.
  @Test func aBrokenFileOfAnotherKindIsNoneOfItsBusiness() throws {
    let office = try SmallOffice()
    let index = office.folder.appendingPathComponent(".crm/index")
    for (line, kinds) in ReadSetTests.looks.prefix(8) {
      let words = line.split(separator: " ").map(String.init)
      let whole = office.run(words)
      #expect(whole.status == 0)
      for kind in Kind.allCases {
        let file = office.folder.appendingPathComponent("\(kind.folder)/broken.yaml")
        try Data("- [\n".utf8).write(to: file)
        let warm = office.run(words)
        #expect(FileManager.default.fileExists(atPath: index.path))
        try FileManager.default.removeItem(at: index)
        let answers = [warm, office.run(words), office.run(words, environment: ReadSetTests.noIndex)]
        for answer in answers {
          #expect(answer.output == whole.output, "\(line), \(kind)")
          #expect(answer.status == (kinds.contains(kind) ? 4 : 0), "\(line), \(kind): \(answer.errors)")
          #expect(answer.errors.contains("\(kind.folder)/broken.yaml") == kinds.contains(kind))
        }
        try FileManager.default.removeItem(at: file)
      }
    }
  }

  /// Who changes something, and `check`, look at everything.
  @Test func writersSeeEveryBrokenFile() throws {
    let office = try SmallOffice()
    for kind in Kind.allCases {
      let file = office.folder.appendingPathComponent("\(kind.folder)/broken.yaml")
      try Data("- [\n".utf8).write(to: file)
      #expect(office.run(["check"]).status == 4, "\(kind)")
      try FileManager.default.removeItem(at: file)
    }
  }
}
