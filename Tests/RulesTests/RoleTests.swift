import Dates
import Diagnostics
import Facts
import Filters
import Records
import Testing
import YAML

@testable import Rules

/// Who may do what: a change of records by what it does to them, whoever makes it and however.
@Suite struct RoleTests {
  private static let settings = """
    format: 1
    roles:
      seller: {may: [read, add, set, move, log], kinds: [contact, deal, task, activity, lead], only: "owner:me or owner:"}
      mover: {may: [read, move]}
      closer: {may: [read, win, lose]}
      caller: {may: [read, log]}
      reader: {may: read}
      clerk: {may: [read, import]}
      keeper: {may: [read, stages, config]}
      remover: {may: [read, delete, set]}
      manager: {may: all}
    owners:
    - {id: bob, role: seller}
    - {id: mo, role: mover}
    - {id: cleo, role: closer}
    - {id: cal, role: caller}
    - {id: rita, role: reader}
    - {id: clerk, role: clerk}
    - {id: pete, role: keeper}
    - {id: rem, role: remover}
    - {id: mara, role: manager}
    - {id: nora}
    """

  private static func config(_ text: String) throws -> (config: Config, problems: [Diagnostic]) {
    ConfigReader.read(try Document(parsing: Array(text.utf8), file: "crm.yaml"))
  }

  private static func refusals(
    _ pairs: [(Record?, Record?)], files: [String] = [], by user: String
  ) throws -> [Diagnostic] {
    let (config, problems) = try config(settings)
    #expect(problems.isEmpty, "\(problems)")
    let rules = try #require(RoleRules(config, schema: .plain))
    #expect(rules.problems.isEmpty)
    let touched = TouchedRecords(
      pairs.compactMap { TouchedRecords.Pair(before: $0.0, after: $0.1) }, files: files)
    func context(_ records: [Record]) -> EvaluationContext {
      let snapshot = World.snapshot(records, config: config)
      return EvaluationContext(
        snapshot: snapshot, now: World.now, user: user, stages: Pipelines.compile(snapshot).stages)
    }
    return rules.refusals(
      of: touched, by: user, before: context(pairs.compactMap(\.0)), after: context(pairs.compactMap(\.1)))
  }

  private static let deal = World.dealRecord
  private static func own(_ record: Record, _ owner: String? = "bob") -> Record {
    record.replacing(["owner": owner.map { .text($0) }])
  }
  private static func moved(_ deal: Record, to stage: String) -> Record {
    deal.replacing(["stage": .text(stage)])
  }

