package import Diagnostics
import Merging
package import Records
import Threads
import YAML

/// Parses record files, on all cores where there are many.
package struct RecordFiles: Sendable {
  private let repository: Repository
  private let reader: RecordReader
  private let overlay: [String: [UInt8]?]

  package init(repository: Repository, reader: RecordReader, overlay: [String: [UInt8]?] = [:]) {
    self.repository = repository
    self.reader = reader
    self.overlay = overlay
  }

  /// What one file holds.
  package enum Outcome: Sendable {
    case record(Record)
    case problems([Diagnostic])
  }

  /// The paths to read, sorted, those that only the overlay knows included.
  package func paths(of entries: [FileEntry]) -> [String] {
    let added = overlay.keys.filter { path in
      RecordFiles.kind(ofPath: path) != nil && !entries.contains { $0.path == path }
    }
    return (entries.map(\.path) + added).sorted(by: RelativePath.precedes)
  }

  /// The bytes of a file, not yet understood.
  package struct Contents: Sendable {
    let path: String
    let kind: Kind
    let bytes: Result<[UInt8], Diagnostic>
  }

  /// The bytes of these files; those that are gone by now are left out.
  package func contents(of paths: [String]) -> [Contents] {
    Parallel.map(paths) { self.contents(of: $0) }.compactMap { $0 }
  }

  private func contents(of path: String) -> Contents? {
    guard let kind = RecordFiles.kind(ofPath: path) else { return nil }
    do throws(Diagnostic) {
      let present: [UInt8]? =
        if let pending = overlay[path] { pending } else { try RecordFile.readIfPresent(path, in: repository) }
      return present.map { Contents(path: path, kind: kind, bytes: .success($0)) }
    } catch {
      return Contents(path: path, kind: kind, bytes: .failure(error))
    }
  }

  /// The records and the problems of these files, both in their order.
  package func read(_ contents: [Contents]) -> (records: [Record], problems: [Diagnostic]) {
    var records: [Record] = []
    records.reserveCapacity(contents.count)
    var problems: [Diagnostic] = []
    for outcome in Parallel.map(contents, { self.read($0) }) {
      switch outcome {
      case .record(let record): records.append(record)
      case .problems(let found): problems += found
      }
    }
    return (records, problems)
  }

  private func read(_ contents: Contents) -> Outcome {
    switch contents.bytes {
    case .success(let bytes): read(bytes, path: contents.path, kind: contents.kind)
    case .failure(let problem): .problems([problem])
    }
  }

  package func read(_ bytes: [UInt8], path: String, kind: Kind) -> Outcome {
    RecordFiles.read(bytes, path: path, kind: kind, by: reader)
  }

  /// What a file of these bytes holds, wherever they come from.
  package static func read(_ bytes: [UInt8], path: String, kind: Kind, by reader: RecordReader) -> Outcome {
    do throws(YAMLError) {
      let (record, problems) = reader.read(try Document(parsing: bytes, file: path), kind: kind, path: path)
      return record.map { .record($0) } ?? .problems(problems)
    } catch {
      var diagnostic = error.diagnostic(file: path)
      if hasConflictMarkers(bytes) {
        diagnostic.hints.append(
          "the file holds the marks of a git merge conflict; to settle them by field: \(CommandLine("conflicts"))"
        )
      }
      return .problems([diagnostic])
    }
  }

  /// The kind whose folder a path lies in.
  package static func kind(ofPath path: String) -> Kind? { Kind(ofPath: path) }

  private static func hasConflictMarkers(_ bytes: [UInt8]) -> Bool {
    let mark = Array("<<<<<<< ".utf8)
    var isLineStart = true
    for index in bytes.indices {
      if isLineStart, bytes[index] == 0x3c, bytes[index...].starts(with: mark) { return true }
      isLineStart = bytes[index] == 0x0a
    }
    return false
  }
}

extension RecordFiles {
  /// The bytes of every record file, by path.
  package static func all(in repository: Repository) throws(Diagnostic) -> [(path: String, bytes: [UInt8])] {
    var files: [(path: String, bytes: [UInt8])] = []
    let scan = TreeScan.list(repository.folder, folders: Kind.allCases.map(\.folder))
    for entry in scan.entries {
      guard let bytes = try RecordFile.readIfPresent(entry.path, in: repository) else { continue }
      files.append((entry.path, bytes))
    }
    return files
  }

  /// Whether a file has the name that crm gives a record of this identifier.
  package static func isNamed(_ path: String, for id: String) -> Bool {
    let name = RelativePath.split(path).name
    return name.hasSuffix("-\(id).yaml") || name.hasSuffix("-\(id).yml")
  }

  /// Whether two files say the same, however they are laid out.
  package static func areAlike(_ one: [UInt8], _ other: [UInt8], path: String) -> Bool {
    LineEnds.areEqual(one, other) || FieldMerge.changedKeys(one, other, path: path) == []
  }
}
