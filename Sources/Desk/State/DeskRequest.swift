package import Facts
package import Records

/// One change that a key asks for; each is one operation.
package struct DeskRequest: Sendable, Hashable {
  package enum Verb: Sendable, Hashable {
    /// Presses an action of the pipeline, by its id.
    case act(String)
    case done, log, snooze
    /// Makes a task for a lead.
    case plan
    case qualify, reject
    case move(stage: String)
    case close(Outcome)
  }

  package var verb: Verb
  /// The deal, task or lead that changes.
  package var target: RecordID
  /// What was typed, by what it is: `next`, `due`, `reason`, `result`, `note`, `text`, or a field of the deal.
  package var values: [String: String] = [:]
  package var keepsStep = false

  package init(
    _ verb: Verb, _ target: RecordID, _ values: [String: String] = [:], keepsStep: Bool = false
  ) {
    self.verb = verb
    self.target = target
    self.values = values
    self.keepsStep = keepsStep
  }

  /// The typed text; nil where nothing was typed.
  package func value(_ key: String) -> String? {
    values[key].flatMap { text in text.allSatisfy(\.isWhitespace) ? nil : text }
  }

  /// The names of values that are no fields of a deal.
  static let words: Set = ["next", "due", "reason", "result", "note", "text"]

  /// `field=value` for all that is a field.
  var sets: [String] {
    values.keys.filter { !DeskRequest.words.contains($0) }.sorted().compactMap { key in
      value(key).map { "\(key)=\($0)" }
    }
  }
}

/// What the desk wants of its surroundings.
package enum DeskEffect: Sendable, Hashable {
  /// What is to be shown next.
  package struct Following: Sendable, Hashable {
    /// What is not handed out now.
    package var skipping: Set<RecordID> = []
    /// The pipeline of the board that is on the screen.
    package var board: Int?

    package init() {}
  }

  case none, quit
  /// What comes first.
  case handOut(Following)
  case show(RecordID)
  /// What is on the screen, as it is by now.
  case refresh(RecordID)
  case write(DeskRequest, Following)
  /// Takes back a change of the desk's.
  case undo(String, Following)
  case search(String)
  /// The board of one of the pipelines, by its place among them.
  case board(Int)
  /// Everything is drawn anew.
  case redraw
}

/// What came of an effect.
package enum DeskReply: Sendable {
  /// What is worked on now; nil where nothing is left.
  case card(DeskCard?, DeskTally)
  /// A record that was asked for.
  case lookedUp(DeskCard, DeskTally)
  /// What is on the screen, as it is by now.
  case refreshed(DeskCard, DeskTally)
  case wrote(DeskWritten)
  /// Why it was refused, in sentences; what may be asked for to let it pass.
  case refused([String], DeskForm?)
  case found(String, [DeskFind])
  case board(DeskBoard)
}

/// What was done, and what is shown next.
package struct DeskWritten: Sendable {
  /// Sentences.
  package var said: [String]
  /// The change, by the name that takes it back; nil where nothing was written.
  package var change: String?
  /// Whether it took back the last change of the desk.
  package var isUndo = false
  package var card: DeskCard?
  package var tally: DeskTally
  package var board: DeskBoard?

  package init(said: [String], change: String?, tally: DeskTally) {
    self.said = said
    self.change = change
    self.tally = tally
  }
}

/// A record that a search found.
package struct DeskFind: Sendable, Hashable {
  package let id: RecordID
  package let kind: String
  package let name: String
  /// What tells it from others of its name.
  package let about: String

  package init(id: RecordID, kind: String, name: String, about: String = "") {
    self.id = id
    self.kind = kind
    self.name = name
    self.about = about
  }
}

/// How much is waiting, and what time it is.
package struct DeskTally: Sendable, Hashable {
  package var overdue = 0
  package var due = 0
  package var leads = 0
  package var upcoming = 0
  package var user = ""
  /// `tue 24 Nov 10:00`
  package var clock = ""

  package init() {}

  /// `3 overdue · 5 due · 1 new lead`
  package var text: String {
    var parts: [String] = []
    if overdue > 0 { parts.append("\(overdue) overdue") }
    if due > 0 { parts.append("\(due) due") }
    if leads > 0 { parts.append("\(leads) new \(leads == 1 ? "lead" : "leads")") }
    if parts.isEmpty { parts.append("nothing due") }
    if upcoming > 0 { parts.append("\(upcoming) later") }
    return parts.joined(separator: " · ")
  }
}
