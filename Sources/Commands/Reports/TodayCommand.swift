import ArgumentParser
import Diagnostics
import Operations

/// `crm` alone in a repository, also `crm today`: the work of the day by number.
struct TodayCommand: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "today", abstract: "Show what is to be done today, by number; crm alone does the same.",
    discussion: """
      Most urgent first: what is overdue, what has passed its time limit, what is due today, new leads. At a terminal a \
      number names its row wherever a record is named, until the next list: \(CommandLine("done", "2")). Other formats \
      are those of the digest.
      """)
  static let examples = ["today"]
  static let answers = [ShowAgenda.answer]

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws { try session.present(try ShowAgenda().run(in: session.context)) }
}
