import Dates
import Diagnostics
import Mustache
import Records
import Rules
import Store
import Text

/// Finds the templates of a document and fills them in.
struct DocumentMaker {
  private let request: RenderTemplate
  private let record: Record
  private let workspace: Workspace
  private let context: Context
  private let files: TemplateFiles
  private let name: TemplateName
  private let subject: DocumentSubject

  init(_ request: RenderTemplate, _ record: Record, _ workspace: Workspace, _ context: Context) {
    self.request = request
    self.record = record
    self.workspace = workspace
    self.context = context
    files = TemplateFiles(repository: workspace.repository, language: workspace.config.language)
    name = TemplateName(request.template)
    subject = DocumentSubject(record, in: workspace.snapshot)
  }

  /// Throws `not_found` for a template that there is not, `invalid_data` for one that cannot be understood or, where the
  /// request is strict, names what there is not, `requirement_unmet` for a message without an address.
  func document() throws -> FilledDocument {
    let found = request.isMessage ? try bodies() : [try page()]
    let header = request.isMessage ? try files.find(named(nil), [.subject]) : nil
    let all = found + [header].compactMap { $0 }
    let compiled = try all.map { found in try CompiledTemplate(found, files) }
    let number = try number(of: compiled)
    let language = found.first?.name.language ?? name.language ?? files.language
    var variables = DocumentVariables(subject, language, in: workspace)
    variables.set(number, latest: number?.text ?? latest(for: compiled))
    let scope = variables.scope
    try report(compiled.flatMap { $0.unknown(in: scope) })
    let texts = try compiled.map { template in try template.filled(from: scope) }
    guard request.isMessage else {
      return FilledDocument(found, about: record, number: number, text: texts.first ?? "", message: nil)
    }
    let line = try header.map { try oneLine(texts.last ?? "", of: $0) } ?? ""
    let message = MailMessage(
      from: try sender(), to: try receiver(), subject: line.isEmpty ? record.name : line,
      date: workspace.moment, identifier: "",
      text: zip(found, texts).first { $0.0.name.type != .html }?.1,
      html: zip(found, texts).first { $0.0.name.type == .html }?.1)
    return FilledDocument(found, about: record, number: number, text: "", message: message)
  }

  // MARK: Templates

  private func named(_ type: TemplateType?) -> TemplateName {
    TemplateName(base: name.base, language: name.language, type: type)
  }

  private func page() throws(Diagnostic) -> FoundTemplate {
    if let found = try files.find(name, name.type == .subject ? [.subject] : TemplateType.documents) {
      return found
    }
    throw missing()
  }

  /// The page of a message and its plain text; those of crm do not mix with the repository's own.
  private func bodies() throws(Diagnostic) -> [FoundTemplate] {
    let page = try files.find(name, [.html])
    let text = try files.find(name, [.txt, .md])
    let found = [page, text].compactMap { $0 }
    let own = found.filter { !$0.isBuiltIn }
    if found.isEmpty { throw missing() }
    return own.isEmpty ? found : own
  }

  private func missing() -> Diagnostic {
    let known = files.all.filter { $0.name.type != .subject }
    let others = known.filter { $0.name.base == name.base }.map(\.name.file)
    guard others.isEmpty else {
      return Diagnostic(
        .notFound, "there is no template \"\(request.template)\"",
        hints: ["of that name there are: \(others)"])
    }
    var bases: [String] = []
    for template in known where !bases.contains(template.name.base) { bases.append(template.name.base) }
    return Diagnostic(
      .notFound, "there is no template \"\(request.template)\"",
      hints: .unknown(name.base, among: bases, listing: "templates: ") + [
        "your own is a file templates/\(name.base).html, .md or .txt"
      ])
  }

  // MARK: Names

  /// All names that nothing stands behind, as one error or as warnings.
  private func report(_ unknown: [Diagnostic]) throws(Diagnostic) {
    if request.isStrict {
      if let whole = Diagnostic(all: unknown) { throw whole }
      return
    }
    for finding in unknown {
      var warning = finding
      warning.code = .warning
      warning.message += "; it is left empty"
      context.warn(warning)
    }
  }

  // MARK: Numbers

  /// The number of a document whose template asks for one.
  private func number(of templates: [CompiledTemplate]) throws(Diagnostic) -> DocumentNumbers.Number? {
    let asks = templates.contains { template in
      ["number", "has_number", "issued", "has_issued"].contains(where: template.mentions)
    }
    guard asks else { return nil }
    guard let deal = subject.deal else {
      throw Diagnostic(
        .usage, "template \"\(request.template)\" gives a number, and a number is that of a deal",
        hints: ["name the deal: \(CommandLine("render", .known(request.template)).option("deal", .open))"])
    }
    let numbers = DocumentNumbers(workspace.snapshot)
    return numbers.number(of: deal.id, name.base)
      ?? numbers.next(at: workspace.moment, in: workspace.today.year)
  }

  /// The number that the deal has, looked for only where a template names it.
  private func latest(for templates: [CompiledTemplate]) -> String {
    let names = ["invoice_number", "has_invoice_number"]
    guard let deal = subject.deal, templates.contains(where: { names.contains(where: $0.mentions) }) else {
      return ""
    }
    return DocumentNumbers(workspace.snapshot).latest(of: deal.id)
  }

  // MARK: Messages

  /// What values bring along is on one line already, so a further line is the template's.
  private func oneLine(_ text: String, of found: FoundTemplate) throws(Diagnostic) -> String {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { String($0) }
    let kept = lines.prefix((lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0) + 1)
    guard kept.count > 1 else { return kept.first ?? "" }
    throw Diagnostic(
      .invalidData, "a subject is one line, and this one has \(kept.count)",
      at: SourceLocation(file: found.file, line: 2))
  }

  private func sender() throws(Diagnostic) -> MailMessage.Person {
    let id = subject.owner ?? workspace.user
    let owner = workspace.config.owner(id)
    // Git knows the address of who types this, not that of another owner.
    let isGit = id == workspace.user && workspace.repository.isGitWorkTree
    let git = isGit ? context.git(workspace.repository).authorEmail() : nil
    if let address = [owner?.email, git].lazy.compactMap({ $0 }).first(where: EmailAddress.isPlausible) {
      return MailMessage.Person(name: owner?.name ?? id, address: address)
    }
    throw Diagnostic(
      .requirementUnmet, "\(id) has no email address to write from",
      hints: ["say it in crm.yaml: owners: [{id: \(id), email: \(id)@example.com}]"])
  }

  private func receiver() throws(Diagnostic) -> MailMessage.Person {
    let people = [subject.contact, subject.company, subject.lead].compactMap { $0 }
    for person in people {
      guard let address = person.texts("emails").first else { continue }
      let name = person.kind == .lead ? person.text("name") ?? "" : person.name
      return MailMessage.Person(name: name, address: address)
    }
    guard let person = people.first else {
      throw Diagnostic(
        .requirementUnmet, "\(record.kind.rawValue) \"\(record.name)\" names nobody to write to",
        hints: [
          "say who it is: \(CommandLine("\(record.kind.plural) set", "\(record.id)").field("contact", .open))"
        ])
    }
    let line = CommandLine("\(person.kind.plural) set", "\(person.id)")
      .adding([.addition("emails", .open)])
    throw Diagnostic(
      .requirementUnmet, "\(person.kind.rawValue) \"\(person.name)\" has no email address to write to",
      hints: ["give one: \(line)"])
  }
}

/// A template with its partials.
struct CompiledTemplate {
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

  func mentions(_ name: String) -> Bool {
    template.mentions(name) || partials.values.contains { $0.mentions(name) }
  }

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
