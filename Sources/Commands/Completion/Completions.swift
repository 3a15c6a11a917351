import ArgumentParser
import Operations
import Output

/// `crm completions SHELL`: the script that completes commands, fields, stages and records.
struct Completions: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print the completion script of a shell.",
    discussion: """
      bash: crm completions bash > ~/.local/share/bash-completion/completions/crm
      zsh: crm completions zsh > a file _crm in a folder of $fpath
      fish: crm completions fish > ~/.config/fish/completions/crm.fish
      """)
  static let examples = ["completions fish"]

  static let answers = [AnswerForm.text]

  @Argument(help: ArgumentHelp(CompletionScript.listed + ".", valueName: "shell"))
  var shell: CompletionScript

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws { try session.present(.text(shell.text)) }
}
