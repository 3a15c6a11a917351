import ArgumentParser
import Diagnostics
import Filters
import Records
import Reports

/// The man pages, made from the command tree and the field tables, so that they cannot say anything else.
struct ManualPages {
  struct Page {
    /// `crm-deals.1`.
    let file: String
    let text: String
  }

  private let root: CommandDescription
  /// The options of every command, told once.
  private let shared: [CommandDescription.Argument]
  private let sharedNames: Set<String>

  init() throws(Diagnostic) {
    root = try CommandDescription.tree(of: CRM.self)
    shared = try CommandDescription.arguments(of: GlobalOptions.self)
    sharedNames = try CommandDescription.names(of: GlobalOptions.self).union(["--help", "-h", "--version"])
  }

  var all: [Page] {
    [Page(file: "crm.1", text: OverviewPage(root: root, options: shared.map(term)).text)]
      + root.subcommands.map { Page(file: "crm-\($0.name).1", text: text(of: $0)) }
      + [Page(file: "crm-repository.5", text: RepositoryPage(schema: .plain).text)]
  }

  // MARK: A page a noun

  private func text(of noun: CommandDescription) -> String {
    var page = Troff(name: "crm-\(noun.name)", section: 1, title: ManualPages.title(noun.abstract))
    page.section("SYNOPSIS")
    if noun.subcommands.isEmpty {
      page.paragraph(synopsis(noun, words: [noun.name]))
    } else {
      for verb in noun.subcommands { page.paragraph(synopsis(verb, words: [noun.name, verb.name])) }
    }
    page.section("DESCRIPTION")
    page.paragraph(noun.abstract)
    if !noun.discussion.isEmpty { page.paragraph(noun.discussion) }
    if let kind = Kind(word: noun.name) {
      page.paragraph(
        "The fields of \(kind.article), and the files that hold them, are described in *crm-repository*(5). The JSON that "
          + "*--json* prints is described by *crm* *schema* *\(kind.rawValue)*.")
    }
    if !noun.aliases.isEmpty {
      page.paragraph("Also called: " + noun.aliases.map { "*\($0)*" }.joined(separator: ", ") + ".")
    }
    if noun.subcommands.isEmpty {
      options(of: noun, on: &page)
      page.section("EXAMPLES")
      page.example(ManualExamples.lines(for: noun.name))
    } else {
      page.section("COMMANDS")
      for verb in noun.subcommands {
        page.subsection("crm \(noun.name) \(verb.name)")
        page.paragraph(verb.abstract)
        if !verb.discussion.isEmpty { page.paragraph(verb.discussion) }
        for argument in verb.arguments where !isShared(argument) {
          page.item(term(argument).0, term(argument).1)
        }
        page.example(ManualExamples.lines(for: "\(noun.name) \(verb.name)"))
      }
    }
    if let kind = Kind(word: noun.name) {
      page.section("STATES")
      page.paragraph("What <state> may be in the filter is:<state>.")
      for state in RecordState.known(for: kind) {
        let doc = state.doc(for: kind)
        page.item("*\(state.rawValue)*", doc.prefix(1).uppercased() + doc.dropFirst() + ".")
      }
    }
    if noun.name == "reports" { ManualPages.reports(on: &page) }
    ManualPages.exitStatus(on: &page)
    page.section("SEE ALSO")
    let others = root.subcommands.map(\.name).filter { $0 != noun.name && Kind(word: $0) != nil }
    page.paragraph(
      (["*crm*(1)", "*crm-repository*(5)"] + others.map { "*crm-\($0)*(1)" }).joined(separator: ", "))
    return page.text
  }

  /// What each report counts, and how.
  private static func reports(on page: inout Troff) {
    page.section("REPORTS")
    page.paragraph(
      "Of each column: its key in JSON and CSV, how a value is worked out, and, after the dash, what it is counted from."
    )
    for report in Reports.all {
      page.subsection("\(report.name): \(report.title)")
      page.paragraph(report.doc)
      let options = report.options.map { "*\($0.flag)*" } + ["*--where* of \(report.subject.plural)"]
      page.paragraph("It takes " + options.joined(separator: ", ") + ".")
      for field in report.fields { page.item("*\(field.key)*", "\(field.formula) – \(field.basis).") }
    }
  }

  private func options(of command: CommandDescription, on page: inout Troff) {
    page.section("OPTIONS")
    for argument in command.arguments where !isShared(argument) {
      page.item(term(argument).0, term(argument).1)
    }
    page.paragraph("The options that every command takes are described in *crm*(1).")
  }

  private func isShared(_ argument: CommandDescription.Argument) -> Bool {
    argument.names.contains { sharedNames.contains($0) }
  }

  private func synopsis(_ command: CommandDescription, words: [String]) -> String {
    var parts = (["crm"] + words).map { "*\($0)*" }
    for argument in command.arguments where argument.isPositional {
      let word = ManualPages.value(argument) + (argument.isRepeating ? "…" : "")
      parts.append(argument.isOptional ? "[\(word)]" : word)
    }
    if command.arguments.contains(where: { !$0.isPositional && !isShared($0) }) { parts.append("[options]") }
    return parts.joined(separator: " ")
  }

  private static func value(_ argument: CommandDescription.Argument) -> String {
    argument.valueName.split(separator: " ").map { "<\($0)>" }.joined(separator: " ")
  }

  private func term(_ argument: CommandDescription.Argument) -> (String, String) {
    if argument.isPositional { return (ManualPages.value(argument), argument.abstract) }
    let names = argument.names.map { "*\($0)*" }.joined(separator: ", ")
    return (argument.isFlag ? names : names + " " + ManualPages.value(argument), argument.abstract)
  }

  /// `List the deals.` as apropos shows it.
  private static func title(_ abstract: String) -> String {
    let text = abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
    let isWord = text.dropFirst().first?.isLowercase ?? false
    return isWord ? text.prefix(1).lowercased() + text.dropFirst() : text
  }

  /// The statuses of the contract.
  static func exitStatus(on page: inout Troff) {
    page.section("EXIT STATUS")
    for (status, meaning) in ManualTopic.statuses { page.item("*\(status)*", meaning) }
  }
}
