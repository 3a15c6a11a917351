import Diagnostics
import Records
import Rules
import Store
import Text

/// The record files of a repository as a git tree holds them, found without reading all of them.
final class RecordsInTree {
  private let objects: GitObjects
  private let trees: GitTrees
  /// The tree of the repository's folder.
  private let tree: String
  /// The commit, and the repository's folder in it with a slash at its end.
  private let commit: String
  private let prefix: String

  init(_ objects: GitObjects, _ trees: GitTrees, tree: String, commit: String, prefix: String) {
    self.objects = objects
    self.trees = trees
    self.tree = tree
    self.commit = commit
    self.prefix = prefix
  }

  /// A file with what it holds.
  struct File {
    let path: String
    let bytes: [UInt8]
  }

  /// Whether crm takes a file of this path for a record.
  static func isRecord(_ path: String) -> Bool {
    RecordFiles.kind(ofPath: path) != nil && isName(path.utf8)
      && !Path.components(path).contains { $0.hasPrefix(".") }
  }

  private static func isName(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    name.reversed().starts(with: ".yaml".utf8.reversed())
      || name.reversed().starts(with: ".yml".utf8.reversed())
  }

  private func folder(_ kind: Kind) throws(Diagnostic) -> String? {
    try trees.entry(kind.folder, in: tree).flatMap { $0.isFolder ? $0.name : nil }
  }

  // MARK: By identifier

  /// The identifier that the name of a record file ends in, given the bytes of the name.
  private static func identifier(_ name: UnsafeRawBufferPointer) -> RecordID? {
    // The ending is ".yaml" or ".yml".
    let end = name.count - (name.count > 5 && name[name.count - 5] == 0x2E ? 5 : 4)
    guard end >= 8, name[end] == 0x2E, end == 8 || name[end - 9] == 0x2D else { return nil }
    var bits: UInt64 = 0
    for place in (end - 8)..<end { bits = bits << 8 | UInt64(name[place]) }
    return RecordID(bits: bits)
  }

  /// The paths of the files of a kind that are named for one of these identifiers.
  func named(_ ids: Set<RecordID>, kind: Kind, all: Bool = false) throws(Diagnostic) -> [(
    id: RecordID, path: String, entry: GitEntry
  )] {
    var found: [(id: RecordID, path: String, entry: GitEntry)] = []
    var left = ids
    try trees.files(
      below: try folder(kind), at: kind.folder, newestFirst: true,
      mentioning: ids.count > Self.fewWords ? [] : ids.map(\.description),
      where: { name in Self.identifier(name).map(ids.contains) ?? false },
      { (path, entry) throws(Diagnostic) -> Bool in
        guard let id = Reference.identifier(endingStem: Path.stem(of: path)) else { return false }
        found.append((id, path, entry))
        left.remove(id)
        return !all && left.isEmpty
      })
    return found
  }

  /// The files of a kind whose names tell no identifier: moved or written by hand.
  func unnamed(_ kind: Kind) throws(Diagnostic) -> [File] {
    var entries: [(String, GitEntry)] = []
    try trees.files(
      below: try folder(kind), at: kind.folder,
      where: { name in Self.isName(name) && Self.identifier(name) == nil },
      { (path, entry) throws(Diagnostic) -> Bool in
        entries.append((path, entry))
        return false
      })
    return try read(entries)
  }

  private func read(_ entries: [(String, GitEntry)]) throws(Diagnostic) -> [File] {
    let files = entries.filter { $0.1.isFile && Self.isRecord($0.0) }
    var found: [File] = []
    try objects.read(files.map(\.1.name)) { place, bytes in
      found.append(File(path: files[place].0, bytes: bytes))
    }
    return found
  }

  func read(_ path: String, _ entry: GitEntry) throws(Diagnostic) -> File? {
    try read([(path, entry)]).first
  }

  // MARK: By content

  /// More words than this are not looked for one by one.
  private static let fewWords = 8

  /// The files of these kinds in which one of the words stands; it reads every one of them, so it is for what is rare.
  func files(with words: [String], among kinds: Set<Kind>) throws(Diagnostic) -> [File] {
    if words.isEmpty || kinds.isEmpty { return [] }
    var folders: [Kind] = []
    for kind in kinds.sorted() { if try folder(kind) != nil { folders.append(kind) } }
    if folders.isEmpty { return [] }
    if words.count > Self.fewWords, words.allSatisfy({ $0.utf8.allSatisfy(Self.isWordByte) }) {
      return try filesOfMany(Set(words), among: folders)
    }
    let result = try objects.run(
      ["--literal-pathspecs", "grep", "-l", "-z", "-a", "-F", "--no-color"] + words.flatMap { ["-e", $0] }
        + [commit, "--"] + folders.map { prefix + $0.folder })
    // 1 means that there are none.
    guard result.status == 0 || (result.status == 1 && result.errors.isEmpty) else {
      throw Diagnostic(.io, "git grep failed: \(result.errorText)")
    }
    var entries: [(String, GitEntry)] = []
    for field in result.output.split(separator: 0) {
      let text = String(decoding: field, as: UTF8.self)
      guard let path = Path.remainder(of: text, after: commit + ":" + prefix),
        let entry = try trees.entry(path, in: tree)
      else { continue }
      entries.append((path, entry))
    }
    return try read(entries)
  }

  /// Words of letters and digits, such as identifiers, in one reading whatever their number.
  private func filesOfMany(_ words: Set<String>, among kinds: [Kind]) throws(Diagnostic) -> [File] {
    let wanted = Set(words.map { Array($0.utf8) })
    var entries: [(String, GitEntry)] = []
    for kind in kinds {
      try trees.files(below: try folder(kind), at: kind.folder) { (path, entry) throws(Diagnostic) -> Bool in
        if entry.isFile, Self.isRecord(path) { entries.append((path, entry)) }
        return false
      }
    }
    var found: [File] = []
    try objects.read(entries.map(\.1.name)) { place, bytes in
      let isHit = bytes.split(whereSeparator: { !Self.isWordByte($0) }).contains {
        wanted.contains(Array($0))
      }
      if isHit { found.append(File(path: entries[place].0, bytes: bytes)) }
    }
    return found
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
      || byte == 0x5F
      || byte > 0x7F
  }
}
