package import Diagnostics
package import Records
import Text

/// The columns of one file with what each becomes.
package struct ColumnMapping: Sendable {
  package struct Assignment: Sendable {
    package let column: Column
    package let target: ColumnTarget
    /// False for columns that nothing recognised.
    package let isRecognised: Bool
  }

  package let kind: Kind
  package let assignments: [Assignment]

  /// The addresses of the columns that no field holds.
  package var unmapped: [String] { assignments.filter { !$0.isRecognised }.map(\.column.address) }

  /// Goes by what a person says, then by the preset, the field table, the synonyms, and what the cells hold.
  package init(
    header: Header, profiles: [ColumnProfile], kind: Kind, layout: Preset.Layout?, said: [Preset.Entry],
    schema: Schema, onlyMapped: Bool
  ) throws(Diagnostic) {
    self.kind = kind
    var targets: [Int: ColumnTarget] = [:]
    for entry in said {
      guard let column = header.column(named: entry.key) else {
        let titles = header.columns.map(\.address)
        throw Diagnostic(
          .invalidValue, "the file has no column \"\(entry.key)\"",
          hints: [
            EditDistance.nearest(to: entry.key, among: titles).map { "did you mean \"\($0)\"?" },
            "columns: " + titles.joined(separator: ", "),
          ].compactMap { $0 })
      }
      targets[column.position] = try ColumnTarget.parse(entry.value, kind: kind, schema: schema)
    }
    for entry in layout?.columns ?? [] {
      let target = try ColumnTarget.parse(entry.value, kind: kind, schema: schema)
      let wanted = HeaderSynonyms.normalized(entry.key)
      for column in header.columns where targets[column.position] == nil {
        if column.address == entry.key || HeaderSynonyms.normalized(column.title) == wanted {
          targets[column.position] = target
        }
      }
    }
    var taken = Set(targets.values.filter { ColumnMapping.isSingle($0, kind: kind, schema: schema) })
    func take(_ target: ColumnTarget?, for column: Column) {
      guard let target, targets[column.position] == nil else { return }
      if ColumnMapping.isSingle(target, kind: kind, schema: schema), !taken.insert(target).inserted { return }
      targets[column.position] = target
    }
    for column in header.columns {
      take(ColumnMapping.declared(column.title, kind: kind, schema: schema), for: column)
    }
    for column in header.columns { take(HeaderSynonyms.target(of: column.title, kind: kind), for: column) }
    for (column, profile) in zip(header.columns, profiles) {
      take(ColumnMapping.target(of: profile, kind: kind), for: column)
    }
    var assignments: [Assignment] = []
    for (index, column) in header.columns.enumerated() {
      let isFilled = profiles.indices.contains(index) && profiles[index].examined > 0
      if let target = targets[column.position] {
        assignments.append(Assignment(column: column, target: target, isRecognised: true))
      } else if isFilled || !header.cells[index].isEmpty {
        // A column without title and content is the trace of a separator at the line's end.
        assignments.append(
          Assignment(column: column, target: onlyMapped ? .ignored : .extra, isRecognised: false))
      }
    }
    self.assignments = assignments
  }

  /// A column that carries a key or a label of the field table, as crm's own exports do.
  private static func declared(_ title: String, kind: Kind, schema: Schema) -> ColumnTarget? {
    let key = title.lowercased()
    let table = schema[kind]
    if let field = table[key], !ColumnTarget.isImportable(field), key != "id" { return .ignored }
    let custom = table.fields.first {
      $0.isCustom && ($0.key == key || Folding.fold($0.title) == Folding.fold(title))
    }
    if let custom {
      if case .reference(let linked) = custom.type { return .link(field: custom.key, key: linked.nameKey) }
      return .field(custom.key)
    }
    guard let field = table[key], ColumnTarget.isImportable(field) else { return nil }
    if case .reference(let linked) = field.type { return .link(field: key, key: linked.nameKey) }
    return .field(key)
  }

  /// What a column without a telling title holds.
  private static func target(of profile: ColumnProfile, kind: Kind) -> ColumnTarget? {
    let isPerson = kind == .contact || kind == .company || kind == .lead
    if profile.isMostly(profile.emails) { return isPerson ? .field("emails") : linked(kind, "emails") }
    if profile.isMostly(profile.phones) { return isPerson ? .field("phones") : linked(kind, "phones") }
    if profile.isMostly(profile.links), kind == .contact || kind == .company { return .field("links") }
    return nil
  }

  private static func linked(_ kind: Kind, _ key: String) -> ColumnTarget? {
    kind == .product ? nil : .link(field: "contact", key: key)
  }

  /// True where a second column of the same target would have no room.
  private static func isSingle(_ target: ColumnTarget, kind: Kind, schema: Schema) -> Bool {
    switch target {
    case .field(let key): key != "notes" && schema[kind][key]?.type.isList != true
    case .link(let field, let key):
      key == "id" || schema[kind][field]?.type.referencedKind.flatMap { schema[$0][key]?.type.isList } != true
    case .id, .outcome: true
    case .extra, .ignored: false
    }
  }
}
