import ArgumentParser

/// `--if-rev REV`, of every command that changes one record.
struct RevisionOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only where the record is still at this revision, \"rev\" of show --json.", valueName: "rev"))
  var ifRev: String?
}

/// A command that changes one record that is named.
protocol ChangesOneRecord: CRMCommand {
  var revision: RevisionOptions { get }
}

extension ChangesOneRecord {
  var ifRevision: String? { revision.ifRev }
}
