import Dates
import Records
import YAML

/// A record as its sides have it, read and ready to be merged field by field.
struct RecordSides {
  private struct Side {
    let form: TextForm
    let document: Document
    let values: [String: YAMLValue]

    init?(_ bytes: [UInt8], path: String) {
      let (form, text) = TextForm.split(bytes)
      guard let document = try? Document(parsing: text, file: path) else { return nil }
      self.form = form
      self.document = document
      values = Dictionary(uniqueKeysWithValues: document.pairs.map { ($0.key, $0.value.value) })
    }
  }

  private let table: FieldTable
  private let path: String
  private let base: Side?
  private let ours: Side
  private let theirs: Side

  /// Nil where a side is no mapping that can be read.
  init?(_ versions: MergedVersions, table: FieldTable) {
    self.table = table
    path = versions.path
    guard let ours = Side(versions.ours, path: versions.path),
      let theirs = Side(versions.theirs, path: versions.path)
    else { return nil }
    self.ours = ours
    self.theirs = theirs
    guard let bytes = versions.base, Document.hasContent(bytes) else {
      base = nil
      return
    }
    guard let base = Side(bytes, path: versions.path) else { return nil }
    self.base = base
  }

  /// The merged record; nil where it cannot be written so that it says what it must.
  func outcome(
    labels: RecordMerge.Labels, markerSize: Int, created: @escaping @Sendable (RecordID) -> Instant?
  ) -> RecordMerge.Outcome? {
    let state = state(created)
    var decisions: [String: Merged] = [:]
    for key in Set([base, ours, theirs].flatMap { $0?.values.keys.map { $0 } ?? [] }) {
      decisions[key] = state.fields[key] ?? merged(key)
    }
    guard let written = write(decisions, labels, markerSize) else { return nil }
    let conflicts = written.keys.filter { key in
      if case .conflict? = decisions[key] { true } else { false }
    }
    let form = TextForm.merged(base: base?.form, ours: ours.form, theirs: theirs.form)
    return RecordMerge.Outcome(
      bytes: form.applied(to: written.text), conflicts: conflicts.map(conflict),
      superseded: table.order.filter(state.superseded.contains).map(conflict))
  }

  private func conflict(_ key: String) -> FieldConflict {
    FieldConflict(
      field: key, base: base?.values[key], ours: ours.values[key], theirs: theirs.values[key])
  }

  // MARK: Values

  /// The fields of the kind that stand or fall together.
  private func state(_ created: @escaping @Sendable (RecordID) -> Instant?) -> MergedState {
    let old = base?.values ?? [:]
    switch table.kind {
    case .deal:
      var deal = DealState(base: old, ours: ours.values, theirs: theirs.values, created: created)
      return deal?.merged() ?? MergedState()
    case .task: return TaskState(base: old, ours: ours.values, theirs: theirs.values).merged()
    case .invoice: return InvoiceState(base: old, ours: ours.values, theirs: theirs.values).merged()
    default: return MergedState()
    }
  }

  private func merged(_ key: String) -> Merged {
    let field = table[key]
    let versions = Versions(base?.values[key], ours.values[key], theirs.values[key])
    let merged = ValueMerge.merge(versions, as: ValueMerge.form(of: field))
    guard case .conflict = merged, let field, versions.ours != nil, versions.theirs != nil else {
      return merged
    }
    // What is written differently may still be the same number, moment or record.
    let (old, mine, other) = (
      base.flatMap { typed(field, $0) }, typed(field, ours), typed(field, theirs)
    )
    guard let mine, let other else { return merged }
    if mine == other { return .value(YAMLValue.either(versions.ours, versions.theirs)) }
    if mine == old { return .value(versions.theirs) }
    if other == old { return .value(versions.ours) }
    return merged
  }

  private func typed(_ field: Field, _ side: Side) -> Value? {
    switch field.type {
    case .number, .percent, .integer, .money, .boolean, .date, .birthday, .instant, .deadline, .span,
      .recurrence,
      .reference:
      guard let node = side.document[field.key] else { return nil }
      let reader = RecordReader(config: Config(), schema: Schema.plain)
      return try? reader.value(of: node, as: field.type, in: side.document)
    default: return nil
    }
  }

  // MARK: Writing

  private func write(
    _ decisions: [String: Merged], _ labels: RecordMerge.Labels, _ size: Int
  ) -> (text: [UInt8], keys: [String])? {
    guard let mine = RecordLayout(ours.document), let other = RecordLayout(theirs.document) else {
      return spliced(decisions)
    }
    let old: RecordLayout?
    if let base {
      guard let layout = RecordLayout(base.document) else { return spliced(decisions) }
      old = layout
    } else {
      old = nil
    }
    let layout = LayoutMerge(
      base: old, ours: mine, theirs: other, baseValues: base?.values ?? [:], oursValues: ours.values,
      theirsValues: theirs.values, order: table.order)
    var found: [String: LayoutMerge.Decision] = [:]
    for (key, merged) in decisions {
      switch merged {
      case .conflict: found[key] = .conflict
      case .value(let value): if let value { found[key] = .value(value) }
      }
    }
    let keys = layout.keys(Set(found.keys))
    let isOpen = found.values.contains { if case .conflict = $0 { true } else { false } }
    guard let sure = layout.text(keys, found, showing: .ours), says(sure, decisions, ours) else {
      return spliced(decisions)
    }
    if !isOpen { return (sure, keys) }
    guard let answer = layout.text(keys, found, showing: .theirs), says(answer, decisions, theirs),
      let text = layout.text(keys, found, showing: .marks(labels, size: size))
    else { return nil }
    return (text, keys)
  }

  /// Whether a text says what was decided, with the values of the side where nothing was.
  private func says(_ text: [UInt8], _ decisions: [String: Merged], _ side: Side) -> Bool {
    guard let document = try? Document(parsing: text, file: path) else { return false }
    for (key, merged) in decisions {
      let wanted: YAMLValue?
      switch merged {
      case .value(let value): wanted = value
      case .conflict: wanted = side.values[key]
      }
      if Content(document[key]?.value) != Content(wanted) { return false }
    }
    return document.pairs.allSatisfy { decisions[$0.key] != nil }
  }

  /// The values laid into one of the sides, where lines do not tell the keys apart; nil where something is undecided.
  private func spliced(_ decisions: [String: Merged]) -> (text: [UInt8], keys: [String])? {
    let (one, two) = (ours.document.bytes, theirs.document.bytes)
    let target = one.lexicographicallyPrecedes(two) ? ours : theirs
    var edits: [Edit] = []
    let names =
      table.order
      + decisions.keys.filter { table[$0] == nil }.sorted {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      }
    for key in names {
      guard let merged = decisions[key] else { continue }
      guard case .value(let value) = merged else { return nil }
      edits.append(Edit(key, value))
    }
    guard let text = try? target.document.spliced(edits, order: names), says(text, decisions, target) else {
      return nil
    }
    return (text, names)
  }
}
