import Diagnostics
import Mustache

/// The templates of one document or message, understood once and filled in as often as wanted.
struct LetterTemplates: Sendable {
  /// The language that numbers and dates are written in.
  let language: TemplateLanguage
  /// The template that a document is of; of a message the page, else its plain text.
  let main: TemplateName
  /// All files that it is made of, as people know them: `offer.en.html, offer.en.txt`.
  let files: String
  /// Every name that a template or a partial mentions.
  let names: Set<String>
  private let bodies: [(type: TemplateType, template: CompiledTemplate)]
  private let subject: (found: FoundTemplate, template: CompiledTemplate)?

  /// Throws `not_found` where there is no such template, and `invalid_data` for one that cannot be understood.
  init(_ name: TemplateName, isMessage: Bool, _ files: TemplateFiles) throws(Diagnostic) {
    let found = try LetterTemplates.bodies(name, isMessage: isMessage, files)
    var bodies: [(type: TemplateType, template: CompiledTemplate)] = []
    for body in found { bodies.append((body.name.type ?? .txt, try CompiledTemplate(body, files))) }
    self.bodies = bodies
    let line = TemplateName(base: name.base, language: name.language)
    if isMessage, let header = try files.find(line, [.subject]) {
      subject = (header, try CompiledTemplate(header, files))
    } else {
      subject = nil
    }
    language = found.first?.name.language ?? name.language ?? files.language
    main = found.first?.name ?? name
    self.files = found.map(\.name.file).joined(separator: ", ")
    names = (bodies.map(\.template) + [subject?.template].compactMap { $0 })
      .reduce(into: []) { $0.formUnion($1.names) }
  }

  /// Whether a tag has one of these names, or asks whether there is such a thing.
  func mentions(_ asked: String...) -> Bool {
    asked.contains { names.contains($0) || names.contains("has_" + $0) }
  }

  /// Every name that nothing stands behind, with its place.
  func unknown(in scope: Scope) -> [Diagnostic] {
    (bodies.map(\.template) + [subject?.template].compactMap { $0 }).flatMap { $0.unknown(in: scope) }
  }

  /// The subject of a message, its plain text and its page; of a document the one that it is.
  func filled(from scope: Scope) throws(Diagnostic) -> (subject: String?, text: String?, html: String?) {
    var (text, html): (String?, String?) = (nil, nil)
    for (type, template) in bodies {
      let body = try template.filled(from: scope)
      if type == .html { html = body } else { text = body }
    }
    var line: String?
    if let subject { line = try oneLine(try subject.template.filled(from: scope), of: subject.found) }
    return (line, text, html)
  }

  /// What values bring along is on one line already, so a further line is the template's.
  private func oneLine(_ text: String, of found: FoundTemplate) throws(Diagnostic) -> String {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { String($0) }
    let kept = lines.prefix((lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0) + 1)
    guard kept.count > 1 else { return kept.first ?? "" }
    throw Diagnostic(
      .invalidData, "a subject is one line, and this one has \(kept.count)",
      at: SourceLocation(file: found.file, line: 2))
  }

  // MARK: Files

  /// The page of a message and its plain text, where those of crm do not mix with the repository's own; else the one
  /// document.
  private static func bodies(
    _ name: TemplateName, isMessage: Bool, _ files: TemplateFiles
  ) throws(Diagnostic) -> [FoundTemplate] {
    guard isMessage else {
      let types = name.type == .subject ? [.subject] : TemplateType.documents
      guard let found = try files.find(name, types) else { throw files.missing(name) }
      return [found]
    }
    let page = try files.find(name, [.html])
    let text = try files.find(name, [.txt, .md])
    let found = [page, text].compactMap { $0 }
    let own = found.filter { !$0.isBuiltIn }
    if found.isEmpty { throw files.missing(name) }
    return own.isEmpty ? found : own
  }
}
