import Dates
import Facts
import JSON
import Records
import Store
import Text
import YAML

/// The events of a change, field by field, from the files as it found and left them.
struct RecordEvents {
  private let config: Config
  private let reader: RecordReader
  private let schema: Schema
  /// How much of a text an event has, in characters.
  private static let textLimit = 2000
  private static let outsideLimit = 200

  init(config: Config, schema: Schema) {
    self.config = config
    self.schema = schema
    reader = RecordReader(config: config, schema: schema)
  }

  /// One state of a record's file.
  private struct State {
    var path: String
    var bytes: [UInt8]
    var id: String? { RecordFiles.identifier(in: bytes) }
  }

  /// What a file was and became; nil where there was none, or is none any more.
  private struct Step {
    var before: State?
    var after: State?
    /// Whether there is something after it whose content is not known.
    var isUnknown = false
    var path: String
  }

  /// In the order of the files; a file that only moved has none.
  func events(of change: RecordedChange) -> [Event] {
    steps(of: change.files).flatMap { events(of: $0, change) }
  }

  /// A record that left one path and came to another only moved; a path that got another record lost one and got one.
  private func steps(of files: [ChangedFile]) -> [Step] {
    var steps: [Step] = []
    for file in files {
      let before = file.before.map { State(path: file.path, bytes: $0) }
      switch file.after {
      case .absent: steps.append(Step(before: before, after: nil, path: file.path))
      case .digest: steps.append(Step(before: before, after: nil, isUnknown: true, path: file.path))
      case .content(let bytes):
        let after = State(path: file.path, bytes: bytes)
        if let before, before.id != after.id {
          steps.append(Step(before: before, after: nil, path: file.path))
          steps.append(Step(before: nil, after: after, path: file.path))
        } else {
          steps.append(Step(before: before, after: after, path: file.path))
        }
      }
    }
    var left: [String: Int] = [:]
    for (index, step) in steps.enumerated() where step.after == nil && !step.isUnknown {
      if let id = step.before?.id { left[id] = index }
    }
    var moved = Set<Int>()
    for index in steps.indices where steps[index].before == nil {
      guard let id = steps[index].after?.id, let origin = left[id] else { continue }
      steps[index].before = steps[origin].before
      moved.insert(origin)
    }
    return steps.indices.filter { !moved.contains($0) }.map { steps[$0] }
  }

  private func events(of step: Step, _ change: RecordedChange) -> [Event] {
    guard let kind = RecordFiles.kind(ofPath: step.path),
      let id = step.after?.id ?? step.before?.id
        ?? Reference.identifier(endingStem: Path.stem(of: step.path))?.description
    else { return [] }
    let actor = (change.origin.actor ?? change.author).map { config.ownerID($0) }
    func event(_ field: String?, _ from: Shown?, _ to: Shown?, isOutside: Bool = false) -> Event {
      Event(
        change: change, actor: actor, kind: kind.rawValue, record: id, field: field,
        from: from?.json ?? .null,
        to: to?.json ?? .null, isOutside: isOutside, isCut: from?.isCut == true || to?.isCut == true)
    }
    let before = step.before.map { Contents($0.path, $0.bytes, kind, reader) }
    let after = step.after.map { Contents($0.path, $0.bytes, kind, reader) }
    if step.isUnknown || before?.document == nil && before != nil || after?.document == nil && after != nil {
      return [event(nil, nil, nil)]
    }
    let old = before?.pairs ?? []
    let keys = (after?.pairs ?? []).map(\.key) + old.map(\.key).filter { after?.document?[$0] == nil }
    let outside = (before?.outside ?? []).union(after?.outside ?? [])
    return keys.compactMap { key in
      let (was, comes) = (before?.document?[key], after?.document?[key])
      guard key != "id", was?.value != comes?.value else { return nil }
      let isOutside = outside.contains(key)
      func shown(_ node: Node?, _ contents: Contents?) -> Shown? {
        guard let node, let document = contents?.document else { return nil }
        return Shown(
          value(of: node, key, kind, document),
          limit: isOutside ? RecordEvents.outsideLimit : RecordEvents.textLimit, isOutside: isOutside)
      }
      return event(key, shown(was, before), shown(comes, after), isOutside: isOutside)
    }
  }

  /// As the field's type reads it, else as the file has it.
  private func value(of node: Node, _ key: String, _ kind: Kind, _ document: Document) -> Value {
    guard let field = schema[kind][key], let value = try? reader.value(of: node, as: field.type, in: document)
    else {
      return RecordReader.untyped(node)
    }
    if case .money = field.type { return .text(value.plainText) }
    return value
  }

  /// A file as it was, read.
  private struct Contents {
    let document: Document?
    /// The keys that somebody outside wrote.
    let outside: Set<String>

    init(_ path: String, _ bytes: [UInt8], _ kind: Kind, _ reader: RecordReader) {
      let document = try? Document(parsing: bytes, file: path)
      self.document = document
      guard let document, document["origin"] != nil,
        let record = reader.read(document, kind: kind, path: path).0
      else {
        outside = []
        return
      }
      outside = Set(OutsideText.fields(of: record)).union(OutsideText.hidden(in: record))
    }

    var pairs: [(key: String, value: Node)] { document?.pairs.map { ($0.key, $0.value) } ?? [] }
  }

  /// A value as an event shows it.
  private struct Shown {
    private(set) var json: JSONValue = .null
    private(set) var isCut = false
    private let limit: Int
    private let isOutside: Bool

    init(_ value: Value, limit: Int, isOutside: Bool) {
      self.limit = limit
      self.isOutside = isOutside
      json = json(value)
    }

    private mutating func json(_ value: Value) -> JSONValue {
      switch value {
      case .text(let text): cut(text)
      case .number(let number): .number(number.description)
      case .boolean(let flag): .bool(flag)
      case .list(let values): .array(list(values))
      case .map(let entries): object(entries)
      case .date, .monthDay, .instant, .reference: .string(value.plainText)
      }
    }

    private mutating func list(_ values: [Value]) -> [JSONValue] {
      var items: [JSONValue] = []
      for value in values { items.append(json(value)) }
      return items
    }

    private mutating func object(_ entries: [MapEntry]) -> JSONValue {
      var pairs: [(key: String, value: JSONValue)] = []
      for entry in entries { pairs.append((entry.key, json(entry.value))) }
      return JSONValue(pairs: pairs)
    }

    private mutating func cut(_ text: String) -> JSONValue {
      if isOutside {
        let cleaned = OutsideCleaning.text(text, limit: limit)
        isCut = isCut || cleaned.lengthBefore != nil
        return .string(cleaned.text)
      }
      guard text.count > limit else { return .string(text) }
      isCut = true
      return .string(text.prefix(limit) + "…")
    }
  }
}
