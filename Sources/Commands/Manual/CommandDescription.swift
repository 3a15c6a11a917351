import ArgumentParser
import Diagnostics
import JSON
import Output

/// A command as the argument parser describes it: what the man pages are made of.
struct CommandDescription {
  /// Where the values of an argument come from.
  enum Completion {
    case none, custom, files, folders
    case list([String])
  }

  struct Argument {
    /// `-C`, `--due`; empty for a positional one.
    let names: [String]
    let valueName: String
    let abstract: String
    let isFlag: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let completion: Completion
    /// The words that it takes; empty where any will do.
    let choices: [String]
    /// What it is where it is not given; nil where it then has no value.
    let standard: String?

    var isPositional: Bool { names.isEmpty }

    /// Whether it must be one of what the repository has.
    var isChosen: Bool { if case .custom = completion { !isOptional } else { false } }
  }

  let name: String
  let aliases: [String]
  let abstract: String
  let discussion: String
  let arguments: [Argument]
  let subcommands: [CommandDescription]

  /// The whole tree, commands that help does not show left out.
  static func tree(of command: any ParsableCommand.Type) throws(Diagnostic) -> CommandDescription {
    guard let description = try parse(command._dumpHelp()) else {
      throw Diagnostic(.internal, "the command line has no description")
    }
    return description
  }

  /// The names of the options that a group of them brings, such as `--json`.
  static func names(of group: any ParsableArguments.Type) throws(Diagnostic) -> Set<String> {
    Set(try parse(group._dumpHelp())?.arguments.flatMap(\.names) ?? [])
  }

  /// The options of a group.
  static func arguments(of group: any ParsableArguments.Type) throws(Diagnostic) -> [Argument] {
    try parse(group._dumpHelp())?.arguments.filter { !$0.names.contains("--help") } ?? []
  }

  private static func parse(_ text: String) throws(Diagnostic) -> CommandDescription? {
    do throws(JSONError) {
      let json = try JSONValue(parsing: Array(text.utf8))
      return json["command"].map { CommandDescription($0) }
    } catch {
      throw Diagnostic(.internal, "the description of the command line cannot be read: \(error)")
    }
  }

  private init(_ json: JSONValue) {
    name = json["commandName"]?.string ?? ""
    aliases = json["aliases"]?.array?.compactMap(\.string) ?? []
    abstract = json["abstract"]?.string ?? ""
    discussion = json["discussion"]?.string ?? ""
    arguments = (json["arguments"]?.array ?? []).filter { $0["shouldDisplay"]?.bool != false }.map {
      Argument($0)
    }
    subcommands = (json["subcommands"]?.array ?? [])
      .filter { $0["shouldDisplay"]?.bool != false && $0["commandName"]?.string != "help" }
      .map { CommandDescription($0) }
  }
}

extension CommandDescription.Argument {
  fileprivate init(_ json: JSONValue) {
    names = (json["names"]?.array ?? []).compactMap { name in
      guard let word = name["name"]?.string else { return nil }
      return (name["kind"]?.string == "long" ? "--" : "-") + word
    }.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    valueName = json["valueName"]?.string ?? ""
    abstract = json["abstract"]?.string ?? ""
    isFlag = json["kind"]?.string == "flag"
    isOptional = json["isOptional"]?.bool ?? false
    isRepeating = json["isRepeating"]?.bool ?? false
    choices = (json["allValues"]?.array ?? []).compactMap(\.string)
    standard = json["defaultValue"]?.string
    let kind = json["completionKind"]
    if let list = kind?["list"]?["values"]?.array {
      completion = .list(list.compactMap(\.string))
    } else if kind?["custom"] != nil {
      completion = .custom
    } else if kind?["directory"] != nil {
      completion = .folders
    } else {
      completion = kind?["file"] != nil ? .files : .none
    }
  }
}
