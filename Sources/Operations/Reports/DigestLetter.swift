import Dates
import Diagnostics
import Output
import Records
import Reports
import Store
import Text

/// A digest as a message that `sendmail -t` takes: from whom and to whom, and what identifies it.
struct DigestLetter {
  private let digest: DigestResult
  /// Nil is everybody.
  private let owner: String?
  private let recipient: String?
  private let workspace: Workspace
  private let context: Context

  /// `recipient` is an address in place of the owner's.
  init(
    _ digest: DigestResult, for owner: String?, to recipient: String?, _ workspace: Workspace,
    _ context: Context
  ) {
    self.digest = digest
    self.owner = owner
    self.recipient = recipient
    self.workspace = workspace
    self.context = context
  }

  /// Throws `invalid_value` where an address is not known or cannot be one.
  func rendered() throws -> String {
    let to = try receiver()
    let from = try sender()
    let document = digest.document(width: nil)
    var message = MailMessage(
      from: MailMessage.Person(from), to: MailMessage.Person(to), subject: digest.title,
      date: workspace.config.zone(of: owner).localized(context.now), identifier: identifier(to))
    message.text = Renderer.render(digest, as: .table)
    message.html = LetterRenderer.render(document)
    message.language = document.language
    message.isAutomatic = true
    message.lineEnd = "\n"
    return try message.rendered()
  }

  /// One for each day, reader and repository: the same digest that is sent twice is one message to its reader. It has as
  /// many characters as `Mailbox.digestIdentifierLength` says.
  private func identifier(_ to: Mailbox) -> String {
    let folder = Path.split(workspace.repository.root).name
    let key = [folder, owner ?? "", to.address].joined(separator: "\n")
    let day = digest.date.description.filter { $0 != "-" }
    return "\(day).\(SHA256.digest(Array(key.utf8)).hex.prefix(10))"
  }

  private func sender() throws(Diagnostic) -> Mailbox {
    if let sender = workspace.config.digestSender { return sender }
    // Git has an identity outside its work trees too.
    let git = context.git(workspace.repository)
    let name = git.currentUser() ?? ""
    if let address = git.authorEmail(), let sender = Mailbox(name: name, address: address),
      sender.excessOfDomain == nil
    {
      return sender
    }
    throw Diagnostic(
      .invalidValue, "there is no address that a digest could be sent from",
      hints: ["say it in crm.yaml: digest: {from: crm@example.com}"])
  }

  private func receiver() throws(Diagnostic) -> Mailbox {
    if let recipient {
      guard let mailbox = Mailbox(recipient) else {
        throw Diagnostic(
          .invalidValue, "--to takes an email address, not \"\(recipient)\"",
          hints: ["such as gleb@example.com, or Gleb Petrov <gleb@example.com>, in ASCII letters"])
      }
      return mailbox
    }
    guard let owner else {
      throw Diagnostic(
        .usage, "a digest of everybody needs an address to go to",
        hints: ["say it: \(line.option("to", .open))", "or make one for each: \(line.option("for", .open))"])
    }
    let listed = workspace.config.owner(owner)
    // Git knows the address of who types this, not that of another owner.
    let git =
      owner == workspace.user && listed?.email == nil ? context.git(workspace.repository).authorEmail() : nil
    if let address = listed?.email ?? git,
      let mailbox = Mailbox(name: listed?.name ?? owner, address: address)
    {
      return mailbox
    }
    throw Diagnostic(
      .invalidValue,
      listed?.email.map { "\"\($0)\", the address of \(owner) in crm.yaml, cannot be written to" }
        ?? "\(owner) has no email address in crm.yaml",
      hints: [
        "say it there: owners: [{id: \(owner), email: \(owner)@example.com}]",
        "or here: \(line.option("for", .known(owner)).option("to", .open))",
      ])
  }

  private var line: CommandLine { CommandLine("digest").option("format", "eml") }
}
