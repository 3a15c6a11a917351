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
    return .items(
      ItemAnswer(
        files.all.map { TemplateSummary(name: $0.name, source: $0.isBuiltIn ? "crm" : TemplateFiles.folder) },
        as: TemplateSummary.schema))
  }

  /// The names that a person may give, without type; with languages where there are several.
  package static func names(in repository: Repository?, language: String) -> [String] {
    let built = BuiltInTemplate.all.map(\.name)
    let own = repository.map { TemplateFiles(repository: $0, language: language).all.map(\.name) }
    var names: [String] = []
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
    let verb = context.options.isDryRun ? "would write" : "wrote"
    answer.drawing = { _ in names.map { "\(verb) \(TemplateFiles.folder)/\($0.file)\n" }.joined() }
    answer.isRemark = true
    return .items(answer)
  }

  private func chosen(_ files: TemplateFiles) throws(Diagnostic) -> [BuiltInTemplate] {
    let name = TemplateName(template)
    let wanted = name.language ?? files.language
    for language in name.language == nil ? [wanted, .english] : [wanted] {
      let found = BuiltInTemplate.all.filter {
        $0.name.base == name.base && $0.name.language == language
          && (name.type == nil || $0.name.type == name.type)
      }
      if !found.isEmpty { return found }
    }
    let known = BuiltInTemplate.all.map { TemplateName(base: $0.name.base, language: $0.name.language).file }
    var names: [String] = []
    for text in known where !names.contains(text) { names.append(text) }
    throw Diagnostic(
      .notFound, "there is no template \"\(template)\" to copy",
      hints: .unknown(template, among: names, listing: "templates: "))
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
