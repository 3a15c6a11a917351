extension Tool {
  /// All but those that change many records, in their fixed order.
  static var all: [Tool] {
    [
      brief, search, list, get, report, addContact, addDeal, addTask, log, update, moveDeal, completeTask,
      undo,
    ]
  }

  /// Those that change many records at once.
  static var bulk: [Tool] { [bulkPreview, bulkApply] }
}
