import Dates
import Diagnostics
import Merging
import Records
import Store
import Text
import YAML

/// Two histories brought together, in memory and by record.
struct TeamMerge {
  let git: Git
  /// Trees, or commits.
  let base: String
  let ours: String
  let theirs: String
  private(set) var result: MergedTree
  private(set) var contents: [String: [UInt8]]
  /// What each side has at the paths that either changed.
  let files: (base: TreeMerge.Files, ours: TreeMerge.Files, theirs: TreeMerge.Files)

  /// `config` gives the settings where no side changed them.
  init(
    _ git: Git, base: String, ours: String, theirs: String, config: Config,
    labels: RecordMerge.Labels = RecordMerge.Labels()
  ) throws {
    self.git = git
    (self.base, self.ours, self.theirs) = (base, ours, theirs)
    var files: (base: TreeMerge.Files, ours: TreeMerge.Files, theirs: TreeMerge.Files) = ([:], [:], [:])
    let mine = try git.changes(from: base, to: ours)
    let other = try git.changes(from: base, to: theirs)
    for change in mine + other {
      files.base[change.path] = change.old
      files.ours[change.path] = change.old
      files.theirs[change.path] = change.old
    }
    for change in mine { files.ours[change.path] = change.new }
    for change in other { files.theirs[change.path] = change.new }
    self.files = files
    let prefix = git.repository.workTreePrefix
    let both = Set(mine.map(\.path)).intersection(other.map(\.path))
    let wanted = (mine + other).filter { change in
      both.contains(change.path)
        || Path.remainder(of: change.path, after: prefix).map { Kind(ofPath: $0) != nil } ?? false
    }
    let objects = wanted.flatMap { [$0.old, $0.new] }.compactMap { $0 }.filter(\.isFile).map(\.object)
    let contents = try git.contents(of: objects)
    self.contents = contents
    let config = TeamMerge.config(files, contents, prefix) ?? config
    let created = TeamMerge.created(files, contents, prefix)
    let trees = TreeMerge(
      merge: RecordMerge(schema: config.schema, labels: labels) { created[$0] }, prefix: prefix,
      contents: contents)
    result = trees.merged(base: files.base, ours: files.ours, theirs: files.theirs)
  }

  /// The settings as the merge will have them, where a side changed them; nil where they are as they were, or unclear.
  private static func config(
    _ files: (base: TreeMerge.Files, ours: TreeMerge.Files, theirs: TreeMerge.Files),
    _ contents: [String: [UInt8]], _ prefix: String
  ) -> Config? {
    let path = prefix + "crm.yaml"
    let sides = [files.base[path], files.ours[path], files.theirs[path]].map { entry in
      entry.flatMap { contents[$0.object] }
    }
    guard let ours = sides[1], let theirs = sides[2] else { return nil }
    let merged =
      LineMerge.merge(base: sides[0] ?? [], ours: ours, theirs: theirs)
      ?? min(ours, theirs) { a, b in
        a.lexicographicallyPrecedes(b)
      }
    return (try? Document(parsing: merged, file: "crm.yaml")).map { ConfigReader.read($0).config }
  }

  private static func min(_ a: [UInt8], _ b: [UInt8], by isLess: ([UInt8], [UInt8]) -> Bool) -> [UInt8] {
    isLess(b, a) ? b : a
  }

  /// When the tasks of either side were made.
  private static func created(
    _ files: (base: TreeMerge.Files, ours: TreeMerge.Files, theirs: TreeMerge.Files),
    _ contents: [String: [UInt8]], _ prefix: String
  ) -> [RecordID: Instant] {
    var moments: [RecordID: Instant] = [:]
    for side in [files.ours, files.theirs] {
      for (path, entry) in side {
        guard let own = Path.remainder(of: path, after: prefix), Kind(ofPath: own) == .task,
          let bytes = contents[entry.object], let document = try? Document(parsing: bytes, file: own),
          let id = document["id"]?.text.flatMap({ RecordID($0) }),
          let moment = document["created"]?.text.flatMap({ Instant(rfc3339: $0) })
        else { continue }
        moments[id] = moment
      }
    }
    return moments
  }

  // MARK: Settling

