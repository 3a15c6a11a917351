import ArgumentParser
import Operations

/// `crm conflicts`: what two people changed differently and nobody has decided yet.
struct ConflictsCommand: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflicts",
    abstract: "List what two people changed differently: the record, the field, both sides, who and when.",
    discussion: """
      After crm sync or git's own merge, rebase or cherry-pick. crm resolve settles one; a file that you edit by hand \
      until no marks are left counts as settled.
      """)
  static let examples = ["conflicts"]

  @OptionGroup var global: GlobalOptions

  func request() -> ListConflicts { ListConflicts() }
}
