import ArgumentParser
import Operations

/// `crm payments preview|run|undo|list`.
struct PaymentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payments",
    abstract: "Book payments from a bank's file: 1C, camt.053, MT940 or a table.",
    subcommands: [
      PaymentsPreview.self,
      PaymentsRun.self,
      PaymentsUndo.self,
      PaymentsList.self,
    ])
}

/// `crm payments preview FILE`: matches everything and writes nothing.
struct PaymentsPreview: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show what a bank's file would book, line by line, and write nothing.",
    discussion: "Ends with 0, or with 4 where payments would be left to you.")
  static let examples = ["payments preview bank.csv"]

  @OptionGroup var source: PaymentOptions
  @OptionGroup var global: GlobalOptions

  func request() -> PreviewPayments { PreviewPayments(source.settings) }
}

/// `crm payments run FILE`: one batch, one transaction, one commit.
struct PaymentsRun: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Book the payments of a bank's file that are certain; list the others.",
    discussion: """
      Certain is an invoice's number with the open sum, or less of it; else a payer known by tax id or account with one \
      open invoice of just that sum. A file booked again changes nothing. Ends with 0, or with 4 where payments are left \
      to you: too much, paid twice, doubtful.
      """)
  static let examples = ["payments run bank.csv"]

  @OptionGroup var source: PaymentOptions
  @OptionGroup var global: GlobalOptions

  func request() -> RunPayments { RunPayments(source.settings) }
}

/// `crm payments list`: the runs that can be taken back.
struct PaymentsList: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the runs that booked payments.")
  static let examples = ["payments list"]

  @OptionGroup var global: GlobalOptions

  func request() -> ListPayments { ListPayments() }
}

/// `crm payments undo BATCH`: takes back what a run booked, except what was edited since.
struct PaymentsUndo: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take the payments of a run back; records edited since stay and are listed.")
  static let examples = ["payments undo w7k2m9ra"]

  @Argument(help: ArgumentHelp("The batch that the run named.", valueName: "batch"))
  var batch: String

  @OptionGroup var global: GlobalOptions

  func request() -> UndoPayments { UndoPayments(batch) }
}
