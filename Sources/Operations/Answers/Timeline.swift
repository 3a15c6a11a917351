import Dates
import Facts
import Records

/// What happened with a record, the latest first: its activities, and the tasks that were done.
struct Timeline {
  private let record: Record
  private let workspace: Workspace

  private struct Entry {
    let record: Record
    let at: Instant
    /// The place in the deal's history of the move that this is.
    let move: Int?
    let text: String
  }

  init(_ record: Record, workspace: Workspace) {
    self.record = record
    self.workspace = workspace
  }

  private var snapshot: Snapshot { workspace.snapshot }

  func lines(_ limit: Int) -> [String] {
    let happened = snapshot.mentions(of: record).filter { ActivityFacts.moment(of: $0) != nil }
    // A task that something logged has closed stands with that.
    let told = Set(
      happened.compactMap { $0.kind == .activity ? snapshot.record($0.reference("task"))?.id : nil })
    let moves = Moves(happened, in: snapshot)
    var entries: [Entry] = []
    for record in happened where !told.contains(record.id) {
      guard let at = ActivityFacts.moment(of: record) else { continue }
      let move = moves.found[record.id]
      entries.append(Entry(record: record, at: at, move: move?.place, text: text(record, move: move?.way)))
    }
    entries.sort { ($0.at, $0.move ?? .max, $0.record.id) > ($1.at, $1.move ?? .max, $1.record.id) }
    return entries.prefix(limit).map(line)
  }

  private func line(_ entry: Entry) -> String {
    var line = "\(workspace.zone.describe(entry.at))  \(entry.text)"
    if record.kind != .deal, let deal = snapshot.record(entry.record.reference("deal")) {
      line += "  (\(deal.name))"
    }
    return line + (entry.record.text("owner").map { "  @" + $0 } ?? "")
  }

  private func text(_ record: Record, move: String?) -> String {
    if record.kind == .task {
      return "done: \(record.name)" + (record.text("result").map { ": " + Timeline.firstLine($0) } ?? "")
    }
    var text = record.text("type") ?? "activity"
    let said = Timeline.firstLine(record.text("text") ?? "")
    if let move { text += ": " + move }
    if let outside = OutsideText.of(record).first {
      text += ": text from outside, \(outside.text.count) characters (\(record.id))"
    }
    if !said.isEmpty, said != move { text += ": " + said }
    if let task = snapshot.record(record.reference("task")) { text += "  (done: \(task.name))" }
    return text
  }

  /// The first line, with `…` where more follow.
  private static func firstLine(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline)
    return (lines.first.map { String($0) } ?? "") + (lines.count > 1 ? " …" : "")
  }

  /// Which move of its deal's history each activity of a transition is.
  private struct Moves {
    private(set) var found: [RecordID: (place: Int, way: String)] = [:]
    private var taken: [RecordID: Set<Int>] = [:]

    init(_ happened: [Record], in snapshot: Snapshot) {
      // A transition without a note says its way; what is left belongs to those that have one.
      for isByWay in [true, false] {
        for activity in happened where activity.text("type") == "stage" && found[activity.id] == nil {
          guard let deal = snapshot.record(activity.reference("deal")) else { continue }
          find(activity, deal, isByWay: isByWay)
        }
      }
    }

    private mutating func find(_ activity: Record, _ deal: Record, isByWay: Bool) {
      let history = deal["history"]?.list ?? []
      let at = activity["at"]?.instant?.seconds
      for place in history.indices.dropFirst() where history[place]["at"]?.instant?.seconds == at {
        let way = "\(history[place - 1]["stage"]?.text ?? "") → \(history[place]["stage"]?.text ?? "")"
        guard taken[deal.id]?.contains(place) != true, !isByWay || way == activity.text("text") else {
          continue
        }
        taken[deal.id, default: []].insert(place)
        found[activity.id] = (place, way)
        return
      }
    }
  }
}
