import Diagnostics
import JSON
import Output
import Records
import Store

/// What became of records, field by field, in the order of the history; a page that another can follow.
package struct ListEvents: Operation {
  package static let answer = AnswerForm.items(Event.schema, endingWith: EventPageEnd.schema)
  /// Where to begin; `now` for behind all that is there.
  package let since: String?
  /// After how many events the page ends; a change is never parted, so it may have more.
  package let limit: Int

  package static let usualLimit = 1000

  package init(since: String?, limit: Int = ListEvents.usualLimit) {
    self.since = since
    self.limit = limit
  }

  package func run(in context: Context) throws -> Answer {
    guard limit > 0 else { throw Diagnostic(.invalidValue, "--limit takes a number from 1 on, not \(limit)") }
    let page = try EventPage(since: try start(), limit: limit, in: context)
    var answer = page.answer
    answer.ending = EventPageEnd.schema.json(EventPageEnd(hasMore: page.hasMore, since: page.since))
    return .items(answer)
  }

  private func start() throws(Diagnostic) -> ChangeStream.Start {
    switch since {
    case nil: .beginning
    case "now"?: .end
    case let text?: .after(try Named.text(text, "--since"))
    }
  }
}

/// Events as they come, for as long as somebody wants them.
package struct EventFeed {
  private var start: ChangeStream.Start
  private var mark: String?
  /// What was handed over before git had it.
  private var announced = Set<String>()

  /// From behind a change on; from the beginning where nil, from now on where `now`.
  package init(since: String?) {
    start = since.map { $0 == "now" ? .end : .after($0) } ?? .beginning
  }

  /// The events that have come since the last call; nil for none.
  package mutating func next(in context: Context) throws -> Answer? {
    let repository = try context.repository()
    let mark = try EventPage.stream(of: repository, context).mark()
    guard mark != self.mark else { return nil }
    let page = try EventPage(since: start, limit: ListEvents.usualLimit, in: context) {
      announced.contains($0)
    }
    // What is left of a long history is next.
    self.mark = page.hasMore ? nil : mark
    if let since = page.since { start = .after(since) }
    announced = page.waiting.union(page.hasMore ? announced : [])
    return page.events.isEmpty ? nil : .items(page.answer)
  }
}

/// Some events, and where to go on.
private struct EventPage {
  private(set) var events: [Event] = []
  private(set) var hasMore = false
  private(set) var since: String?
  /// The changes among them, and those that were passed over, that git has yet to commit.
  private(set) var waiting = Set<String>()
  private let workspace: Workspace

  init(
    since start: ChangeStream.Start, limit: Int, in context: Context,
    isKnown: (String) -> Bool = { _ in false }
  ) throws {
    workspace = try context.open(reportingProblems: false)
    let stream = EventPage.stream(of: workspace.repository, context)
    let builder = RecordEvents(config: workspace.config, schema: workspace.snapshot.schema)
    var (events, hasMore, isFull, waiting) = ([Event](), false, false, Set<String>())
    var since: String? =
      switch start {
      case .beginning: nil
      case .end: try stream.last()
      case .after(let text): text
      }
    try stream.forEach(after: start) { change in
      if isFull { hasMore = true }
      if hasMore { return false }
      if !isKnown(change.id) { events += builder.events(of: change) }
      if change.isMark {
        since = change.id
        isFull = events.count >= limit
      } else if change.commit == nil {
        waiting.insert(change.id)
      }
      return true
    }
    (self.events, self.hasMore, self.since, self.waiting) = (events, hasMore, since, waiting)
  }

  static func stream(of repository: Repository, _ context: Context) -> ChangeStream {
    let commits = (try? RepositoryLoader.config(in: repository).0.commitsToGit) ?? true
    return ChangeStream(
      of: repository, git: commits && repository.isGitWorkTree ? context.git(repository) : nil)
  }

  var answer: ItemAnswer { ItemAnswer(events, as: Event.schema, in: workspace) }
}
