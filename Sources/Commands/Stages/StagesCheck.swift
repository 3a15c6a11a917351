import ArgumentParser
import Diagnostics
import Operations
import Output
import Rules

/// `crm stages check`: compiles the pipelines and looks at them as a whole.
struct StagesCheck: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for faults in the pipelines; exit 4 when there are any.")

  static let formats = OutputFormat.ofObjects

  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let workspace = try session.open(reportingProblems: false)
    let pipelines: [String]
    if let named = option.pipeline {
      // A pipeline that does not compile can still be named, by its id.
      let pipeline = try workspace.pipelines[named] ?? workspace.pipelines.pipeline(named: named)
      pipelines = [pipeline.path]
    } else {
      pipelines = workspace.pipelines.all.map(\.path)
    }
    var findings = workspace.pipelines.problems.filter { pipelines.contains($0.location?.file ?? "") }
    if workspace.pipelines.all.isEmpty {
      findings.append(
        Diagnostic(
          .invalidData, "the repository has no pipeline",
          hints: [
            "a new repository has a pipelines/sales.yaml to copy: \(CommandLine("init", .blank("DIR")))"
          ]))
    }
    try FindingsPrinter(session: session).print(findings)
  }
}
