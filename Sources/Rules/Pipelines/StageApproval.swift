package import Diagnostics
package import Filters

/// Who must allow a deal to enter a stage, and which deals: `approve: {when: …, by: …}`.
package struct StageApproval: Sendable {
  /// Which deals; nil for all of them.
  package let when: Condition?
  /// One of these roles; empty where every owner who may approve will do.
  package let roles: [String]
  package let location: SourceLocation
  package let excerpt: Excerpt?

  /// `discount > 10, by manager`
  package var words: String {
    let who = roles.isEmpty ? "anybody who may approve" : roles.joined(separator: " or ")
    return (when.map { "\($0.text), " } ?? "") + "by " + who
  }
}
