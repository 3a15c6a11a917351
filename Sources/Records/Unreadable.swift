package import Diagnostics
import Text

/// The record files that could not be read, and what their names and texts say of them all the same.
package struct Unreadable: Sendable {
  package struct File: Sendable {
    /// Why it cannot be read; the first cause where there are several.
    package let problem: Diagnostic
    package let kind: Kind
    /// What its text gives as its id, else what its name ends in.
    package let id: RecordID?
    /// Every identifier in its text; none where the text is not known.
    package let mentions: Set<RecordID>
  }

  /// By path, each file once.
  package let files: [File]

  /// `text` gives the bytes of a file by its path, nil where they are not to be had.
  package init(_ problems: [Diagnostic], text: (String) -> [UInt8]? = { _ in nil }) {
    var files: [File] = []
    var seen: Set<String> = []
    for problem in problems {
      guard let path = problem.location?.file, let kind = Kind(ofPath: path), seen.insert(path).inserted
      else { continue }
      let bytes = text(path) ?? []
      let id = Unreadable.identifier(in: bytes) ?? Unreadable.identifier(ofPath: path)
      files.append(File(problem: problem, kind: kind, id: id, mentions: Unreadable.mentions(in: bytes)))
    }
    self.files = files
  }

  package var isEmpty: Bool { files.isEmpty }

  /// The file that holds this record, or that may hold it, because it is of this kind and does not say which it is.
  package func file(of id: RecordID, kind: Kind) -> File? {
    files.first { $0.id == id } ?? files.first { $0.id == nil && $0.kind == kind }
  }

  // MARK: Bytes

  /// The identifier that a path's file name ends in.
  private static func identifier(ofPath path: String) -> RecordID? {
    Reference.identifier(endingStem: Path.stem(of: path))
  }

  /// The value of the first line that begins with `id:`.
  private static func identifier(in bytes: [UInt8]) -> RecordID? {
    let key = Array("id:".utf8)
    for line in bytes.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) where line.starts(with: key) {
      let word = line.dropFirst(key.count).split(whereSeparator: { !RecordID.isAllowed($0) }).first ?? []
      if let id = RecordID(String(decoding: word, as: UTF8.self)) { return id }
    }
    return nil
  }

  private static func mentions(in bytes: [UInt8]) -> Set<RecordID> {
    let words = bytes.split { byte in !(0x30...0x39).contains(byte) && !(0x61...0x7a).contains(byte) }
    return Set(
      words.lazy.filter { $0.count == 8 }.compactMap { RecordID(String(decoding: $0, as: UTF8.self)) })
  }
}
