import Diagnostics
import Filters
import Records
import YAML

extension PipelineReader {
  private static let approvalExample: Hint = "such as approve: {when: \"discount > 10\", by: manager}"

  /// What `approve` of a stage says; a fault in it leaves the stage asking everybody, so that no deal slips through.
  mutating func approval(_ node: Node?) -> StageApproval? {
    guard let node, !node.isNull else { return nil }
    guard node.pairs != nil else {
      fault("approve is a map of when and by", at: node, hints: [PipelineReader.approvalExample])
      return nil
    }
    checkKeys(node, ["when", "by"], of: "approve")
    let shown = document.diagnostic("", at: node)
    return StageApproval(
      when: condition(node["when"]), roles: roles(node["by"]),
      location: SourceLocation(file: document.file, line: node.start.line, column: node.start.column),
      excerpt: shown.excerpt)
  }

  private mutating func condition(_ node: Node?) -> Condition? {
    guard let node, let written = text(node) else { return nil }
    do throws(Diagnostic) {
      return try Condition.parse(
        written, kind: .deal, schema: schema, owners: config.owners, stages: stageIndex)
    } catch {
      faults.append(located(error, in: node, text: written, of: "approve.when"))
      return nil
    }
  }

  private mutating func roles(_ node: Node?) -> [String] {
    let roles = texts(node, what: "by")
    let known = config.roles.map(\.id)
    for item in items(node) {
      guard let role = item.text, !item.isNull, !known.contains(role) else { continue }
      if known.isEmpty {
        lint(
          "approve: crm.yaml has no roles, so that everybody may approve", at: item,
          hints: ["roles declares them: roles: {\(role): {may: all}}"])
        break
      }
      fault(
        "approve: role \"\(role)\" does not exist", at: item,
        hints: .unknown(role, among: known, listing: "roles: "))
    }
    return roles
  }
}
