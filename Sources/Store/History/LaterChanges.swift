package import Diagnostics
import Merging

/// What was changed after a change, in the same fields of the same files.
package struct LaterChanges {
  /// A file, and the fields in question; none where all of it is.
  package struct Place: Sendable, Hashable {
    package var path: String
    package var keys: [String]

    package init(path: String, keys: [String]) {
      self.path = path
      self.keys = keys
    }
  }

  private let repository: Repository
  private let git: Git?
  private let history: ChangeHistory

  package init(_ history: ChangeHistory, of repository: Repository, git: Git?) {
    self.history = history
    self.repository = repository
    self.git = git
  }

  /// The newest first; where no change that is kept wrote to a place, and it was written by hand, in no commit yet, that.
  /// None where it cannot be said, as of a record whose file was elsewhere then.
  package func touching(
    _ places: [Place], after target: LoggedChange
  ) throws(Diagnostic) -> [DiagnosticDetail.LaterChange] {
    var changes = try logged(places, after: target)
    let known = Set(changes.compactMap(\.id))
    if let git, let commit = target.commit, try git.isInHistory(commit) {
      let recorded = try git.recorded(after: commit, touching: places.map(\.path))
      changes += recorded.compactMap { change in
        known.contains(change.id)
          ? nil
          : LaterChanges.touched(change.files, places).map {
            later(change.id, change.subject, change.instant, $0)
          }
      }
    }
    if changes.isEmpty, try isWrittenByHand(places) {
      let keys = places.flatMap(\.keys)
      changes = [later(nil, "by hand, in no commit yet", nil, keys)]
    }
    return changes
  }

  /// Whether any of the files is not as the last commit has it. Without git, what no change wrote was written by hand.
  private func isWrittenByHand(_ places: [Place]) throws(Diagnostic) -> Bool {
    guard let git else { return true }
    let known = try git.committed(places.map { git.gitPath($0.path) })
    for place in places {
      let content = try SupportFiles.large(place.path, in: repository)
      guard let file = known[git.gitPath(place.path)], let content else {
        if content != nil || known[git.gitPath(place.path)] != nil { return true }
        continue
      }
      if !GitObject.isBlob(file.name, of: content) { return true }
    }
    return false
  }

  /// Those of this clone's log.
  private func logged(
    _ places: [Place], after target: LoggedChange
  ) throws(Diagnostic) -> [DiagnosticDetail.LaterChange] {
    let isWanted = Set(places.map(\.path))
    var found: [DiagnosticDetail.LaterChange] = []
    for change in history.changes.prefix(while: { $0.id != target.id }) where change.commit == nil {
      // What is no longer kept cannot be said of it.
      guard let files = try? history.files(of: change), files.contains(where: { isWanted.contains($0.path) }),
        let keys = LaterChanges.touched(files, places)
      else { continue }
      found.append(later(change.id, change.subject, change.instant, keys))
    }
    return found
  }

  private func later(
    _ id: String?, _ subject: String, _ instant: String?, _ fields: [String]
  ) -> DiagnosticDetail.LaterChange {
    DiagnosticDetail.LaterChange(id: id, subject: subject, instant: instant, fields: fields)
  }

  /// The fields in question that a change of these files wrote to; nil where it wrote to none.
  private static func touched(_ files: [ChangedFile], _ places: [Place]) -> [String]? {
    var keys: [String] = []
    var isTouched = false
    for file in files {
      for place in places where place.path == file.path {
        guard let before = file.before, case .content(let after) = file.after,
          let changed = FieldMerge.changedKeys(before, after, path: file.path)
        else {
          isTouched = true
          continue
        }
        let common = place.keys.isEmpty ? changed : changed.filter(place.keys.contains)
        if place.keys.isEmpty || !common.isEmpty { isTouched = true }
        for key in common where !keys.contains(key) { keys.append(key) }
      }
    }
    return isTouched ? keys : nil
  }
}
