import Diagnostics
import Merging
import Records
import Text
import YAML

/// What people wrote, moved and deleted by hand in files that a transaction then changed: a commit of its own before
/// the transaction's.
extension Git {
  /// Commits the files as the transaction found them, where the last commit has them otherwise; `known` is what that
  /// has, by the paths that git knows.
  func commitHandEdits(_ files: [PendingFile], _ known: [String: TreeFile]) throws(Diagnostic) {
    var edits = HandEdits()
    for file in files where !file.isNew {
      guard let base = file.base else { continue }
      let path = gitPath(file.path)
      if let there = known[path], GitObject.isBlob(there.name, of: base) { continue }
      edits.images[path] = base
    }
    if edits.images.isEmpty { return }
    edits.committed = try contents(of: known.filter { edits.images[$0.key] != nil })
    try follow(&edits)
    let images = edits.images.sorted { $0.key < $1.key }.map { path, content in
      Image(path: path, content: content, isExecutable: known[path]?.mode == "100755")
    }
    let committed = edits.committed
    let present = edits.images
    _ = try commit(images: images) { (deltas) throws(Diagnostic) in
      let own = deltas.compactMap { delta in
        ownPath(delta.path).map { HandEdits.File($0, committed[delta.path], present[delta.path] ?? nil) }
      }
      return HandEdits.message(own)
    }
  }

  /// Where a record was moved, its old place goes with it, and what stands there now, and so on.
  private func follow(_ edits: inout HandEdits) throws(Diagnostic) {
    var searched = edits.images.compactMap { path, content -> String? in
      let id = content.flatMap(RecordFiles.identifier)
      return id == edits.committed[path].flatMap(RecordFiles.identifier) ? nil : id
    }
    if searched.isEmpty { return }
    let folders = Set(edits.images.keys.compactMap { ownPath($0).flatMap { Path.components($0).first } })
    let changed = try differences(below: folders.sorted().map(gitPath)).filter { $0.old != nil }
    let old = try contents(
      of: Dictionary(changed.compactMap { delta in delta.old.map { (delta.path, $0) } }) { first, _ in first }
    )
    var places: [String: String] = [:]
    for (path, content) in old { if let id = RecordFiles.identifier(in: content) { places[id] = path } }
    while let id = searched.popLast() {
      guard let place = places[id], edits.images[place] == nil, let own = ownPath(place) else { continue }
      let present = try SupportFiles.large(own, in: repository)
      edits.images.updateValue(present, forKey: place)
      edits.committed[place] = old[place]
      if let other = present.flatMap(RecordFiles.identifier) { searched.append(other) }
    }
  }

  private func contents(of files: [String: TreeFile]) throws(Diagnostic) -> [String: [UInt8]] {
    let blobs = try self.blobs(files.map { ($0.value.name, $0.key) })
    return files.compactMapValues { blobs[$0.name] }
  }
}

/// Edits made by hand, by the paths that git knows.
struct HandEdits {
  /// What the commit is to have; nil for a file that is gone.
  var images: [String: [UInt8]?] = [:]
  /// What the last commit has.
  var committed: [String: [UInt8]] = [:]

  /// One file as it was committed last, and as it was found.
  struct File {
    var path: String
    var before: [UInt8]?
    var after: [UInt8]?

    init(_ path: String, _ before: [UInt8]?, _ after: [UInt8]?) {
      self.path = path
      self.before = before
      self.after = after
    }

    var id: String? { (after ?? before).flatMap(RecordFiles.identifier) }

    /// `contact Bob`, or the path of what is no record.
    var subject: String {
      guard let kind = RecordFiles.kind(ofPath: path), let bytes = after ?? before,
        let document = try? Document(parsing: bytes, file: path)
      else { return path }
      let name = document[kind.nameKey]?.text ?? document["type"]?.text ?? path
      return "\(kind.rawValue) \(TerminalEscaping.escape(name, keepingNewlines: false))"
    }

    /// What was done to it, as `notes, city`.
    func work(from old: File?) -> String {
      guard let after else { return "deleted" }
      let isOther = old == nil && before.flatMap(RecordFiles.identifier) != RecordFiles.identifier(in: after)
      guard let before = old?.before ?? before, !isOther else { return "added" }
      var parts = old.map { _ in ["moved to \(path)"] } ?? []
      let keys = FieldMerge.changedKeys(before, after, path: path)
      if let keys, !keys.isEmpty { parts.append(keys.prefix(8).joined(separator: ", ")) }
      if parts.isEmpty { parts.append(keys == nil ? "edited" : "layout") }
      return parts.joined(separator: "; ")
    }
  }

  static func message(_ files: [File]) -> String {
    // The old place of a record that was moved is told by the line of its new one.
    var origins: [String: File] = [:]
    for file in files {
      guard let id = file.before.flatMap(RecordFiles.identifier) else { continue }
      if id != file.after.flatMap(RecordFiles.identifier) { origins[id] = file }
    }
    let arrived = Set(files.compactMap { $0.after.flatMap(RecordFiles.identifier) })
    let lines = files.compactMap { file -> String? in
      if file.after == nil, let id = file.id, arrived.contains(id) { return nil }
      let origin = file.id.flatMap { origins[$0] }
      return "\(file.subject): \(file.work(from: origin?.path == file.path ? nil : origin))"
    }.sorted()
    guard let first = lines.first else { return "by hand" }
    if lines.count == 1 { return "by hand: " + first }
    return "by hand: \(first) and \(lines.count - 1) more\n\n" + lines.prefix(200).joined(separator: "\n")
  }
}

extension RecordFiles {
  /// The identifier that a record's file begins with, found without reading all of it; nil where there is none.
  package static func identifier(in bytes: [UInt8]) -> String? { FileIdentifier.text(in: bytes) }
}
