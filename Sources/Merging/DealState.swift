import Dates
import Records
import YAML

/// What became of keys that stand or fall together.
struct MergedState {
  var fields: [String: Merged] = [:]
  /// Edits that the state of the other side made void.
  var superseded: Set<String> = []
}

/// Merges where a deal stands: its stage, pipeline, next step, closing and their history, as one.
struct DealState {
  static let keys = ["pipeline", "stage", "next_step", "closed", "lost_reason", "history"]

  private struct Side {
    let isOurs: Bool
    let values: [String: YAMLValue]
    /// The keys that it changed.
    let changed: Set<String>
    let addsRows: Bool
    /// Whether its history ends with its stage, as every command leaves it.
    let isRecorded: Bool

    func holds(_ key: String) -> Content { Content(values[key]) }
    var closes: Bool {
      holds("closed") != .nothing && (changed.contains("closed") || changed.contains("stage"))
    }
    var moves: Bool { addsRows || !changed.isDisjoint(with: ["stage", "pipeline", "closed"]) }
    var closed: Instant? { HistoryMerge.moment(values["closed"]) }
  }

  private let base: [String: YAMLValue]
  private let ours: Side
  private let theirs: Side
  private let created: @Sendable (RecordID) -> Instant?
  private var history: HistoryMerge

  /// Nil where a side's history is no list.
  init?(
    base: [String: YAMLValue], ours: [String: YAMLValue], theirs: [String: YAMLValue],
    created: @escaping @Sendable (RecordID) -> Instant?
  ) {
    let versions = Versions(base["history"], ours["history"], theirs["history"])
    guard let history = HistoryMerge(versions) else { return nil }
    self.base = base
    self.created = created
    self.history = history
    func side(_ values: [String: YAMLValue], isOurs: Bool, added: Set<Content>) -> Side {
      let rows = ValueMerge.items(values["history"]) ?? []
      return Side(
        isOurs: isOurs, values: values,
        changed: Set(Self.keys.filter { Content(values[$0]) != Content(base[$0]) }),
        addsRows: !added.isEmpty,
        isRecorded: rows.last.map { Content($0["stage"]) == Content(values["stage"]) } ?? false)
    }
    self.ours = side(ours, isOurs: true, added: history.oursAdded)
    self.theirs = side(theirs, isOurs: false, added: history.theirsAdded)
  }

  mutating func merged() -> MergedState {
    var state = MergedState()
    switch (ours.closes, theirs.closes) {
    case (true, true) where ours.holds("stage") != theirs.holds("stage"):
      // Won or lost is for a person to say; the time and reason go with it.
      undecided(&state)
    case (true, true): stand(earlierClosing, &state)
    case (true, false): stand(ours, &state)
    case (false, true): stand(theirs, &state)
    case (false, false) where ours.moves && theirs.moves:
      if let later { stand(later, &state) } else { undecided(&state) }
    case (false, false) where ours.moves || theirs.moves: stand(ours.moves ? ours : theirs, &state)
    case (false, false): alone(&state)
    }
    state.fields["history"] = .value(history.value)
    return state
  }

  // MARK: Who stands

  private var earlierClosing: Side {
    switch (ours.closed, theirs.closed) {
    case (let left?, let right?) where left.seconds != right.seconds:
      return left.seconds < right.seconds ? ours : theirs
    default:
      guard let left = ours.values["closed"], let right = theirs.values["closed"] else { return ours }
      return YAMLValue.precedes(left, right) ? ours : theirs
    }
  }

  /// The side whose move is the last of the history; nil where the history does not tell.
  private var later: Side? {
    guard let last = history.rows.last(where: { $0.isOurs != $0.isTheirs }) else { return nil }
    let (winner, loser) = last.isOurs ? (ours, theirs) : (theirs, ours)
    guard last.stage == winner.holds("stage") else { return nil }
    // A stage that was written by hand stands in no history, and would be lost.
    let differs = winner.holds("stage") != loser.holds("stage")
    if differs, loser.changed.contains("stage"), !loser.isRecorded { return nil }
    return winner
  }

  // MARK: What stands

  private mutating func stand(_ winner: Side, _ state: inout MergedState) {
    let loser = winner.isOurs ? theirs : ours
    for key in ["pipeline", "stage", "closed"] {
      state.fields[key] = .value(winner.values[key])
      // A stage that lost is in the history.
      if key != "stage" || !loser.isRecorded { supersede(key, winner, loser, &state) }
    }
    let keepsStep =
      !winner.closes && !winner.changed.contains("next_step") && loser.changed.contains("next_step")
      && loser.holds("next_step") != .nothing
    state.fields["next_step"] = .value((keepsStep ? loser : winner).values["next_step"])
    if !keepsStep { supersede("next_step", winner, loser, &state) }
    reason(winner, loser, &state)
    if winner.closes, !loser.closes { history.end(with: winner.values["stage"], ours: winner.isOurs) }
  }

  private func reason(_ winner: Side, _ loser: Side, _ state: inout MergedState) {
    let key = "lost_reason"
    if winner.closes, loser.closes {
      let reasons = [winner.holds(key), loser.holds(key)]
      let areOther = !reasons.contains(.nothing) && reasons[0] != reasons[1]
      state.fields[key] = areOther ? .conflict : .value(winner.values[key] ?? loser.values[key])
    } else if !winner.changed.contains(key), !(winner.moves && loser.closes) {
      state.fields[key] = .value(loser.values[key])
    } else {
      state.fields[key] = .value(winner.values[key])
      supersede(key, winner, loser, &state)
    }
  }

  private func supersede(_ key: String, _ winner: Side, _ loser: Side, _ state: inout MergedState) {
    if loser.changed.contains(key), loser.holds(key) != winner.holds(key), loser.holds(key) != .nothing {
      state.superseded.insert(key)
    }
  }

  /// Each key for itself, where no move meets another; of two next steps the one made later stands.
  private func alone(_ state: inout MergedState) {
    for key in Self.keys where key != "history" {
      let versions = Versions(base[key], ours.values[key], theirs.values[key])
      state.fields[key] = ValueMerge.merge(versions, as: .scalar)
    }
    guard case .conflict? = state.fields["next_step"] else { return }
    let mine = ours.values["next_step"]
    let other = theirs.values["next_step"]
    let winner = isLater(mine, than: other) ? ours : theirs
    state.fields["next_step"] = .value(winner.values["next_step"])
    supersede("next_step", winner, winner.isOurs ? theirs : ours, &state)
  }

  private func isLater(_ one: YAMLValue?, than other: YAMLValue?) -> Bool {
    guard let mine = one?.scalar.flatMap({ Reference($0)?.id }) else { return false }
    guard let its = other?.scalar.flatMap({ Reference($0)?.id }) else { return true }
    if let left = created(mine), let right = created(its), left.seconds != right.seconds {
      return left.seconds > right.seconds
    }
    return mine > its
  }

  /// Whatever differs of the state is for a person to decide.
  private func undecided(_ state: inout MergedState) {
    for key in Self.keys where key != "history" {
      let areSame = ours.holds(key) == theirs.holds(key)
      state.fields[key] =
        areSame ? .value(YAMLValue.either(ours.values[key], theirs.values[key])) : .conflict
    }
  }
}
