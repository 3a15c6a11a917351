import Diagnostics
import Records
import Rules
import Store
import Text
import Threads

/// The records of the files that a push changes, as they were and as they will be.
struct PushedRecords {
  private(set) var before: [RecordID: Record] = [:]
  private(set) var after: [RecordID: Record] = [:]
  /// The files that cannot be read after the push and could before, or were not there.
  private(set) var problems: [Diagnostic] = []
  /// The paths that the push writes or removes.
  private(set) var paths: Set<String> = []
  /// The records whose files cannot be read by now.
  private var unreadable: Set<RecordID> = []
  /// The records that the push writes, as opposed to those that are judged with them.
  private var own: Set<RecordID> = []

  init(
    _ files: [GitFileChange], before: PushedVersion?, after: PushedVersion?, _ objects: GitObjects
  ) throws(Diagnostic) {
    let contents = try objects.contents(
      files.flatMap { file in [file.before, file.after].compactMap { $0?.isFile == true ? $0?.name : nil } })
    let (old, new) = (before?.reader, after?.reader)
    let read = Parallel.map(files) { file in
      (
        before: Self.read(file.before, file.path, contents, old),
        after: Self.read(file.after, file.path, contents, new)
      )
    }
    for (file, (old, new)) in zip(files, read) {
      paths.insert(file.path)
      if case .record(let record)? = old { self.before[record.id] = record }
      if case .problems(let found)? = new {
        if case .problems? = old { continue }
        problems += found
        if case .record(let record)? = old { unreadable.insert(record.id) }
        if let id = Reference.identifier(endingStem: Path.stem(of: file.path)) { unreadable.insert(id) }
      }
      guard case .record(let record)? = new else { continue }
      if let other = self.after[record.id] {
        problems.append(
          RepositoryLoader.clash(record.id.description, at: record.path, with: other.path))
      } else {
        self.after[record.id] = record
      }
    }
    for id in unreadable where self.after[id] == nil { self.before[id] = nil }
    own = Set(self.before.keys).union(self.after.keys)
  }

  private static func read(
    _ entry: GitEntry?, _ path: String, _ contents: [String: [UInt8]], _ reader: RecordReader?
  ) -> RecordFiles.Outcome? {
    guard let entry, let reader, let kind = RecordFiles.kind(ofPath: path) else { return nil }
    guard entry.isFile, let bytes = contents[entry.name] else {
      return .problems([
        Diagnostic(
          .invalidData, "\(path) is \(entry.mode == "120000" ? "a symbolic link" : "no file"), not a record",
          at: SourceLocation(file: path), hints: ["put the record's own file there"])
      ])
    }
    return RecordFiles.read(bytes, path: path, kind: kind, by: reader)
  }

  /// Adds a file that the push did not change, as each of the two versions reads it.
  mutating func add(_ file: RecordsInTree.File, before: PushedVersion?, after: PushedVersion) {
    guard !paths.contains(file.path) else { return }
    let old = before?.read(file.bytes, file.path)
    switch after.read(file.bytes, file.path) {
    case .record(let record):
      guard !own.contains(record.id) else { return }
      self.after[record.id] = record
      if case .record(let record)? = old { self.before[record.id] = record }
    case .problems(let found):
      if case .record? = old { problems += found }
    case nil: break
    }
  }

  var check: PartialCheck {
    var check = PartialCheck(before: before, after: after)
    for id in unreadable { check.addPresent(id) }
    return check
  }

  /// What the push does to records, each once.
  var written: [TouchedRecords.Pair] {
    own.sorted().compactMap { TouchedRecords.Pair(before: before[$0], after: after[$0]) }
  }
}
