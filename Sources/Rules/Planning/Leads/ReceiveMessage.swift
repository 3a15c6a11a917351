package import Dates
package import Diagnostics
import Facts
package import Records

/// A message from outside that belongs to somebody who is known.
package struct ReceivedMessage: Sendable {
  /// `email` or `message`.
  package let type: String
  /// When it was written.
  package let at: Instant
  /// What the activity holds of it: `message`, `origin`, `extra`.
  package let values: [String: Value]

  package init(type: String, at: Instant, values: [String: Value]) {
    self.type = type
    self.at = at
    self.values = values
  }
}

/// What writing it down made.
package struct Reception: Sendable {
  package let activity: Reference
  /// The task to answer it; nil where there is one already, or the lead itself waits for its first answer.
  package let task: Reference?
}

extension ChangePlanner {
  /// A new lead made of a message from outside. It is nobody's until somebody takes it, and due by the pipeline's
  /// `answer_within`. `contact` is whom it is known to be from.
  package mutating func receiveLead(
    _ values: [String: Value], from contact: RecordID?
  ) throws(Diagnostic) -> Reference {
    var made = values
    made["status"] = .text(LeadStatus.new.rawValue)
    if let person = record(contact) { made["contact"] = .reference(Reference(person)) }
    try checkNew(made, kind: .lead, allowing: ["status", "message", "origin", "contact", "created"])
    let finished = made
    return try together { planner throws(Diagnostic) in
      var values = finished
      values["created"] = .instant(planner.now)
      let reference = planner.create(.lead, values)
      planner.message = "lead: \(planner.record(reference)?.name ?? reference.stem): added from outside"
      return reference
    }
  }

  /// Writes a message from outside down with an open lead, an open deal or a contact, and a task to answer it by the
  /// pipeline's `answer_within`, else today. Nothing else of theirs changes: a deal keeps its next step, a new lead stays
  /// new.
  package mutating func receive(_ message: ReceivedMessage, with id: RecordID) throws(Diagnostic) -> Reception
  {
    guard let target = record(id) else { throw Diagnostic(.notFound, "there is no record \(id)") }
    var known = links(of: target, target.kind == .deal ? [.contact, .company] : [])
    known[target.kind.rawValue] = .reference(Reference(target))
    let links = known
    return try together { planner throws(Diagnostic) in
      var values = message.values.merging(links) { own, _ in own }
      values["type"] = .text(message.type)
      values["direction"] = .text(Direction.incoming.rawValue)
      values["at"] = .instant(planner.base.config.zone.localized(message.at))
      values["created"] = .instant(planner.now)
      let activity = planner.create(.activity, values)
      let task = target.leadStatus == .new ? nil : planner.answerTask(to: target, message, links)
      planner.message = "activity: \(message.type) from outside: \(target.name)"
      return Reception(activity: activity, task: task)
    }
  }

  /// Nil where such a task is open already. Its title has our own words alone.
  private mutating func answerTask(
    to target: Record, _ message: ReceivedMessage, _ links: [String: Value]
  ) -> Reference? {
    let person = record(links["contact"]?.reference)?.name
    let title = person.map { "Answer \($0)" } ?? "Answer the message"
    guard !referrers(of: target.id).contains(where: { $0.isOpenTask && $0.name == title }) else { return nil }
    let owner = target.text("owner")
    let due: Deadline =
      pipelines.stages.answerWithin.map { .moment(insideHours(after: $0, of: owner)) }
      ?? .day(base.config.zone(of: owner).date(insideHours(now, of: owner)))
    var values = links
    values["title"] = .text(title)
    values["type"] = .text(message.type)
    values["status"] = .text(TaskStatus.open.rawValue)
    values["due"] = .deadline(due, in: base.config.zone)
    values["created"] = .instant(now)
    if let owner, isKnownOwner(owner) { values["owner"] = .text(owner) }
    return create(.task, values)
  }
}
