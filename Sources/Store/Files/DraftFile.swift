import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A copy of a record in `drafts/` of the state folder that an editor may change freely.
///
/// Each edit makes a file of its own, `<record>.<process>.yaml`, and only it removes that file: what an edit left there
/// because it failed or was killed is never written over.
package struct DraftFile: Sendable {
  /// The absolute path, for the editor and for messages.
  package let path: String
  private let folder: FolderHandle
  private let name: String

  /// Writes the content to a new file; no link on the way to it is followed.
  package init(
    of record: String, content: [UInt8], process: Int32, in repository: Repository
  ) throws(IOError) {
    let permissions = repository.permissions()
    let state = try repository.state()
    if try state.makeFolder("drafts", mode: permissions.folder) {
      try state.sync()
    } else if try state.status("drafts")?.isLink == true {
      throw IOError(.open, Path.join(repository.stateDirectory, "drafts"), ELOOP)
    }
    guard let folder = try state.folder("drafts") else {
      throw IOError(.open, Path.join(repository.stateDirectory, "drafts"), ENOENT)
    }
    self.folder = folder
    name = try DraftFile.make(of: record, content: content, process: process, in: folder)
    path = Path.join(repository.stateDirectory, "drafts/" + name)
  }

  private static func make(
    of record: String, content: [UInt8], process: Int32, in folder: FolderHandle
  ) throws(IOError) -> String {
    var number = 1
    while true {
      // A process number comes again, and what its former bearer kept must stay.
      let name = "\(record).\(process)\(number == 1 ? "" : "-\(number)").yaml"
      do throws(IOError) {
        try folder.create(name, content, mode: 0o600, synced: false)
        return name
      } catch {
        guard error.number == EEXIST, number < 1000 else { throw error }
        number += 1
      }
    }
  }

  /// What the file holds now; nil when the editor has left none.
  package func content() throws(IOError) -> [UInt8]? {
    try folder.read(name, limit: Repository.recordLimit)?.bytes
  }

  package func remove() { try? folder.remove(name) }

  /// The paths of the drafts that edits of the record left behind; those that say nothing but what the record says
  /// are removed.
  package static func left(of record: String, saying content: [UInt8], in repository: Repository) -> [String]
  {
    guard let folder = try? repository.existingState()?.folder("drafts"), let names = try? folder.names()
    else { return [] }
    var left: [String] = []
    for name in names.sorted() {
      guard let rest = Path.remainder(of: name, after: record + "."), !isInUse(rest) else { continue }
      let found = try? folder.read(name, limit: Repository.recordLimit)
      if let found, found.bytes == content {
        try? folder.remove(name)
      } else {
        left.append(Path.join(repository.stateDirectory, "drafts/" + name))
      }
    }
    return left
  }

  /// Whether the process lives whose number a draft's name has.
  private static func isInUse(_ number: String) -> Bool {
    Int32(number.prefix { $0.isNumber }).map { System.processExists($0) } ?? false
  }
}
