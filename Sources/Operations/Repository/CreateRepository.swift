import Diagnostics
package import Output
import Records
import Store

/// A new repository with a pipeline that works.
package struct CreateRepository: Operation {
  package static let answer = AnswerForm.item(CreatedRepository.schema)
  package static let effect = Effect.writes
  /// The folder, made where it is missing; the present one without it.
  package let folder: String?
  package let settings: RepositorySettings
  /// Whether it is put into git, with its first commit.
  package let usesGit: Bool

  package init(_ folder: String?, settings: RepositorySettings, usesGit: Bool) {
    self.folder = folder
    self.settings = settings
    self.usesGit = usesGit
  }

  package func run(in context: Context) throws -> Answer {
    let folder = try folder.map { try Named.folder($0, "the folder") } ?? "."
    let here = context.location.workingDirectory
    let base = try context.location.explicit.map { path in
      try Repository.resolve(try Named.folder(path, "-C"), from: here)
    }
    let place = NewRepository(folder: folder, base: base ?? here, settings: settings, usesGit: usesGit)
    let made = try place.make(in: context)
    let said =
      context.options.isDryRun
      ? made.files.map { "would create \(made.root)/\($0)" }
      : made.lines(place: made.root == (try? Repository.resolve(".", from: here)) ? nil : folder)
    return .item(ItemAnswer([made], as: CreatedRepository.schema), said: said)
  }
}

/// What was made, or would be.
package struct CreatedRepository: Sendable {
  let root: String
  let files: [String]
  let isGitWorkTree: Bool
  let settings: RepositorySettings

  package static let schema = ObjectSchema<CreatedRepository>(
    "new repository", "What crm init made.",
    [
      .text("path", "Its folder.") { $0.root },
      .texts("files", "The files that were written.") { $0.files },
      .flag("git", "Whether it is in git.") { $0.isGitWorkTree },
      .text("timezone", "The zone of times that are written without one.") { $0.settings.timezone },
      .optionalText("country", "Whose phones are written without a country code.") { $0.settings.country },
      .text("currency", "The currency of new deals.") { $0.settings.currency },
      .choice("lang", "The language of stages, proposals and digests.") { $0.settings.language },
    ])

  /// What is told of it, with the commands that come next; `place` is how the folder is named in them.
  func lines(place: String?) -> [String] {
    let country = settings.country.map { "country \($0)" } ?? "no country yet"
    return ["new repository in \(root)"] + files.map { "  " + $0 }
      + ["  time zone \(settings.timezone), \(country), currency \(settings.currency)", "next:"]
      + CreatedRepository.firstSteps.map { "  \($0.inRepository(place))" }
  }

  private static let firstSteps = [
    CommandLine("contacts add", "Anna Ivanova").adding([.addition("emails", "anna@acme.example")]),
    CommandLine("deals add", "Website for Acme").option("contact", "anna").option("amount", "12000")
      .option("next", "Call Anna").option("due", "tomorrow"),
    CommandLine("digest"),
  ]
}
