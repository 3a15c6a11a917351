package import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder in which files wait for another program, such as letters for one that sends them.
///
/// A file lies there under a hidden name until what it is about is recorded. So a name that another program sees is that
/// of a whole file, and a process that was killed leaves drafts, of which the next one knows what to do.
package final class Outbox {
  /// As a person named it.
  package let name: String
  private let folder: FolderHandle
  /// Tells the drafts of one repository from those of others.
  private let mark: String

  /// Nil where the folder is not there. With `makes` it is made; throws `io` for what is no folder or cannot be one.
  package init?(_ path: String, named name: String, mark: String, makes: Bool) throws(Diagnostic) {
    var raw = Outbox.descriptor(of: path)
    if raw < 0, errno == ENOENT, makes {
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
        throw IOError(.makeFolder, name, errno).diagnostic
      }
      raw = Outbox.descriptor(of: path)
    }
    if raw < 0, errno == ENOENT, !makes { return nil }
    guard raw >= 0 else { throw IOError(.open, name, errno).diagnostic }
    self.name = name.hasSuffix("/") ? String(name.dropLast()) : name
    self.mark = mark
    folder = FolderHandle(owning: raw, path: name, prefix: self.name + "/")
  }

  private static func descriptor(of path: String) -> Int32 {
    open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  }

  private func hidden(_ file: String) -> String { ".\(file).\(mark)" }

  private static func reporting<Result>(
    _ body: () throws(IOError) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(IOError) { return try body() } catch { throw error.diagnostic }
  }

  package func holds(_ file: String) throws(Diagnostic) -> Bool {
    try Outbox.reporting { () throws(IOError) in try folder.status(file) != nil }
  }

  /// The files of which there are drafts.
  package func drafts() throws(Diagnostic) -> [String] {
    let names = try Outbox.reporting { () throws(IOError) in try folder.names() }
    return names.filter { $0.hasPrefix(".") && $0.hasSuffix("." + mark) }
      .map { String($0.dropFirst().dropLast(mark.utf8.count + 1)) }.sorted()
  }

  /// Writes a file whole under its hidden name.
  package func draft(_ file: String, _ bytes: [UInt8]) throws(Diagnostic) {
    try Outbox.reporting { () throws(IOError) in
      try folder.create(hidden(file), bytes, mode: 0o600, synced: false)
    }
  }

  /// Gives a draft its name; what has that name is replaced. A draft that somebody else placed meanwhile is no error.
  package func place(_ file: String) throws(Diagnostic) {
    do throws(IOError) {
      try folder.rename(hidden(file), to: folder, file)
    } catch  where error.number == ENOENT {
      return
    } catch {
      throw error.diagnostic
    }
  }

  /// Makes a draft of a file again, so that nobody takes it; false where it is not there.
  package func hide(_ file: String) throws(Diagnostic) -> Bool {
    do throws(IOError) {
      try folder.rename(file, to: folder, hidden(file))
      return true
    } catch  where error.number == ENOENT {
      return false
    } catch {
      throw error.diagnostic
    }
  }

  package func discard(_ file: String) throws(Diagnostic) {
    try Outbox.reporting { () throws(IOError) in try folder.remove(hidden(file)) }
  }
}
