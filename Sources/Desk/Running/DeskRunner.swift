import Dates
package import Diagnostics
import Facts
package import Operations
import Output
import Records
import Rules
import Search
import Store

/// Does what the desk wants: each write is one operation, and the workspace stays open between keys.
package final class DeskRunner {
  /// Makes the circumstances of one operation: its words, and whom it tells.
  private let context: (_ name: String, any Face) -> Context
  private var workspace: Workspace?
  /// What waits for git, and whom that tells.
  private var pending = PendingCommit()
  /// Others may have changed what is open for longer than this, in seconds.
  private static let staleAfter = 5

  package init(_ context: @escaping (_ name: String, any Face) -> Context) { self.context = context }

  /// Throws only where the repository cannot be read at all; what an operation refuses is a reply.
  package func perform(_ effect: DeskEffect) throws -> DeskReply? {
    switch effect {
    case .none, .quit, .redraw: return nil
    case .handOut(let following):
      let (card, tally) = handOut(try fresh(), following)
      return .card(card, tally)
    case .show(let id):
      let workspace = try fresh()
      guard let record = workspace.snapshot.record(id) else {
        return .refused(["it is there no more"], nil)
      }
      return .lookedUp(
        DeskCards.card(WorkItem(record, in: workspace)), DeskCards.tally(Feed(workspace), workspace))
    case .refresh(let id): return refresh(id, try fresh())
    case .search(let words): return .found(words, try finds(words))
    case .board(let place):
      let workspace = try fresh()
      guard let board = DeskCards.board(place, workspace) else {
        return .refused(["there is no pipeline"], nil)
      }
      return .board(board)
    case .write(let request, let following):
      return try write(request.operationName, following, of: request) { context in
        try request.run(in: context)
      }
    case .undo(let change, let following):
      return try write("undo", following, of: nil) { try UndoChange(change).run(in: $0) }
    }
  }

  /// Whether a change waits for its commit.
  package var awaitsGit: Bool { pending.isThere }

  /// Commits what was written to git; returns what git remarks. What is not committed when the desk ends is made up for
  /// by the next command.
  package func commitPending() -> [String] { pending.commit() }

  /// The workspace as it was, unless it is old.
  private func fresh() throws -> Workspace {
    let face = DeskFace()
    let context = context("desk", face)
    if let workspace, context.now.seconds(since: workspace.now) < DeskRunner.staleAfter { return workspace }
    let opened = try context.open(reportingProblems: false)
    workspace = opened
    return opened
  }

  /// Nothing where the record is gone: then the next key says so.
  private func refresh(_ id: RecordID, _ workspace: Workspace) -> DeskReply? {
    let feed = Feed(workspace)
    let item =
      feed.item(of: id).map { WorkItem($0, in: workspace) }
      ?? workspace.snapshot.record(id).map { WorkItem($0, in: workspace) }
    return item.map { .refreshed(DeskCards.card($0), DeskCards.tally(feed, workspace)) }
  }

  private func handOut(
    _ workspace: Workspace, _ following: DeskEffect.Following
  ) -> (card: DeskCard?, tally: DeskTally) {
    let feed = Feed(workspace)
    let item = feed.first(skipping: following.skipping).map { WorkItem($0, in: workspace) }
    return (item.map(DeskCards.card), DeskCards.tally(feed, workspace))
  }

  private func finds(_ words: String) throws -> [DeskFind] {
    let workspace = try fresh()
    return workspace.search.hits(words, limit: 30).map {
      DeskFind(
        id: $0.record.id, kind: $0.record.kind.rawValue, name: $0.record.name,
        about: DeskCards.about($0.record, workspace))
    }
  }

  private func write(
    _ name: String, _ following: DeskEffect.Following, of request: DeskRequest?,
    _ run: (Context) throws -> Answer
  ) throws -> DeskReply {
    let face = DeskFace()
    let context = context(name, face)
    let answer: Answer
    do {
      answer = try run(context)
    } catch let refusal as Diagnostic {
      // What it was refused for may be somebody else's change.
      workspace = nil
      return .refused(
        DeskWords.sentences(refusal), request.flatMap { DeskWords.asking(for: refusal, of: $0) })
    }
    pending.note(context, face)
    if case .changes(let changes) = answer { workspace = changes.workspace } else { workspace = nil }
    let workspace = try fresh()
    var said = try answer.sentences().filter { !$0.hasPrefix("  to bring it back") }
    if request != nil, context.madeChange != nil, !said.isEmpty { said[0] += "  (u takes it back)" }
    let (card, tally) = handOut(workspace, following)
    var written = DeskWritten(said: said + face.remarks, change: context.madeChange, tally: tally)
    written.isUndo = request == nil
    written.card = card
    written.board = following.board.flatMap { DeskCards.board($0, workspace) }
    return .wrote(written)
  }
}

/// Keeps what an operation remarks; nobody is asked anything, since the desk asks before.
final class DeskFace: Face {
  private(set) var remarks: [String] = []

  func warn(_ diagnostic: Diagnostic) { remarks.append("warning: " + diagnostic.message) }
  func fail(_ diagnostic: Diagnostic) { remarks.append("error: " + diagnostic.message) }
  var canAsk: Bool { false }
  func confirm(_ question: String, about subjects: [String]) throws -> Bool { false }
  func confirm(_ question: String, seeing answer: Answer) throws -> Bool { false }
  func ask(_ question: String, seeing answer: Answer) throws -> String? { nil }
  func show(_ progress: Progress?) {}
  func edit(_ path: String) throws { throw Diagnostic(.usage, "the desk edits no files") }
  func input() throws -> [UInt8] { [] }
}
