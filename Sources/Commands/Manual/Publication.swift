import ArgumentParser
import Diagnostics
import JSON
import Operations
import Output
import Reports
import Store
import Text

/// Everything that the program publishes for other programs: what its commands print, reports, help and errors.
enum Publication {
  /// By name, in the order of help; records are not among them.
  static var shapes: [PublishedShape] {
    var shapes: [PublishedShape] = []
    visit(CRM.self, []) { words, type in
      let forms = type.answers.filter(\.isData)
      if forms.isEmpty { return }
      shapes.append(PublishedShape(Contract.name(ofCommand: words.joined(separator: " ")), forms))
      if type == ReportsRun.self { shapes += reports }
    }
    return shapes + [help, .errors] + PublishedShape.tools
  }

  /// Each report by its own columns; what `--by` splits it by stands before them.
  private static var reports: [PublishedShape] {
    Reports.all.map { report in
      let schemas = [report.schema(by: nil)] + [ExplainReport.answer.schema()]
      return PublishedShape("\(ReportsCommand.word)-\(report.name)", schemas)
    }
  }

  /// The command tree.
  static let help = PublishedShape(
    "help", [HelpTree.schema.schema], definitions: [(HelpTree.definition, HelpTree.schema.schema)])

  /// The shape that words name: `deals list`, `deal list`, `reports pipeline`, `error`, or the name or `$id` of one.
  static func shape(_ words: [String]) -> PublishedShape? {
    let all = shapes
    if words.count == 1 {
      let prefix = Contract.id("")
      let name = words[0].hasPrefix(prefix) ? String(words[0].dropFirst(prefix.count)) : words[0]
      if let shape = all.first(where: { $0.name == name }) { return shape }
    }
    guard let (type, names, rest) = CommandRoute.command(words[...]) else { return nil }
    let said = type == ReportsRun.self && !rest.isEmpty ? names.dropLast() + rest : names + rest
    return all.first { $0.name == Contract.name(ofCommand: said.joined(separator: " ")) }
  }

  /// The `$id` of what is published under a name.
  static func id(of name: String) -> String { Contract.id(name) }

  /// Every shape of the fields that are built in, as `crm schema --all` prints them outside a repository.
  static func documents() -> JSONValue { ShowSchema.bundle(shapes) }

  private static func visit(
    _ parent: any ParsableCommand.Type, _ path: [String],
    _ body: ([String], any CRMCommand.Type) -> Void
  ) {
    // What help leaves out, because it is short for another command, prints what that prints.
    for child in parent.configuration.subcommands {
      let words = path + [child.word]
      if let command = child as? any CRMCommand.Type { body(words, command) }
      visit(child, words, body)
    }
  }

  /// All of it as the file that later versions are compared with.
  static func snapshot() throws(Diagnostic) -> JSONValue {
    let tree = HelpTree.schema.json(try HelpTree.tree(of: CRM.self, words: []))
    return Contract.snapshot(shapes, commands: tree)
  }

  /// Where it is kept in the source tree: a file for each version.
  static let file = "docs/contract/\(Contract.version).json"

  /// Throws `conflict` where the contract breaks what the file beneath a folder has; where there is none, nothing is
  /// published yet.
  static func refuseBreaks(in folder: String) throws(Diagnostic) {
    let path = Path.join(folder, file)
    guard WholeFile.exists(path) else { return }
    let bytes = try WholeFile.read(path, named: file)
    let old: JSONValue
    do throws(JSONError) {
      old = try JSONValue(parsing: bytes)
    } catch {
      throw Diagnostic(.invalidData, "\(path) is no contract: \(error)")
    }
    let breaks = ContractComparison(old: old, new: try snapshot()).breaks
    guard !breaks.isEmpty else { return }
    throw Diagnostic(
      .conflict,
      "version \(Contract.version) of the contract may only grow:\n"
        + breaks.map(\.description).joined(separator: "\n"),
      hints: ["bring back what is gone, or raise Contract.version in Sources/Output/Contract/Contract.swift"])
  }
}
