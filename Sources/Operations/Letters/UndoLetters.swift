import Diagnostics
package import Output
import Records
import Store
import Text

/// What taking letters back did.
package struct UndoneLetters: Sendable {
  let batch: String
  /// Letters of which nothing is recorded any more.
  let takenBack: Int
  /// Those that stay recorded because their file is gone: they were sent.
  let kept: Int

  package static let schema = ObjectSchema<UndoneLetters>(
    "undone mailing", "What taking letters back did.",
    [
      .text("batch", "The run of letters.", kind: .identifier) { $0.batch },
      .count("taken_back", "How many letters are recorded no longer.") { $0.takenBack },
      .count("kept", "How many stay recorded, because their files are gone from the folder: they were sent.")
      {
        $0.kept
      },
    ])
}

/// Takes back what a run of letters recorded, and the files that nobody has sent yet.
package struct UndoLetters: Operation {
  package static let answer = AnswerForm.item(UndoneLetters.schema)
  package static let effect = Effect.writes
  /// As `mail` named it.
  package let batch: String
  /// The folder in which the letters wait; without one all are taken back.
  package let folder: String?

  package init(_ batch: String, folder: String?) {
    self.batch = batch
    self.folder = folder
  }

  package func run(in context: Context) throws -> Answer {
    let isDryRun = context.options.isDryRun
    let target = try folder.map { name throws(Diagnostic) in
      try LetterTarget(.folder(name), overwrites: false, context)
    }
    var hidden: [String] = []
    let undone: UndoneLetters
    do {
      undone = try context.transact(bulk: true) { workspace in
        try workspace.demand(.undo)
        let letters = try letters(in: workspace)
        var change = Change(message: "mail: \(batch) taken back")
        var kept = 0
        for (identifier, activity) in letters {
          if let target {
            let waits = try isDryRun ? target.holds(identifier) : target.hide(identifier)
            guard waits else {
              kept += 1
              continue
            }
            if !isDryRun { hidden.append(identifier) }
          }
          change.delete(activity.id)
        }
        if change.deletions.isEmpty { change = Change() }
        return (change, UndoneLetters(batch: batch, takenBack: letters.count - kept, kept: kept))
      }.result
    } catch {
      for identifier in hidden { try? target?.show(identifier) }
      throw error
    }
    for identifier in hidden { try target?.remove(identifier) }
    _ = context.takePlan()
    let would = isDryRun ? "would be taken" : "taken"
    var said = ["\(undone.takenBack) \(undone.takenBack == 1 ? "letter" : "letters") \(would) back"]
    if undone.kept > 0 {
      said.append("  \(undone.kept) stay: their files are gone from \(folder ?? ""), so they were sent")
    }
    return .item(ItemAnswer([undone], as: UndoneLetters.schema), said: said)
  }

  /// The letters of the batch that are recorded, by their identifiers; throws `not_found` where there is none.
  private func letters(in workspace: Workspace) throws(Diagnostic) -> [(identifier: String, activity: Record)]
  {
    let parts = batch.split(separator: ".").map(String.init)
    guard parts.count == 2, let day = parts.first, let number = parts.last else {
      throw Diagnostic(
        .invalidValue, "\"\(batch)\" is no run of letters",
        hints: ["such as 20261130.3f9c2a1b4d, as mail names it"])
    }
    let found = workspace.snapshot.records(.activity).compactMap { activity -> (String, Record)? in
      guard let id = activity.text("message_id").map(SentLetters.identifier), id.hasPrefix(day + "."),
        id.hasSuffix("." + number)
      else { return nil }
      return (id, activity)
    }
    guard !found.isEmpty else {
      throw Diagnostic(.notFound, "no letters of \"\(batch)\" are recorded")
    }
    return found
  }
}

extension LetterTarget {
  func holds(_ identifier: String) throws(Diagnostic) -> Bool {
    try folder(makes: false)?.holds(identifier + LetterTarget.suffix) ?? false
  }

  /// Takes a letter out of the sight of whoever sends it; false where it is not there.
  func hide(_ identifier: String) throws(Diagnostic) -> Bool {
    try folder(makes: false)?.hide(identifier + LetterTarget.suffix) ?? false
  }

  func show(_ identifier: String) throws(Diagnostic) {
    try folder(makes: false)?.place(identifier + LetterTarget.suffix)
  }

  /// Removes what was hidden.
  func remove(_ identifier: String) throws(Diagnostic) {
    try folder(makes: false)?.discard(identifier + LetterTarget.suffix)
  }
}
