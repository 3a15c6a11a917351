import Diagnostics
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A copy of a record in the state folder that an editor may change freely.
struct EditorDraft {
  let path: String

  init(content: [UInt8], name: String, in repository: Repository) throws {
    let folder = repository.stateDirectory + "/drafts"
    mkdir(repository.stateDirectory, 0o700)
    mkdir(folder, 0o700)
    path = folder + "/" + name + ".yaml"
    try WholeFile.write(content, to: path, named: path)
  }

  /// Runs the editor through a shell, as `$EDITOR` may have options of its own.
  func open(editor: String, environment: [String: String]) throws {
    var child = pid_t()
    let words = ["sh", "-c", editor + " \"$1\"", "crm", path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let failure = posix_spawn(&child, "/bin/sh", nil, nil, &arguments, environ)
    guard failure == 0 else {
      throw Diagnostic(.io, "cannot start \(editor): " + String(cString: strerror(failure)))
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else {
      throw Diagnostic(
        .io, "the editor ended with an error; nothing was changed", hints: ["your text is kept in \(path)"])
    }
  }

  func content() throws -> [UInt8] { try WholeFile.read(path, named: path) }

  func remove() { unlink(path) }
}
