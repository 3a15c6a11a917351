import Dates
import Diagnostics
import Filters
import Mustache
import Records
import Rules
import Store
import Text
import Threads

/// Works out the letters of a run: who gets one, and what it says. Writes nothing.
struct LetterMaker {
  private let request: MailLetters
  private let workspace: Workspace
  private let context: Context
  private let sent: SentLetters
  private let name: TemplateName
  private let files: TemplateFiles
  private let channel: ContactChannel

  init(_ request: MailLetters, _ workspace: Workspace, _ context: Context, sent: SentLetters) {
    self.request = request
    self.workspace = workspace
    self.context = context
    self.sent = sent
    name = TemplateName(request.template)
    files = TemplateFiles(repository: workspace.repository, language: workspace.config.language)
    channel = request.destination.isTexts ? .sms : .email
  }

  /// What identifies the run among others of the day: its template and its campaign.
  static func number(_ request: MailLetters) -> String {
    let parts = [TemplateName(request.template).base, request.campaign ?? ""]
    let key = (parts + [request.destination.isTexts ? "sms" : "email"]).joined(separator: "\n")
    return String(SHA256.digest(Array(key.utf8)).hex.prefix(10))
  }

  struct Made {
    var mailing: Mailing
    /// Those that are written.
    var letters: [WrittenLetter] = []
    /// What is recorded of those that were not recorded before.
    var entries: [OutgoingLetter] = []
  }

  /// Throws what a filter, a template and an address can be wrong with, before anything is written.
  func made() throws -> Made {
    let filter = try Filter.parse([request.filter], kind: request.kind, context: workspace.filterContext)
    let day = workspace.today.description.filter { $0 != "-" }
    let number = LetterMaker.number(request)
    var recipients = LetterRecipients(
      workspace.snapshot, by: channel, sent: sent, repeats: request.isRepeated)
    var letters = filter.select().map { record in
      recipients.letter(about: record) { "\(day).\($0).\(number)" }
    }
    let places = letters.indices.filter { letters[$0].skip == nil }
    // What is wrong with a template is said although nobody gets it.
    var kits = [try kit(name)]
    let senders = channel == .sms ? nil : try senders(of: places.map { letters[$0] })
    let works = try places.map { try work(on: letters[$0], &kits) }
    let filler = LetterFiller(workspace: workspace, kits: kits, senders: senders)
    let outcomes = Parallel.map(works) { work in filler.filled(work) }
    let filled = try outcomes.map { outcome in try outcome.get() }
    try report(filled.flatMap(\.unknown))
    var made = Made(
      mailing: Mailing(
        batch: "\(day).\(number)", template: kits.map(\.files).joined(separator: ", "),
        campaign: request.campaign, target: request.destination.name, isMessage: channel == .email,
        letters: []))
    for (place, (work, outcome)) in zip(places, zip(works, filled)) {
      letters[place] = outcome.letter
      guard let written = outcome.written else { continue }
      made.letters.append(written)
      if sent[work.letter.identifier] == nil { made.entries.append(entry(outcome.letter, work, kits)) }
    }
    made.mailing.letters = letters
    return made
  }

  private func work(
    on letter: MailedLetter, _ kits: inout [LetterTemplates]
  ) throws(Diagnostic) -> LetterWork {
    let subject = DocumentSubject(letter.record, in: workspace.snapshot)
    let before = sent[letter.identifier]?["at"]?.instant
    return LetterWork(
      letter: letter, subject: subject,
      kit: try place(of: LetterMaker.language(of: letter.person), among: &kits), owner: owner(of: subject),
      unsubscribe: unsubscribe(letter.person), date: before ?? workspace.moment)
  }

  // MARK: Templates

