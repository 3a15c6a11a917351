package import Diagnostics

/// What people read, whatever shows it: a terminal, a page or a message. It is text and structure; how each part looks
/// is the renderers' matter.
package struct Document: Sendable, Hashable {
  package enum Block: Sendable, Hashable {
    case heading(Heading)
    case paragraph([Span])
    case list([Item])
    case figures([Figure])
    case table(Table)
    case chart(Chart)
    case code(String)
  }

  package struct Heading: Sendable, Hashable {
    /// The title of the document has level 1.
    package var level: Int
    package var text: String
    /// How the heading and the remarks of the items under it stand out on a terminal.
    package var tint: Tint?
    /// What a terminal shows beside it in a quiet tone.
    package var note: String

    package init(_ level: Int, _ text: String, tint: Tint? = nil, note: String = "") {
      self.level = level
      self.text = text
      self.tint = tint
      self.note = note
    }
  }

  /// A number that is read at a glance, with what it is compared to.
  package struct Figure: Sendable, Hashable {
    package var title: String
    /// As they are shown, the first one large.
    package var values: [String]
    package var remark: String

    package init(_ title: String, _ values: [String], remark: String = "") {
      self.title = title
      self.values = values
      self.remark = remark
    }
  }

  /// A part of a line.
  package enum Span: Sendable, Hashable {
    case text(String)
    case strong(String)
    /// A remark that may be overlooked.
    case quiet(String)
    case code(String)
    /// Shown as a link where the address begins with `http:`, `https:` or `mailto:`.
    case link(String, to: String)
  }

  /// A line of a list that is about a record.
  package struct Item: Sendable, Hashable {
    /// The name to type; a terminal shows it first.
    package var id: String
    /// A time or date that begins the line.
    package var lead: String
    /// What is emphasised; a narrow terminal cuts it when nothing is left of `about`.
    package var title: String
    /// What the record belongs to; shown in parentheses.
    package var about: String
    /// How things are; never cut. It begins with its punctuation.
    package var remark: String
    /// The command that acts on the record, for those who cannot type the id on the spot.
    package var command: CommandLine?

    package init(
      id: String, lead: String = "", title: String, about: String = "", remark: String = "",
      command: CommandLine? = nil
    ) {
      self.id = id
      self.lead = lead
      self.title = title
      self.about = about
      self.remark = remark
      self.command = command
    }
  }

  package var title: String
  /// The tag of the language, such as `ru`.
  package var language: String
  /// What it is about in a few words each: which days, as of when, what it is narrowed to.
  package var facts: [String]
  package var blocks: [Block]

  package init(title: String, language: String = "en", facts: [String] = [], blocks: [Block]) {
    self.title = title
    self.language = language
    self.facts = facts
    self.blocks = blocks
  }

  /// A document of one table, which has the title.
  package init(_ table: Table) { self.init(title: table.title ?? "", blocks: [.table(table)]) }

  /// Whether the title is still to be shown above the blocks; a table shows its own.
  var needsTitle: Bool {
    if case .table(let table) = blocks.first, (table.title ?? "") == title { return false }
    return !title.isEmpty
  }
}

extension Document.Span {
  /// An address that a page may link to.
  static func isSafe(_ address: String) -> Bool {
    ["http:", "https:", "mailto:"].contains { address.lowercased().hasPrefix($0) }
  }
}
