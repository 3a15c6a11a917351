import Diagnostics
import Records
import Store

/// Who pushes, as far as the server can tell.
struct Pusher {
  /// The owner's id, or the name that no owner has.
  let user: String
  /// Where the name comes from.
  let source: String

  /// What forges and servers say to their hooks of who pushes, an address before a name.
  private static let variables = [
    "CRM_PUSHER", "GL_USERNAME", "GITEA_PUSHER_EMAIL", "GITEA_PUSHER_NAME", "FORGEJO_PUSHER_EMAIL",
    "FORGEJO_PUSHER_NAME", "GOGS_AUTH_USER_EMAIL", "GOGS_AUTH_USER_NAME", "GITHUB_USER_LOGIN",
    "BB_USER_EMAIL",
    "BB_USER_NAME", "GL_USER",
  ]
  /// What they say to jobs of continuous integration, which run outside of a push.
  private static let jobVariables = ["GITLAB_USER_EMAIL", "GITLAB_USER_LOGIN", "GITHUB_ACTOR"]

  /// By the environment, else by the author of the commit that is pushed, who must be an owner with that address.
  static func find(
    _ context: Context, isJob: Bool, author: @autoclosure () throws(Diagnostic) -> String?, in config: Config
  ) throws(Diagnostic) -> Pusher {
    let names = isJob ? [variables[0]] + jobVariables + variables.dropFirst() : variables
    let given = names.compactMap { name in context.variable(name).map { (name, $0) } }
    // An address that nobody listed may stand beside a name that is.
    let first = given.first { config.owner(config.ownerID($0.1)) != nil } ?? given.first
    if let (name, value) = given.first, name == "CRM_PUSHER" {
      return Pusher(user: config.ownerID(value), source: name)
    }
    if let (name, value) = first { return Pusher(user: config.ownerID(value), source: name) }
    let address = try author() ?? ""
    let owner = config.owners.first { $0.email?.lowercased() == address.lowercased() }
    return Pusher(user: owner?.id ?? address, source: "the commit's author")
  }

  /// The address in the author line of a commit.
  static func author(_ commit: [UInt8]) -> String? {
    for line in commit.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.isEmpty { return nil }
      guard line.starts(with: "author ".utf8), let open = line.lastIndex(of: 0x3C),
        let close = line.lastIndex(of: 0x3E), open < close
      else { continue }
      return String(decoding: line[(open + 1)..<close], as: UTF8.self)
    }
    return nil
  }
}
