import Diagnostics
import Filters
import Operations
import Records
import Rules
import Store
import Threads

/// What commands that are no operations yet still ask of the session.
extension Session {
  func repository() throws -> Repository { try context.repository() }
  func open(reportingProblems: Bool = true) throws -> Workspace {
    try context.open(reportingProblems: reportingProblems)
  }
  func remember(problems: [Diagnostic]) { context.remember(problems: problems) }
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