  /// Settles a conflict in a file; false where the file is not of marks that can be settled so.
  mutating func settle(
    _ conflict: FileConflict, field: String?, _ choice: ConflictedFile.Choice
  ) -> Bool {
    guard let place = result.conflicts.firstIndex(where: { $0.path == conflict.path }) else { return false }
    if let field {
      guard case .bytes(let bytes)? = result.files[conflict.path]?.content,
        let marked = ConflictedFile(bytes)
      else { return false }
      let settled = marked.settled(field, choice)
      result.files[conflict.path]?.content = .bytes(settled)
      guard let rest = ConflictedFile(settled) else {
        result.conflicts.remove(at: place)
        return true
      }
      let left = Set(rest.fields)
      result.conflicts[place].fields.removeAll { !left.contains($0.field) }
      return true
    }
    if case .bytes(let bytes)? = result.files[conflict.path]?.content, let marked = ConflictedFile(bytes) {
      result.files[conflict.path]?.content = .bytes(marked.settled(choice))
    } else {
      let side = choice == .ours ? conflict.ours : conflict.theirs
      result.files[conflict.path] = side.map {
        MergedTree.File(mode: $0.mode, content: .object($0.object))
      }
    }
    result.conflicts.remove(at: place)
    return true
  }

  // MARK: Making

  /// The merged tree as git has it, with marks where conflicts are left. New contents become objects.
  mutating func tree() throws(Diagnostic) -> String {
    var bytes: [[UInt8]] = []
    var places: [String] = []
    for (path, file) in result.files.sorted(by: { $0.key < $1.key }) {
      guard case .bytes(let content) = file.content else { continue }
      bytes.append(content)
      places.append(path)
    }
    let names = try git.store(bytes)
    for (path, (name, content)) in zip(places, zip(names, bytes)) {
      result.files[path]?.content = .object(name)
      contents[name] = content
    }
    var files: [(path: String, entry: TreeEntry?)] = []
    let paths = Set(self.files.ours.keys).union(self.files.base.keys).union(self.files.theirs.keys)
      .union(result.files.keys)
    for path in paths.sorted() {
      var entry: TreeEntry?
      if let file = result.files[path], case .object(let name) = file.content {
        entry = TreeEntry(mode: file.mode, object: name)
      }
      if entry != self.files.ours[path] { files.append((path, entry)) }
    }
    return files.isEmpty ? try git.tree(of: ours) : try git.tree(from: ours, with: files)
  }

  /// The sides of the conflicts that are left, as git's index has them.
  var stages: [UInt8] {
    var bytes: [UInt8] = []
    for conflict in result.conflicts {
      var lines = ["0 \(String(repeating: "0", count: 40))\t"]
      for (stage, entry) in [(1, conflict.base), (2, conflict.ours), (3, conflict.theirs)] {
        if let entry { lines.append("\(entry.mode) \(entry.object) \(stage)\t") }
      }
      for line in lines {
        bytes += line.utf8
        bytes += conflict.path.utf8
        bytes.append(0)
      }
    }
    return bytes
  }

  /// A tree in which several common ancestors are one, as git's recursive merge makes it; what they disagree on is as
  /// their own ancestor has it, so that both sides count as having changed it.
  static func common(_ git: Git, _ bases: [String], config: Config) throws -> String {
    guard var tree = bases.first else { throw Diagnostic(.internal, "there is no common ancestor") }
    for other in bases.dropFirst() {
      let above = try git.mergeBases(bases[0], other)
      let root = above.isEmpty ? try git.emptyTree() : try common(git, above, config: config)
      var merge = try TeamMerge(git, base: root, ours: tree, theirs: other, config: config)
      for conflict in merge.result.conflicts { merge.takeBack(conflict) }
      tree = try merge.tree()
    }
    return tree
  }

  private mutating func takeBack(_ conflict: FileConflict) {
    let former =
      conflict.base ?? [conflict.ours, conflict.theirs].compactMap { $0 }.min { $0.object < $1.object }
    result.files[conflict.path] = former.map {
      MergedTree.File(mode: $0.mode, content: .object($0.object))
    }
    result.conflicts.removeAll { $0.path == conflict.path }
  }
}
