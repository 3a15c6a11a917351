import ArgumentParser
import Diagnostics
import Operations

/// `crm resolve`: settles a conflict of a merge.
struct ResolveCommand: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Settle what two people changed differently: ours, theirs, or another value.",
    discussion: """
      Of a deal's stage a side brings its closing, next step and reason with it. ours and theirs without a field take \
      that side of every field that is left in the file.
      """)
  static let examples = ["resolve --all newer"]

  @Argument(help: ArgumentHelp("The record, or the path of another file.", valueName: "ref"))
  var ref: String?

  @Argument(help: ArgumentHelp("The field, and then ours, theirs or a value.", valueName: "field"))
  var words: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("Settle all that is left by \(SyncPreference.listed).", valueName: "side")
  )
  var all: SyncPreference?

  @OptionGroup var global: GlobalOptions

  func request() throws -> ResolveConflicts {
    if let all {
      guard ref == nil else { throw Diagnostic(.usage, "--all takes no record") }
      return ResolveConflicts(nil, field: nil, .side(all))
    }
    let example = CommandLine("resolve", .blank("REF")).value(.blank("FIELD")).value("ours")
    guard let ref, let last = words.last else {
      throw Diagnostic(
        .usage, "say the record, the field and the side",
        hints: [.command(example), .command(CommandLine("conflicts"))])
    }
    guard words.count <= 2 else {
      throw Diagnostic(.usage, "a value with blanks needs quotes", hints: [.command(example)])
    }
    let side = SyncPreference(rawValue: last)
    if words.count == 2 {
      return ResolveConflicts(ref, field: words[0], side.map { .side($0) } ?? .value(last))
    }
    guard let side else {
      throw Diagnostic(
        .usage, "\"\(last)\" is no side", hints: ["one of \(SyncPreference.allCases.map(\.rawValue))"])
    }
    return ResolveConflicts(ref, field: nil, .side(side))
  }
}
