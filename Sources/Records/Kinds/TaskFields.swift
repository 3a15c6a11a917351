/// How a task is done.
package enum TaskType: String, Sendable, CaseIterable {
  case call, email, meeting, message, visit, todo
}

/// How far a task got. The raw values are the words of its `status`.
package enum TaskStatus: String, Sendable, CaseIterable {
  case open, done, cancelled
}

/// A task: something to do at a moment.
enum TaskFields {
  static let types = TaskType.allCases.map(\.rawValue)

  static let all: [Field] = [
    Field("title", .text, "What is to be done.", required: true, searchable: true),
    Field("type", .choice(types), "How it is done."),
    Field(
      "status", .choice(TaskStatus.allCases.map(\.rawValue)),
      "Whether it still is to be done; open when missing.",
      writer: .command("tasks done"), implied: .text(TaskStatus.open.rawValue)),
    Field(
      "due", .deadline, "When it is due: a moment, or a day, which is late when it is over.", required: true),
    Field(
      "wait", .date,
      "The day until which it waits: before that it is neither open in lists nor in the feed or digest."),
    Field(
      "repeat", .recurrence,
      "How it repeats, such as 1 month or first mon: once it is done, the next one is made, counted from its due day."
    ),
    Field(
      "repeat_day", .integer,
      "The day of the month that its repetitions fall on, where a shorter month made this one earlier."),
    Field(
      "deal", .reference(.deal), "The deal it belongs to.", searchable: true,
      writer: .command("tasks add --deal")),
    SharedFields.contact("The person it is about."),
    SharedFields.company("The company it is about."),
    Field("lead", .reference(.lead), "The lead it is about.", searchable: true),
    Field("invoice", .reference(.invoice), "The invoice whose payment it looks after."),
    SharedFields.owner,
    Field("result", .text, "What came of it.", searchable: true),
    Field("closed", .instant, "When it was done or cancelled.", writer: .command("tasks done")),
    SharedFields.created, SharedFields.notes,
  ]
}

extension Record {
  /// How far a task got; nil for other kinds.
  package var taskStatus: TaskStatus? { kind == .task ? word("status").flatMap(TaskStatus.init) : nil }
}
