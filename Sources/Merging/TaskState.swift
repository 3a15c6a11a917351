import Dates
import Records
import YAML

/// Merges how far a task got: its status, closing, due time and result.
struct TaskState {
  static let keys = ["status", "due", "result", "closed"]

  private let base: [String: YAMLValue]
  private let ours: [String: YAMLValue]
  private let theirs: [String: YAMLValue]

  init(base: [String: YAMLValue], ours: [String: YAMLValue], theirs: [String: YAMLValue]) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }

  func merged() -> MergedState {
    var state = MergedState()
    for key in Self.keys {
      state.fields[key] = ValueMerge.merge(Versions(base[key], ours[key], theirs[key]), as: .scalar)
    }
    let oursStands: Bool
    switch (closes(ours), closes(theirs)) {
    case (false, false): return state
    case (true, false): oursStands = true
    case (false, true): oursStands = false
    case (true, true): oursStands = isEarlier
    }
    let (winner, loser) = oursStands ? (ours, theirs) : (theirs, ours)
    for key in ["status", "due", "closed"] {
      state.fields[key] = .value(winner[key])
      let wanted = Content(loser[key])
      if wanted != Content(base[key]), wanted != Content(winner[key]), wanted != .nothing {
        state.superseded.insert(key)
      }
    }
    return state
  }

  private func isClosed(_ side: [String: YAMLValue]) -> Bool {
    ["done", "cancelled"].contains(side["status"]?.scalar ?? TaskStatus.open.rawValue)
  }

  /// Whether a side closed the task, or closed it in another way.
  private func closes(_ side: [String: YAMLValue]) -> Bool {
    isClosed(side)
      && (!isClosed(base) || ["status", "closed"].contains { Content(side[$0]) != Content(base[$0]) })
  }

  /// Whether our closing is the one that stands; what tells them apart is the same on both sides.
  private var isEarlier: Bool {
    let (left, right) = (HistoryMerge.moment(ours["closed"]), HistoryMerge.moment(theirs["closed"]))
    if let left, let right, left.seconds != right.seconds { return left.seconds < right.seconds }
    if (left == nil) != (right == nil) { return left != nil }
    for key in ["status", "closed", "due"] {
      guard let mine = ours[key], let its = theirs[key] else {
        if ours[key] == nil, theirs[key] == nil { continue }
        return ours[key] != nil
      }
      if Content(mine) == Content(its) { continue }
      // Done rather than cancelled.
      return key == "status" ? YAMLValue.precedes(its, mine) : YAMLValue.precedes(mine, its)
    }
    return true
  }
}
