import Dates
import Diagnostics
import JSON
import Text

/// Turns what an operation refused into what a caller of tools can act on.
struct ToolRefusal {
  let tool: Tool
  let names: ToolNames
  /// The arguments of the call.
  let given: JSONValue
  /// The repository's day; nil where there is no repository to ask.
  let today: CivilDate?

  func error(_ diagnostic: Diagnostic) -> ToolError {
    var error = ToolError(code: diagnostic.code, message: "")
    error.location = diagnostic.location
    switch diagnostic.code {
    case .nextStepRequired: demand(nextStep: diagnostic, &error)
    case .usage, .invalidValue, .tooLarge: wrongArguments(diagnostic, &error)
    case .locked: error.isRetryable = true
    default: break
    }
    error.fields = diagnostic.detail?.fields ?? []
    error.rev = diagnostic.detail?.revision
    error.nearest = diagnostic.detail?.nearest ?? []
    error.candidates = (diagnostic.detail?.candidates ?? []).map(candidate)
    error.matches = (diagnostic.detail?.matches ?? []).map(candidate)
    if error.message.isEmpty { error.message = message(of: diagnostic, error.candidates + error.matches) }
    if error.otherWays.isEmpty {
      let ways = diagnostic.hints.flatMap(\.commands).compactMap(call)
      error.otherWays = error.retry == nil ? ways : ways.filter { $0.tool != names[tool] }
    }
    error.message = clean(error.message)
    if error.message.utf8.count > ToolError.messageLimit { error.message = shortened(error.message) }
    return error
  }

  private func candidate(_ record: DiagnosticDetail.Candidate) -> ToolCandidate {
    ToolCandidate(id: record.id, kind: record.kind, name: clean(record.name), about: record.about.map(clean))
  }

  // MARK: A next step

  private func demand(nextStep diagnostic: Diagnostic, _ error: inout ToolError) {
    let missing = ["next_step", "next_due"].filter { given[$0]?.string?.isEmpty ?? true }
    error.missing = missing
    error.today = today?.description
    error.earliestDue = today?.description
    error.retry = ToolCall(tool: names[tool], arguments: asking(for: missing))
    var ways = "Repeat the call with \(missing.count == 1 ? "it" : "them")"
    if let deal = given["id"]?.string, tool.operation == "move_deal" {
      ways += ", or use stage won or lost"
      error.otherWays = [
        ToolCall(
          tool: names["move_deal"], arguments: ["id": .string(deal), "stage": "lost", "reason": "<ask>"])
      ]
    }
    error.message =
      "\(sentence(diagnostic.message)) Missing: \(missing.joined(separator: ", ")). \(ways). "
      + "Ask the user if you do not know the next step. \(ToolRefusal.nothingWritten)"
  }

  private static let nothingWritten = "Nothing was written."

  /// The arguments as they came, with placeholders for those that are missing.
  private func asking(for missing: [String]) -> JSONValue {
    let kept = (given.members ?? []).filter { !missing.contains($0.key) }
    return JSONValue(pairs: kept.map { ($0.key, $0.value) } + missing.map { ($0, "<ask>") })
  }

  // MARK: Arguments

  private func wrongArguments(_ diagnostic: Diagnostic, _ error: inout ToolError) {
    let all = [diagnostic] + diagnostic.related
    let missing = all.compactMap { part -> String? in
      guard part.code == .usage, case .field(let name)? = part.cause else { return nil }
      return tool.arguments.contains { $0.name == name } ? name : nil
    }
    guard !missing.isEmpty else { return }
    error.missing = missing
    error.retry = ToolCall(tool: names[tool], arguments: asking(for: missing))
  }

  // MARK: Words

