import Dates
import Records
import Text
import YAML

extension TreeMerge {
  /// A merge on its way.
  struct Work {
    private let trees: TreeMerge
    private var base: Side
    private var ours: Side
    private var theirs: Side
    /// Where each file is to lie, before two of them may turn out to want one place.
    private var placed: [Placement] = []
    private(set) var result = MergedTree()

    /// One tree, with what has not been dealt with yet.
    struct Side {
      var files: Files
      /// The places of records, in the order of their bytes.
      var records: [String: [String]] = [:]
    }

    private struct Placement {
      var path: String
      var id: String?
      var file: MergedTree.File
      var conflict: FileConflict?
    }

    /// A record's file in one tree.
    private struct Place {
      var path: String
      var entry: TreeEntry
    }

    init(_ trees: TreeMerge, base: Files, ours: Files, theirs: Files) {
      self.trees = trees
      self.base = Side(files: base)
      self.ours = Side(files: ours)
      self.theirs = Side(files: theirs)
      self.base.records = Work.records(base, trees)
      self.ours.records = Work.records(ours, trees, like: self.base, base)
      self.theirs.records = Work.records(theirs, trees, like: self.base, base)
    }

    /// Where the records of a tree lie. A file without a readable identifier is still the record that it was, unless
    /// that has moved.
    private static func records(
      _ files: Files, _ trees: TreeMerge, like base: Side? = nil, _ former: Files = [:]
    )
      -> [String: [String]]
    {
      var records: [String: [String]] = [:]
      var nameless: [String] = []
      for path in files.keys.sorted(by: precedes) {
        guard let entry = files[path] else { continue }
        if let id = trees.identifier(path, entry) {
          records[Work.key(id, path, trees), default: []].append(path)
        } else if trees.isRecordPath(path), entry.isFile {
          nameless.append(path)
        }
      }
      for path in nameless {
        guard let old = former[path], let id = trees.identifier(path, old) else { continue }
        let key = Work.key(id, path, trees)
        if records[key] == nil { records[key] = [path] }
      }
      return records
    }

    /// What makes two files one record: the identifier, and the kind, since a contact is no company whatever it says.
    private static func key(_ id: String, _ path: String, _ trees: TreeMerge) -> String {
      Path.join(Kind(ofPath: trees.own(path))?.folder ?? "", id)
    }

    // MARK: Records

    mutating func mergeRecords() {
      let keys = Set(base.records.keys).union(ours.records.keys).union(theirs.records.keys)
      for key in keys.sorted() {
        let old = take(key, from: \.base)
        let mine = take(key, from: \.ours)
        let other = take(key, from: \.theirs)
        merge(Path.name(of: key), old, mine, other)
      }
    }

    /// The record's own file; others of its identifier with the same content are let go of, and those with another
    /// content are left to be merged by path.
    private mutating func take(_ key: String, from side: WritableKeyPath<Work, Side>) -> Place? {
      let id = Path.name(of: key)
      let paths = self[keyPath: side].records[key] ?? []
      guard let first = paths.min(by: { Work.isOriginal($0, $1, id) }),
        let entry = self[keyPath: side].files[first]
      else { return nil }
      self[keyPath: side].files[first] = nil
      for path in paths where path != first && self[keyPath: side].files[path]?.object == entry.object {
        self[keyPath: side].files[path] = nil
        note(.duplicate, path, id, "the same record as \(trees.own(first)), which stays")
      }
      return Place(path: first, entry: entry)
    }

    /// A file that is named for the identifier comes first, then the one whose path sorts first.
    private static func isOriginal(_ a: String, _ b: String, _ id: String) -> Bool {
      let (own, other) = (isNamed(a, for: id), isNamed(b, for: id))
      return own == other ? precedes(a, b) : own
    }

    static func isNamed(_ path: String, for id: String) -> Bool { Path.stem(of: path).hasSuffix("-\(id)") }

    static func precedes(_ a: String, _ b: String) -> Bool {
      a.utf8.lexicographicallyPrecedes(b.utf8)
    }

    private mutating func merge(_ id: String, _ old: Place?, _ mine: Place?, _ other: Place?) {
      switch (mine, other) {
      case (nil, nil): return
      case (let only?, nil), (nil, let only?):
        guard let old else { return place(only, id) }
        if only.entry.object == old.entry.object {
          if only.path != old.path {
            note(.gone, only.path, id, "deleted on one side and only moved on the other: it is gone")
          }
          return
        }
        note(.kept, only.path, id, "deleted on one side and edited on the other: it stays, with the edit")
        place(only, id)
      case (let mine?, let other?):
        let path = self.path(id, old, mine, other)
        let mode = Work.choice(old?.entry.mode, mine.entry.mode, other.entry.mode) ?? "100644"
        if let object = Work.choice(old?.entry.object, mine.entry.object, other.entry.object) {
          return placed.append(
            Placement(path: path, id: id, file: MergedTree.File(mode: mode, content: .object(object))))
        }
        mergeContents(path, id, mode, old?.entry, mine.entry, other.entry)
      }
    }

    private mutating func place(_ place: Place, _ id: String?) {
      placed.append(Placement(path: place.path, id: id, file: MergedTree.File(place.entry)))
    }

    /// What a value is to be that at most one side changed, or both alike; nil where they differ.
    private static func choice<Value: Equatable>(_ old: Value?, _ mine: Value, _ other: Value) -> Value? {
      if mine == other || other == old { return mine }
      return mine == old ? other : nil
    }

