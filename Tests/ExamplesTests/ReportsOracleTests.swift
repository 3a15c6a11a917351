import Foundation
import Testing

/// Every cell of every report as another program counts it, written in Python from the definitions and not from this code.
@Suite struct ReportsOracleTests {
  /// `CRM_REPORT_SEEDS` makes it more of them; what differs is printed with its seed and the command that shows it again.
  @Test(.enabled(if: BuiltProgram.has("python3"), "python3 is not installed"))
  func everyCellIsAsAnotherProgramCountsIt() throws {
    let shop = try Workshop()
    let seeds = ProcessInfo.processInfo.environment["CRM_REPORT_SEEDS"] ?? "20"
    let script = BuiltProgram.tree.appendingPathComponent("Scripts/check-reports.py").path
    let ran = try shop.sh(
      "PYTHONDONTWRITEBYTECODE=1 python3 '\(script)' --crm '\(try BuiltProgram.path())' --seeds \(seeds) --sets 1"
    )
    #expect(ran.status == 0, "\(ran.output.suffix(4000))\(ran.errors)")
    #expect(ran.output.contains("0 differ"))
  }
}
