import Diagnostics
import Matching
import Records
import Rules
import Testing

@testable import Imports

/// Qualifying a lead, importing a row and adding a record ask one judge who is the same as whom.
@Suite struct OneJudgeTests {
  /// What a name, an email and a phone say of Anna Ivanova, anna@acme.example, +79161234567, at a company or at none.
  enum Verdict {
    /// She is meant.
    case same
    /// Somebody else, who has something in common with her.
    case likely
    case different
    /// She or her namesake.
    case ambiguous
  }

  struct Case: CustomTestStringConvertible {
    let name: String
    let email: String
    let phone: String
    let verdict: Verdict
    var hasNamesake = false
    var testDescription: String { "\(name) \(email) \(phone)" }
  }

  static let cases = [
    Case(name: "Anna Ivanova", email: "anna@acme.example", phone: "", verdict: .same),
    Case(name: "Anna Ivanova", email: "ANNA@acme.example", phone: "+74950000000", verdict: .same),
    Case(name: "A. Ivanova", email: "anna@acme.example", phone: "", verdict: .same),
    Case(name: "Анна Иванова", email: "", phone: "8 916 123-45-67", verdict: .same),
    Case(name: "Anna Petrova", email: "anna@acme.example", phone: "", verdict: .same),
    Case(name: "Boris", email: "anna@acme.example", phone: "", verdict: .likely),
    Case(name: "Boris", email: "", phone: "+79161234567", verdict: .likely),
    Case(name: "Anna Petrova", email: "", phone: "+79161234567", verdict: .likely),
    Case(name: "Boris", email: "boris@x.example", phone: "", verdict: .different),
    Case(name: "Anna Ivanova", email: "other@x.example", phone: "", verdict: .likely),
    Case(name: "Anna", email: "anna@acme.example", phone: "", verdict: .ambiguous, hasNamesake: true),
    Case(name: "Anna Ivanova", email: "anna@acme.example", phone: "", verdict: .same, hasNamesake: true),
  ]

  private func bench(_ it: Case) throws -> Workbench {
    var bench = Workbench()
    let namesake = it.hasNamesake ? "Anna Smirnova,,+79169999999\n" : ""
    try bench.run(
      "Name,Email,Phone\nAnna Ivanova,anna@acme.example,+79161234567\n" + namesake, file: "contacts.csv")
    if it.hasNamesake {
      var change = Change()
      let other = try #require(bench.named("Anna Smirnova"))
      change.set(other.id, "emails", .list([.text("anna@acme.example")]))
      bench.land(change)
    }
    return bench
  }

  @Test(arguments: cases) func qualify(_ it: Case) throws {
    var bench = try bench(it)
    let before = bench.snapshot.records(.contact).count
    try bench.run("Lead title,Name,Email,Phone\nRequest,\(it.name),\(it.email),\(it.phone)\n") {
      $0.kind = .lead
    }
    let lead = try #require(bench.only(.lead))
    var planner = ChangePlanner(
      snapshot: bench.snapshot, pipelines: Pipelines.compile(bench.snapshot), now: Workbench.now,
      user: "anna",
      mint: IDMint(seed: 77))
    func qualify() throws -> Qualified { try planner.qualifyLead(lead.id, next: Workbench.step) }
    guard it.verdict != .ambiguous else {
      let error = #expect(throws: Diagnostic.self) { try qualify() }
      #expect(error?.code == .ambiguous)
      return
    }
    let made = try qualify()
    #expect(made.knewContact == (it.verdict == .same))
    #expect(planner.snapshot.records(.contact).count == before + (it.verdict == .same ? 0 : 1))
    if it.verdict == .same { #expect(planner.snapshot.record(made.contact)?.name == "Anna Ivanova") }
  }

  @Test(arguments: cases) func importRows(_ it: Case) throws {
    let bench = try bench(it)
    let report = try bench.plan(
      "Name,Email,Phone\n\(it.name),\(it.email),\(it.phone)\n", file: "contacts.csv"
    ).report
    let result = try #require(report.outcomes.first).result
    switch it.verdict {
    case .same: #expect(result == .updated || result == .unchanged)
    case .likely, .different: #expect(result == .created)
    case .ambiguous: #expect(result == .rejected)
    }
  }

  @Test(arguments: cases) func importOfMentions(_ it: Case) throws {
    let bench = try bench(it)
    let report = try bench.plan(
      "Title,Stage,Contact,Email,Phone\nRoof,won,\(it.name),\(it.email),\(it.phone)\n"
    ) { $0.kind = .deal }.report
    switch it.verdict {
    case .same: #expect(report.linked[.contact] == nil && report.count(.created) == 1)
    case .likely, .different: #expect(report.linked[.contact] == 1)
    case .ambiguous: #expect(report.count(.rejected) == 1)
    }
  }

  @Test(arguments: cases) func add(_ it: Case) throws {
    let bench = try bench(it)
    var planner = ChangePlanner(
      snapshot: bench.snapshot, pipelines: Pipelines.compile(bench.snapshot), now: Workbench.now,
      user: "anna",
      mint: IDMint(seed: 77))
    var values: [String: Value] = ["name": .text(it.name)]
    if !it.email.isEmpty { values["emails"] = .list([.text(it.email)]) }
    if !it.phone.isEmpty { values["phones"] = .list([.text(it.phone)]) }
    let reference = try planner.addRecord(.contact, values: values)
    let made = try #require(planner.snapshot.record(reference))
    let likely = RecordMatches(bench.snapshot).likely(made)
    #expect(likely.isEmpty == (it.verdict == .different))
    if it.verdict == .ambiguous { #expect(likely.count == 2) }
  }
}
