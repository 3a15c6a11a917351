import Diagnostics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Repository {
  /// The limit of one record file, in bytes.
  package static let recordLimit = 1 << 20
  /// The limit of any other file that crm writes: a batch of an import has a line for each row.
  package static let fileLimit = 256 << 20

  /// How large a file may become.
  package static func limit(of path: String) -> Int {
    RecordFiles.kind(ofPath: path) == nil ? fileLimit : recordLimit
  }

  /// The state folder if it exists.
  package func existingState() throws(IOError) -> FolderHandle? {
    if gitDirectory == nil { return try folder.folder(".crm") }
    // A link here would lead the lock and the journal astray.
    guard let status = try System.status(stateDirectory) else { return nil }
    if status.isLink { throw IOError(.open, stateDirectory, ELOOP) }
    return try System.openFolder(stateDirectory)
  }

  /// The state folder, made if need be.
  package func state() throws(IOError) -> FolderHandle {
    if let found = try existingState() { return found }
    let permissions = permissions()
    guard let gitDirectory, let workTree else { return try ensureHidden(permissions) }
    var current = try System.openFolder(gitDirectory)
    for name in Repository.stateNames(of: root, in: workTree) {
      if try current.makeFolder(name, mode: permissions.folder) { try current.sync() }
      guard let next = try current.folder(name) else {
        throw IOError(.open, current.display(name), ENOENT)
      }
      current = next
    }
    return current
  }

  /// `.crm` beside the records, which hides itself from git.
  @discardableResult
  func ensureHidden(_ permissions: FilePermissions) throws(IOError) -> FolderHandle {
    if try folder.makeFolder(".crm", mode: permissions.folder) { try folder.sync() }
    guard let hidden = try folder.folder(".crm") else { throw IOError(.open, ".crm", ENOENT) }
    if try hidden.status(".gitignore") == nil {
      do throws(IOError) {
        try hidden.create(".gitignore", Array("*\n".utf8), mode: permissions.file, synced: false)
      } catch {
        // Another process may have made it in between.
        if error.number != EEXIST { throw error }
      }
    }
    return hidden
  }

  /// `.crm/tmp`, on the records' own file system, where new contents wait to be renamed into place.
  package func existingScratch() throws(IOError) -> FolderHandle? { try folder.folder(".crm/tmp") }

  /// `.crm/tmp`, made if need be. Callers name their files `<purpose>-<pid>-…`, and what a dead process left
  /// is removed.
  package func scratch() throws(IOError) -> FolderHandle {
    if let found = try existingScratch() { return found }
    let permissions = permissions()
    let hidden = try ensureHidden(permissions)
    if try hidden.makeFolder("tmp", mode: permissions.folder) { try hidden.sync() }
    guard let scratch = try folder.folder(".crm/tmp") else { throw IOError(.open, ".crm/tmp", ENOENT) }
    return scratch
  }
}
