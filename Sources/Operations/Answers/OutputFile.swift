package import Diagnostics
import Store
import Text

/// The file that an answer goes to, named by `-o FILE`.
package struct OutputFile {
  package let name: String
  let path: String

  /// Throws `conflict` for a file that belongs to the repository.
  package init(_ output: String, _ context: Context) throws(Diagnostic) {
    name = try Named.text(output, "--output")
    path = WholeFile.followed(Path.absolute(name, in: context.location.workingDirectory))
    let repository = try context.repository()
    if let inside = repository.path(ofOwnFile: path) {
      throw Diagnostic(
        .conflict, "\(inside) belongs to the repository", hints: ["name a file that is none of its own"])
    }
  }

  /// Throws `usage` for a folder, where `what` is one file.
  package func refuseFolder(for what: String) throws(Diagnostic) {
    guard WholeFile.isFolder(path) || name.hasSuffix("/") else { return }
    throw Diagnostic(.usage, "\(name) is a folder, and \(what) is one file", hints: ["name the file in it"])
  }

  /// Makes the bytes and puts them there as a whole: a reader sees the old file or the new one. Throws what `produce`
  /// throws, and `io`; what was there is then untouched.
  package func write(_ produce: (_ send: @escaping ([UInt8]) throws -> Void) throws -> Void) throws {
    guard !WholeFile.isStream(path) else {
      // A device or a pipe is written into, not replaced.
      let pieces = Pieces()
      try produce { pieces.bytes += $0 }
      return try WholeFile.send(pieces.bytes, to: path, named: name)
    }
    try WholeFile.Draft(for: path, named: name, mode: 0o666, writing: produce).place()
  }

  /// Takes away a file of an earlier answer, where there is nothing to write; a device or a pipe stays. Throws `io`.
  package func remove() throws(Diagnostic) {
    if !WholeFile.isStream(path) { try WholeFile.remove(path, named: name) }
  }

  private final class Pieces { var bytes: [UInt8] = [] }
}