  /// What each of these may do, by name.
  static let deeds: [(name: String, pairs: [(Record?, Record?)], files: [String], may: [String])] = [
    (
      "a contact of nobody gets a city",
      [(World.bobRecord, World.bobRecord.replacing(["city": .text("Ulm")]))], [],
      ["bob", "rem", "mara", "nora"]
    ),
    (
      "a contact of carl gets a city",
      [(own(World.bobRecord, "carl"), own(World.bobRecord, "carl").replacing(["city": .text("Ulm")]))], [],
      ["rem", "mara", "nora"]
    ),
    (
      "one's own contact is handed over", [(own(World.bobRecord), own(World.bobRecord, "carl"))], [],
      ["bob", "rem", "mara", "nora"]
    ),
    (
      "carl's contact is taken over", [(own(World.bobRecord, "carl"), own(World.bobRecord))], [],
      ["rem", "mara", "nora"]
    ),
    (
      "only the text of a file changes", [(World.bobRecord, World.bobRecord)], [],
      ["bob", "rem", "mara", "nora"]
    ),
    ("a new contact", [(nil, World.bobRecord)], [], ["bob", "mara", "nora"]),
    ("a new contact of carl", [(nil, own(World.bobRecord, "carl"))], [], ["mara", "nora"]),
    ("a contact goes", [(World.bobRecord, nil)], [], ["rem", "mara", "nora"]),
    (
      "a company gets a city", [(World.acmeRecord, World.acmeRecord.replacing(["city": .text("Ulm")]))], [],
      ["rem", "mara", "nora"]
    ),
    ("a deal moves", [(own(deal), moved(own(deal), to: "visit"))], [], ["bob", "mo", "mara", "nora"]),
    (
      "a deal of carl moves", [(own(deal, "carl"), moved(own(deal, "carl"), to: "visit"))], [],
      ["mo", "mara", "nora"]
    ),
    ("a deal is won", [(own(deal), moved(own(deal), to: "won"))], [], ["cleo", "mara", "nora"]),
    (
      "a deal is lost",
      [(own(deal), moved(own(deal), to: "lost").replacing(["lost_reason": .text("price")]))], [],
      ["cleo", "mara", "nora"]
    ),
    (
      "a deal is archived", [(own(deal), moved(own(deal), to: "archive"))], [], ["bob", "mo", "mara", "nora"]
    ),
    ("a deal opens again", [(moved(own(deal), to: "won"), own(deal))], [], ["bob", "mo", "mara", "nora"]),
    (
      "a deal moves and gets an amount",
      [(own(deal), moved(own(deal), to: "visit").replacing(["amount": .number(Decimal(5))]))], [],
      ["bob", "mara", "nora"]
    ),
    (
      "a deal gets an amount", [(own(deal), own(deal).replacing(["amount": .number(Decimal(5))]))], [],
      ["bob", "rem", "mara", "nora"]
    ),
    (
      "a deal moves, with its old step done and a new one",
      [
        (own(deal), moved(own(deal), to: "visit").replacing(["next_step": World.reference("tasc0009")])),
        (
          World.stepRecord,
          World.stepRecord.replacing(["status": .text("done"), "closed": .instant(World.now)])
        ),
        (
          nil,
          World.record(
            .task, "tasc0009",
            ["title": .text("Measure"), "deal": World.reference("dea00004"), "owner": .text("fitter")])
        ),
        (
          nil,
          World.record(.activity, "acta0010", ["type": .text("stage"), "deal": World.reference("dea00004")])
        ),
      ], [], ["bob", "mo", "mara", "nora"]
    ),
    (
      "a deal is won with its step done and a task deleted",
      [
        (own(deal), moved(own(deal), to: "won").replacing(["next_step": nil])),
        (
          World.stepRecord,
          World.stepRecord.replacing(["status": .text("done"), "closed": .instant(World.now)])
        ),
        (World.otherTask, nil),
      ], [], ["mara", "nora"]
    ),
    (
      "a task of nobody in a deal of bob is done",
      [(World.otherTask, World.otherTask.replacing(["status": .text("done")]))], [],
      ["bob", "rem", "mara", "nora"]
    ),
    (
      "a call is logged",
      [
        (
          nil,
          World.record(
            .activity, "acta0010", ["type": .text("call"), "contact": World.reference("bbbb0002")])
        )
      ], [], ["bob", "cal", "mara", "nora"]
    ),
    (
      "a lead is answered", [(World.leadRecord, World.leadRecord.replacing(["status": .text("working")]))],
      [], ["bob", "cal", "rem", "mara", "nora"]
    ),
    (
      "a lead is rejected", [(World.leadRecord, World.leadRecord.replacing(["status": .text("rejected")]))],
      [], ["bob", "rem", "mara", "nora"]
    ),
    (
      "a batch is imported", [(nil, World.bobRecord)], ["imports/batches/b1.yaml"], ["clerk", "mara", "nora"]
    ),
    ("a preset is saved", [], ["imports/shop.yaml"], ["clerk", "pete", "mara", "nora"]),
    ("a pipeline changes", [], ["pipelines/sales.yaml"], ["pete", "mara", "nora"]),
    ("the settings change", [], ["crm.yaml"], ["pete", "mara", "nora"]),
    ("a view is saved", [], ["views/hot.yaml"], ["pete", "mara", "nora"]),
    ("two are known to be two", [], ["not-duplicates/a-b.yaml"], ["bob", "rem", "mara", "nora"]),
    (
      "a folder is kept", [], ["tasks/2026-11/.gitkeep"],
      ["bob", "mo", "cleo", "cal", "rita", "clerk", "pete", "rem", "mara", "nora", "cron"]
    ),
  ]

