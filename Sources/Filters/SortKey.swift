package import Records

/// One key of `sort:`.
package struct SortKey: Sendable, Hashable {
  package let path: FieldPath
  package let isDescending: Bool

  init(_ path: FieldPath, isDescending: Bool = false) {
    self.path = path
    self.isDescending = isDescending
  }

  /// How a list of this kind is sorted when nobody says otherwise; ties are left to the id.
  static func usual(for kind: Kind, schema: Schema) -> [SortKey] {
    let key =
      switch kind {
      case .contact, .company, .product: "name"
      case .lead, .deal: "created"
      case .task: "due"
      case .activity: "at"
      case .invoice: "number"
      }
    guard let field = schema[kind][key] else { return [] }
    return [SortKey(FieldPath(text: key, field: field, kind: kind, hops: [], leaf: .field(field)))]
  }
}
