import Operations
import Records
import Search

/// The shortest way from the words of a command line to an operation, for what is done most: lists, cards, searches and changes of fields.
///
/// The parser of arguments finds out by reflection, at each start, what a command takes, which lasts longer than most answers
/// to these. Whatever else there is, and whatever is written in another way, goes by `CommandRoute`, to the same end.
struct PlainRoute {
  let words: String
  let plain: PlainWords
  let operation: any Operation
  let answer: AnswerForm

  /// `arguments` have their global options at the end.
  init?(_ arguments: [String]) {
    guard let first = arguments.first else { return nil }
    if first == SearchCommand.word {
      self.init(searchingFor: arguments.dropFirst())
      return
    }
    guard arguments.count > 1,
      let kind = Kind.allCases.first(where: { $0.plural == first || $0.rawValue == first })
    else { return nil }
    switch arguments[1] {
    case RecordVerb.list:
      guard let plain = PlainWords(arguments.dropFirst(2)) else { return nil }
      self.init(kind, RecordVerb.list, plain, ListRecords(kind, filter: plain.values), .list(of: kind))
    case RecordVerb.show:
      guard let plain = PlainWords(arguments.dropFirst(2)), !plain.values.isEmpty else { return nil }
      self.init(kind, RecordVerb.show, plain, ShowRecords(kind, words: plain.values), .cards(of: kind))
    case RecordVerb.set:
      guard let plain = PlainWords(arguments.dropFirst(2), options: ["--if-rev"]), plain.values.count > 1
      else { return nil }
      let fields = SetFields(kind, plain.values[0], assignments: Array(plain.values.dropFirst()))
      self.init(kind, RecordVerb.set, plain, fields, .changes(of: kind))
    default: return nil
    }
  }

  private init(
    _ kind: Kind, _ verb: String, _ plain: PlainWords, _ operation: any Operation, _ answer: AnswerForm
  ) {
    words = kind.plural + " " + verb
    (self.plain, self.operation, self.answer) = (plain, operation, answer)
  }

  private init?(searchingFor arguments: ArraySlice<String>) {
    guard let plain = PlainWords(arguments, options: ["--limit", "--kind"]),
      plain.values.contains(where: { !$0.allSatisfy(\.isWhitespace) })
    else { return nil }
    var limit = SearchCommand.usualLimit
    if let text = plain.own["--limit"] {
      guard let number = Int(text), number >= 1 else { return nil }
      limit = number
    }
    var scope: SearchScope?
    if let text = plain.own["--kind"] {
      guard let known = SearchScope(argument: text) else { return nil }
      scope = known
    }
    words = SearchCommand.word
    self.plain = plain
    operation = SearchCommand.request(plain.values, in: scope, limit: limit)
    answer = FindAnything.answer
  }

  var call: CommandCall {
    let operation = operation
    return CommandCall(
      words: words, global: plain.global, asked: [answer], ifRevision: plain.own["--if-rev"]
    ) { session in
      try session.answer(operation)
    }
  }
}