  private func kit(_ name: TemplateName) throws(Diagnostic) -> LetterTemplates {
    let isMessage = channel == .email
    var name = name
    // A text message is plain text.
    if !isMessage { name.type = .txt }
    let kit = try LetterTemplates(name, isMessage: isMessage, files)
    if kit.mentions("number", "issued") {
      let line = CommandLine("render", .known(request.template)).option("deal", .open)
      throw Diagnostic(
        .usage, "template \"\(request.template)\" gives a number, and letters to many have none",
        hints: ["make it for each deal by itself: \(line)"])
    }
    let line = TemplateName(base: name.base, language: name.language, type: nil)
    if isMessage, try files.find(line, [.subject]) == nil {
      throw Diagnostic(
        .notFound, "template \"\(request.template)\" has no subject, and a letter to many needs one",
        hints: ["it is one line in a file templates/\(name.base).subject"])
    }
    return kit
  }

  /// The language that a person's field `language` says, where the template may be had in it.
  private static func language(of person: Record) -> TemplateLanguage? {
    let tag =
      person["language"]?.text
      ?? person.undeclared.first { $0.key == "language" }.flatMap {
        RecordReader.untyped($0.value).text
      }
    return tag.flatMap { TemplateLanguage(tag: $0) }
  }

  /// The place of the templates in a language; those that the request names where there are none, or where it names a language.
  private func place(
    of language: TemplateLanguage?, among kits: inout [LetterTemplates]
  ) throws(Diagnostic) -> Int {
    guard let language, name.language == nil, kits[0].language != language else { return 0 }
    if let place = kits.firstIndex(where: { $0.language == language }) { return place }
    var own = name
    own.language = language
    guard try files.find(own, TemplateType.documents) != nil else { return 0 }
    kits.append(try kit(own))
    return kits.count - 1
  }

  /// Names that nothing stands behind, each once; as errors where the request is strict.
  private func report(_ unknown: [Diagnostic]) throws(Diagnostic) {
    var places: Set<SourceLocation> = []
    let findings = unknown.filter { $0.location.map { places.insert($0).inserted } ?? true }
    if request.isStrict, let whole = Diagnostic(all: findings) { throw whole }
    for finding in findings {
      var warning = finding
      warning.code = .warning
      warning.message += "; it is left empty"
      context.warn(warning)
    }
  }

  // MARK: People

  private func owner(of subject: DocumentSubject) -> String { subject.owner ?? workspace.user }

  private func unsubscribe(_ person: Record) -> [String] {
    workspace.config.unsubscriptions.map { $0.address(of: person.id) }
  }

  /// The mailbox of each owner who writes; throws `requirement_unmet` that names those who have none.
  private func senders(of letters: [MailedLetter]) throws(Diagnostic) -> [String: Mailbox] {
    var found: [String: Mailbox] = [:]
    var missing: [String] = []
    let owners = Set(letters.map { owner(of: DocumentSubject($0.record, in: workspace.snapshot)) })
    for id in owners.sorted() {
      let owner = workspace.config.owner(id)
      // Git knows the address of who types this, not that of another owner.
      let isGit = owner?.email == nil && id == workspace.user && workspace.repository.isGitWorkTree
      let address = owner?.email ?? (isGit ? context.git(workspace.repository).authorEmail() : nil)
      if let address, let mailbox = Mailbox(name: owner?.name ?? id, address: address) {
        found[id] = mailbox
      } else {
        missing.append(id)
      }
    }
    guard let first = missing.first else { return found }
    throw Diagnostic(
      .requirementUnmet,
      "\(missing.joined(separator: ", ")) \(missing.count == 1 ? "has" : "have") no email address to write from",
      hints: ["say it in crm.yaml: owners: [{id: \(first), email: \(first)@example.com}]"])
  }

  private func entry(_ letter: MailedLetter, _ work: LetterWork, _ kits: [LetterTemplates]) -> OutgoingLetter
  {
    var links: [Kind: Reference] = [:]
    switch letter.record.kind {
    case .deal:
      links[.deal] = Reference(letter.record)
      links[.contact] = letter.record.reference("contact")
      links[.company] = letter.record.reference("company")
    default: links[letter.record.kind] = Reference(letter.record)
    }
    return OutgoingLetter(
      channel == .email ? .email : .message, to: links, text: letter.subject ?? "", owner: work.owner,
      number: channel == .sms ? letter.address : nil, template: kits[work.kit].main.file,
      campaign: request.campaign, messageID: letter.messageID ?? letter.identifier)
  }
}
