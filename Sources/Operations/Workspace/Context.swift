package import Dates
package import Diagnostics
package import Records
package import Store
package import Threads

/// One run of one operation: where its repository is, who acts and when, what may be done, and whom it tells.
package final class Context {
  /// How the repository is found.
  package struct Location: Sendable {
    /// The folder that was named, with the argument that named it.
    package var explicit: String?
    /// Another folder, such as `$CRM_REPO`, that holds only where no folder above the present one is a repository.
    package var fallback: String?
    package var workingDirectory: String

    package init(explicit: String? = nil, fallback: String? = nil, workingDirectory: String) {
      self.explicit = explicit
      self.fallback = fallback
      self.workingDirectory = workingDirectory
    }

    /// Throws `not_found` where there is no repository.
    package func repository() throws(Diagnostic) -> Repository {
      let folder: String? = if let explicit { try Named.folder(explicit, "-C") } else { nil }
      return try Repository.discover(
        explicit: folder, environment: fallback, workingDirectory: workingDirectory)
    }
  }

  /// What an operation is allowed to do, and what decides how.
  package struct Options: Sendable {
    /// Plans and judges everything, and writes nothing.
    package var isDryRun = false
    /// Writes in the middle of a git rebase, merge or bisect too.
    package var isForced = false
    /// Reads go through the compiled index; else every file is parsed.
    package var usesIndex = true
    /// Changes are left for `commitPending`, so that the answer need not wait for git.
    package var commitsLater = false
    /// The revision that the file of the record that is named must be at; nil where any will do.
    package var ifRevision: String?
    /// Through what the change came, and from which program.
    package var origin: ChangeOrigin
    /// How long to wait while others read or write, in milliseconds.
    package var patience = RepositoryLock.patience
    /// The columns that will be asked of the answer; a wrong one is refused before anything is written.
    package var fields: String?
    /// Whether `difference` is kept, for those who read it.
    package var keepsDifference = false

    package init(
      isDryRun: Bool = false, isForced: Bool = false, usesIndex: Bool = true, fields: String? = nil,
      ifRevision: String? = nil, origin: ChangeOrigin = .commandLine
    ) {
      self.ifRevision = ifRevision
      self.origin = origin
      self.fields = fields
      self.isDryRun = isDryRun
      self.isForced = isForced
      self.usesIndex = usesIndex
    }
  }

  /// Who acts where nothing is said: the name that was given, and the account's.
  package struct Actor: Sendable {
    package var given: String?
    package var account: @Sendable () -> String

    package init(given: String?, account: @escaping @Sendable () -> String) {
      self.given = given
      self.account = account
    }
  }

  package let location: Location
  package let options: Options
  package let now: Instant
  /// The words of the operation, for the lock's owner and for messages: `deals move`.
  package let name: String
  /// Seeds the identifiers of new records.
  package let seed: UInt64
  /// The environment that git and the like get, `NAME=value` each.
  package let environment: [String]
  package let face: any Face
  /// What numbers name at this terminal; nil where nobody may type them.
  package let rows: RowNumbers?
  /// What was typed, for hints that repeat it.
  package let typed: TypedLine

  /// The change that was made, by the name that `undo` takes; nil before there is one.
  package internal(set) var madeChange: String?
  /// What was changed, or would be, field by field, where that is asked for.
  package internal(set) var difference: [FieldDifference] = []
  /// The operations that this one lands together with; nil where it lands by itself.
  let batch: OperationBatch?
  /// The repository that has a change for `commitPending`, where that is left for later.
  package internal(set) var awaitingGit: Repository?
  /// What may be left unread; nil where everything is read.
  package var partial: PartialReading?
  /// The record whose revision was found to be the one that was demanded.
  var judged: Record?
  /// What a dry run would write, a line for each file.
  var plan: [String] = []
  private var remarks: [String] = []
  private var warned: Set<String> = []
  /// What is wrong with the files that were read; a face shows it after the answer.
  package private(set) var problems: [Diagnostic] = []
  let actor: Actor
  private var cachedUser: Once<String>?

  package init(
    location: Location, options: Options = Options(), now: Instant, name: String, seed: UInt64,
    environment: [String], actor: Actor, face: any Face, rows: RowNumbers? = nil,
    typed: TypedLine = TypedLine()
  ) {
    batch = nil
    self.location = location
    self.options = options
    self.now = now
    self.name = name
    self.seed = seed
    self.environment = environment
    self.actor = actor
    self.face = face
    self.rows = rows
    self.typed = typed
  }

  /// The same run, as one of many operations that land together: with warnings of its own, and identifiers that no other
  /// one of them gets.
  init(
    _ whole: Context, in batch: OperationBatch, operation name: String, at place: Int, ifRevision: String?,
    face: any Face
  ) {
    self.batch = batch
    self.name = name
    self.face = face
    location = whole.location
    var options = whole.options
    options.keepsDifference = true
    options.fields = nil
    options.ifRevision = ifRevision
    self.options = options
    now = whole.now
    seed = whole.seed &+ (UInt64(place) &+ 1) &* 0x2545_f491_4f6c_dd1d
    environment = whole.environment
    actor = whole.actor
    rows = nil
    typed = TypedLine()
  }

  /// The value of a variable of the environment; nil where it is empty or not set.
  func variable(_ name: String) -> String? {
    let start = name + "="
    let value = environment.lazy.filter { $0.hasPrefix(start) }.compactMap {
      String($0.utf8.dropFirst(start.utf8.count))
    }.first
    return value.flatMap { $0.isEmpty ? nil : $0 }
  }

  package func repository() throws(Diagnostic) -> Repository { try location.repository() }

  /// The same; nil where none was named and there is none here.
  func repositoryIfAny() throws(Diagnostic) -> Repository? {
    do throws(Diagnostic) {
      return try repository()
    } catch {
      let isNamed = location.explicit != nil || location.fallback?.isEmpty == false
      if isNamed || error.code != .notFound { throw error }
      return nil
    }
  }

  package func git(_ repository: Repository) -> Git { Git(repository, environment: environment) }

  package func warn(_ diagnostic: Diagnostic) { face.warn(diagnostic) }

  package func warn(_ message: String, hint: Hint? = nil) {
    face.warn(Diagnostic(.warning, message, hints: hint.map { [$0] } ?? []))
  }

  /// Warns of what is the same however often it comes up in one run.
  func warnOnce(_ message: String, hint: Hint? = nil) {
    guard warned.insert(message).inserted else { return }
    warn(message, hint: hint)
  }

  package func fail(_ diagnostic: Diagnostic) { face.fail(diagnostic) }

  /// Tells a person what was decided for them; no program reads it.
  package func remark(_ text: String) { remarks.append(text) }

  /// The remarks so far, which are then the caller's.
  package func takeRemarks() -> [String] {
    defer { remarks = [] }
    return remarks
  }

  /// Drops all remarks, warnings and problems so far.
  func forget() { (remarks, warned, problems) = ([], [], []) }

  /// Keeps what is wrong with the files that were read.
  package func remember(problems: [Diagnostic]) { self.problems += problems }

  /// The problems kept so far, which are then the caller's.
  package func takeProblems() -> [Diagnostic] {
    defer { problems = [] }
    return problems
  }

  /// What a dry run would have written so far, a line for each file; the lines are then the caller's.
  package func takePlan() -> [String] {
    defer { plan = [] }
    return plan
  }

  /// The name that was given, git's user, the account that this process runs under, in this order.
  package func user(_ repository: Repository) -> Once<String> {
    if let cachedUser { return cachedUser }
    let (actor, environment) = (actor, environment)
    let user = Once {
      if let given = actor.given, !given.isEmpty { return given }
      let git = repository.isGitWorkTree ? Git(repository, environment: environment) : nil
      return git?.currentUser() ?? actor.account()
    }
    cachedUser = user
    return user
  }
}
