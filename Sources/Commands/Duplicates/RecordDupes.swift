import ArgumentParser
import Diagnostics
import Operations
import Output
import Records

/// `crm <noun> dupes`: likely pairs, and what a person says of them.
struct RecordDupes<Noun: RecordNoun>: CRMCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "dupes", abstract: "Find \(Noun.kind.plural) that are likely the same.",
      discussion: """
        Lists pairs with a score from 1 to 100 and what speaks for it and against it: addresses, numbers, names in any \
        letters, with typing errors and short forms. Nothing is merged by itself. With one record, its pairs; with two, \
        how likely they are one. At a terminal it goes through the pairs, a key each: m merges, o the other way round, n \
        remembers that they are two, l leaves a pair for later, u takes back, q quits.
        """)
  }
  static var examples: [String] {
    [
      "\(Noun.kind.plural) dupes", "\(Noun.kind.plural) dupes --min 80 --json",
      "\(Noun.kind.plural) dupes --not-duplicates \(Noun.exampleOriginal) \(Noun.exampleTwin)",
    ]
  }

  @Argument(
    help: ArgumentHelp("One \(Noun.kind.rawValue), or two.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [Noun.kind]) })
  var refs: [String] = []

  @Option(
    name: .customLong("min"), help: ArgumentHelp("The lowest score, from 1 to 100.", valueName: "score"))
  var min = ListDuplicates.usualMinimum

  @Option(name: .shortAndLong, help: ArgumentHelp("At most this many pairs.", valueName: "number"))
  var limit: Int?

  @Flag(name: .customLong("not-duplicates"), help: "Remember that these two are two.")
  var areTwo = false

  @Flag(name: .customLong("revoke"), help: "Forget that these two are two.")
  var revokes = false

  @Flag(name: .customLong("remembered"), help: "List the pairs that are remembered to be two.")
  var lists = false

  @Flag(name: .customLong("list"), help: "Only list the pairs, at a terminal too.")
  var onlyLists = false

  static var effect: Effect { .writes }
  static var answers: [AnswerForm] { [ListDuplicates.answer, KeepApart.answer, ListApart.answer] }
  var asked: [AnswerForm] {
    if lists { return [ListApart.answer] }
    return [areTwo || revokes ? KeepApart.answer : ListDuplicates.answer]
  }

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(1...100).contains(min) { throw ValidationError("--min takes a score from 1 to 100") }
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
    if [areTwo, revokes, lists].count(where: { $0 }) > 1 {
      throw ValidationError("--not-duplicates, --revoke and --remembered exclude each other")
    }
    if areTwo || revokes, refs.count != 2 {
      throw ValidationError("--not-duplicates and --revoke take two \(Noun.kind.plural)")
    }
    if lists, !refs.isEmpty { throw ValidationError("--remembered takes no \(Noun.kind.rawValue)") }
    if refs.count > 2 { throw ValidationError("dupes takes one \(Noun.kind.rawValue), or two") }
  }

  func run(in session: Session) throws {
    let context = session.context
    let answer: Answer
    if lists {
      answer = try ListApart(Noun.kind).run(in: context)
    } else if areTwo {
      answer = try KeepApart(Noun.kind, refs[0], refs[1]).run(in: context)
    } else if revokes {
      answer = try RevokeApart(Noun.kind, refs[0], refs[1]).run(in: context)
    } else {
      let request = ListDuplicates(Noun.kind, of: refs, minimum: min, limit: limit)
      if walks(in: session), try DuplicateLoop(session, Noun.kind).run(request) { return }
      answer = try request.run(in: context)
    }
    try session.present(answer)
  }

  /// At a terminal that can draw a person goes through the pairs, unless they asked for the list or one pair.
  private func walks(in session: Session) -> Bool {
    session.isInteractive && session.global.format == nil && session.global.fields == nil && !onlyLists
      && refs.count < 2 && !session.global.quiet && session.world.environment["TERM"] != "dumb"
  }
}

extension RecordNoun {
  /// A record as the examples name it, where a second one is much alike.
  static var exampleOriginal: String {
    switch kind {
    case .contact: "'anna ivanova'"
    case .company: "'acme gmbh'"
    case .lead, .deal, .task, .activity, .product, .invoice: exampleReference
    }
  }

  /// A second record as the examples name one.
  static var exampleTwin: String {
    switch kind {
    case .contact: "'anna iwanowa'"
    case .company: "'acme ag'"
    case .lead: "'site request'"
    case .deal, .task, .activity, .product, .invoice: "other"
    }
  }
}
