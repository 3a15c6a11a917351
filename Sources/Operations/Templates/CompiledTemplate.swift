import Diagnostics
import Mustache
import Records

/// A template with its partials.
struct CompiledTemplate: Sendable {
  private let template: Template
  private let partials: [String: Template]
  private let escaping: TemplateEscaping
  private let texts: [String: String]

  /// Throws `invalid_data` with the place of what cannot be understood.
  init(_ found: FoundTemplate, _ files: TemplateFiles) throws(Diagnostic) {
    template = try TemplateFiles.compiled(found)
    partials = try files.partials(of: template, found.name)
    escaping = found.name.type?.escaping ?? .none
    texts = [found.file: found.text]
  }

  /// Every name in a tag, those of the partials too.
  var names: Set<String> { partials.values.reduce(into: template.names) { $0.formUnion($1.names) } }

  /// Every name that nothing stands behind, with its place.
  func unknown(in scope: Scope) -> [Diagnostic] {
    let names = scope.names
    let asked = Set(([template] + Array(partials.values)).flatMap { $0.partials })
    return template.unknownNames(in: scope, partials: partials).map { mention in
      let isPartial = asked.contains(mention)
      return Diagnostic(
        .invalidData, "there is no \(isPartial ? "partial" : "variable") \"\(mention.written)\"",
        at: SourceLocation(file: mention.file, line: mention.place.line, column: mention.place.column),
        excerpt: excerpt(mention),
        hints: isPartial
          ? ["it would be a file in templates/"]
          : .unknown(mention.name, among: candidates(for: mention.name, names)))
    }
  }

  /// The names that may be meant, those of a similar length first.
  private func candidates(for name: String, _ names: [String]) -> [String] {
    names.filter { !$0.hasPrefix("has_") || name.hasPrefix("has_") }
      .map { (abs($0.utf8.count - name.utf8.count), $0) }.sorted { $0 < $1 }.map(\.1)
  }

  func filled(from scope: Scope) throws(Diagnostic) -> String {
    do throws(TemplateError) {
      return try template.filled(from: scope, escaping: escaping, partials: partials)
    } catch {
      throw Diagnostic(error)
    }
  }

  private func excerpt(_ mention: Template.Mention) -> Excerpt? {
    texts[mention.file].flatMap { Excerpt(of: mention.place, in: $0) }
  }
}

extension Excerpt {
  /// The line of a template, with the tag at a place marked.
  init?(of place: Template.Place, in text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(place.line - 1) else { return nil }
    let line = lines[place.line - 1].unicodeScalars
    let tag = line.dropFirst(place.column - 1)
    var length = 0
    var braces = 0
    for scalar in tag {
      length += 1
      braces = scalar == "}" ? braces + 1 : 0
      if braces == 2 { break }
    }
    self.init(line: String(line), column: place.column, length: max(length, 1))
  }
}
