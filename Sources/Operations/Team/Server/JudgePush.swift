import Diagnostics
package import Output
import Records
import Store
import Text

/// Judges a push inside git's `pre-receive`: one line `old new ref` for each ref on standard input.
package struct JudgePush: Operation {
  package static let answer = AnswerForm.text
  /// The lines as git wrote them.
  package let lines: String

  package init(_ lines: String) { self.lines = lines }

  /// Findings beyond these are counted and not told.
  private static let told = 20

  package func run(in context: Context) throws -> Answer {
    let updates = try lines.split(whereSeparator: \.isNewline).map(Self.update)
    let branches = updates.filter { $0.reference.hasPrefix("refs/heads/") && $0.new != nil }
    if branches.isEmpty { return .text("") }
    let objects = try GitObjects(gitDirectory: Self.gitDirectory(context), environment: context.environment)
    let judge = PushJudge(objects, context)
    var refusals: [Diagnostic] = []
    for update in branches {
      guard let new = update.new else { continue }
      let old = try update.old ?? Self.base(of: new, objects)
      var found = try judge.findings(from: old, to: new)
      guard !found.isEmpty else { continue }
      let count = found.count
      if count > Self.told {
        found = Array(found.prefix(Self.told))
        found.append(Diagnostic(.notAllowed, "\(count - Self.told) more findings are not told"))
      }
      let branch = update.reference.dropFirst("refs/heads/".count)
      refusals.append(
        Diagnostic(
          .notAllowed, "the push to \(branch) is refused: \(count) \(count == 1 ? "finding" : "findings")",
          hints: ["nothing was taken; mend this in your clone, commit it, and push again"], related: found))
    }
    guard var whole = refusals.first else { return .text("") }
    whole.related += refusals.dropFirst()
    throw whole
  }

  private struct Update {
    var old: String?
    var new: String?
    var reference: String
  }

  private static func update(_ line: Substring) throws(Diagnostic) -> Update {
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, Git.isObjectName(String(parts[0])), Git.isObjectName(String(parts[1])) else {
      throw Diagnostic(
        .usage, "pre-receive reads lines \"OLD NEW REF\" from git, not \"\(line)\"",
        hints: ["it is put in place with: \(CommandLine("hook install"))"])
    }
    let name = { (text: Substring) in text.allSatisfy { $0 == "0" } ? nil : String(text) }
    return Update(old: name(parts[0]), new: name(parts[1]), reference: String(parts[2]))
  }

  /// What a new branch is compared with: where it leaves the branch that the repository shows; nil where there is none.
  private static func base(of new: String, _ objects: GitObjects) throws(Diagnostic) -> String? {
    guard let head = try objects.object("HEAD"), head.type == "commit" else { return nil }
    return try objects.mergeBase(head.name, new)
  }

  /// The git folder: as git tells its hooks, else the one that the working folder is or has.
  private static func gitDirectory(_ context: Context) throws -> String {
    let here = context.location.explicit ?? context.location.workingDirectory
    if let told = context.variable("GIT_DIR") {
      return Path.absolute(told, in: context.location.workingDirectory)
    }
    if let found = try GitFolder.find(Path.absolute(here, in: context.location.workingDirectory)) {
      return found
    }
    guard let found = try? context.repository().gitDirectory else {
      throw Diagnostic(
        .notFound, "there is no git repository here",
        hints: ["git runs this by itself, once it is put in place with: \(CommandLine("hook install"))"])
    }
    return found
  }
}
