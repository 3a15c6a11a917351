import Diagnostics
import Store

/// What the machine, the clone and the repository lack: first the machine, then the clone, then the repository.
package struct CheckHealth: Operation {
  package static let answer = AnswerForm.items(HealthCheck.schema)
  /// What whoever asks has found about itself, such as its terminal; it is put behind the machine.
  package let own: [HealthCheck]

  package init(own: [HealthCheck]) {
    self.own = own
  }

  package func run(in context: Context) -> Answer {
    let repository: Repository?
    let found: HealthCheck
    do {
      let present = try context.repository()
      repository = present
      found = HealthCheck("repository", .ok, present.root)
    } catch {
      repository = nil
      found = HealthCheck("repository", .fail, error.message, .command(CommandLine("init")))
    }
    var checks = [found] + MachineCheck(context: context).checks(repository) + own
    if let repository {
      if repository.isGitWorkTree {
        checks += CloneCheck(git: context.git(repository), repository: repository).checks()
      } else {
        checks.append(
          HealthCheck("work-tree", .warn, "not in git: no history, no undo, no copy elsewhere", "git init"))
      }
      checks += ContentCheck(context: context, repository: repository).checks()
    }
    return .health(checks)
  }
}
