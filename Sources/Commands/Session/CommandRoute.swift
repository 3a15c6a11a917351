import ArgumentParser

/// The short way from the words of a command line to its command.
///
/// The parser of the whole tree is made anew at each start and takes longer than most commands do, so the first words
/// choose a command by name and its own parser reads the rest.
struct CommandRoute {
  let command: any CRMCommand
  /// The words that lead to it, such as `deals move`.
  let words: String

  /// Nil where anything is out of the ordinary, such as `--help` or a fault: the whole tree then answers.
  init?(_ arguments: [String]) {
    guard let (type, names, rest) = CommandRoute.command(arguments[...]),
      let command = (try? type.parseAsRoot(Array(rest))) as? any CRMCommand
    else { return nil }
    self.command = command
    words = names.joined(separator: " ")
  }

  /// The command that the first words lead to, by names and aliases, its own words, and those that follow; nil where they
  /// lead to none.
  static func command(
    _ arguments: ArraySlice<String>
  ) -> (type: any ParsableCommand.Type, names: [String], rest: ArraySlice<String>)? {
    guard let word = arguments.first, var type = CRM.command(called: word) else { return nil }
    var rest = arguments.dropFirst()
    var names = [type.configuration.commandName ?? type._commandName]
    while case let children = type.configuration.subcommands, !children.isEmpty {
      let named = rest.first.flatMap { word in children.first { $0.answers(to: word) } }
      guard let child = named ?? type.configuration.defaultSubcommand else { return nil }
      if named != nil { rest.removeFirst() }
      type = child
      names.append(child.configuration.commandName ?? child._commandName)
    }
    return (type, names, rest)
  }
}

extension ParsableCommand {
  fileprivate static func answers(to word: String) -> Bool {
    let configuration = configuration
    return (configuration.commandName ?? _commandName) == word || configuration.aliases.contains(word)
  }
}
