package import Diagnostics
package import JSON
import Text

/// Diagnostics as people read them on stderr and as programs read them in JSON.
package enum DiagnosticRenderer {
  package enum Severity: String, Sendable, Hashable { case error, warning }

  /// The message with its place, the excerpt with carets, the hints, and then the related findings in the same form.
  ///
  /// With a width, a longer excerpt shows the part around the carets.
  package static func text(
    _ diagnostic: Diagnostic, severity: Severity = .error, style: Style = .plain, width: Int? = nil
  ) -> String {
    let label = severity == .error ? style.red("error:") : style.yellow("warning:")
    var text = label + " "
    if let location = diagnostic.location {
      text += TerminalEscaping.escape(location.file, keepingNewlines: false)
      text += ":\(location.line):\(location.column): "
    }
    text += style.bold(TerminalEscaping.escape(diagnostic.message, keepingNewlines: true)) + "\n"
    if let excerpt = diagnostic.excerpt {
      text += self.excerpt(excerpt, line: diagnostic.location?.line, style: style, width: width)
    }
    for hint in diagnostic.hints {
      text +=
        style.cyan("hint:") + " " + TerminalEscaping.escape(hint.description, keepingNewlines: true) + "\n"
    }
    for other in diagnostic.related {
      text += self.text(other, severity: severity, style: style, width: width)
    }
    return text
  }

  /// The error object of the JSON contract. Its keys must not change, because scripts read them.
  package static let schema = ObjectSchema<Diagnostic>(
    "finding", "An error, a warning or a finding of crm check.",
    [
      Member("code", .choice(DiagnosticCode.allCases.map(\.rawValue)), "What kind of fault it is.") {
        .string($0.code.rawValue)
      },
      Member("message", .text, "What is wrong, in one sentence.") { .string($0.message) },
      Member("hint", .optional(.text), "The way out; a line each.") { diagnostic in
        diagnostic.hints.isEmpty
          ? .null : .string(diagnostic.hints.map(\.description).joined(separator: "\n"))
      },
      .object("location", "Where it is; null where it is in no file.", location) { $0.location },
      Member("related", .list(.definition("finding")), "Further findings of the same refusal.") {
        $0.related.isEmpty ? .null : .array($0.related.map(json))
      }.leftOutWhenEmpty,
    ] + DiagnosticRenderer.details)

  private static let location = ObjectSchema<SourceLocation>(
    "location", "A place in a file of the repository.",
    [
      .text("file", "The path, relative to the repository's root.") { $0.file },
      .count("line", "From 1.") { $0.line },
      .count("column", "From 1, in characters.") { $0.column },
    ])

  package static func json(_ diagnostic: Diagnostic) -> JSONValue { schema.json(diagnostic) }

  /// The diagnostic for a program that reads standard error: one line, `{"error": …}` or `{"warning": …}`.
  package static func line(_ diagnostic: Diagnostic, severity: Severity = .error) -> String {
    message(severity).json(diagnostic).encoded(pretty: false) + "\n"
  }

  /// The JSON Schema of such a line; `finding` is what `schema` declares.
  package static let lineSchema = JSONType.either([.error, .warning].map { .object(message($0).schema) })
    .schema

  private static func message(_ severity: Severity) -> ObjectSchema<Diagnostic> {
    ObjectSchema(
      severity.rawValue, "A line on standard error.",
      [
        Member(
          severity.rawValue, .definition("finding"),
          severity == .error ? "Why the command failed." : "A remark that changes nothing of the outcome.",
          json: json)
      ])
  }

  private static func excerpt(_ excerpt: Excerpt, line: Int?, style: Style, width: Int?) -> String {
    let number = line.map(String.init) ?? ""
    let gutter = number.isEmpty ? "  | " : "  \(number) | "
    let blank = String(repeating: " ", count: gutter.utf8.count - 2) + "| "
    var characters = Array(excerpt.line)
    while characters.last?.isNewline == true { characters.removeLast() }
    var start = min(max(excerpt.column - 1, 0), characters.count)
    let end = min(start + max(excerpt.length, 1), characters.count)
    var shown = characters.map(displayed)
    var marked = end - start
    if let width {
      let room = max(width - gutter.utf8.count, 20)
      (shown, start, marked) = window(shown, start: start, count: marked, room: room)
    }
    let before = shown[..<start].reduce(0) { $0 + DisplayWidth.width($1) }
    // An error at the end of a line has no character under it but still gets its caret.
    let carets = max(shown[start..<(start + marked)].reduce(0) { $0 + DisplayWidth.width($1) }, 1)
    return style.dim(gutter) + shown.joined() + "\n" + style.dim(blank)
      + String(repeating: " ", count: before)
      + style.red(String(repeating: "^", count: carets)) + "\n"
  }

  /// A tab is one blank, so that the carets stand right whatever the tab stops are.
  private static func displayed(_ character: Character) -> String {
    character == "\t" ? " " : TerminalEscaping.escape(String(character), keepingNewlines: false)
  }

  /// The part of a line that fits into `room` cells and holds the beginning of the marked part, cut ends as "…".
  private static func window(
    _ shown: [String], start: Int, count: Int, room: Int
  ) -> (shown: [String], start: Int, count: Int) {
    let widths = shown.map(DisplayWidth.width)
    if widths.reduce(0, +) <= room { return (shown, start, count) }
    var first = start
    var used = 0
    // A third of the room shows what stands before.
    while first > 0, used + widths[first - 1] <= room / 3 {
      first -= 1
      used += widths[first]
    }
    let isCutBefore = first > 0
    var last = start
    let limit = room - (isCutBefore ? 1 : 0) - 1
    while last < shown.count, used + widths[last] <= limit {
      used += widths[last]
      last += 1
    }
    var part = Array(shown[first..<last])
    if isCutBefore { part.insert("…", at: 0) }
    let newStart = start - first + (isCutBefore ? 1 : 0)
    let marked = min(count, last - start)
    if last < shown.count { part.append("…") }
    return (part, newStart, max(marked, 0))
  }
}
