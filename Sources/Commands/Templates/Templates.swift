import ArgumentParser
import Operations

/// `crm templates list|add|variables`: what documents are made of.
struct Templates: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates", abstract: "Templates of offers, invoices and letters, for render.",
    subcommands: [TemplatesList.self, TemplatesAdd.self, TemplatesVariables.self], aliases: ["template"])
}

struct TemplatesList: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List your templates, and those that crm brings.")
  static let examples = ["templates list"]

  @OptionGroup var global: GlobalOptions

  func request() -> ListTemplates { ListTemplates() }
}

struct TemplatesAdd: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Copy a template that crm brings into templates/, to be changed there.")
  static let examples = ["templates add offer"]

  @Argument(
    help: ArgumentHelp("The template: offer, offer.de, offer.de.html.", valueName: "template"),
    completion: .custom { _, _, _ in LiveCompletion.templates() })
  var template: String

  @OptionGroup var global: GlobalOptions

  func request() -> AddTemplate { AddTemplate(template) }
}

struct TemplatesVariables: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "variables", abstract: "List the variables of templates with their values for a record.")
  static let examples = ["templates variables --deal website"]

  @OptionGroup var about: DocumentSubjectOptions
  @OptionGroup var global: GlobalOptions

  func request() -> ListTemplateVariables {
    ListTemplateVariables(about: about.subject.kind, about.subject.reference)
  }
}
