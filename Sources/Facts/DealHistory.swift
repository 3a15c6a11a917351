package import Dates
package import Records

/// The stages that a deal has been in, in the order of time.
package struct DealHistory: Sendable {
  package struct Entry: Sendable {
    package let at: Instant
    package let stage: String
    package let by: String?
  }

  package let entries: [Entry]
  /// True where the file has no history, and the deal is taken to have been in its stage since it was made.
  package let isAssumed: Bool

  /// A deal without a history is taken to have been in its present stage since it was made.
  package init(_ deal: Record) {
    var found: [(offset: Int, entry: Entry)] = []
    for (offset, value) in (deal["history"]?.list ?? []).enumerated() {
      guard let at = value["at"]?.instant, let stage = value["stage"]?.text else { continue }
      found.append((offset, Entry(at: at, stage: stage, by: value["by"]?.text)))
    }
    // A row behind which the closing stands was written by somebody who did not know of it.
    if deal["closed"] != nil, let closing = found.last?.entry, closing.stage == deal.text("stage") {
      found.removeAll { $0.entry.at > closing.at }
    }
    // Merges may append out of order; entries of the same moment keep the file's order.
    found.sort { ($0.entry.at, $0.offset) < ($1.entry.at, $1.offset) }
    isAssumed = found.isEmpty
    if found.isEmpty, let at = deal.created, let stage = deal.text("stage") {
      found = [(0, Entry(at: at, stage: stage, by: nil))]
    }
    // A stage entered again without having been left is one stay.
    var entries: [Entry] = []
    for (_, entry) in found where entries.last?.stage != entry.stage { entries.append(entry) }
    self.entries = entries
  }

  private init(entries: [Entry], isAssumed: Bool) {
    self.entries = entries
    self.isAssumed = isAssumed
  }

  /// What of it had happened by a moment.
  package func until(_ moment: Instant) -> DealHistory {
    guard let last = entries.last, last.at > moment else { return self }
    return DealHistory(entries: entries.filter { $0.at <= moment }, isAssumed: isAssumed)
  }

  /// When the deal entered its pipeline.
  package var start: Instant? { entries.first?.at }

  /// The stage that the deal was in at a moment; nil before its start.
  package func stage(at moment: Instant) -> String? { last(until: moment)?.stage }

  /// The last change of stage up to a moment.
  func last(until moment: Instant) -> Entry? { entries.last { $0.at <= moment } }

  /// The last open stage before the deal closed.
  package func lastOpenStage(pipeline: String, stages: StageIndex) -> StageFacts? {
    for entry in entries.reversed() {
      if let facts = stages.facts(pipeline: pipeline, stage: entry.stage), facts.outcome == nil {
        return facts
      }
    }
    return nil
  }
}
