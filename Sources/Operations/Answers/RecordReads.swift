import Filters
import Output
import Records

extension RecordAnswer {
  /// The kinds of record beside their own that a list of records of a kind shows something of.
  static func reads(_ kind: Kind, as format: OutputFormat, fields: String?, schema: Schema) -> KindSet {
    let table = schema[kind]
    let isNamed = format.family != .sheet && format.family != .ids && format.family != .file
    if let fields, format != .ids {
      let keys = (try? FieldChoice.names(fields)) ?? []
      return keys.reduce([]) { $0.union(reads(column: $1, kind, isNamed: isNamed, schema)) }
    }
    switch format.family {
    case .ids: return []
    case .objects: return table.fields.reduce([]) { $0.union(reads(whole: $1, schema)) }
    case .terminal, .page:
      return kind.defaultColumns.reduce([]) { $0.union(reads(column: $1, kind, isNamed: true, schema)) }
    case .sheet, .file:
      return table.order.reduce([]) { $0.union(reads(column: $1, kind, isNamed: false, schema)) }
    }
  }

  /// What an object says of a field: a deal's next step is there with all its links.
  private static func reads(whole field: Field, _ schema: Schema) -> KindSet {
    guard field.key == "next_step" else { return field.type.reads }
    return schema[.task].fields.reduce(field.type.reads) { $0.union($1.type.reads) }
  }

  private static func reads(column key: String, _ kind: Kind, isNamed: Bool, _ schema: Schema) -> KindSet {
    if let field = schema[kind][key] {
      return isNamed ? reads(whole: field, schema) : []
    }
    if let computed = Computed(rawValue: key) { return computed.reads }
    guard let dot = key.firstIndex(of: "."),
      let target = schema[kind][String(key[..<dot])]?.type.referencedKind
    else { return [] }
    let rest = String(key[key.index(after: dot)...])
    return KindSet(target).union(reads(column: rest, target, isNamed: isNamed, schema))
  }
}
