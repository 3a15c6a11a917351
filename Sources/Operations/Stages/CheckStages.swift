import Diagnostics
import Rules

/// What is wrong or questionable in one pipeline or in all, each looked at as a whole.
package struct CheckStages: Operation {
  package static let answer = AnswerForm.findings
  package let pipeline: String?

  package init(pipeline: String? = nil) { self.pipeline = pipeline }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open(reportingProblems: false)
    let paths = try StagePicker(workspace, pipeline: pipeline).all().map(\.path)
    var findings = workspace.pipelines.problems.filter { paths.contains($0.location?.file ?? "") }
    if workspace.pipelines.all.isEmpty {
      findings.append(
        Diagnostic(
          .invalidData, "the repository has no pipeline",
          hints: [
            "a new repository has a pipelines/sales.yaml to copy: \(CommandLine("init", .blank("DIR")))"
          ]))
    }
    return .findings(findings)
  }
}
