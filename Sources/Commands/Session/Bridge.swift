import Diagnostics
import Filters
import Operations
import RecordIndex
import Records
import Rules
import Store
import Threads

/// What commands that are no operations yet still ask of the session.
extension Session {
  var childEnvironment: [String] { context.environment }
  var madeChange: String? { context.madeChange }
  func git(_ repository: Repository) -> Git { context.git(repository) }
  func repository() throws -> Repository { try context.repository() }
  func open(reportingProblems: Bool = true) throws -> Workspace {
    try context.open(reportingProblems: reportingProblems)
  }
  var usesIndex: Bool { context.options.usesIndex }
  func readIndex() throws -> (repository: Repository, report: IndexReport) { try context.readIndex() }
  func rebuildIndex() throws -> (repository: Repository, report: IndexReport) { try context.rebuildIndex() }
  func user(_ repository: Repository) -> String { context.user(repository).value }
  func gitWarning(in repository: Repository) throws(Diagnostic) -> Diagnostic? {
    try context.gitWarning(in: repository)
  }
  func remember(problems: [Diagnostic]) { context.remember(problems: problems) }
  func commitPending(in repository: Repository) { context.commitPending(in: repository) }
  func hiddenRecords(_ workspace: Workspace) throws(Diagnostic) -> HiddenRecords {
    try context.hiddenRecords(workspace)
  }
  func mint(_ workspace: Workspace) -> IDMint { context.mint }
  func confirm(_ question: String) throws -> Bool { try confirm(question, about: []) }

  @discardableResult
  func transact<Result>(
    bulk: Bool = false, _ plan: (Workspace) throws -> (Change, Result)
  ) throws -> (workspace: Workspace, result: Result) {
    let done = try context.transact(bulk: bulk, plan)
    for line in context.takePlan() { try say(escaped(line)) }
    return done
  }
}

extension NextStepOptions {
  func step(_ workspace: Workspace, _ session: Session, owner: String? = nil) throws -> NextStep? {
    try request.step(workspace, session.context, owner: owner)
  }
}
