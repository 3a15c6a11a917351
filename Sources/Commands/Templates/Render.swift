import ArgumentParser
import Operations
import Records

/// `REF`, or `--deal REF` and the like: the one record that a document is about.
struct DocumentSubjectOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "What it is about: the number of an invoice, a deal, a person, a company, a lead.", valueName: "ref"),
    completion: .custom { _, _, prefix in
      LiveCompletion.records(prefix, kinds: [.invoice, .deal, .contact, .company, .lead])
    })
  var ref: String?

  @Option(
    name: .long, help: ArgumentHelp("The invoice that it is about.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.invoice]) })
  var invoice: String?

  @Option(
    name: .long, help: ArgumentHelp("The deal that it is about.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.deal]) })
  var deal: String?

  @Option(
    name: .long, help: ArgumentHelp("The person, where it is about no deal.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.contact]) })
  var contact: String?

  @Option(
    name: .long, help: ArgumentHelp("The company, where it is about no deal.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.company]) })
  var company: String?

  @Option(
    name: .long, help: ArgumentHelp("The lead, where it is about no deal.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.lead]) })
  var lead: String?

  private var given: [(kind: Kind?, reference: String)] {
    let all: [(Kind?, String?)] = [
      (nil, ref), (.invoice, invoice), (.deal, deal), (.contact, contact), (.company, company), (.lead, lead),
    ]
    return all.compactMap { kind, reference in reference.map { (kind, $0) } }
  }

  func validate() throws {
    if given.count != 1 {
      throw ValidationError("one record is needed: REF, --invoice, --deal, --contact, --company or --lead")
    }
  }

  /// Whatever is given; validation has seen that something is.
  var subject: (kind: Kind?, reference: String) { given.first ?? (.deal, "") }
}

/// `crm render TEMPLATE REF`: a document made of a template.
struct Render: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Make an offer, an invoice or a letter of a template.",
    discussion: """
      A template is a file templates/NAME.html, .md or .txt, also with a language as in offer.de.html, or one that crm \
      brings: offer, invoice, reminder, birthday, letter, in English, German, Russian and Kazakh. It is recorded as an \
      activity, unless there is --dry-run. reminder speaks as firmly as the payment is late: a friendly word up to 14 \
      days, a firm one up to 30, then the last; reminder-1, -2 and -3 are these. A template that names number or issued \
      is of an invoice: of a deal it takes the newest that is not void.
      """)
  static let examples = [
    "render offer website -o offer.html", "render reminder --deal website --eml -o letter.eml",
  ]

  static let answers = [RenderTemplate.answer, RenderTemplate.fileAnswer]
  var asked: [AnswerForm] { [output == nil ? RenderTemplate.answer : RenderTemplate.fileAnswer] }

  @Argument(
    help: ArgumentHelp("The template: offer, offer.de, offer.html.", valueName: "template"),
    completion: .custom { _, _, _ in LiveCompletion.templates() })
  var template: String

  @OptionGroup var about: DocumentSubjectOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write; else standard output.", valueName: "file"), completion: .file())
  var output: String?

  @Flag(name: .long, help: "Make a message to the person: NAME.html and NAME.txt, with NAME.subject.")
  var eml = false

  @Flag(name: .long, help: "Refuse a template that names what there is not.")
  var strict = false

  @Flag(name: .long, help: "Replace the file if it is there.")
  var overwrite = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if overwrite, output == nil { throw ValidationError("--overwrite is for a file: -o FILE") }
  }

  func request() -> RenderTemplate {
    RenderTemplate(
      template, about: about.subject.kind, about.subject.reference, output: output, isMessage: eml,
      isStrict: strict, overwrites: overwrite)
  }
}
