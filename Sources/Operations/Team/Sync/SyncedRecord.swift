import Diagnostics
import Merging
package import Output
import Records
import Store
import Text
import YAML

/// A record, or another file, that came or went with a sync, and what became of it.
package struct SyncedRecord: Sendable {
  /// Nil for a file that is no record.
  var kind: Kind?
  var id: String?
  var path: String
  var name: String
  var what: String
  var by: String?
  var at: String?

  package static let schema = ObjectSchema<SyncedRecord>(
    "synced record", "A record, or another file, that came or went with a sync.",
    [
      .optionalText("kind", "The record's kind; null for a file that is no record.") { $0.kind?.rawValue },
      .optionalText("id", "Its id.") { $0.id },
      .optionalText("ref", "Its reference.") { record in
        record.id.map { id in
          let stem = Path.stem(of: record.path)
          return stem.hasSuffix("-\(id)") ? stem : id
        }
      },
      .text("path", "Where its file lies.") { $0.path },
      .text("name", "What people call it.") { $0.name },
      .text("what", "What became of it, such as its fields that changed.") { $0.what },
      .optionalText("by", "Who changed it last, by the id that crm.yaml lists.") { $0.by },
      .optionalText("at", "When, as RFC 3339.") { $0.at },
    ])

  /// `deal Website for Acme: proposal → invoice (anna)`
  var line: String {
    let subject = kind.map { "\($0.rawValue) \(name)" } ?? path
    return "\(subject): \(what)" + (by.map { " (\($0))" } ?? "")
  }
}

/// What one side did to records since the common ancestor.
struct SyncedRecords {
  private let git: Git
  private let config: Config

  init(_ git: Git, config: Config) {
    self.git = git
    self.config = config
  }

  /// `from` and `to` are trees or commits; `tip` and `other` say whose commits did it.
  func between(_ from: String, _ to: String, in tip: String, besides other: String?) throws -> [SyncedRecord]
  {
    let changes = try git.changes(from: from, to: to).filter { git.ownPath(of: $0.path) != nil }
    if changes.isEmpty { return [] }
    let records = changes.filter { change in
      git.ownPath(of: change.path).map { Kind(ofPath: $0) != nil } ?? false
    }
    let contents = try git.contents(
      of: records.flatMap { [$0.old, $0.new] }.compactMap { $0 }.filter(\.isFile).map(\.object))
    var authors: [String: FileEdition] = [:]
    for edition in try git.editions(in: tip, besides: other) where authors[edition.path] == nil {
      authors[edition.path] = edition
    }
    var before: [String: (path: String, bytes: [UInt8])] = [:]
    for change in records {
      guard let bytes = change.old.flatMap({ contents[$0.object] }),
        let id = RecordFiles.identifier(in: bytes)
      else { continue }
      before[id] = (change.path, bytes)
    }
    let arrived = Set(
      records.compactMap { $0.new.flatMap { contents[$0.object] }.flatMap(RecordFiles.identifier) })
    var synced: [SyncedRecord] = []
    for change in changes {
      guard let path = git.ownPath(of: change.path) else { continue }
      let author = authors[change.path]
      let old = change.old.flatMap { contents[$0.object] }
      let new = change.new.flatMap { contents[$0.object] }
      guard let kind = Kind(ofPath: path), let id = (new ?? old).flatMap(RecordFiles.identifier) else {
        let what = change.old == nil ? "added" : change.new == nil ? "deleted" : "edited"
        synced.append(record(nil, nil, path, path, what, author))
        continue
      }
      if new == nil {
        if arrived.contains(id) { continue }
        synced.append(record(kind, id, path, name(old, kind, path), "deleted", author))
        continue
      }
      let former = before[id]
      let what = words(former, (change.path, new ?? []), kind)
      synced.append(record(kind, id, path, name(new, kind, path), what, author))
    }
    return synced.sorted { ($0.kind?.order ?? 9, $0.name, $0.path) < ($1.kind?.order ?? 9, $1.name, $1.path) }
  }

  private func record(
    _ kind: Kind?, _ id: String?, _ path: String, _ name: String, _ what: String, _ author: FileEdition?
  ) -> SyncedRecord {
    SyncedRecord(
      kind: kind, id: id, path: path, name: name, what: what, by: author?.author.map { config.ownerID($0) },
      at: author?.instant)
  }

  private func name(_ bytes: [UInt8]?, _ kind: Kind, _ path: String) -> String {
    guard let bytes, let document = try? Document(parsing: bytes, file: path) else {
      return Path.stem(of: path)
    }
    return document[kind.nameKey]?.text ?? document["type"]?.text ?? Path.stem(of: path)
  }

  private func words(
    _ former: (path: String, bytes: [UInt8])?, _ present: (path: String, bytes: [UInt8]), _ kind: Kind
  ) -> String {
    guard let former else { return "added" }
    var parts =
      former.path == present.path ? [] : ["moved to \(git.ownPath(of: present.path) ?? present.path)"]
    let old = try? Document(parsing: former.bytes, file: former.path)
    let new = try? Document(parsing: present.bytes, file: present.path)
    var hidden: Set<String> = []
    if kind == .deal, let from = old?["stage"]?.text, let to = new?["stage"]?.text, from != to {
      parts.append("\(from) → \(to)")
      hidden = ["stage", "history", "next_step", "closed"]
    }
    if kind == .task, let from = old?["status"]?.text, let to = new?["status"]?.text, from != to {
      parts.append(to)
      hidden = ["status", "closed"]
    }
    let keys = FieldMerge.changedKeys(former.bytes, present.bytes, path: present.path) ?? []
    let shown = keys.filter { !hidden.contains($0) }
    if !shown.isEmpty { parts.append(shown.prefix(8).joined(separator: ", ")) }
    if parts.isEmpty { parts.append(keys.isEmpty ? "layout" : "edited") }
    return parts.joined(separator: "; ")
  }
}

extension Git {
  /// A path that git knows as the repository has it; nil for one outside of it.
  func ownPath(of path: String) -> String? { Path.remainder(of: path, after: repository.workTreePrefix) }
}
