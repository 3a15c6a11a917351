import Dates
package import Diagnostics
package import JSON
import Records
import Store

/// The tools that a caller has, and the one way to call them.
package struct ToolSet: Sendable {
  package struct Options: Sendable {
    /// Leaves out, and refuses, whatever writes.
    package var isReadOnly = false
    /// The names of the tools that there are; nil for all.
    package var only: [String]?
    /// Adds the two that change many records.
    package var allowsBulk = false
    /// Whether the text of other people is shown.
    package var showsOutside = true

    package init() {}
  }

  /// What a call's context must be made for.
  package struct Run: Sendable {
    /// The words of the operation: `deals move`.
    package let name: String
    package let isDryRun: Bool
    /// The revision that the record must have; nil for any.
    package let ifRevision: String?
  }

  /// In an order that does not change.
  package let tools: [Tool]
  private let options: Options
  private let names: ToolNames

  /// Throws `invalid_value` for a name that no tool has.
  package init(_ options: Options = Options(), names: ToolNames = .prefixed) throws(Diagnostic) {
    self.options = options
    self.names = names
    let there = Tool.all + (options.allowsBulk ? Tool.bulk : [])
    let wanted = try options.only.map { words throws(Diagnostic) in
      try words.map { word throws(Diagnostic) in
        let known = there.first { $0.name == word || $0.operation == word }
        guard let known else {
          throw Diagnostic(
            .invalidValue, "there is no tool \"\(word)\"",
            hints: .unknown(word, among: there.map(\.operation), listing: "the tools are "))
        }
        return known.operation
      }
    }
    tools = there.filter { tool in
      (wanted?.contains(tool.operation) ?? true) && !(options.isReadOnly && tool.writes)
    }
  }

  package func tool(named name: String) -> Tool? {
    tools.first { names[$0] == name || $0.operation == name }
  }

  /// A tool that there is, but not for this caller.
  private func withheld(_ name: String) -> Tool? {
    (Tool.all + Tool.bulk).first { names[$0] == name || $0.operation == name }
  }

  /// Does what a call asks for; whatever the caller did wrong is in the answer. `context` makes the circumstances of the
  /// operation, which tells the given face what comes up.
  package func call(
    _ name: String, _ arguments: JSONValue, in context: (Run, ToolFace) throws -> Context
  ) -> ToolAnswer {
    guard let tool = tool(named: name) else {
      return ToolAnswer(ToolContent(error: refusal(of: name)))
    }
    do {
      let arguments = try ToolArguments(arguments, of: tool, names: names)
      let face = ToolFace()
      let context = try context(
        Run(name: tool.words, isDryRun: arguments.flag("dry_run"), ifRevision: arguments.text("if_rev")), face
      )
      return call(tool, arguments, context, face)
    } catch let diagnostic as Diagnostic {
      return answer(diagnostic, tool, arguments, nil)
    } catch {
      return answer(Diagnostic(.internal, "internal fault: \(error)"), tool, arguments, nil)
    }
  }

  private func call(
    _ tool: Tool, _ arguments: ToolArguments, _ context: Context, _ face: ToolFace
  ) -> ToolAnswer {
    do {
      try demandRepository(context)
      let (content, isUntrusted) = try outcome(tool, arguments, context, face)
      return ToolAnswer(content, isUntrusted: isUntrusted)
    } catch let diagnostic as Diagnostic {
      return answer(diagnostic, tool, arguments.given, ToolSet.today(context))
    } catch {
      return answer(
        Diagnostic(.internal, "internal fault: \(error)"), tool, arguments.given, ToolSet.today(context))
    }
  }

  /// The day in the repository's zone; nil where there is none to ask. Only a refusal needs it.
  private static func today(_ context: Context) -> CivilDate? {
    (try? context.repository()).flatMap { try? RepositoryLoader.config(in: $0).0 }
      .map { $0.zone.date(context.now) }
  }

  /// The same with nothing under `outside`.
  private static func withoutOutside(_ data: JSONValue) -> JSONValue {
    JSONValue(
      pairs: (data.members ?? []).map { ($0.key, $0.key == "outside" ? .array([]) : $0.value) })
  }

  /// Runs the tool; throws a `Diagnostic` where it is refused.
  func outcome(
    _ tool: Tool, _ arguments: ToolArguments, _ context: Context, _ face: ToolFace
  ) throws -> (content: ToolContent, isUntrusted: Bool) {
    let result = try tool.run(arguments, context)
    if let failure = face.failures.first(where: { $0.code == .conflict }) { throw failure }
    var content = ToolContent(
      data: options.showsOutside ? result.data : result.data.map(ToolSet.withoutOutside), items: result.items,
      nextCursor: result.nextCursor)
    if tool.writes { content.change = change(result, context) }
    var warnings = face.warnings
    for remark in context.takeRemarks() where !warnings.contains(remark) { warnings.append(remark) }
    let problems = context.takeProblems()
    if let first = problems.first {
      let place = first.location.map { "\($0.file):\($0.line): " } ?? ""
      warnings.append("\(problems.count) files cannot be read, such as \(place)\(first.message)")
    }
    content.warnings = warnings
    return (content, result.quotesOthers)
  }

  private func change(_ result: ToolResult, _ context: Context) -> ToolChange {
    var change = ToolChange(id: context.madeChange, isDryRun: context.options.isDryRun)
    change.differences = context.difference
    change.isUnchanged = result.isUnchanged || (context.difference.isEmpty && context.madeChange == nil)
    var ids = result.records.map(\.description)
    for part in context.difference where !ids.contains(part.id) { ids.append(part.id) }
    change.records = ids
    change.undo = context.madeChange.map {
      ToolCall(tool: names["undo"], arguments: ["change": .string($0)])
    }
    return change
  }

  private func demandRepository(_ context: Context) throws(Diagnostic) {
    do throws(Diagnostic) {
      _ = try context.repository()
    } catch {
      guard error.code == .notFound else { throw error }
      throw Diagnostic(
        .noFolder, "there is no CRM repository here: \(error.message)",
        hints: [
          "to make one the user runs: \(CommandLine("init"))",
          "for another folder the server is started with -C DIR",
        ])
    }
  }

  private func answer(
    _ diagnostic: Diagnostic, _ tool: Tool, _ arguments: JSONValue, _ today: CivilDate?
  ) -> ToolAnswer {
    let refusal = ToolRefusal(tool: tool, names: names, given: arguments, today: today)
    return ToolAnswer(ToolContent(error: refusal.error(diagnostic)))
  }

  private func refusal(of name: String) -> ToolError {
    if let tool = withheld(name), tool.writes, options.isReadOnly {
      return ToolError(
        code: .readOnly,
        message: "\(names[tool]) writes, and this server was started with --read-only. Nothing was written.")
    }
    let near = [Hint].unknown(name, among: tools.map { names[$0] }, listing: "The tools are ")
    var error = ToolError(code: .notFound, message: "There is no tool of this name. ")
    error.message += near.map(\.description).joined(separator: " ") + "."
    return error
  }
}
