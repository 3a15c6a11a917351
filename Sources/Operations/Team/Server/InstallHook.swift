import Diagnostics
package import Output
import Records
import Store
import Text

/// Puts the hook that judges pushes into a git repository on this machine.
package struct InstallHook: Operation {
  package static let answer = AnswerForm.item(InstalledHook.schema)
  package static let effect = Effect.writes
  /// The git repository, a bare one as a rule; nil for the one at hand.
  package let server: String?

  package init(_ server: String?) { self.server = server }

  /// The line by which a later version knows that the hook is its own.
  private static let mark = "# crm hook pre-receive"

  /// The hook. It must not change without need: an installed one is compared with it.
  static let script = """
    #!/bin/sh
    # crm hook pre-receive: refuses a push that breaks a rule of a crm repository, or that a role does not allow.
    # Written by "\(CommandLine("hook install"))", which writes it anew; to switch it off, delete this file.
    if ! command -v crm >/dev/null 2>&1; then
      echo "There is no crm in the PATH of this server to tell whether the push is sound, so it is refused." >&2
      echo "Install crm here, or delete $0 to take pushes unseen." >&2
      exit 1
    fi
    exec \(CommandLine("hook pre-receive"))

    """

  package func run(in context: Context) throws -> Answer {
    let place = try gitDirectory(context)
    let path = Path.join(try Self.folder(of: place, context), "pre-receive")
    let bytes = Array(Self.script.utf8)
    let present = WholeFile.exists(path) ? try WholeFile.read(path, named: path) : nil
    let isOwn = present.map { $0.split(separator: 0x0A).contains { $0.starts(with: Self.mark.utf8) } } ?? true
    guard isOwn else {
      throw Diagnostic(
        .conflict, "\(path) is there already and not written by crm",
        hints: [
          "let it end with this line, as the last reader of its standard input: exec \(CommandLine("hook pre-receive"))",
          "or move it away and run this again",
        ])
    }
    let isDone = present == bytes && WholeFile.isExecutable(path)
    if !isDone, !context.options.isDryRun {
      try WholeFile.makeFolders(for: path, named: path)
      try WholeFile.Draft(bytes, for: path, named: path, mode: 0o755).place()
      try WholeFile.makeExecutable(path, named: path)
    }
    if Path.name(of: place) == ".git" {
      context.warn(
        "\(Path.parent(of: place) ?? place) has a work tree: the hook judges what is pushed to it, not what is done in it",
        hint: "what all push to is a bare repository on the server: --server DIR")
    }
    let what: InstalledHook.Result = isDone ? .kept : context.options.isDryRun ? .planned : .written
    let said =
      isDone ? "\(path) is in place already" : "\(path) \(what == .planned ? "would be written" : "written")"
    return .item(
      ItemAnswer([InstalledHook(path: path, result: what)], as: InstalledHook.schema), said: [said])
  }

  private func gitDirectory(_ context: Context) throws -> String {
    let named = server ?? context.location.explicit ?? context.location.workingDirectory
    if server?.contains("://") == true || server?.contains("@") == true {
      throw Diagnostic(
        .usage, "--server takes a folder on this machine, not \"\(named)\"",
        hints: [
          "log in to the server and run there: \(CommandLine("hook install").option("server", .blank("DIR")))"
        ])
    }
    let folder = try Repository.resolve(named, from: context.location.workingDirectory)
    if let found = try GitFolder.find(folder) { return found }
    if server == nil, let common = try context.repositoryIfAny()?.gitCommonDirectory { return common }
    throw Diagnostic(
      .notFound, "\(named) is no git repository",
      hints: ["make a bare one with: git init --bare DIR"])
  }

  /// Where git looks for the hooks of a repository, whatever its settings say.
  private static func folder(of gitDirectory: String, _ context: Context) throws -> String {
    let objects = try GitObjects(gitDirectory: gitDirectory, environment: context.environment)
    let result = try objects.run(["rev-parse", "--git-path", "hooks"])
    let line = result.outputText.split(whereSeparator: \.isNewline).first.map(String.init)
    guard result.succeeded, let line else {
      throw Diagnostic(.io, "git does not say where its hooks are: \(result.errorText)")
    }
    return Path.absolute(line, in: context.location.workingDirectory)
  }
}

/// The hook and what became of it.
package struct InstalledHook: Sendable {
  enum Result: String, Sendable, CaseIterable { case written, planned, kept }

  let path: String
  let result: Result

  package static let schema = ObjectSchema<InstalledHook>(
    "installed hook", "The hook that judges pushes.",
    [
      .text("path", "The file.") { $0.path },
      .choice("result", "What became of it; planned in a dry run.") { $0.result },
    ])
}
