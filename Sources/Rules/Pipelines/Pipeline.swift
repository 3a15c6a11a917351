package import Dates
package import Diagnostics
package import Facts
package import Filters
import Records
import Text
import Threads

/// An ordered list of stages with their rules, compiled from one file of `pipelines/`.
package struct Pipeline: Sendable {
  /// The file's stem.
  package let id: String
  package let path: String
  package let name: String
  /// The currency of new deals; the repository's when nil.
  package let currency: String?
  package let stages: [Stage]
  /// Where a listed stage may go; a stage that is not listed may go anywhere.
  package let transitions: [String: [String]]
  /// Empty means that any reason is accepted.
  package let lostReasons: [String]
  package let actions: [ActionDefinition]
  /// The time within which a new lead is to have its first answer.
  package let answerWithin: Delay?
  /// Why the file does not compile; writes to its deals are refused until there are none.
  package let faults: [Diagnostic]
  private let questionable: Once<[Diagnostic]>

  init(
    id: String, path: String, name: String, currency: String?, stages: [Stage],
    transitions: [String: [String]], lostReasons: [String], actions: [ActionDefinition],
    answerWithin: Delay?, faults: [Diagnostic], lints: Once<[Diagnostic]>
  ) {
    self.id = id
    self.path = path
    self.name = name
    self.currency = currency
    self.stages = stages
    self.transitions = transitions
    self.lostReasons = lostReasons
    self.actions = actions
    self.answerWithin = answerWithin
    self.faults = faults
    questionable = lints
  }

  /// What is questionable but runs: unreachable stages, ladders without end.
  package var lints: [Diagnostic] { questionable.value }

  package var compiles: Bool { faults.isEmpty }

  /// The stage of this very id.
  package func stage(_ id: String?) -> Stage? { stages.first { $0.id == id } }

  /// The first open stage: where a new deal begins.
  package var entry: Stage? { stages.first { $0.outcome == nil } }

  /// The stage that ends a deal so.
  package func stage(ending outcome: Outcome) -> Stage? { stages.first { $0.outcome == outcome } }

  /// The stages that a deal in this one may enter, itself left out.
  package func successors(of stage: String) -> [Stage] {
    guard let listed = transitions[stage] else { return stages.filter { $0.id != stage } }
    return stages.filter { $0.id != stage && listed.contains($0.id) }
  }

  /// The stage that a person names: by id, by name, or by the beginning of either.
  ///
  /// Throws `invalid_value` for a word that means no stage, or several.
  package func stage(named text: String) throws(Diagnostic) -> Stage {
    if let exact = stage(text) { return exact }
    let match = NameMatch(text, among: stages) { [$0.id, $0.name] }
    if let only = match.only { return only }
    let ids = stages.map(\.id)
    if match.begun.count > 1 {
      throw Diagnostic(
        .invalidValue, "stage \"\(text)\" may be any of \(match.begun.map(\.id).joined(separator: ", "))",
        hints: ["stages of \"\(id)\": \(ids)"])
    }
    throw Diagnostic(
      .invalidValue, "stage \"\(text)\" is not in pipeline \"\(id)\"",
      hints: .unknown(text, among: ids, listing: "stages of \"\(id)\": "))
  }

  /// The reason as the pipeline spells it. Throws `invalid_value` for one that it does not list.
  package func lostReason(_ text: String) throws(Diagnostic) -> String {
    guard !lostReasons.isEmpty else { return text }
    let match = NameMatch(text, among: lostReasons) { [$0] }
    if let reason = match.equal.first ?? match.only { return reason }
    throw Diagnostic(
      .invalidValue, "\"\(text)\" is not a lost reason of pipeline \"\(id)\"",
      hints: .unknown(text, among: lostReasons, listing: "reasons: "))
  }
}

/// One step of a pipeline.
package struct Stage: Sendable {
  package let id: String
  package let name: String
  package let position: Int
  package let probability: Int?
  /// Nil while a deal in it is open.
  package let outcome: Outcome?
  package let requirements: [Requirement]
  package let onEnter: OnEnter
  /// Seconds of idleness after which a deal here rots.
  package let rotsAfter: Int?
  /// Seconds within which a deal must leave.
  package let within: Int?
  /// Who hears of a deadline missed.
  package let escalateTo: String?
  /// What to say to the client.
  package let script: String?
  /// Only actions move a deal from here.
  package let actionsOnly: Bool
  /// Who must allow a deal to enter; nil where nobody need.
  package let approval: StageApproval?
  package let location: SourceLocation

  package var isOpen: Bool { outcome == nil }
}

/// What entering a stage makes.
package struct OnEnter: Sendable {
  /// The next step where none is given.
  package var next: TaskTemplate?
  /// Tasks for others; never the next step.
  package var tasks: [TaskTemplate] = []
}

/// A task to be made from a deal.
package struct TaskTemplate: Sendable {
  package let title: TextTemplate
  package let type: String?
  package let owner: String?
  /// The time until it is due.
  package let within: Delay?

  /// The time until a task of no declared `within` is due.
  package static let usualDelay = Delay(days: 1)
}
