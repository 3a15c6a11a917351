import Records

/// How much the fields of each kind say about what a record is.
struct FieldWeights: Sendable {
  /// Where a search looks.
  enum Scope: Sendable {
    /// Names, numbers and addresses that tell one record from all others.
    case naming
    /// All but free text.
    case fields
    case everything
  }

  private struct Weight {
    /// What a match here is worth less; nil where nothing is looked for.
    var penalty: Int?
    /// True where the field is the record's name to others.
    var isName: Bool
  }

  private let weights: [[Weight]]
  /// By kind, the fields whose targets' names are searched with the record.
  let references: [[Field]]

  private static let names: Set<String> = [
    "name", "first_name", "middle_name", "last_name", "legal_name", "title", "company_name",
  ]
  private static let identifying: Set<String> = ["emails", "tax_id", "sku"]

  init(_ schema: Schema, scope: Scope) {
    weights = Kind.allCases.map { kind in
      schema[kind].fields.map { field in
        guard field.isSearchable else { return Weight(penalty: nil, isName: false) }
        // Numbers are found as such; their parts as words are worth less.
        if field.type.element == .phone { return Weight(penalty: 100, isName: false) }
        let isName = !field.isCustom && FieldWeights.names.contains(field.key)
        // What an activity says is all the name it has.
        if isName || FieldWeights.identifying.contains(field.key)
          || (kind == .activity && field.key == "text")
        {
          return Weight(penalty: 0, isName: isName)
        }
        switch (field.type, scope) {
        case (_, .naming), (.notes, .fields): return Weight(penalty: nil, isName: false)
        case (.notes, _): return Weight(penalty: 40, isName: false)
        default: return Weight(penalty: 20, isName: false)
        }
      }
    }
    references = Kind.allCases.map { kind in
      guard scope != .naming else { return [] }
      return schema[kind].fields.filter { $0.isSearchable && $0.type.referencedKind != nil }
    }
  }

  func penalty(_ kind: Kind, slot: Int) -> Int? {
    let list = weights[kind.order]
    return slot < list.count ? list[slot].penalty : nil
  }

  func isName(_ kind: Kind, slot: Int) -> Bool {
    let list = weights[kind.order]
    return slot < list.count && list[slot].isName
  }
}