  /// Every finding with its way out, and that nothing was written.
  private func message(of diagnostic: Diagnostic, _ candidates: [ToolCandidate]) -> String {
    var parts = ([diagnostic] + diagnostic.related).map { part in
      let place = part.location.map { " (\($0.file):\($0.line):\($0.column))" } ?? ""
      return sentence(part.message + place)
    }
    if candidates.isEmpty || diagnostic.code == .duplicate {
      for hint in diagnostic.hints + diagnostic.related.flatMap(\.hints) {
        if let text = text(of: hint) { parts.append(sentence(text)) }
      }
    }
    if !candidates.isEmpty {
      let listed = candidates.prefix(5).map { candidate in
        "\(candidate.id) \(candidate.name.prefix(60))" + (candidate.about.map { " (\($0.prefix(60)))" } ?? "")
      }
      parts.append(
        sentence((candidates.count == 1 ? "It is: " : "They are: ") + listed.joined(separator: "; ")))
    }
    if tool.writes { parts.append(ToolRefusal.nothingWritten) }
    var said: [String] = []
    for part in parts where !said.contains(part) { said.append(part) }
    return said.joined(separator: " ")
  }

  private func sentence(_ text: String) -> String { ToolRefusal.sentence(text) }

  /// With a capital where it begins with a word, and a full stop.
  static func sentence(_ text: String) -> String {
    // Names of arguments, files and commands stay as they are.
    let isName =
      text.prefix { $0 != " " }.contains { "_/\"".contains($0) } || text.hasPrefix("\(CommandLine("")) ")
    let begun = isName ? text : text.prefix(1).uppercased() + text.dropFirst()
    return begun.hasSuffix(".") || begun.hasSuffix("?") ? begun : begun + "."
  }

  /// A hint in the words of tools; nil for one that only a command line can follow and that says nothing else.
  private func text(of hint: Hint) -> String? {
    guard !hint.commands.isEmpty else { return hint.description }
    if hint.commands.allSatisfy({ call($0) != nil }), hint.parts.count == 1 { return nil }
    return hint.parts.map { part in
      switch part {
      case .text(let text): text
      case .command(let line): call(line).map(described) ?? line.description
      }
    }.joined()
  }

  private func described(_ call: ToolCall) -> String {
    let words = (call.arguments.members ?? []).map { member in
      "\(member.key)=\(member.value.string ?? member.value.encoded(pretty: false))"
    }
    return "\(call.tool)(\(words.joined(separator: ", ")))"
  }

  /// The call that does what a command does; nil where no tool does.
  private func call(_ line: CommandLine) -> ToolCall? {
    func value(_ value: CommandLine.Value?) -> JSONValue {
      if case .known(let text)? = value { return .string(text) }
      return "<ask>"
    }
    let first = line.arguments.first.flatMap { argument -> CommandLine.Value? in
      if case .value(let value) = argument { value } else { nil }
    }
    func option(_ name: String) -> CommandLine.Value? {
      line.arguments.lazy.compactMap { argument in
        if case .option(name, let value) = argument { value } else { nil }
      }.first
    }
    switch line.operation {
    case "deals move":
      let stage = line.arguments.dropFirst().first.flatMap(\.value)
      return ToolCall(
        tool: names["move_deal"],
        arguments: ["id": value(first), "stage": value(stage), "next_step": "<ask>", "next_due": "<ask>"])
    case "deals reopen":
      return ToolCall(
        tool: names["move_deal"],
        arguments: ["id": value(first), "stage": "<ask>", "next_step": "<ask>", "next_due": "<ask>"])
    case "deals win":
      return ToolCall(tool: names["move_deal"], arguments: ["id": value(first), "stage": "won"])
    case "deals lose":
      return ToolCall(
        tool: names["move_deal"],
        arguments: ["id": value(first), "stage": "lost", "reason": value(option("reason"))])
    case "done", "tasks done": return ToolCall(tool: names["complete_task"], arguments: ["id": value(first)])
    case "undo" where first != nil: return ToolCall(tool: names["undo"], arguments: ["change": value(first)])
    case "search" where names == .prefixed:
      return ToolCall(tool: names["search"], arguments: ["query": value(first)])
    case _ where line.operation.hasSuffix(" show") && names == .prefixed:
      return ToolCall(tool: names["get"], arguments: ["id": value(first)])
    default: return nil
    }
  }

  private func clean(_ text: String) -> String { TerminalEscaping.escape(text, keepingNewlines: false) }

  /// Cut so that the last sentence stays whole.
  private func shortened(_ text: String) -> String {
    let end = tool.writes ? " … " + ToolRefusal.nothingWritten : " …"
    var cut = text.prefix(ToolError.messageLimit)
    while cut.utf8.count + end.utf8.count > ToolError.messageLimit { cut.removeLast() }
    return cut + end
  }
}
