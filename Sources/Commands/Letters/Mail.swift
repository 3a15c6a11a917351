import ArgumentParser
import Operations
import Records

/// `crm mail TEMPLATE --where FILTER` and `crm mail undo BATCH`.
struct Mail: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mail", abstract: "Write a letter to each of many, for another program to send.",
    subcommands: [MailRun.self, MailUndo.self], defaultSubcommand: MailRun.self)
}

/// What letters are written as.
enum LetterForm: String, ChoiceArgument {
  case email, sms
}

struct MailRun: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Write a letter to each who matches, and record it.",
    discussion: """
      The word run may be left out. Nothing is sent: -o names a folder that gets a file for each letter, --mbox a \
      mailbox, --eml one file in which a byte 0 ends each message. Who has no address, said no (do_not_contact), has this \
      letter already or had any within --not-within gets none, and nobody gets two. Each letter is an activity under the \
      campaign; the same template, campaign and day give a person the same Message-ID. With --as sms the text of NAME.txt \
      goes into a table of phone numbers.
      """)
  static let examples = [
    "mail run letter --where 'emails:*' --campaign spring --not-within 14d -o outbox",
    "mail run birthday --where birthday:today -o outbox",
    "mail run letter --where 'phones:*' --as sms -o messages.csv",
  ]
  static let answers = [MailLetters.answer, MailLetters.streamAnswer]
  var asked: [AnswerForm] {
    [(try? destination())?.isStandardOutput == true ? MailLetters.streamAnswer : MailLetters.answer]
  }

  @Argument(
    help: ArgumentHelp(
      "The template: letter, birthday, or one of your own with a .subject.", valueName: "template"),
    completion: .custom { _, _, _ in LiveCompletion.templates() })
  var template: String

  @Option(
    name: .customLong("where"), help: ArgumentHelp("Who gets one: those who match.", valueName: "filter"))
  var filter: String

  @Option(
    name: .long,
    help: ArgumentHelp("Whom the filter looks at: contacts, companies, leads or deals.", valueName: "kind"))
  var kind: Kind = .contact

  @Option(name: .long, help: ArgumentHelp("The campaign that the letters belong to.", valueName: "name"))
  var campaign: String?

  @Option(
    name: .customLong("not-within"),
    help: ArgumentHelp("Leave out who had a letter or message so recently: 14d, 4w.", valueName: "time"))
  var notWithin: String?

  @Option(name: .customLong("as"), help: ArgumentHelp("email, or sms for text messages.", valueName: "form"))
  var form: LetterForm = .email

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The folder of the letters; the file of text messages.", valueName: "path"),
    completion: .file())
  var output: String?

  @Option(
    name: .long, help: ArgumentHelp("A mailbox with all letters; - is standard output.", valueName: "file"),
    completion: .file())
  var mbox: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A file of messages, each ended by a byte 0; - is standard output.", valueName: "file"),
    completion: .file())
  var eml: String?

  @Flag(name: .long, help: "Write letters that are recorded already once more, with the same Message-ID.")
  var again = false

  @Flag(name: .long, help: "Refuse a template that names what there is not.")
  var strict = false

  @Flag(name: .long, help: "Replace files that are there.")
  var overwrite = false

  @OptionGroup var global: GlobalOptions

  private func destination() throws -> LetterDestination {
    let given = [output, mbox, eml].compactMap { $0 }
    guard given.count == 1 else {
      throw ValidationError("one of -o DIR, --mbox FILE and --eml FILE says where the letters go")
    }
    if form == .sms {
      guard let output else { throw ValidationError("text messages go into one file: -o FILE") }
      return .texts(output)
    }
    if let mbox { return .mailbox(mbox) }
    if let eml { return .messages(eml) }
    if output == LetterDestination.standardOutput {
      throw ValidationError("-o is a folder; standard output is --eml - or --mbox -")
    }
    return .folder(output ?? "")
  }

  func validate() throws { _ = try destination() }

  func request() throws -> MailLetters {
    var letters = MailLetters(template, to: kind, where: filter, destination: try destination())
    letters.campaign = campaign
    letters.quiet = notWithin
    letters.isRepeated = again
    letters.isStrict = strict
    letters.overwrites = overwrite
    return letters
  }
}

struct MailUndo: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take letters back that nobody has sent yet.",
    discussion: """
      With -o the letters whose files still wait in that folder are taken back, files and activities; those whose files \
      are gone were sent and stay. Without it the activities of all letters of the run are removed, and no file is touched.
      """)
  static let examples = ["mail undo 20261130.c08db1a9fe"]

  @Argument(help: ArgumentHelp("The run of letters, as mail named it.", valueName: "batch"))
  var batch: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The folder in which the letters wait.", valueName: "folder"), completion: .directory)
  var output: String?

  @OptionGroup var global: GlobalOptions

  func request() -> UndoLetters { UndoLetters(batch, folder: output) }
}
