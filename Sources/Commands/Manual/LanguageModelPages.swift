import ArgumentParser
import Diagnostics
import Operations
import Output

/// `docs/llms.txt` and `docs/llms-full.txt`: the manual for language models, a short one with links and a whole one.
///
/// They are made of what help and the man pages print. The form is that of llmstxt.org: a title, what it is, links.
struct LanguageModelPages {
  private let root: CommandDescription
  private let shared: [CommandDescription.Argument]
  private let sharedNames: Set<String>

  init() throws(Diagnostic) {
    root = try CommandDescription.tree(of: CRM.self)
    shared = try CommandDescription.arguments(of: GlobalOptions.self)
    sharedNames = try CommandDescription.names(of: GlobalOptions.self).union(["--help", "-h", "--version"])
  }

  /// The pages of `docs/` that are worth reading, with what they are about.
  static let guides: [(file: String, title: String, about: String)] = [
    ("SCRIPTING.md", "Scripts", "JSON, schemas, exit statuses, errors, versions"),
    ("FILES.md", "Files", "what the repository looks like, for whoever reads or writes the files"),
    ("leads.md", "Leads", "requests from outside, and how they become deals"),
    ("tasks.md", "Tasks", "next steps, repetitions, the feed of work"),
    ("working-days.md", "Working days", "due times, hours, holidays"),
    ("time-zones.md", "Time zones", "the clients' clocks"),
    ("duplicates.md", "Duplicates", "finding and merging them"),
    ("imports.md", "Imports", "files of other systems"),
    ("exports.md", "Exports", "files for other programs"),
    ("reports.md", "Reports", "what each number means"),
    ("digest.md", "Digest", "the day by mail and calendar"),
    ("templates.md", "Templates", "offers, invoices, letters"),
  ]

  /// Links to the rest.
  var short: String {
    var text = heading
    text += "\n## Guides\n\n"
    for guide in LanguageModelPages.guides { text += "- [\(guide.title)](\(guide.file)): \(guide.about)\n" }
    text +=
      "- [The contract](contract/\(Contract.version).json): what every output has and every command takes, bare\n"
    text += "- [The whole manual](llms-full.txt): every command with its options, in one file\n"
    text += "\n## Commands\n\n"
    for noun in root.subcommands {
      let verbs = noun.subcommands.map(\.name).joined(separator: ", ")
      text += "- `crm \(noun.name)`: \(noun.abstract)" + (verbs.isEmpty ? "" : " Verbs: \(verbs).") + "\n"
    }
    return text
  }

  /// All of it.
  var whole: String {
    var text = heading
    text += "\n## Options of every command\n\n" + list(shared)
    text += "\n## Exit status\n\n" + terms(ManualTopic.statuses)
    text += "\n## Formats, after --format\n\n" + terms(ManualTopic.formatWords)
    text += "\n## Filters\n\n" + terms(ManualTopic.filterTerms)
    text += "\n## Times to come\n\n" + terms(ManualTopic.moments)
    text += "\n## Days\n\n" + terms(ManualTopic.periods)
    for noun in root.subcommands {
      if noun.subcommands.isEmpty {
        text += section(noun, [noun.name], "##")
      } else {
        text += "\n## crm \(noun.name)\n\n\(noun.abstract)\n"
        for verb in noun.subcommands { text += section(verb, [noun.name, verb.name], "###") }
      }
    }
    return text
  }

  private var heading: String {
    "# crm\n\n> \(root.abstract)\n\n\(AgentGuide.rules)\n"
  }

  private func section(_ command: CommandDescription, _ words: [String], _ level: String) -> String {
    let own = command.arguments.filter { argument in !argument.names.contains { sharedNames.contains($0) } }
    let places = own.filter(\.isPositional).map { argument in
      let word = "<\(argument.valueName)>" + (argument.isRepeating ? " ..." : "")
      return argument.isOptional ? "[\(word)]" : word
    }
    let line = (["crm"] + words + places).joined(separator: " ")
    var text = "\n\(level) \(line)\n\n\(command.abstract)\n"
    if !command.discussion.isEmpty { text += "\n\(command.discussion)\n" }
    let items = list(own)
    if !items.isEmpty { text += "\n" + items }
    let examples = ManualExamples.lines(for: words.joined(separator: " "))
    if !examples.isEmpty { text += "\n```sh\n" + examples.joined(separator: "\n") + "\n```\n" }
    return text
  }

  private func list(_ arguments: [CommandDescription.Argument]) -> String {
    arguments.map { argument in
      let value = argument.isFlag ? "" : "<\(argument.valueName)>"
      let names = argument.names.joined(separator: ", ")
      let term = argument.isPositional ? value : names + (value.isEmpty ? "" : " " + value)
      return "- `\(term)`: \(argument.abstract)\n"
    }.joined()
  }

  private func terms(_ items: [(String, String)]) -> String {
    items.map { "- `\(HelpPage.plain($0.0))`: \(HelpPage.plain($0.1))\n" }.joined()
  }
}
