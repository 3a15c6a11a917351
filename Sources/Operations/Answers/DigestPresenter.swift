import Diagnostics
import Output
import Reports

extension Presenter {
  /// Nothing at all where nothing asks for attention, so that cron sends no mail.
  func present(_ answer: DigestAnswer) throws {
    if answer.hasRecipient, format != .eml {
      throw Diagnostic(
        .usage, "--to is for a message, and \(format.rawValue) is none",
        hints: ["a message is made by: \(CommandLine("digest").option("format", "eml").option("to", .open))"])
    }
    guard !answer.isEmpty else { return }
    switch format {
    case .eml: try present(file(answer.message))
    case .ics: try present(file(answer.calendar))
    case .table, .json, .jsonl, .csv, .tsv, .yaml, .ids, .md, .html, .svg, .xlsx: try write(answer.digest)
    }
  }

  private func file(_ text: @escaping () throws -> String) -> FileAnswer {
    FileAnswer(isText: true, format: format.rawValue) { send in try send(Array(try text().utf8)) }
  }

  func present(_ agenda: Agenda, _ workspace: Workspace) throws {
    guard format.family == .terminal else {
      let digest = agenda.digest
      return digest.isEmpty ? () : try write(digest)
    }
    let isNumbered = output.number(agenda.rows, in: workspace)
    let legend = ShowAgenda.legend(of: agenda.rows, isNumbered: isNumbered, in: workspace)
    try output.write(DocumentText.render(agenda.document(legend: legend), rendering))
  }
}
