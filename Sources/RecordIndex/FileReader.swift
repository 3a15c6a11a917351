import Diagnostics
import Records
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a look into one file found.
struct FileReading: Sendable {
  enum Outcome: Sendable {
    case gone
    /// The very bytes that the index knows.
    case unchanged
    case record(Record)
    case broken([Diagnostic])
  }

  let path: String
  /// The file in the index, where it has this path.
  let known: Int?
  let outcome: Outcome
  /// Status and hash of what was read; nil for pending contents and for files that cannot be read.
  let row: FileRow?
  /// False for bytes that the index knows, even if they had to be parsed again.
  var isNews = true

  /// What no index holds: a file that cannot be read, apart from any index.
  var unstorable: FileReading? {
    guard row == nil, case .broken = outcome else { return nil }
    return FileReading(path: path, known: nil, outcome: outcome, row: nil)
  }
}

/// Reads the files that differ from the index.
struct FileReader: Sendable {
  let repository: Repository
  let files: RecordFiles
  let reader: IndexReader?
  let overlay: [String: [UInt8]?]
  let probe: Probe?

  /// A file to be looked into.
  struct Task: Sendable {
    let path: String
    /// The file in the index.
    let known: Int?
    /// True for a file that the walk did not meet: it counts only if it can be read after all.
    var isMissing = false
  }

  func read(_ task: Task) -> FileReading {
    var nearby = OpenFolder()
    return read(task, &nearby)
  }

  /// The same for many files, of which neighbours mostly lie in one folder.
  func read(_ task: Task, _ nearby: inout OpenFolder) -> FileReading {
    func reading(_ outcome: FileReading.Outcome, _ row: FileRow? = nil) -> FileReading {
      FileReading(path: task.path, known: task.known, outcome: outcome, row: row)
    }
    guard let kind = RecordFiles.kind(ofPath: task.path) else { return reading(.gone) }
    if let pending = overlay[task.path] {
      guard let bytes = pending else { return reading(.gone) }
      return reading(outcome(bytes, task.path, kind))
    }
    let contents: FileContents
    do throws(IOError) {
      guard let found = try nearby.read(task.path, in: repository.folder) else {
        return reading(.gone)
      }
      contents = found
    } catch {
      // Where a link, a plain file or a folder stands in the way now, the path leads to no file of the repository.
      let isAway = task.isMissing && [ELOOP, ENOTDIR, EISDIR].contains(error.number)
      return isAway ? reading(.gone) : reading(.broken([error.diagnostic]))
    }
    var row = FileRow(
      pathHash: Hashing.path(task.path), length: contents.status.size, modified: contents.status.modified,
      changed: contents.status.changed, content: Hashing.hash(contents.bytes),
      isSettled: probe?.settles(contents.status) ?? false, state: .record)
    // A file that grew while it was read: its times are not those of its bytes.
    if contents.status.size != Int64(contents.bytes.count) { row.isSettled = false }
    let known = task.known.flatMap { reader?.fileRow($0) }
    let isNews = known?.content != row.content || known?.length != Int64(contents.bytes.count)
    // Of a duplicate the index has no record, and it may count now.
    if let known, !isNews, known.state != .duplicate {
      row.state = known.state
      var result = reading(.unchanged, row)
      result.isNews = false
      return result
    }
    row.length = Int64(contents.bytes.count)
    let outcome = outcome(contents.bytes, task.path, kind)
    if case .broken = outcome { row.state = .broken }
    var result = reading(outcome, row)
    result.isNews = isNews
    return result
  }

  private func outcome(_ bytes: [UInt8], _ path: String, _ kind: Kind) -> FileReading.Outcome {
    switch files.read(bytes, path: path, kind: kind) {
    case .record(let record): .record(record)
    case .problems(let problems): .broken(problems)
    }
  }
}

/// The folder of the file that was read last, so that its path is looked up once.
struct OpenFolder {
  private var path = ""
  /// The bytes of the path and of the slash after it.
  private var prefix: [UInt8] = []
  private var handle: FolderHandle?
  /// A folder is worth opening when a second file in it is asked for.
  private var isSecond = false

  mutating func read(_ file: String, in root: FolderHandle) throws(IOError) -> FileContents? {
    if let handle, let name = name(of: file) { return try handle.read(name, limit: Repository.recordLimit) }
    let (folder, name) = RelativePath.split(file)
    if !RelativePath.areEqual(folder, path) {
      path = folder
      prefix = folder.utf8 + [0x2F]
      handle = nil
      isSecond = false
    } else if handle == nil, !isSecond {
      isSecond = true
      handle = (try? root.folder(folder)) ?? nil
    }
    // Where the folder cannot be opened, the error is to name the file.
    if let handle { return try handle.read(name, limit: Repository.recordLimit) }
    return try root.read(file, limit: Repository.recordLimit)
  }

  /// The name of a file that lies in the folder itself; nil for every other.
  private func name(of file: String) -> String? {
    var file = file
    return file.withUTF8 { bytes in
      let start = prefix.count
      guard bytes.count > start, bytes[..<start].elementsEqual(prefix), !bytes[start...].contains(0x2F) else {
        return nil
      }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start...]), as: UTF8.self)
    }
  }
}
