package import Diagnostics
import Facts
package import Filters
package import Records

/// The roles of a repository with their filters compiled: who may do what.
///
/// A person whom `owners` does not list may read alone; an owner without a role may do everything.
package struct RoleRules: Sendable {
  private let config: Config
  private let conditions: [String: [Kind: Condition]]
  /// What is wrong with the filters; the settings then count as broken.
  package let problems: [Diagnostic]

  /// Nil where the repository has no roles, and so no limits.
  package init?(_ config: Config, schema: Schema) {
    guard !config.roles.isEmpty else { return nil }
    self.config = config
    var conditions: [String: [Kind: Condition]] = [:]
    var problems: [Diagnostic] = []
    for role in config.roles {
      guard let only = role.only else { continue }
      var compiled: [Kind: Condition] = [:]
      for kind in role.kinds ?? Kind.allCases {
        do throws(Diagnostic) {
          let condition = try Condition.parse(only, kind: kind, schema: schema, owners: config.owners)
          if let path = condition.paths.first(where: { $0.text.utf8.contains(UInt8(ascii: ".")) }) {
            throw Diagnostic(
              .invalidValue,
              "\(path.text) is a field of another record, and a role looks at the record itself",
              hints: ["such as owner:me or owner:"])
          }
          compiled[kind] = condition
        } catch {
          problems.append(Self.problem(error, with: role, for: kind))
          break
        }
      }
      conditions[role.id] = compiled
    }
    self.conditions = conditions
    self.problems = problems
  }

  private static func problem(_ error: Diagnostic, with role: Role, for kind: Kind) -> Diagnostic {
    var problem = role.onlyPlace ?? role.place
    problem.code = .invalidData
    problem.message = "only of role \"\(role.id)\": \(error.message)"
    problem.hints = error.hints
    if role.kinds == nil {
      problem.hints.append("it is asked of every kind, \(kind.article) too; kinds: […] names fewer")
    }
    return problem
  }

  // MARK: Who

  private enum Rights {
    case everything
    case limited(Role)
    /// Of whom nothing is listed.
    case stranger
  }

  private func rights(of user: String) -> Rights {
    guard let owner = config.owner(user) else { return .stranger }
    guard let role = owner.role else { return .everything }
    return config.role(role).map { .limited($0) } ?? .stranger
  }

  /// Whether a change can be refused to this user at all.
  package func limits(_ user: String) -> Bool {
    switch rights(of: user) {
    case .everything: false
    case .limited(let role): !role.mayAll
    case .stranger: true
    }
  }

  /// Whether what a record belongs to has a say for this user.
  package func asksForParents(_ user: String) -> Bool {
    if case .limited(let role) = rights(of: user) { role.only != nil } else { false }
  }

  /// The ids of the owners who may, with their roles: `anna (manager)`.
  private func others(_ mayDo: (Role) -> Bool) -> [String] {
    config.owners.compactMap { owner in
      guard let name = owner.role else { return owner.id }
      guard let role = config.role(name), mayDo(role) else { return nil }
      return "\(owner.id) (\(name))"
    }
  }

  // MARK: Judging

  /// Why the user may not do what asks for a permission as a whole, such as `undo`; nil where nothing is against it.
  package func refusal(of permission: Permission, to user: String) -> Diagnostic? {
    switch rights(of: user) {
    case .everything: nil
    case .stranger: stranger(user, "may only read, not \(permission.phrase)")
    case .limited(let role):
      role.may.contains(permission)
        ? nil
        : refusal(
          role, "role \"\(role.id)\" of \(user) may not \(permission.phrase)",
          others { $0.may.contains(permission) })
    }
  }

  /// Every part of a change that the user may not do. The contexts are the repository before and after it. With `paths`
  /// each names the record's file.
  package func refusals(
    of touched: TouchedRecords, by user: String, before: EvaluationContext, after: EvaluationContext,
    paths: Bool = false
  ) -> [Diagnostic] {
    let demands = RoleDemands(touched, stages: after.stages)
    switch rights(of: user) {
    case .everything: return []
    case .stranger:
      let what =
        touched.pairs.map { Self.name($0.record) }
        + touched.files.filter { RoleDemands.demand(ofFile: $0) != nil }
      return what.map { stranger(user, "may only read, and this changes \($0)") }
    case .limited(let role):
      if role.mayAll { return [] }
      let records = touched.pairs.compactMap { pair -> Diagnostic? in
        var found = refusal(of: pair, demands, role, user, before, after)
        if paths { found?.hints.insert("the record: \(pair.record.path)", at: 0) }
        return found
      }
      return records + touched.files.compactMap { refusal(ofFile: $0, role, user) }
    }
  }

  private func refusal(
    of pair: TouchedRecords.Pair, _ demands: RoleDemands, _ role: Role, _ user: String,
    _ before: EvaluationContext, _ after: EvaluationContext
  ) -> Diagnostic? {
    let record = pair.record
    let who = "role \"\(role.id)\" of \(user)"
    let isAlong = demands.comesAlong(pair)
    let asked = demands.demands(of: pair)
    func passes(_ other: Role) -> Bool {
      (other.kinds?.contains(record.kind) ?? true)
        && asked.allSatisfy { !other.may.isDisjoint(with: $0.anyOf) }
    }
    if !isAlong, let kinds = role.kinds, !kinds.contains(record.kind) {
      return refusal(
        role, "\(who) may not write \(record.kind.plural): \(Self.name(record))", others(passes))
    }
    for demand in asked where role.may.isDisjoint(with: demand.anyOf) {
      let fields = demand.fields.isEmpty ? "" : ": " + demand.fields.joined(separator: ", ")
      return refusal(
        role,
        "\(who) may not \(Self.phrase(demand)) (\(Self.words(demand.anyOf))): \(Self.name(record))\(fields)",
        others(passes))
    }
    guard let only = role.only, !isAlong else { return nil }
    let isOwn = pair.before.map { matches($0, role, before) } ?? pair.after.map { matches($0, role, after) }
    if isOwn ?? true { return nil }
    let holder = (pair.before ?? record).text("owner").map { " of \($0)" } ?? ""
    return refusal(
      role, "\(who) may only write records that match \(only), not \(Self.name(record))\(holder)",
      others { $0.only == nil && passes($0) })
  }

  /// Whether a record is one of those that the role may write, by itself or by what it belongs to.
  private func matches(_ record: Record, _ role: Role, _ context: EvaluationContext) -> Bool {
    let known = conditions[role.id] ?? [:]
    if known[record.kind]?.evaluate(record, context) == true { return true }
    return Self.parents(of: record).contains { reference in
      guard let parent = context.snapshot.record(reference) else { return false }
      return known[parent.kind]?.evaluate(parent, context) == true
    }
  }

  /// What a task or an activity belongs to: whoever may write that may write this.
  package static func parents(of record: Record) -> [Reference] {
    guard record.kind == .task || record.kind == .activity else { return [] }
    return ["deal", "lead", "contact", "company"].compactMap { record.reference($0) }
  }

  private func refusal(ofFile path: String, _ role: Role, _ user: String) -> Diagnostic? {
    guard let demand = RoleDemands.demand(ofFile: path), role.may.isDisjoint(with: demand.anyOf) else {
      return nil
    }
    return refusal(
      role,
      "role \"\(role.id)\" of \(user) may not \(Self.phrase(demand)) (\(Self.words(demand.anyOf))): \(path)",
      others { !$0.may.isDisjoint(with: demand.anyOf) })
  }

  // MARK: Words

  private static func name(_ record: Record) -> String { "\(record.kind.rawValue) \"\(record.name)\"" }

  private static func words(_ permissions: Set<Permission>) -> String {
    Permission.allCases.filter(permissions.contains).map(\.rawValue).joined(separator: " or ")
  }

  private static func phrase(_ demand: RoleDemands.Demand) -> String {
    Permission.allCases.first(where: demand.anyOf.contains)?.phrase ?? "do this"
  }

  private func refusal(_ role: Role, _ message: String, _ others: [String]) -> Diagnostic {
    var refusal = role.place
    refusal.code = .notAllowed
    refusal.message = message
    refusal.hints = [
      others.isEmpty ? "no owner may do this by crm.yaml" : "these may: \(others)",
      "whoever may change the settings can change roles: \(self.others { $0.may.contains(.config) })",
    ]
    return refusal
  }

  /// The way out of somebody whom nobody listed, where a command is typed.
  package static let actingAsAnother: Hint = "to act as another: --user NAME, or CRM_USER"

  private func stranger(_ user: String, _ what: String) -> Diagnostic {
    let role = config.owner(user)?.role
    return Diagnostic(
      .notAllowed,
      role.map { "role \"\($0)\" of \(user) does not exist, so \(user) \(what)" }
        ?? "\"\(user)\" is no owner that crm.yaml lists, so \"\(user)\" \(what)",
      at: SourceLocation(file: "crm.yaml"),
      hints: [
        RoleRules.actingAsAnother,
        "whoever may change the settings can add owners: \(others { $0.may.contains(.config) })",
      ])
  }
}
