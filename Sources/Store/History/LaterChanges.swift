package import Diagnostics

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

  /// The newest first; where no change that is kept wrote to a place, what is there was written by hand and is in no
  /// commit yet.
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
    if changes.isEmpty {
      let keys = places.flatMap(\.keys)
      changes = [later(nil, "by hand, in no commit yet", nil, keys)]
    }
    return changes
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
