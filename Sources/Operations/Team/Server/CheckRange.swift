import Diagnostics
import Records
import Store
import Text

/// Judges what a range of commits changes, as a server's hook would: for jobs of continuous integration.
package struct CheckRange: Operation {
  package static let answer = AnswerForm.findings
  /// `A..B`: what B brings since it left A.
  package let range: String

  package init(_ range: String) { self.range = range }

  package func run(in context: Context) throws -> Answer {
    let repository = try context.repository()
    guard let gitDirectory = repository.gitDirectory else {
      throw Diagnostic(
        .usage, "--range names commits, and this repository has no git",
        hints: ["all of it is checked by: \(CommandLine("check"))"])
    }
    let objects = try GitObjects(
      gitDirectory: gitDirectory, environment: context.environment,
      excluding: repository.workTree ?? repository.root)
    let (from, to) = try ends()
    let (old, new) = (try commit(from, objects), try commit(to, objects))
    let base = try objects.mergeBase(old, new)
    let judge = PushJudge(objects, context, isJob: true)
    return .findings(try judge.findings(from: base, to: new, only: repository.workTreePrefix))
  }

  private func ends() throws(Diagnostic) -> (String, String) {
    guard let dots = range.firstRange(of: ".."), !range[dots.upperBound...].hasPrefix(".") else {
      throw Diagnostic(
        .usage, "--range takes two commits, A..B, not \"\(range)\"",
        hints: ["what a branch brings, say: --range origin/main..HEAD"])
    }
    let name = { (text: Substring) in text.isEmpty ? "HEAD" : String(text) }
    return (name(range[..<dots.lowerBound]), name(range[dots.upperBound...]))
  }

  private func commit(_ name: String, _ objects: GitObjects) throws(Diagnostic) -> String {
    if let object = try objects.object(name + "^{commit}"), object.type == "commit" { return object.name }
    throw Diagnostic(
      .notFound, "git knows no commit \"\(name)\" here",
      hints: ["fetch it first; a job that clones only the last commits needs more of them"])
  }
}
