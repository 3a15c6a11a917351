import Merging

/// The queue of transactions that git has yet to commit: their retired journals, numbered in the state
/// folder.
///
/// The move of the journal into the queue is the same rename that retires it, so no kill can lose a commit.
enum PendingCommits {
  static let prefix = "uncommitted-"

  static func nextName(_ id: String, in state: FolderHandle) throws(IOError) -> String {
    "\(prefix)\(try ChangeLog.nextNumber(in: state))-\(id)"
  }

  /// The queue's names, the oldest first.
  static func names(in state: FolderHandle) throws(IOError) -> [String] {
    try state.names().filter(isName).sorted()
  }

  static func isName(_ name: String) -> Bool { name.utf8.starts(with: prefix.utf8) }
}

/// A note of the queue, read.
struct PendingCommit {
  var file: String
  /// In bytes.
  var size: Int
  var journal: Journal
}

/// One file of what is to be committed: as it was before the transactions, and as they left it.
struct PendingFile: Sendable {
  var path: String
  var isNew: Bool
  /// Nil where there was no file, or where its content was not kept.
  var base: [UInt8]?
  /// Nil for a file that is gone.
  var after: ContentHash?
  /// Nil for a file that is gone, and where its content was not kept.
  var content: [UInt8]?

  /// What became of it between its writing and its commit.
  enum State: Sendable {
    case asWritten
    /// Somebody wrote into it since: what the transaction left is committed, and theirs stays for another commit.
    case writtenInto([UInt8]?)
    case takenAway
  }

  func state(present: [UInt8]?) -> State {
    guard let present else {
      // A deletion by hand, or by git, is theirs.
      return after == nil ? .asWritten : content.map { .writtenInto($0) } ?? .asWritten
    }
    if SHA256.digest(present) == after { return .asWritten }
    guard after != nil else { return .writtenInto(nil) }
    guard let content else { return .asWritten }
    if LineEnds.areEqual(content, present) { return .asWritten }
    guard let base else { return .writtenInto(content) }
    if LineEnds.areEqual(base, present) { return .takenAway }
    // Where all that we wrote could be written again, nothing of it is left.
    if let merged = FieldMerge.merge(path: path, base: base, ours: content, theirs: present),
      merged != present
    {
      return .takenAway
    }
    return .writtenInto(content)
  }
}

/// What several transactions came to, file by file.
struct PendingFiles: Sendable {
  var files: [PendingFile] = []
  var message: String
  var transactions: [String]
  /// The paths that transactions after these wrote to as well.
  var later: Set<String>

  init(_ journals: [Journal], later: Set<String>) {
    self.later = later
    transactions = journals.map(\.id)
    message = PendingFiles.message(journals)
    var places: [String: Int] = [:]
    for journal in journals {
      for entry in journal.entries {
        if let place = places[entry.path] {
          files[place].after = entry.after
          files[place].content = entry.content
        } else {
          places[entry.path] = files.count
          files.append(
            PendingFile(
              path: entry.path, isNew: entry.kind == .create, base: entry.base, after: entry.after,
              content: entry.content))
        }
      }
    }
  }

  /// Of several changes that came through the same, their commit says so too.
  private static func message(_ journals: [Journal]) -> String {
    if journals.count == 1 { return journals[0].message }
    let message = "crm: \(journals.count) changes made without git"
    let origins = Set(journals.map { ChangeOrigin(message: $0.message) })
    let trailers = origins.count == 1 ? origins.first?.trailers ?? [] : []
    return message + (trailers.isEmpty ? "" : "\n\n" + trailers.joined(separator: "\n"))
  }
}
