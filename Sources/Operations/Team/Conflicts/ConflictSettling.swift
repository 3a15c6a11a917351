import Diagnostics
import Merging
import Output
import Records
import Store
import YAML

/// Settles conflicts before anything is written: by a preference, or by asking, one by one.
struct ConflictSettling {
  private let reader: ConflictReader
  private let preference: SyncPreference?
  private let face: any Face
  private let workspace: Workspace

  init(
    _ reader: ConflictReader, _ preference: SyncPreference?, _ face: any Face, in workspace: Workspace
  ) {
    self.reader = reader
    self.preference = preference
    self.face = face
    self.workspace = workspace
  }

  /// What was settled, and what gave way for it.
  func settle(_ merge: inout TeamMerge) throws -> [SyncRemark] {
    var remarks: [SyncRemark] = []
    guard preference != nil || face.canAsk else { return remarks }
    for file in merge.result.conflicts {
      let path = reader.git.ownPath(of: file.path) ?? file.path
      let conflicts = try reader.conflicts(
        file, merge.contents, name: ConflictReader.name(of: file, merge.contents, path))
      for conflict in conflicts {
        guard let choice = try choice(conflict, file.ours.flatMap { merge.contents[$0.object] }) else {
          continue
        }
        if merge.settle(file, field: conflict.field, choice.choice) {
          remarks.append(SyncRemark("settled", conflict, choice.words))
        }
      }
    }
    return remarks
  }

  private func choice(
    _ conflict: TeamConflict, _ ours: [UInt8]?
  ) throws -> (choice: ConflictedFile.Choice, words: String)? {
    if let preference {
      let takesOurs = preference.takesOurs(conflict)
      let (taken, left) = takesOurs ? (conflict.ours, conflict.theirs) : (conflict.theirs, conflict.ours)
      return (
        takesOurs ? .ours : .theirs,
        "\(conflict.field ?? "the whole file"): \(taken.words) stands, \(left.words) gave way"
      )
    }
    return try ask(conflict, ours)
  }

  private func ask(
    _ conflict: TeamConflict, _ ours: [UInt8]?
  ) throws -> (choice: ConflictedFile.Choice, words: String)? {
    let shown = Answer.text(conflict.lines[0] + "\n")
    let isField = conflict.field != nil
    let line = try face.ask(
      isField
        ? "[o]urs, [t]heirs, [n]ewer, or = and a value (Enter leaves it)?"
        : "[o]urs, [t]heirs or [n]ewer (Enter leaves it)?",
      seeing: shown)
    switch line?.lowercased() {
    case "newer", "n":
      let isOurs = SyncPreference.newer.takesOurs(conflict)
      return (
        isOurs ? .ours : .theirs,
        "\(conflict.field ?? "the whole file"): \((isOurs ? conflict.ours : conflict.theirs).words) stands"
      )
    case "ours", "o": return (.ours, "\(conflict.field ?? "the whole file"): \(conflict.ours.words) stands")
    case "theirs", "t":
      return (.theirs, "\(conflict.field ?? "the whole file"): \(conflict.theirs.words) stands")
    case nil, "": return nil
    default:
      // A word that is no choice may be a slip of the keyboard, and what is settled is pushed at once.
      guard let line, let field = conflict.field, line.utf8.first == UInt8(ascii: "=") else {
        face.warn(Diagnostic(.warning, "\"\(line ?? "")\" is no choice; a value begins with ="))
        return try ask(conflict, ours)
      }
      let typed = String(line.dropFirst())
      do {
        let lines = try TypedValue(field, typed).lines(
          in: ours, at: conflict.path, workspace, workspace.config)
        return (.lines(lines), "\(field): \(typed) stands")
      } catch let problem as Diagnostic {
        face.warn(problem)
        return try ask(conflict, ours)
      }
    }
  }
}

extension SyncPreference {
  /// Whether ours stands. Of two changes of one moment the greater value is the newer, so that every clone decides alike.
  func takesOurs(_ conflict: TeamConflict) -> Bool {
    switch self {
    case .ours: return true
    case .theirs: return false
    case .newer:
      let (ours, theirs) = (ConflictMoment(conflict.ours.at), ConflictMoment(conflict.theirs.at))
      if ours != theirs { return ours > theirs }
      return TeamConflict.text(conflict.ours.value) >= TeamConflict.text(conflict.theirs.value)
    }
  }
}
