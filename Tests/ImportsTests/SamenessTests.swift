import Diagnostics
import Records
import Rules
import Testing
import Text

@testable import Imports

/// A number or an address in common does not make two people one.
@Suite struct SamenessTests {
  /// What both share, and the two names; whether they are one.
  static let pairs: [(phone: String, email: String, first: String, second: String, isOne: Bool)] = [
    ("+4930111111", "", "Ann Bell", "Bob Hill", false),
    ("", "info@acme.example", "Ann Bell", "Bob Hill", false),
    ("", "ann@acme.example", "Ann Bell", "Bob Hill", false),
    ("+4930111111", "", "Ann Bell", "Bell Ann", true),
    ("", "info@acme.example", "Ann Bell", "A. Bell", true),
    ("", "ann@acme.example", "Ann Bell", "Ann Hill", true),
    ("", "info@acme.example", "Ann Bell", "Ann Hill", false),
    ("", "ivanov@acme.example", "Иванов Пётр", "Иванов Иван", false),
    ("+4930111111", "office@acme.example", "Ann Bell", "Bob Hill", false),
  ]

  @Test(arguments: pairs) func contacts(
    _ pair: (phone: String, email: String, first: String, second: String, isOne: Bool)
  ) throws {
    let head = "Name,Phone,Email\n"
    let first = "\(pair.first),\(pair.phone),\(pair.email)\n"
    let second = "\(pair.second),\(pair.phone),\(pair.email)\n"
    var apart = Workbench()
    try apart.run(head + first, file: "contacts.csv")
    try apart.run(head + second, file: "contacts.csv")
    #expect((apart.snapshot.records(.contact).count == 1) == pair.isOne)
    var together = Workbench()
    try together.run(head + first + second, file: "contacts.csv")
    // Within a file two names are two people, be they ever so near.
    let isOne = pair.isOne && NameLikeness.alike(pair.first, pair.second)
    #expect(together.snapshot.records(.contact).count == (isOne ? 1 : 2))
    #expect(try together.plan(head + first + second, file: "contacts.csv").change.isEmpty)
  }

  @Test(arguments: pairs) func contactsOfDeals(
    _ pair: (phone: String, email: String, first: String, second: String, isOne: Bool)
  ) throws {
    let text =
      "Title,Stage,Contact,Phone,Email,Company\nRoof,won,\(pair.first),\(pair.phone),\(pair.email),Acme\n"
      + "Door,won,\(pair.second),\(pair.phone),\(pair.email),Acme\n"
    var bench = Workbench()
    try bench.run(text) { $0.kind = .deal }
    let people = bench.snapshot.records(.contact)
    #expect((people.count == 1) == pair.isOne)
    if !pair.isOne {
      for (title, name) in [("Roof", pair.first), ("Door", pair.second)] {
        #expect(bench.snapshot.record(bench.named(title, .deal)?.reference("contact"))?.name == name)
      }
    }
    #expect(try bench.plan(text) { $0.kind = .deal }.change.isEmpty)
  }

  @Test func leads() throws {
    var bench = Workbench()
    let text =
      "Lead title,Name,Email,Phone\nRequest,Ann Bell,info@acme.example,\nRequest,Bob Hill,info@acme.example,\n"
      + "Call,Ann Bell,,+4930111111\nCall,Bob Hill,,+4930111111\n"
    #expect(try bench.run(text) { $0.kind = .lead }.counts == [4, 0, 0, 0, 0, 0])
    #expect(try bench.plan(text) { $0.kind = .lead }.change.isEmpty)
  }

  /// The address alone still finds its person, and so does a name alone, unless the row names another firm.
  @Test func whatARowLeavesOutIsNoContradiction() throws {
    var bench = Workbench()
    try bench.run(
      "Name,Phone,Email,Company\nAnn Bell,+4930111111,ann@acme.example,Acme\n", file: "contacts.csv")
    let text =
      "Title,Stage,Contact,Phone,Email,Company\nA,won,,,ann@acme.example,\nB,won,,+4930111111,,\n"
      + "C,won,Ann Bell,,,\nD,won,Ann Bell,,,Acme\nE,won,Ann Bell,,,Initech\nF,won,,+4930111111,bob@acme.example,\n"
    try bench.run(text) { $0.kind = .deal }
    let ann = try #require(
      bench.snapshot.records(.contact).first { $0.texts("emails") == ["ann@acme.example"] })
    for (title, isAnn) in [("A", true), ("B", true), ("C", true), ("D", true), ("E", false), ("F", false)] {
      #expect((bench.named(title, .deal)?.reference("contact")?.id == ann.id) == isAnn, "\(title)")
    }
    #expect(try bench.plan(text) { $0.kind = .deal }.change.isEmpty)
  }

  @Test func firmsThatShareADomain() throws {
    var bench = Workbench()
    try bench.run("Company,Email\nAcme,info@acme.example\n", file: "companies.csv")
    let text = "Company,Email\nBeta Roofs,roofs@acme.example\nACME Ltd,sales@acme.example\n"
    #expect(try bench.run(text, file: "companies.csv").counts == [1, 1, 0, 0, 0, 0])
    // Two identifiers are two firms, though their names are the same.
    try bench.run("Title,Stage,Company,Company ID\nA,won,Gamma,1\nB,won,Gamma,2\nC,won,Gamma,1\n")
    #expect(bench.snapshot.records(.company).filter { $0.name == "Gamma" }.count == 2)
    #expect(
      bench.named("A", .deal)?.reference("company")?.id == bench.named("C", .deal)?.reference("company")?.id)
  }
}
