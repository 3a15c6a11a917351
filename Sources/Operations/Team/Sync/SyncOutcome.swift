import Diagnostics
import Merging
package import Output
import Records
import Rules
import Store
import Text

/// What a sync did.
package struct SyncOutcome: Sendable {
  var remote: String
  var branch: String
  /// The commit that the branch was at, and is at now.
  var before: String
  var after: String
  /// The commit of what was edited by hand; nil where nothing was.
  var handEdits: String?
  var came: [SyncedRecord] = []
  var went: [SyncedRecord] = []
  var decided: [SyncRemark] = []
  var repaired: [SyncRemark] = []
  var conflicts: [TeamConflict] = []
  var isPushed = false
  var isDryRun = false
  var isMergeLeft = false

  var isUpToDate: Bool { came.isEmpty && went.isEmpty && before == after && !isPushed && conflicts.isEmpty }

  package static let schema = ObjectSchema<SyncOutcome>(
    "sync", "What crm sync did.",
    [
      .text("remote", "The other repository, by git's name for it.") { $0.remote },
      .text("branch", "The branch there.") { $0.branch },
      .text("before", "The commit that this clone was at.") { $0.before },
      .text("after", "The commit that it is at now, or would be.") { $0.after },
      .optionalText("by_hand", "The commit of what was edited by hand before; null where nothing was.") {
        $0.handEdits
      },
      .objects("came", "What others did.", SyncedRecord.schema) { $0.came },
      .objects("went", "What went to the others.", SyncedRecord.schema) { $0.went },
      .objects("decided", "What the merge decided without a person.", SyncRemark.schema) { $0.decided },
      .objects("repaired", "What was mended or found afterwards, so that the rules hold.", SyncRemark.schema)
      {
        $0.repaired
      },
      .objects("conflicts", "What a person has to decide.", TeamConflict.schema) { $0.conflicts },
      .flag("pushed", "Whether the other repository took what went.") { $0.isPushed },
      .flag("up_to_date", "Whether there was nothing to do.") { $0.isUpToDate },
    ])

  /// More lines than this of what came, or went, are counted for people.
  private static let shownLines = 30

  /// What people read.
  var said: [String] {
    let place = "\(remote)/\(branch)"
    if isUpToDate { return ["up to date with \(place)"] }
    var lines: [String] = []
    func tell(_ title: String, _ records: [SyncedRecord]) {
      guard !records.isEmpty else { return }
      lines.append(title)
      for record in records.prefix(SyncOutcome.shownLines) {
        lines.append("  " + TerminalEscaping.escape(record.line, keepingNewlines: false))
      }
      let rest = records.count - SyncOutcome.shownLines
      if rest > 0 { lines.append("  and \(rest) more") }
    }
    func tell(_ title: String, _ remarks: [SyncRemark]) {
      guard !remarks.isEmpty else { return }
      lines.append(title)
      for remark in remarks {
        lines.append("  " + TerminalEscaping.escape(remark.line, keepingNewlines: false))
        lines += remark.hints.map { "    hint: \($0)" }
      }
    }
    tell("came from \(place):", came)
    tell(isPushed ? "went to \(place):" : isDryRun ? "would go to \(place):" : "not pushed yet:", went)
    tell("decided:", decided)
    tell("repaired:", repaired.filter(\.isDone))
    tell("to look at:", repaired.filter { !$0.isDone })
    if !conflicts.isEmpty {
      lines.append("conflicts:")
      // In a dry run there is nothing yet that could be settled.
      for conflict in conflicts { lines += conflict.lines.prefix(isDryRun ? 1 : 2).map { "  " + $0 } }
    }
    if isMergeLeft, isDryRun {
      lines.append("nothing was written; \(CommandLine("sync")) would ask these, or stop for them")
    } else if isMergeLeft {
      lines.append(
        "nothing was pushed; settle each, then: \(CommandLine("sync").option("continue")); "
          + "or give it up: \(CommandLine("sync").option("abort"))")
    } else if isDryRun {
      lines.append("nothing was written")
    } else if isPushed || went.isEmpty {
      lines.append("in step with \(place)")
    }
    return lines
  }
}

/// Something about one record that a sync did, decided or found.
package struct SyncRemark: Sendable {
  /// What kind of remark it is: one of `RepairNote.Matter` or `TreeNote.Kind`,
  /// `settled`, `superseded` or `unreadable`.
  var matter: String
  var kind: Kind?
  var id: String?
  var path: String
  var text: String
  var hints: [String] = []
  var isDone = true
  /// What people call the record, where the text does not.
  var subject: String?
  var field: String?

  init(_ note: TreeNote, _ name: String?) {
    subject =
      name.map { name in Kind(ofPath: note.path).map { "\($0.rawValue) \(name)" } ?? name } ?? note.path
    matter = note.kind.rawValue
    kind = Kind(ofPath: note.path)
    id = note.id
    path = note.path
    text = note.text
  }

  /// A file that came and cannot be read.
  init(unreadable fault: Diagnostic) {
    matter = SyncRemark.unreadable
    path = fault.location?.file ?? ""
    kind = Kind(ofPath: path)
    id = nil
    let place = fault.location.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
    text = place + fault.message
    hints = fault.hints.map(\.description)
    isDone = false
  }

  static let unreadable = "unreadable"

  init(_ note: RepairNote) {
    matter = note.matter.rawValue
    kind = note.kind
    id = note.record.description
    path = note.path
    text = note.text
    hints = note.hints.map(\.description)
    isDone = note.isDone
    field = note.field
  }

  /// A field that was decided, with the value that gave way.
  init(_ matter: String, _ conflict: TeamConflict, _ text: String) {
    self.matter = matter
    kind = conflict.kind
    id = conflict.id
    path = conflict.path
    self.text = text
    subject = conflict.subject
    field = conflict.field
  }

  package static let schema = ObjectSchema<SyncRemark>(
    "sync remark", "Something about one record that a sync did, decided or found.",
    [
      .text("matter", "What it is, in one word.") { $0.matter },
      .optionalText("kind", "The record's kind.") { $0.kind?.rawValue },
      .optionalText("id", "Its id.") { $0.id },
      .text("path", "Where its file lies.") { $0.path },
      .text("text", "What was done or found.") { $0.text },
      .texts("hints", "Ways to go on.") { $0.hints },
      .flag("done", "Whether it was done; else it is left to a person.") { $0.isDone },
    ])

  var line: String { subject.map { "\($0): \(text)" } ?? text }
}
