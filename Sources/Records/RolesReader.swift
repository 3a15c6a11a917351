import Diagnostics
import YAML

/// Reads `roles` of `crm.yaml`: a map of names to `{may, kinds, only}`.
struct RolesReader {
  private let document: Document
  private var roles: [Role] = []
  private var problems: [Diagnostic] = []

  /// The roles in the order of the file, and what is wrong with them. A role that is wrong in part may what is right in it.
  static func read(_ node: Node, in document: Document) -> (roles: [Role], problems: [Diagnostic]) {
    var reader = RolesReader(document: document)
    reader.readAll(node)
    return (reader.roles, reader.problems)
  }

  private init(document: Document) { self.document = document }

  private static let example: Hint =
    "seller: {may: [read, add, set, move, log], only: \"owner:me or owner:\"}"

  private mutating func readAll(_ node: Node) {
    guard let pairs = node.pairs else {
      problems.append(
        document.diagnostic("roles is a map of names to {may, kinds, only}", at: node, hints: [Self.example]))
      return
    }
    for pair in pairs { readRole(pair) }
  }

  private mutating func readRole(_ pair: Node.Pair) {
    let place = document.diagnostic("role \"\(pair.key)\"", from: pair.keyStart, to: pair.keyEnd)
    guard let keys = pair.value.pairs else {
      problems.append(
        document.diagnostic("a role is {may, kinds, only}", at: pair.value, hints: [Self.example]))
      roles.append(Role(id: pair.key, may: [], place: place))
      return
    }
    let known = ["may", "kinds", "only"]
    for key in keys where !known.contains(key.key) {
      problems.append(
        document.diagnostic(
          "unknown key \"\(key.key)\" of a role", from: key.keyStart, to: key.keyEnd,
          hints: .unknown(key.key, among: known, listing: "known: ")))
    }
    let only = keys.last { $0.key == "only" }?.value
    roles.append(
      Role(
        id: pair.key, may: permissions(keys.last { $0.key == "may" }?.value, of: pair),
        kinds: keys.last { $0.key == "kinds" }.map { kinds($0.value) }, only: only.flatMap { text($0) },
        place: place, onlyPlace: only.map { document.diagnostic("only", at: $0) }))
  }

  private func items(_ node: Node) -> [Node] { node.items ?? [node] }

  private func text(_ node: Node) -> String? { node.isNull ? nil : node.text }

  private mutating func permissions(_ node: Node?, of role: Node.Pair) -> Set<Permission> {
    let words = Permission.allCases.map(\.rawValue) + ["all"]
    guard let node else {
      problems.append(
        document.diagnostic(
          "role \"\(role.key)\" does not say what it may", from: role.keyStart, to: role.keyEnd,
          hints: ["may: all, or a list of \(Permission.allCases.map(\.rawValue))"]))
      return []
    }
    var found: Set<Permission> = []
    for item in items(node) {
      if text(item) == "all" {
        found.formUnion(Permission.allCases)
      } else if let permission = text(item).flatMap({ Permission(rawValue: $0) }) {
        found.insert(permission)
      } else {
        problems.append(
          document.diagnostic(
            "a role may not be given \"\(item.text ?? "")\"", at: item,
            hints: .unknown(item.text ?? "", among: words, listing: "may: ")))
      }
    }
    return found
  }

  private mutating func kinds(_ node: Node) -> [Kind] {
    items(node).compactMap { item in
      if let kind = text(item).flatMap({ Kind(word: $0) }) { return kind }
      let words = Kind.allCases.map(\.rawValue)
      problems.append(
        document.diagnostic(
          "\"\(item.text ?? "")\" is no kind of record", at: item,
          hints: .unknown(item.text ?? "", among: words, listing: "kinds: ")))
      return nil
    }
  }
}
