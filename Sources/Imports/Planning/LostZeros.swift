import Records

/// Columns of digits that are no numbers, and that a spreadsheet has as numbers.
enum LostZeros {
  /// A warning for each such column that becomes an identifier, a phone or a postal code.
  static func warnings(
    _ mapping: ColumnMapping, firstNumbers: [Int: Place], schema: Schema
  ) -> [ImportWarning] {
    mapping.assignments.compactMap { assignment in
      guard let place = firstNumbers[assignment.column.position],
        let what = name(of: assignment.target, kind: mapping.kind, schema: schema)
      else { return nil }
      // JSON writes an identifier without quotes only where it is a number to its program too.
      if what == "identifiers", !place.isOfSheet { return nil }
      let loss =
        switch what {
        case "phones": "zeros in front and the plus may be gone"
        case "postal codes": "zeros in front may be gone; codes too short for the country get theirs back"
        default: "zeros in front may be gone"
        }
      return ImportWarning(
        "the file has \(what) as numbers: \(loss)",
        place: place.text(column: assignment.column.position), column: assignment.column.address)
    }
  }

  private static func name(of target: ColumnTarget, kind: Kind, schema: Schema) -> String? {
    switch target {
    case .id, .link(_, "id"): return "identifiers"
    case .field(let key): return name(schema[kind][key])
    case .link(let link, let key):
      return name(schema[kind][link]?.type.referencedKind.flatMap { schema[$0][key] })
    case .outcome, .namePart, .item, .call, .refusal, .extra, .ignored: return nil
    }
  }

  private static func name(_ field: Field?) -> String? {
    guard let field else { return nil }
    if field.type.element == .phone { return "phones" }
    let words = field.key.split(separator: "_")
    if words.contains("postcode") || words.contains("zip") || words.contains("postal") {
      return "postal codes"
    }
    return words.contains("tax") ? "tax numbers" : nil
  }
}
