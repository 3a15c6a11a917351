import Foundation
import JSON
import SchemaValidation

@testable import Commands

/// Whether what commands printed for programs, in a transcript, fits what is published of them.
enum PublishedAnswers {
  // Never written after it has been made.
  nonisolated(unsafe) private static let schemas: [String: [String: Any]] = {
    guard let text = try? Publication.documents().encoded(pretty: false),
      let whole = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    else { return [:] }
    return whole["$defs"] as? [String: [String: Any]] ?? [:]
  }()

  /// Every place that does not fit, with the command that printed it.
  static func faults(of transcript: Transcript) -> [String] {
    transcript.steps.flatMap(faults)
  }

  private static func faults(of step: Transcript.Step) -> [String] {
    guard let words = words(of: step.command), isForPrograms(words) else { return [] }
    var faults = errorFaults(step)
    guard !step.output.isEmpty, !words.contains("--fields"),
      !words.contains(where: { $0.hasPrefix("--fields=") }),
      let id = identifier(of: words)
    else { return faults }
    guard let schema = schemas[id] else { return faults + ["\(step.command): \(id) is not published"] }
    let validator = SchemaValidator(root: schema)
    let isLines = words.contains("jsonl") || words.contains("--format=jsonl")
    for text in isLines ? step.output : [step.output.joined(separator: "\n")] {
      guard let value = value(text) else {
        faults.append("\(step.command): no JSON: \(text.prefix(80))")
        continue
      }
      // A line is an element of the list.
      let found = isLines && schema["type"] as? String == "array" ? [value] : value
      faults += validator.faults(of: found).map { "\(step.command): \($0)" }
    }
    return faults
  }

  private static func errorFaults(_ step: Transcript.Step) -> [String] {
    guard let schema = schemas[Publication.id(of: "error")] else { return ["errors are not published"] }
    let validator = SchemaValidator(root: schema)
    return step.errors.filter { $0.hasPrefix("{") }.flatMap { line in
      value(line).map { validator.faults(of: $0).map { "\(step.command): \($0)" } } ?? ["\(line): no JSON"]
    }
  }

  private static func value(_ text: String) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  /// The words behind the program's name; nil where another program runs.
  private static func words(of command: String) -> [String]? {
    let words = Transcript.words(command)
    guard let program = words.firstIndex(of: "crm"),
      words[..<program].allSatisfy({ $0.hasPrefix("@") || $0.first?.isUppercase == true })
    else { return nil }
    return ArgumentOrder.normalized(Array(words[(program + 1)...]))
  }

  private static func isForPrograms(_ words: [String]) -> Bool { ArgumentOrder.asksForJSON(words) }

  private static func identifier(of words: [String]) -> String? {
    if words.first == "help" || words.contains("--help") || words.contains("--help-json") {
      return Publication.id(of: "help")
    }
    if words.first == "schema" { return nil }
    if let (_, names, _) = CommandRoute.command(words[...]) {
      return Publication.id(of: names.joined(separator: "-"))
    }
    // A noun alone lists, and the program alone says what is to be done.
    guard let noun = words.first, let type = CRM.child(called: noun) else {
      return Publication.id(of: "today")
    }
    return Publication.id(of: type.word + "-list")
  }
}
