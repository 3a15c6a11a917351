import Dates
import Facts
import JSON
package import Output
package import Records
import Reports
import Rules
import Text

/// Somebody who may be calling, and what was going on with them.
package struct Caller {
  /// A contact, a company or a lead.
  let who: Record
  /// The company that a contact works for.
  let company: Record?
  /// The open deal whose next step is due first.
  let deal: Record?
  let nextStep: Record?
  /// The latest of what was said: an activity with a text, or a task that was done with a result.
  let last: Record?
  /// When something last happened.
  private let lastActivity: Instant?
  let workspace: Workspace

  init(_ who: Record, in workspace: Workspace) {
    let snapshot = workspace.snapshot
    self.who = who
    self.workspace = workspace
    company = who.kind == .company ? nil : snapshot.record(who.reference("company"))
    let open = snapshot.deals(of: who).filter { workspace.pipelines.stages.isOpen($0) }.map { deal in
      (deal: deal, step: snapshot.nextStep(of: deal))
    }
    func due(_ step: Record?) -> Int64 { step?.due?.last(in: workspace.zone).seconds ?? .max }
    let first = open.min { (due($0.step), $0.deal.id) < (due($1.step), $1.deal.id) }
    deal = first?.deal
    let own = snapshot.mentions(of: who)
    nextStep =
      first?.step
      ?? own.filter { $0.isOpenTask }.min { (due($0), $0.id) < (due($1), $1.id) }
    let happened = own + (deal.map { snapshot.mentions(of: $0) } ?? [])
    last = Caller.latest(happened.filter { Caller.words(of: $0) != nil }, until: workspace.now)
    lastActivity = snapshot.lastActivity(of: who, until: workspace.now)
  }

  private static func latest(_ records: [Record], until now: Instant) -> Record? {
    records.filter { ActivityFacts.moment(of: $0).map { $0 <= now } ?? false }.max { a, b in
      (ActivityFacts.moment(of: a)?.seconds ?? .min, a.id) < (
        ActivityFacts.moment(of: b)?.seconds ?? .min, b.id
      )
    }
  }

  /// What was said, where the record tells; a move of a deal tells nothing.
  private static func words(of record: Record) -> String? {
    switch record.kind {
    case .activity: record.text("type") == "stage" ? nil : record.text("text")
    case .task: record.text("result")
    default: nil
    }
  }

  var owner: String? { deal?.text("owner") ?? who.text("owner") ?? company?.text("owner") }

  var stage: String? {
    deal.flatMap { deal in workspace.pipelines.stages.facts(of: deal)?.name ?? deal.text("stage") }
  }

  var lastWords: String? { last.flatMap(Caller.words) }

  var clock: ClientClock? { workspace.clientClock(of: who) }
}

extension [Caller] {
  /// Who has an open deal comes first, then whom something last happened with, people before companies before leads.
  func sorted() -> [Caller] {
    sorted { a, b in
      if (a.deal != nil) != (b.deal != nil) { return a.deal != nil }
      if a.isOver != b.isOver { return b.isOver }
      let (left, right) = (a.recency, b.recency)
      if left != right { return left > right }
      return (a.who.kind.precedence, a.who.id) < (b.who.kind.precedence, b.who.id)
    }
  }
}

extension Caller {
  fileprivate var recency: Int64 { lastActivity?.seconds ?? .min }
  fileprivate var isOver: Bool { who.leadStatus?.isDecided ?? false }

  package static let schema = ObjectSchema<Caller>(
    "caller", "Somebody who may be calling.",
    [
      record("who", .record, "The contact, company or lead that has the number.") { $0.who },
      record("company", .optional(.record), "The company that the contact works for.") { $0.company },
      .optionalText("owner", "Whose client it is.") { $0.owner },
      record("deal", .optional(.record), "The open deal whose next step is due first.") { $0.deal },
      .optionalText("stage", "The name of its stage.") { $0.stage },
      record("next_step", .optional(.record), "Its next step, else the first open task about the caller.") {
        $0.nextStep
      },
      record("last", .optional(.record), "The latest activity with a text, or task with a result.") {
        $0.last
      },
      .optionalText("last_words", "That text.") { $0.lastWords },
      .object("client_time", "What the caller's clocks show, where that is known.", ClientClock.schema) {
        $0.clock
      },
    ])

  private static func record(
    _ key: String, _ type: JSONType, _ doc: String, _ find: @escaping @Sendable (Caller) -> Record?
  ) -> Member<Caller> {
    Member(key, type, doc) { caller in
      guard let record = find(caller) else { return .null }
      return RecordJSON(snapshot: caller.workspace.snapshot).object(record)
    }
  }
}
