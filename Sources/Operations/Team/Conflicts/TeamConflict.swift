import Dates
import Diagnostics
import JSON
import Merging
package import Output
import Records
import Store
import Text
import YAML

/// A field that two people gave different values, or a file that cannot be merged by field.
package struct TeamConflict: Sendable {
  /// What one side has, and who wrote it when.
  package struct Side: Sendable {
    var value: YAMLValue?
    var by: String?
    var at: String?

    static let schema = ObjectSchema<Side>(
      "side", "What one side has.",
      [
        Member("value", .any, "The value; null for none, and for a whole file.") {
          $0.value.map(TeamConflict.json) ?? .null
        },
        .optionalText("by", "Who wrote it.") { $0.by },
        .optionalText("at", "When, as RFC 3339.") { $0.at },
      ])

    /// `1500 (anna, 2026-11-24 10:05)`
    var words: String {
      let moment = at.map { $0.prefix(10) + " " + $0.dropFirst(11).prefix(5) }.map { String($0) }
      let who = [by, moment].compactMap { $0 }.joined(separator: ", ")
      return TeamConflict.text(value) + (who.isEmpty ? "" : " (\(who))")
    }
  }

  var id: String?
  var kind: Kind?
  var path: String
  var name: String
  /// Nil for the file as a whole.
  var field: String?
  var base: Side
  var ours: Side
  var theirs: Side
  /// What one side did with the whole file; nil where both edited it.
  var deletedBy: String?

  var ref: String {
    guard let id else { return path }
    let stem = Path.stem(of: path)
    return stem.hasSuffix("-\(id)") ? stem : id
  }

  /// What settles it.
  var command: CommandLine {
    let line = CommandLine("resolve", .known(ref))
    return field.map { line.value(.known($0)).value("ours") } ?? line.value("ours")
  }

  package static let schema = ObjectSchema<TeamConflict>(
    "conflict", "What two people changed differently, and a third has to decide.",
    [
      .optionalText("id", "The record's id; null for a file that is no record.", kind: .identifier) { $0.id },
      .optionalText("kind", "The record's kind.") { $0.kind?.rawValue },
      .text("ref", "The record's reference, else the file's path.") { $0.ref },
      .text("path", "Where the file lies.") { $0.path },
      .optionalText("field", "The field; null for the file as a whole.") { $0.field },
      side("base", "What it was when the two began.") { $0.base },
      side("ours", "What this clone has.") { $0.ours },
      side("theirs", "What came.") { $0.theirs },
      .text("command", "The command that settles it for ours; theirs, or a value, in place of that.") {
        $0.command.description
      },
    ])

  private static func side(
    _ key: String, _ doc: String, _ side: @escaping @Sendable (TeamConflict) -> Side
  ) -> Member<TeamConflict> {
    Member(
      key, .object(Side.schema.schema), doc, column: Column(key),
      cell: { conflict, _ in .text(side(conflict).words) },
      json: { Side.schema.json(side($0)) })
  }

  /// `deal Website`
  var subject: String { kind.map { "\($0.rawValue) \(name)" } ?? path }

  /// What people read of it: what it is, the two sides, and the way out.
  var lines: [String] {
    func escaped(_ text: String) -> String { TerminalEscaping.escape(text, keepingNewlines: false) }
    guard let field else {
      let what = deletedBy.map { "deleted by \($0), edited by the other side" } ?? "both sides edited it"
      return ["\(escaped(subject)): \(what)", "  \(command)"]
    }
    return [
      "\(escaped(subject)): \(field): ours \(escaped(ours.words)), theirs \(escaped(theirs.words))",
      "  \(command)",
    ]
  }

  static func text(_ value: YAMLValue?) -> String {
    switch value {
    case nil: "–"
    case .text(let text)?, .plain(let text)?: text
    case .list(let items)?: items.map { text($0) }.joined(separator: ", ")
    case .map(let entries)?: entries.map { "\($0.key) \(text($0.value))" }.joined(separator: ", ")
    }
  }

  static func json(_ value: YAMLValue) -> JSONValue {
    switch value {
    case .text(let text), .plain(let text): return .string(text)
    case .list(let items): return .array(items.map(json))
    case .map(let entries): return JSONValue(pairs: entries.map { (key: $0.key, value: json($0.value)) })
    }
  }
}

/// Turns conflicts of files into what people decide on: who wrote each side, and when.
struct ConflictReader {
  let git: Git
  let config: Config
  /// The commits of the two sides.
  let ours: String?
  let theirs: String?

  /// One for each field, or one for the file as a whole.
  func conflicts(_ file: FileConflict, _ contents: [String: [UInt8]], name: String) throws -> [TeamConflict] {
    let path = git.ownPath(of: file.path) ?? file.path
    var conflict = TeamConflict(
      id: file.id, kind: file.id == nil ? nil : Kind(ofPath: path), path: path, name: name, field: nil,
      base: TeamConflict.Side(), ours: TeamConflict.Side(), theirs: TeamConflict.Side())
    let mine = try editions(in: ours, besides: theirs, file.path)
    let other = try editions(in: theirs, besides: ours, file.path)
    if file.fields.isEmpty {
      conflict.deletedBy = file.ours == nil ? "us" : file.theirs == nil ? "them" : nil
      (conflict.ours.by, conflict.ours.at) = who(mine.first)
      (conflict.theirs.by, conflict.theirs.at) = who(other.first)
      return [conflict]
    }
    let versions = try git.contents(of: (mine + other).flatMap { [$0.old, $0.new].compactMap { $0 } })
    return file.fields.map { field in
      var conflict = conflict
      conflict.field = field.field
      conflict.base.value = field.base
      conflict.ours.value = field.ours
      conflict.theirs.value = field.theirs
      (conflict.ours.by, conflict.ours.at) = who(edition(of: field.field, mine, versions))
      (conflict.theirs.by, conflict.theirs.at) = who(edition(of: field.field, other, versions))
      return conflict
    }
  }

  /// None where git does not say which commits the two sides are.
  private func editions(in tip: String?, besides other: String?, _ path: String) throws -> [FileEdition] {
    guard let tip, let other else { return [] }
    return try git.editions(in: tip, besides: other, path: path)
  }

  private func who(_ edition: FileEdition?) -> (String?, String?) {
    let moment = edition?.instant.flatMap { Instant(rfc3339: $0) }.map {
      config.zone.localized($0).description
    }
    return (edition?.author.map { config.ownerID($0) }, moment ?? edition?.instant)
  }

  /// The newest change of the file that gave the field another value.
  private func edition(
    of field: String, _ editions: [FileEdition], _ versions: [String: [UInt8]]
  ) -> FileEdition? {
    func value(_ name: String?) -> YAMLValue? {
      guard let bytes = name.flatMap({ versions[$0] }), let document = try? Document(parsing: bytes, file: "")
      else { return nil }
      return document[field]?.value
    }
    return editions.first { value($0.old) != value($0.new) } ?? editions.first
  }

  /// What people call the record of a file.
  static func name(of file: FileConflict, _ contents: [String: [UInt8]], _ path: String) -> String {
    for entry in [file.ours, file.theirs, file.base] {
      guard let bytes = entry.flatMap({ contents[$0.object] }), let kind = Kind(ofPath: path),
        let document = try? Document(parsing: bytes, file: path),
        let name = document[kind.nameKey]?.text ?? document["type"]?.text
      else { continue }
      return name
    }
    return Path.stem(of: path)
  }
}
