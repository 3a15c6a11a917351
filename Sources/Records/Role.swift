package import Diagnostics

/// What a role may do, by the words of `may:` in `crm.yaml`.
package enum Permission: String, Sendable, Hashable, CaseIterable {
  case read, add, set, move, win, lose, delete, log, `import`, stages, config, undo, approve

  /// What a person is told who lacks it: `may not …`.
  package var phrase: String {
    switch self {
    case .read: "read"
    case .add: "add records"
    case .set: "change records"
    case .move: "move deals"
    case .win: "win deals"
    case .lose: "lose deals"
    case .delete: "delete records"
    case .log: "log what happened"
    case .import: "import"
    case .stages: "change pipelines"
    case .config: "change settings"
    case .undo: "undo"
    case .approve: "approve"
    }
  }
}

/// A role that `roles` of `crm.yaml` declares.
package struct Role: Sendable {
  package let id: String
  package let may: Set<Permission>
  /// The kinds of record that it may write; nil for all of them.
  package let kinds: [Kind]?
  /// The filter that a record which it writes must match; nil where any will do.
  package let only: String?
  /// Where the role stands, with its line.
  package let place: Diagnostic
  /// Where `only` stands.
  package let onlyPlace: Diagnostic?

  package init(
    id: String, may: Set<Permission>, kinds: [Kind]? = nil, only: String? = nil, place: Diagnostic,
    onlyPlace: Diagnostic? = nil
  ) {
    self.id = id
    self.may = may
    self.kinds = kinds
    self.only = only
    self.place = place
    self.onlyPlace = onlyPlace
  }

  /// True for a role without any limit.
  package var mayAll: Bool { may.count == Permission.allCases.count && kinds == nil && only == nil }
}