    private mutating func path(_ id: String, _ old: Place?, _ mine: Place, _ other: Place) -> String {
      if let path = Work.choice(old?.path, mine.path, other.path) { return path }
      let path = Work.isOriginal(mine.path, other.path, id) ? mine.path : other.path
      let left = path == mine.path ? other.path : mine.path
      if old != nil {
        note(.moved, path, id, "moved to two places: it lies here, and no longer at \(trees.own(left))")
      } else {
        note(.duplicate, path, id, "the same record as \(trees.own(left)): both are in this file now")
      }
      return path
    }

    // MARK: Contents

    private mutating func mergeContents(
      _ path: String, _ id: String?, _ mode: String, _ old: TreeEntry?, _ mine: TreeEntry, _ other: TreeEntry
    ) {
      let (contents, own) = (trees.contents, trees.own(path))
      let whole = FileConflict(path: path, id: id, fields: [], base: old, ours: mine, theirs: other)
      guard mine.isFile, other.isFile, let ours = contents[mine.object], let theirs = contents[other.object],
        !Work.isBinary(ours), !Work.isBinary(theirs)
      else {
        // As git: our side stays in the file until a person has decided.
        placed.append(Placement(path: path, id: id, file: MergedTree.File(mine), conflict: whole))
        return
      }
      let before = old.flatMap { $0.isFile ? contents[$0.object] : nil }
      let outcome = trees.merge.merge(
        MergedVersions(path: own, base: before, ours: ours, theirs: theirs))
      if !outcome.superseded.isEmpty {
        var overtaken = whole
        overtaken.fields = outcome.superseded
        result.overtaken.append(overtaken)
      }
      var conflict: FileConflict?
      if outcome.isConflicted {
        conflict = whole
        conflict?.fields = outcome.conflicts
      }
      placed.append(
        Placement(
          path: path, id: id, file: MergedTree.File(mode: mode, content: .bytes(outcome.bytes)),
          conflict: conflict))
    }

    static func isBinary(_ bytes: [UInt8]) -> Bool { bytes.prefix(8000).contains(0) }

    // MARK: All else

    mutating func mergeOthers() {
      let paths = Set(base.files.keys).union(ours.files.keys).union(theirs.files.keys)
      for path in paths.sorted(by: Work.precedes) {
        let (old, mine, other) = (base.files[path], ours.files[path], theirs.files[path])
        switch (mine, other) {
        case (nil, nil): continue
        case (let only?, nil), (nil, let only?):
          if only == old { continue }
          if old != nil {
            note(.kept, path, nil, "deleted on one side and edited on the other: it stays, with the edit")
          }
          place(Place(path: path, entry: only), nil)
        case (let mine?, let other?):
          if let entry = Work.choice(old, mine, other) {
            place(Place(path: path, entry: entry), nil)
          } else {
            let mode = Work.choice(old?.mode, mine.mode, other.mode) ?? max(mine.mode, other.mode)
            if let object = Work.choice(old?.object, mine.object, other.object), mine.isFile, other.isFile {
              place(Place(path: path, entry: TreeEntry(mode: mode, object: object)), nil)
            } else {
              mergeContents(path, nil, mode, old, mine, other)
            }
          }
        }
      }
    }

    // MARK: Places

    /// Lays the files down. Of two that want one place, the record that it is named for has it, and the other gets a
    /// name of its own.
    mutating func place() {
      let order = placed.sorted { a, b in
        if a.path != b.path { return Work.precedes(a.path, b.path) }
        return Work.rank(a.path, a.id) < Work.rank(b.path, b.id)
      }
      for var placement in order {
        if result.files[placement.path] != nil {
          let former = placement.path
          placement.path = freePath(former, placement.id)
          note(
            .renamed, placement.path, placement.id,
            "another file has the name \(trees.own(former)), so this one has its own now")
        }
        result.files[placement.path] = placement.file
        if var conflict = placement.conflict {
          conflict.path = placement.path
          result.conflicts.append(conflict)
        }
      }
      for path in result.files.keys.sorted(by: Work.precedes) {
        for folder in Work.ancestors(of: path) where result.files[folder] != nil {
          result.clashes.append(folder)
        }
      }
      result.notes.sort { ($0.path, $0.text) < ($1.path, $1.text) }
    }

    private static func rank(_ path: String, _ id: String?) -> String {
      guard let id else { return "0" }
      return isNamed(path, for: id) ? "1" : "2" + id
    }

    private func freePath(_ path: String, _ id: String?) -> String {
      let (folder, name) = Path.split(path)
      let end = Path.ends(name, in: ".yml") ? ".yml" : ".yaml"
      let stem = Path.stem(of: path)
      for number in 1... {
        let more = number == 1 ? "" : "-\(number)"
        let own = "\(stem)\(id.map { "-\($0)" } ?? "-other")\(more)\(end)"
        let candidate = folder.isEmpty ? own : Path.join(folder, own)
        if result.files[candidate] == nil, !placed.contains(where: { $0.path == candidate }) {
          return candidate
        }
      }
      return path
    }

    private static func ancestors(of path: String) -> [String] {
      path.utf8.indices.filter { path.utf8[$0] == 0x2F }.map { String(path[..<$0]) }
    }

    private mutating func note(_ kind: TreeNote.Kind, _ path: String, _ id: String?, _ text: String) {
      let note = TreeNote(kind, path: trees.own(path), id: id, text: text)
      if !result.notes.contains(note) { result.notes.append(note) }
    }
  }
}
