import ArgumentParser
import Diagnostics
import Operations

/// A list that the noun alone shows.
protocol ListsWhatIsOpen {
  /// The filter that the noun alone has.
  static var openFilter: [String] { get }
}

/// What the shortest command lines mean: `crm` alone, and a noun alone.
enum ShortForms {
  /// `crm` in a repository is `crm today`, and `crm deals` is `crm deals list is:open`; anything else is as it was.
  /// `arguments` have their global options at the end.
  static func expanded(_ arguments: [String], world: World) -> [String] {
    let isHelp = arguments.contains { ["--help", "-h", HelpRequest.treeOption, "--version"].contains($0) }
    if isHelp { return arguments }
    guard let word = arguments.first else {
      return hasRepository(world) ? [TodayCommand.word] : arguments
    }
    if GlobalWords.valued.contains(word), arguments.count == 1 { return arguments }
    if GlobalWords.flags.contains(word) || GlobalWords.valued.contains(where: { isOption(word, $0) }) {
      return [TodayCommand.word] + arguments
    }
    guard arguments.dropFirst().first.map({ $0.hasPrefix("-") && $0 != "--" }) ?? true,
      let noun = CRM.command(called: word), noun.configuration.defaultSubcommand == nil,
      let list = noun.child(called: "list")
    else { return arguments }
    let filter = (list as? any ListsWhatIsOpen.Type)?.openFilter ?? []
    return [word, "list"] + filter + arguments.dropFirst()
  }

  /// Whether a word is an option, or an option with its value: `--format=json`, `-C/srv/crm`.
  private static func isOption(_ word: String, _ option: String) -> Bool {
    word == option || word.hasPrefix(option + "=") || (option == "-C" && word.hasPrefix("-C"))
  }

  private static func hasRepository(_ world: World) -> Bool {
    do throws(Diagnostic) {
      _ = try Session.location(world: world, directory: nil).repository()
      return true
    } catch {
      // What is there and cannot be used is no reason to show help.
      return error.code != .notFound
    }
  }
}
