import ArgumentParser

extension CRM {
  /// The command that a first word names, as the whole tree says it: to ask every command for its name takes longer than to
  /// run most of them. A new one has its line here too.
  static func command(called word: String) -> (any ParsableCommand.Type)? {
    switch word {
    case "init": Init.self
    case "contacts", "contact": Contacts.self
    case "companies", "company": Companies.self
    case "leads", "lead": Leads.self
    case "deals", "deal": Deals.self
    case "tasks", "task": Tasks.self
    case "activities", "activity": Activities.self
    case "products", "product": Products.self
    case "invoices", "invoice": Invoices.self
    case "payments": PaymentsCommand.self
    case "stages", "stage": Stages.self
    case "log": Log.self
    case "done": TasksDone.self
    case "snooze": TasksSnooze.self
    case "next": TasksNext.self
    case "desk": DeskCommand.self
    case "search": SearchCommand.self
    case "caller": CallerCommand.self
    case "imports": ImportsCommand.self
    case "import": ImportShortcut.self
    case "export": ExportCommand.self
    case "apply": Apply.self
    case "reports", "report": ReportsCommand.self
    case "today": TodayCommand.self
    case "digest": DigestCommand.self
    case "render": Render.self
    case "templates", "template": Templates.self
    case "mail": Mail.self
    case "views", "view": Views.self
    case "sync": SyncCommand.self
    case "conflicts": ConflictsCommand.self
    case "resolve": ResolveCommand.self
    case "team": TeamCommand.self
    case "merge-driver": MergeDriver.self
    case "check": Check.self
    case "doctor": Doctor.self
    case "history": History.self
    case "events": Events.self
    case "undo": Undo.self
    case "index": IndexCommand.self
    case "hook": Hook.self
    case "schema": SchemaCommand.self
    case "prime": Prime.self
    case "agents": Agents.self
    case "mcp": MCPCommand.self
    case "completions": Completions.self
    case "generate": Generate.self
    default: nil
    }
  }
}
