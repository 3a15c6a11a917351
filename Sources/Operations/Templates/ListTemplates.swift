import Diagnostics
import Mustache
package import Output
package import Records
import Search
package import Store

/// A template that documents can be made of.
package struct TemplateSummary: Sendable {
  let name: TemplateName
  let source: String

  package static let schema = ObjectSchema<TemplateSummary>(
    "template", "A template that documents can be made of.",
    [
      .text("file", "Its file, or what its file would be called.", title: "template") { $0.name.file },
      .text("name", "What the name begins with.") { $0.name.base },
      .optionalText("language", "The language that it is written in, where its name says so.") {
        $0.name.language?.rawValue
      },
      .text("type", "html, md, txt, or subject of a message.") { $0.name.type?.rawValue ?? "" },
      .text("source", "templates for one of the repository, crm for one that crm brings.", title: "source") {
        $0.source
      },
    ])
}

/// The templates of the repository, and those that crm brings and that no file goes before.
package struct ListTemplates: Operation {
  package static let answer = AnswerForm.items(TemplateSummary.schema)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    let repository = try context.repository()
    let config = try RepositoryLoader.config(in: repository).0
    let files = TemplateFiles(repository: repository, language: config.language)
    var answer = ItemAnswer(
      files.all.map { TemplateSummary(name: $0.name, source: $0.isBuiltIn ? "crm" : TemplateFiles.folder) },
      as: TemplateSummary.schema)
    answer.drawing = { _ in ListTemplates.table(files.all) }
    return .items(answer)
  }

  /// Each file of the repository, and each template that crm brings with all its languages and types.
  private static func table(_ found: [FoundTemplate]) -> String {
    let own = found.filter { !$0.isBuiltIn }.map { [$0.name.file, "", "", TemplateFiles.folder] }
    let brought = found.filter(\.isBuiltIn).map(\.name)
    var bases: [String] = []
    for name in brought where !bases.contains(name.base) { bases.append(name.base) }
    let groups = bases.map { base in
      let names = brought.filter { $0.base == base }
      let languages = TemplateLanguage.allCases.filter { language in
        names.contains { $0.language == language }
      }
      let types = TemplateType.allCases.filter { type in names.contains { $0.type == type } }
      return [
        base, languages.map(\.rawValue).joined(separator: " "), types.map(\.rawValue).joined(separator: " "),
        "crm",
      ]
    }
    let titles = ["template", "languages", "types", "source"]
    let table = Table(
      columns: titles.map { Column($0, $0) }, rows: (own + groups).map { row in row.map { .text($0) } })
    return TableRenderer.render(table)
  }

  /// The names that a person may give, without type; with languages where there are several.
  package static func names(in repository: Repository?, language: String) -> [String] {
    let built = BuiltInTemplate.all.map(\.name)
    let own = repository.map { TemplateFiles(repository: $0, language: language).all.map(\.name) }
    var names: [String] = []
    if (own ?? built).allSatisfy({ $0.base != ReminderTone.base }) { names.append(ReminderTone.base) }
    for name in own ?? built where name.type != .subject {
      for text in [name.base, TemplateName(base: name.base, language: name.language).file]
      where !names.contains(text) {
        names.append(text)
      }
    }
    return names
  }
}

/// Copies a template that crm brings into `templates/`, to be changed there.
package struct AddTemplate: Operation {
  package static let answer = AnswerForm.items(TemplateSummary.schema)
  package static let effect = Effect.writes
  package let template: String

  package init(_ template: String) { self.template = template }

  package func run(in context: Context) throws -> Answer {
    let (_, names) = try context.transact { workspace in
      let files = TemplateFiles(repository: workspace.repository, language: workspace.config.language)
      let wanted = try chosen(files)
      var change = Change(message: "template: \(wanted.map(\.name.file).joined(separator: ", "))")
      for template in wanted {
        let path = TemplateFiles.folder + "/" + template.name.file
        guard try RecordFile.readIfPresent(path, in: workspace.repository) == nil else {
          throw Diagnostic(
            .conflict, "\(path) is there already", hints: ["it is yours to change; delete it to begin anew"])
        }
        change.write(Change.FileEdit(path: path, before: nil, after: Array(template.text.utf8)))
      }
      return (change, wanted.map(\.name))
    }
    var answer = ItemAnswer(
      names.map { TemplateSummary(name: $0, source: TemplateFiles.folder) }, as: TemplateSummary.schema)
    // The answer says already what a dry run would write.
    _ = context.takePlan()
    let verb = context.options.isDryRun ? "would write" : "wrote"
    answer.drawing = { _ in names.map { "\(verb) \(TemplateFiles.folder)/\($0.file)\n" }.joined() }
    answer.isRemark = true
    return .items(answer)
  }

  /// All types of a name, or the one that is named; of `reminder` all tones.
  private func chosen(_ files: TemplateFiles) throws(Diagnostic) -> [BuiltInTemplate] {
    let name = TemplateName(template)
    let bases = name.base == ReminderTone.base ? ReminderTone.allCases.map(\.template) : [name.base]
    let wanted = name.language ?? files.language
    for language in name.language == nil ? [wanted, .english] : [wanted] {
      let found = BuiltInTemplate.all.filter {
        bases.contains($0.name.base) && $0.name.language == language
          && (name.type == nil || $0.name.type == name.type)
      }
      if !found.isEmpty { return found }
    }
    var known: [String] = []
    for base in BuiltInTemplate.all.map(\.name.base) where !known.contains(base) { known.append(base) }
    throw Diagnostic(
      .notFound, "there is no template \"\(template)\" to copy",
      hints: .unknown(name.base, among: known + [ReminderTone.base], listing: "templates: ") + [
        "each is there in \(TemplateLanguage.allCases.map(\.rawValue))"
      ])
  }
}

/// A variable of templates and what it is for a record.
package struct TemplateVariable: Sendable {
  let name: String
  let value: String

  package static let schema = ObjectSchema<TemplateVariable>(
    "variable", "A variable of templates.",
    [
      .text("name", "Its name.", title: "variable") { $0.name },
      .text("value", "What is filled in, before it is escaped.", title: "value") { $0.value },
    ])
}

/// The variables of templates with their values for a record.
package struct ListTemplateVariables: Operation {
  package static let answer = AnswerForm.items(TemplateVariable.schema)
  package let subject: String
  package let kind: Kind?

  package init(about kind: Kind?, _ subject: String) {
    self.kind = kind
    self.subject = subject
  }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open()
    let record = try workspace.document(subject, kind, for: .reading)
    let language = TemplateLanguage(tag: workspace.config.language) ?? .english
    let subject = DocumentSubject(record, in: workspace.snapshot)
    let variables = DocumentVariables(subject, language, in: workspace)
    let scope = variables.scope
    return .items(ItemAnswer(scope.names.flatMap { rows($0, scope[$0]) }, as: TemplateVariable.schema))
  }

  private func rows(_ name: String, _ value: Scope.Value?, inside list: String = "") -> [TemplateVariable] {
    switch value {
    case .text(let text): return [TemplateVariable(name: list + name, value: text)]
    case .flag, nil: return []
    case .list(let scopes, let like):
      let shown = scopes.isEmpty ? [like] : scopes
      return shown.enumerated().flatMap { place, scope in
        scope.names.flatMap { rows($0, scope[$0], inside: "\(list)\(name)[\(place + 1)].") }
      }
    }
  }
}
