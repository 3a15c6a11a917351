import Diagnostics
import Facts
import Operations
import Records

extension DeskRequest {
  /// The words of the command that does the same.
  var operationName: String {
    switch verb {
    case .act: "deals act"
    case .done: "tasks done"
    case .log: "log"
    case .snooze: "tasks snooze"
    case .plan: "tasks add"
    case .qualify: "leads qualify"
    case .reject: "leads reject"
    case .move: "deals move"
    case .close(.won): "deals win"
    case .close(.lost): "deals lose"
    case .close(.archived): "deals archive"
    }
  }

  private var step: NextStepRequest {
    NextStepRequest(title: value("next"), due: value("next") == nil ? nil : value("due"))
  }

  private var details: TransitionDetails {
    TransitionDetails(
      sets: sets, note: value("note"), keepsNextStep: keepsStep, nextStep: step, result: value("result"))
  }

  func run(in context: Context) throws -> Answer {
    let name = target.description
    switch verb {
    case .act(let action):
      var details = details
      details.nextStep.due = value("due")
      return try ActOnDeal(name, action: action, reason: value("reason"), details).run(in: context)
    case .done:
      return try CompleteTask(name, result: value("result"), nextStep: step).run(in: context)
    case .log:
      return try LogActivity(.call, on: name, text: value("text"), nextStep: step).run(in: context)
    case .snooze: return try SnoozeTask(name, until: value("due") ?? "").run(in: context)
    case .plan:
      return try AddTask(title: value("next") ?? "", assignments: ["lead=" + name], due: value("due"))
        .run(in: context)
    case .qualify: return try QualifyLead(name, nextStep: step).run(in: context)
    case .reject: return try RejectLead(name, reason: value("reason")).run(in: context)
    case .move(let stage): return try MoveDeal(name, to: stage, details).run(in: context)
    case .close(let outcome):
      var details = details
      details.reason = value("reason")
      return try CloseDeal(name, as: outcome, details).run(in: context)
    }
  }
}

/// Refusals as the desk says them.
enum DeskWords {
  /// The message, what else is wrong, and those hints that are no commands to type.
  static func sentences(_ refusal: Diagnostic) -> [String] {
    var lines = [refusal.message]
    for other in refusal.related where !lines.contains(other.message) { lines.append(other.message) }
    for hint in refusal.hints where hint.commands.isEmpty { lines.append("\(hint)") }
    return lines
  }

  /// A form for what the refused request lacks, with what the refusal proposes; nil where nothing that may be typed would
  /// let it pass.
  static func asking(for refusal: Diagnostic, of request: DeskRequest) -> DeskForm? {
    let line = refusal.hints.flatMap(\.commands).first {
      $0.operation == request.operationName || isSame($0.operation, request)
    }
    guard let line else { return nil }
    var fields: [DeskForm.Field] = []
    for case .option(let name, let value?) in line.arguments {
      if let field = field(name, value), request.value(field.key) == nil { fields.append(field) }
    }
    guard !fields.isEmpty else { return nil }
    return DeskForm(refusal.message, .write(request), fields)
  }

  /// A move to a closing stage is offered as the command that closes.
  private static func isSame(_ operation: String, _ request: DeskRequest) -> Bool {
    guard case .move = request.verb else { return false }
    return operation == "deals win"
  }

  private static func field(_ name: String, _ value: CommandLine.Value) -> DeskForm.Field? {
    switch (name, value) {
    case ("set", .known(let text)), ("set", .blank(let text)):
      let parts = text.split(separator: "=", maxSplits: 1).map { String($0) }
      guard parts.count == 2 else { return nil }
      let isOpen = if case .blank = value { true } else { false }
      return DeskForm.Field(parts[0], DeskForms.label(parts[0]), isOpen ? "" : parts[1])
    case (_, .known(let text)) where DeskRequest.words.contains(name):
      return DeskForm.Field(name, DeskForms.label(name), text)
    case (_, .blank) where DeskRequest.words.contains(name):
      return DeskForm.Field(name, DeskForms.label(name))
    default: return nil
    }
  }
}
