import ArgumentParser

/// The root of the command line. A new command is one file in its noun's folder and one line here.
struct CRM: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crm",
    abstract: "A CRM in plain files: every record is one YAML file, no open deal is without a next step.",
    discussion: """
      crm init makes a repository here. crm contacts add, crm deals add and crm tasks add fill it; crm alone lists \
      what is due today. crm help <noun> and crm help <topic> say more; the whole manual is in man crm.
      """,
    version: Version.text,
    subcommands: [
      Init.self, Contacts.self, Companies.self, Leads.self, Deals.self, Tasks.self, Activities.self,
      Products.self,
      Invoices.self,
      PaymentsCommand.self,
      Stages.self, Log.self, TasksDone.self, TasksSnooze.self, TasksNext.self, DeskCommand.self,
      SearchCommand.self, CallerCommand.self, ImportsCommand.self, ImportShortcut.self,
      ExportCommand.self, Apply.self,
      ReportsCommand.self,
      TodayCommand.self, DigestCommand.self, Render.self, Templates.self, Mail.self,
      Views.self, SyncCommand.self, ConflictsCommand.self, ResolveCommand.self, TeamCommand.self,
      MergeDriver.self, Check.self, Doctor.self, History.self, Events.self, Undo.self, IndexCommand.self,
      Hook.self,
      SchemaCommand.self, Prime.self, Agents.self, MCPCommand.self,
      Completions.self, Generate.self,
    ])

  /// The words that lead to a command, such as `deals move`.
  static func words(of command: any ParsableCommand.Type) -> String {
    func path(in parent: any ParsableCommand.Type) -> [String]? {
      for child in parent.configuration.subcommands {
        let name = child.configuration.commandName ?? child._commandName
        if child == command { return [name] }
        if let rest = path(in: child) { return [name] + rest }
      }
      return nil
    }
    return path(in: CRM.self)?.joined(separator: " ") ?? ""
  }
}

/// The version that `crm --version` prints and the change log heads with.
package enum Version {
  package static let text = "0.1.0"
}

struct Contacts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contacts", abstract: "People.",
    subcommands: [
      RecordList<ContactNoun>.self, RecordShow<ContactNoun>.self, RecordAdd<ContactNoun>.self,
      RecordSet<ContactNoun>.self, RecordEdit<ContactNoun>.self, RecordDelete<ContactNoun>.self,
      RecordDupes<ContactNoun>.self, RecordMerge<ContactNoun>.self,
    ], aliases: ["contact"])
}

struct Companies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "companies", abstract: "Accounts that people work for.",
    subcommands: [
      RecordList<CompanyNoun>.self, RecordShow<CompanyNoun>.self, RecordAdd<CompanyNoun>.self,
      RecordSet<CompanyNoun>.self, RecordEdit<CompanyNoun>.self, RecordDelete<CompanyNoun>.self,
      RecordDupes<CompanyNoun>.self, RecordMerge<CompanyNoun>.self,
    ], aliases: ["company"])
}

struct Leads: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leads", abstract: "Requests that nobody has qualified yet.",
    subcommands: [
      RecordList<LeadNoun>.self, RecordShow<LeadNoun>.self, LeadsAdd.self,
      RecordSet<LeadNoun>.self,
      RecordEdit<LeadNoun>.self, RecordDelete<LeadNoun>.self, RecordMerge<LeadNoun>.self, LeadsQualify.self,
      LeadsReject.self,
    ], aliases: ["lead"])
}

struct Deals: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deals", abstract: "Opportunities that move through the stages of a pipeline.",
    subcommands: [
      RecordList<DealNoun>.self, RecordShow<DealNoun>.self, DealsAdd.self, RecordSet<DealNoun>.self,
      RecordEdit<DealNoun>.self, RecordDelete<DealNoun>.self, DealsMove.self, DealsWin.self, DealsLose.self,
      DealsArchive.self, DealsReopen.self, DealsAct.self, DealsPromote.self, DealsBoard.self, DealsItems.self,
      DealsApprove.self,
    ], aliases: ["deal"])
}

struct Tasks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks", abstract: "Things to do, the next steps of deals among them.",
    subcommands: [
      RecordList<TaskNoun>.self, RecordShow<TaskNoun>.self, TasksAdd.self, RecordSet<TaskNoun>.self,
      RecordEdit<TaskNoun>.self, RecordDelete<TaskNoun>.self, TasksDone.self, TasksCancel.self,
      TasksSnooze.self, TasksNext.self, TasksLoad.self,
    ], aliases: ["task"])
}

struct Activities: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activities", abstract: "What happened: calls, emails, meetings, messages, notes.",
    subcommands: [
      RecordList<ActivityNoun>.self, RecordShow<ActivityNoun>.self, RecordAdd<ActivityNoun>.self,
      RecordSet<ActivityNoun>.self, RecordEdit<ActivityNoun>.self, RecordDelete<ActivityNoun>.self,
    ], aliases: ["activity"])
}

struct Products: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "products", abstract: "What is sold.",
    subcommands: [
      RecordList<ProductNoun>.self, RecordShow<ProductNoun>.self, RecordAdd<ProductNoun>.self,
      RecordSet<ProductNoun>.self, RecordEdit<ProductNoun>.self, RecordDelete<ProductNoun>.self,
    ], aliases: ["product"])
}

struct Invoices: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invoices", abstract: "What clients are asked to pay, and what they paid.",
    subcommands: [
      RecordList<InvoiceNoun>.self,
      RecordShow<InvoiceNoun>.self,
      InvoicesAdd.self,
      RecordSet<InvoiceNoun>.self,
      RecordEdit<InvoiceNoun>.self,
      InvoicesSend.self,
      InvoicesPay.self,
      InvoicesVoid.self,
      InvoicesRenumber.self,
    ], aliases: ["invoice"])
}
