import Diagnostics
package import Output
package import Store

/// Makes git merge the records of this clone by field.
package struct JoinTeam: Operation {
  package static let answer = AnswerForm.items(Outcome.schema)
  package static let effect = Effect.writes

  package init() {}

  /// A setting of the clone, and what became of it.
  package struct Outcome: Sendable {
    package enum Word: String, CaseIterable, Sendable { case set, unchanged }

    package let setting: MergeSettings.Setting

    package init(_ setting: MergeSettings.Setting) { self.setting = setting }

    package var word: Word { setting.isSet ? .unchanged : .set }

    package static let schema = ObjectSchema<Outcome>(
      "team setting", "A setting of this clone that lets git merge records by field.",
      [
        .text("setting", "The key of git's configuration, or the file.", kind: .identifier) {
          $0.setting.name
        },
        .text("value", "What it says.") { $0.setting.value },
        .choice("outcome", "What became of it; what would, in a dry run.") { $0.word },
      ])
  }

  package func run(in context: Context) throws -> Answer {
    let outcomes = try Self.apply(in: context).map(Outcome.init)
    var answer = ItemAnswer(outcomes, as: Outcome.schema)
    let isPlan = context.options.isDryRun
    answer.drawing = { _ in Self.lines(outcomes.map(\.setting), isPlan: isPlan).map { $0 + "\n" }.joined() }
    answer.isRemark = true
    return .items(answer)
  }

  /// Sets what this clone lacks, or in a dry run nothing; tells of each setting whether it was there before.
  package static func apply(in context: Context) throws -> [MergeSettings.Setting] {
    let settings = MergeSettings(context.git(try context.repository()))
    return try context.options.isDryRun ? settings.settings() : settings.apply()
  }

  /// The settings as people read them.
  package static func lines(_ settings: [MergeSettings.Setting], isPlan: Bool) -> [String] {
    settings.flatMap { setting -> [String] in
      let word = setting.isSet ? "is set already" : isPlan ? "would be set" : "set"
      let lines = setting.value.split(separator: "\n").map(String.init)
      return ["\(setting.name): \(word)"] + lines.map { "  " + $0 }
    }
  }
}