  private static let people = [
    "bob", "mo", "cleo", "cal", "rita", "clerk", "pete", "rem", "mara", "nora", "cron",
  ]

  @Test(arguments: deeds.indices)
  func everyDeedIsForThoseWhoMay(index: Int) throws {
    let deed = Self.deeds[index]
    for user in Self.people {
      let refusals = try Self.refusals(deed.pairs, files: deed.files, by: user)
      #expect(
        refusals.isEmpty == deed.may.contains(user), "\(user): \(deed.name): \(refusals.map(\.message))")
      for refusal in refusals {
        #expect(refusal.code == .notAllowed && refusal.location?.file == "crm.yaml" && !refusal.hints.isEmpty)
        #expect(refusal.message.contains(user))
        // The rule's own line, where there is a rule.
        #expect(user == "cron" || (refusal.location?.line ?? 0) > 2, "\(refusal)")
      }
    }
  }

  /// Permissions of whole commands.
  @Test(arguments: [("bob", false), ("rita", false), ("mara", true), ("nora", true), ("cron", false)])
  func undoIsForThoseWhoMay(user: String, may: Bool) throws {
    let rules = try #require(RoleRules(try Self.config(Self.settings).config, schema: .plain))
    #expect((rules.refusal(of: .undo, to: user) == nil) == may)
  }

  @Test func aRepositoryWithoutRolesHasNoRules() {
    #expect(RoleRules(Config(), schema: .plain) == nil)
  }

  @Test(arguments: [
    ("roles: [a]", "roles is a map of names"),
    ("roles: {a: all}", "a role is {may, kinds, only}"),
    ("roles: {a: {kinds: [deal]}}", "does not say what it may"),
    ("roles: {a: {may: [look]}}", "a role may not be given \"look\""),
    ("roles: {a: {may: all, kind: deal}}", "unknown key \"kind\" of a role"),
    ("roles: {a: {may: all, kinds: [receipt]}}", "\"receipt\" is no kind of record"),
    ("roles: {a: {may: all}}\nowners: [{id: x, role: b}]", "role \"b\" of owner \"x\" does not exist"),
    ("owners: [{id: x, role: b}]", "role \"b\" of owner \"x\" does not exist"),
    ("roles: {a: {may: read}}\nowners: [{id: x, role: a}]", "no owner may change the settings"),
    ("roles: {a: {may: all}}", "no owner may change the settings"),
  ])
  func whatIsWrongIsFoundAtItsPlace(text: String, words: String) throws {
    let problems = try Self.config("format: 1\n" + text).problems
    #expect(problems.contains { $0.message.contains(words) }, "\(problems.map(\.message))")
    for problem in problems { #expect((problem.location?.line ?? 0) > 1 && problem.excerpt != nil) }
  }

  @Test(arguments: [
    ("colour:red", "colour"), ("owner:me and", ""), ("contact.owner:me", "a field of another record"),
    ("red", "no field"),
  ])
  func aFilterThatIsNoneIsFound(only: String, words: String) throws {
    let text = "format: 1\nroles: {a: {may: all, kinds: [deal], only: \"\(only)\"}}\nowners: [{id: x}]"
    let rules = try #require(RoleRules(try Self.config(text).config, schema: .plain))
    let problem = try #require(rules.problems.first)
    #expect(
      problem.message.contains("only of role \"a\"") && problem.message.contains(words), "\(problem.message)")
    #expect(problem.location?.line == 2)
  }

  /// A filter is asked of every kind that the role may write.
  @Test func aKindWithoutTheFieldIsFound() throws {
    let text = "format: 1\nroles: {a: {may: all, only: \"owner:me\"}}\nowners: [{id: x}]"
    let rules = try #require(RoleRules(try Self.config(text).config, schema: .plain))
    #expect(
      rules.problems.first?.hints.contains { "\($0)".contains("a product too") } == true, "\(rules.problems)")
  }
}
