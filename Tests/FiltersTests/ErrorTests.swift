import Diagnostics
import Filters
import Records
import Testing

/// One row: the filter with its fault marked by carets below, the code, and parts of message and hints.
struct Fault: Sendable, CustomTestStringConvertible {
  let kind: Kind
  let filter: String
  /// 1-based, in characters.
  let column: Int
  let length: Int
  let code: DiagnosticCode
  let says: [String]

  init(_ filter: String, _ column: Int, _ length: Int, _ code: DiagnosticCode, _ says: String...) {
    self.init(kind: .deal, filter, column, length, code, says)
  }

  init(
    _ kind: Kind, _ filter: String, _ column: Int, _ length: Int, _ code: DiagnosticCode, _ says: String...
  ) {
    self.init(kind: kind, filter, column, length, code, says)
  }

  private init(
    kind: Kind, _ filter: String, _ column: Int, _ length: Int, _ code: DiagnosticCode, _ says: [String]
  ) {
    self.kind = kind
    self.filter = filter
    self.column = column
    self.length = length
    self.code = code
    self.says = says
  }

  var testDescription: String { "\(kind.plural) \(filter)" }
}

struct ErrorTests {
  static func problem(
    _ filter: [String], _ kind: Kind = .deal, context: FilterContext? = nil
  ) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try Filter.parse(filter, kind: kind, context: context ?? Office.context(views: ViewTests.views))
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    Fault("stagee:won", 1, 6, .invalidValue, "deals have no field \"stagee\"", "did you mean \"stage\"?"),
    Fault("amount>1 and stagee:won", 14, 6, .invalidValue, "stagee"),
    Fault("название:won", 1, 8, .invalidValue, "название", "crm schema deal"),
    Fault("ы ы stagee:won", 5, 6, .invalidValue, "stagee"),
    Fault("company.contry:DE", 9, 6, .invalidValue, "companies have no field \"contry\"", "\"country\""),
    Fault("amount.x:1", 1, 6, .invalidValue, "refers to no other record"),
    Fault("history.stag:x", 9, 4, .invalidValue, "history has no \"stag\"", "\"stage\""),
    Fault("history.at.x:1", 9, 2, .invalidValue, "refers to no other record"),
    Fault("company.:x", 9, 1, .usage, "beside the dot"),
    Fault(.contact, "weighted>1", 1, 8, .invalidValue, "contacts have no field"),
    Fault("weihted>1", 1, 7, .invalidValue, "\"weighted\""),
    Fault(
      "stage:propsal", 7, 7, .invalidValue, "no pipeline has a stage \"propsal\"",
      "did you mean \"proposal\"?"),
    Fault("stage=prop", 7, 4, .invalidValue, "no pipeline has a stage"),
    Fault("stage!=\"pro posal\"", 8, 11, .invalidValue, "pro posal"),
    Fault("pipeline:salse", 10, 5, .invalidValue, "\"sales\""),
    Fault("owner:glob", 7, 4, .invalidValue, "not among the owners", "\"gleb\"", "known: gleb, anna, me"),
    Fault("is:opened", 4, 6, .invalidValue, "is no state of deals", "\"open\"", "won, lost"),
    Fault(.contact, "is:open", 4, 4, .invalidValue, "no state of contacts", "active, customer, silent"),
    Fault("is:", 1, 3, .usage, "state is missing", "known: open"),
    Fault("is>open", 1, 7, .usage, "is:"),
    Fault(.task, "type:kall", 6, 4, .invalidValue, "\"call\""),
    Fault(.lead, "status=wor", 8, 3, .invalidValue, "\"working\"", "known: new"),
    Fault("amount>lots", 8, 4, .invalidValue, "takes a number", "10000RUB"),
    Fault("amount>10EURX", 8, 6, .invalidValue, "takes a number"),
    Fault("probability>10EUR", 13, 5, .invalidValue, "takes a number"),
    Fault("created:soon", 9, 4, .invalidValue, "takes a date", "today-7d"),
    Fault("expected_close<now-2h", 16, 6, .invalidValue, "takes a date"),
    Fault(.activity, "duration>long", 10, 4, .invalidValue, "length of time"),
    Fault(.product, "active:maybe", 8, 5, .invalidValue, "true or false"),
    Fault(.contact, "phone:none", 7, 4, .invalidValue, "digits of a phone number"),
    Fault("title>a", 1, 7, .invalidValue, "compares numbers, money and dates", "title:a"),
    Fault("contact<x", 1, 9, .invalidValue, "compares numbers"),
    Fault("@hott", 1, 5, .invalidValue, "no view \"hott\"", "\"@hot\"", "known: @a"),
    Fault("title~(ab", 7, 1, .usage, "not closed"),
    Fault("title~a**b", 8, 2, .usage, "repeats a repetition"),
    Fault("title~\"x(?=y)\"", 9, 3, .usage, "look-ahead is not known here: (?="),
    Fault("title~", 1, 6, .usage, "a value is missing"),
    Fault("title~\"\"", 7, 2, .usage, "expression is missing"),
    Fault("amount>", 1, 7, .usage, "a value is missing"),
    Fault("amount> ", 1, 8, .usage, "a value is missing"),
    Fault("\"acme", 1, 1, .usage, "quote is not closed"),
    Fault("title:\"acme", 7, 1, .usage, "quote is not closed"),
    Fault("title:\"a\"b", 10, 1, .usage, "a blank is missing"),
    Fault("(stage:won", 1, 1, .usage, "not closed"),
    Fault("stage:won)", 10, 1, .usage, "closes nothing"),
    Fault("stage:won ()", 11, 2, .usage, "nothing in these"),
    Fault("stage:(won or lost)", 7, 1, .usage, "cannot be a group", "(stage:one or stage:other)"),
    Fault("or stage:won", 1, 2, .usage, "both sides"),
    Fault("stage:won or", 11, 2, .usage, "both sides"),
    Fault("stage:won and", 11, 3, .usage, "both sides"),
    Fault("and", 1, 3, .usage, "both sides"),
    Fault("stage:won and and is:open", 15, 3, .usage, "both sides"),
    Fault("stage:won not", 11, 3, .usage, "needs a term after it"),
    Fault("(not)", 2, 3, .usage, "needs a term after it"),
    Fault("- stage:won", 1, 1, .usage, "right after it"),
    Fault("acme -", 6, 1, .usage, "right after it"),
    Fault("=won", 1, 1, .usage, "field is missing"), Fault("!stage:won", 1, 1, .usage, "not known here"),
    Fault("@", 1, 1, .usage, "name of a view is missing"), Fault("&&", 1, 2, .usage, "no word to look for"),
    Fault("sort:", 1, 5, .usage, "a field is missing"),
    Fault("sort:amout", 6, 5, .invalidValue, "\"amount\""),
    Fault("sort:amount,,id", 13, 1, .usage, "between commas"),
    Fault("sort:-amount,-stge", 15, 4, .invalidValue, "stge"),
    Fault("sort:items", 6, 5, .invalidValue, "nothing can be sorted"),
    Fault("(stage:won sort:id)", 12, 7, .usage, "outside parentheses"),
    Fault("not sort:id", 5, 7, .usage, "cannot be negated"),
    Fault("-limit:5", 2, 7, .usage, "cannot be negated"),
    Fault("stage:won or sort:id", 11, 2, .usage, "both sides"),
    Fault("limit:many", 7, 4, .invalidValue, "whole number"),
    Fault("limit:0", 7, 1, .invalidValue, "above 0"),
    Fault("limit:", 1, 6, .invalidValue, "whole number"), Fault("limit:1 limit:2", 9, 7, .usage, "twice"),
  ])
  func points(_ row: Fault) throws {
    let problem = try #require(ErrorTests.problem([row.filter], row.kind))
    let excerpt = try #require(problem.excerpt)
    #expect(excerpt.column == row.column)
    #expect(excerpt.length == row.length)
    #expect(problem.code == row.code)
    #expect(problem.code.exitStatus == 2)
    let said = ([problem.message] + problem.hints.map(\.description)).joined(separator: "\n")
    for part in row.says { #expect(said.contains(part), "\(said)") }
    #expect(excerpt.line == row.filter)
    #expect(problem.location == SourceLocation(file: "filter", line: 1, column: row.column))
  }

  @Test func countsOverArguments() throws {
    let problem = try #require(ErrorTests.problem(["stage:won", "ownr:me"]))
    #expect(problem.excerpt?.line == "stage:won ownr:me")
    #expect(problem.location?.column == 11)
  }

  @Test func pointsIntoTheViewAndItsLine() throws {
    let problem = try #require(ErrorTests.problem(["@bad"]))
    #expect(problem.location == SourceLocation(file: "@bad", line: 2, column: 5))
    #expect(problem.excerpt == Excerpt(line: "and stagee:lost", column: 5, length: 6))
  }

  @Test(arguments: [("@a", "@a → @b → @a"), ("@self", "@self → @self")])
  func circlesOfViews(_ filter: String, _ circle: String) throws {
    let problem = try #require(ErrorTests.problem([filter]))
    #expect(problem.code == .invalidValue)
    #expect(problem.message.contains(circle))
  }

  @Test func nobodyIsMeWithoutAUser() throws {
    let problem = try #require(ErrorTests.problem(["owner:me"], context: Office.context(user: nil)))
    #expect(problem.hints == ["give --user NAME"])
    #expect(ErrorTests.problem(["owner:nobody"], context: Office.context(owners: [])) == nil)
    let unsaved = try #require(ErrorTests.problem(["@x"], context: Office.context()))
    #expect(unsaved.hints == ["no views are saved"])
  }

  @Test func hostileFiltersAreRefusedAndHarmless() throws {
    let deep = String(repeating: "(", count: 5_000) + "a" + String(repeating: ")", count: 5_000)
    #expect(ErrorTests.problem([deep])?.message.contains("deeper") == true)
    let long = String(repeating: "a ", count: 20_000)
    #expect(ErrorTests.problem([long])?.message.contains("longer") == true)
    let negated = String(repeating: "not ", count: 4_000) + "stage:won"
    #expect(try Office.select(negated, .deal) == ["d3"])
    #expect(ErrorTests.problem([String(repeating: "-", count: 10_001) + "stage:won"]) == nil)
    #expect(ErrorTests.problem(["title~" + String(repeating: "a", count: 501)]) != nil)
  }

  @Test(arguments: ["limit:1", "sort:id", "@hot", "", "stagee", "contact.phon", "is", "amount >", "stagee:x"])
  func conditionsAreChecked(_ text: String) {
    #expect(throws: Diagnostic.self) {
      try Condition.parse(text, kind: .deal, schema: Office.config().schema)
    }
  }

  @Test func conditionsKnowStagesWhenTheyAreGiven() {
    let schema = Office.config().schema
    #expect(throws: Never.self) { try Condition.parse("stage:x", kind: .deal, schema: schema) }
    #expect(throws: Diagnostic.self) {
      try Condition.parse("stage:x", kind: .deal, schema: schema, stages: Office.stages)
    }
    #expect(throws: Diagnostic.self) {
      try Condition.parse("owner:x", kind: .deal, schema: schema, owners: Office.owners)
    }
  }
}
