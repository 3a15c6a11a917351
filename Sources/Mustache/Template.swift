/// A text with `{{tags}}`, understood once and filled as often as wanted.
///
/// The tags are those of the Mustache specification 1.4.2 that every program has: variables, sections, inverted sections,
/// comments and partials. Blocks, parents, dynamic names, functions and other delimiters are errors with their place.
package struct Template: Sendable {
  /// A place in the template's text; line and column begin with 1, a column is a Unicode scalar.
  package struct Place: Sendable, Hashable {
    package let line: Int
    package let column: Int
  }

  /// A name in a tag, and where the tag begins.
  package struct Mention: Sendable, Hashable {
    /// As the scope knows it.
    package let name: String
    /// As the template has it.
    package let written: String
    package let file: String
    package let place: Place
  }

  indirect enum Part: Sendable {
    case text(String)
    case variable(Mention, isRaw: Bool)
    case section(Mention, isInverted: Bool, [Part])
    case partial(Mention)
  }

  /// How the file is called in messages.
  package let file: String
  let parts: [Part]

  /// Understands a text in time that grows with its length alone; `alias` turns a name of other letters into the one
  /// that the scope has.
  package init(
    _ text: String, file: String, alias: @escaping (String) -> String = { $0 }
  ) throws(TemplateError) {
    self.file = file
    var parser = TemplateParser(text, file: file, alias: alias)
    parts = try parser.parse()
  }

  /// Every partial that it asks for, in order.
  package var partials: [Mention] {
    var found: [Mention] = []
    Template.each(parts) { if case .partial(let mention) = $0 { found.append(mention) } }
    return found
  }

  /// Every name in a tag, those of the partials left aside.
  package var names: Set<String> {
    var found: Set<String> = []
    Template.each(parts) { part in
      switch part {
      case .variable(let mention, _), .section(let mention, _, _): found.insert(mention.name)
      case .text, .partial: break
      }
    }
    return found
  }

  private static func each(_ parts: [Part], _ body: (Part) -> Void) {
    for part in parts {
      body(part)
      if case .section(_, _, let inner) = part { each(inner, body) }
    }
  }

  /// The names that no scope has where the tag stands, whichever way the conditions go; those of the partials too.
  package func unknownNames(in scope: Scope, partials: [String: Template] = [:]) -> [Mention] {
    var search = NameSearch(partials: partials)
    search.look(at: parts, [scope.shape])
    return search.unknown
  }
}

/// Why a template cannot be understood or filled.
package struct TemplateError: Error, Sendable, Hashable {
  package let message: String
  package let hint: String?
  package let file: String
  package let place: Template.Place
}

/// Looks for names that nothing stands behind.
private struct NameSearch {
  let partials: [String: Template]
  private(set) var unknown: [Template.Mention] = []
  private var seen: Set<Template.Mention> = []
  private var open: Set<String> = []

  init(partials: [String: Template]) { self.partials = partials }

  /// `shapes` are those of the scopes that are open, the innermost last.
  mutating func look(at parts: [Template.Part], _ shapes: [Scope.Shape]) {
    for part in parts {
      switch part {
      case .text: break
      case .variable(let mention, _):
        if shape(of: mention, shapes) == nil { note(mention) }
      case .section(let mention, let isInverted, let inner):
        let found = shape(of: mention, shapes)
        if found == nil { note(mention) }
        look(at: inner, shapes + (isInverted ? [] : [found].compactMap { $0 }))
      case .partial(let mention):
        guard let partial = partials[mention.name] else {
          note(mention)
          continue
        }
        guard open.insert(mention.name).inserted else { continue }
        look(at: partial.parts, shapes)
        open.remove(mention.name)
      }
    }
  }

  private func shape(of mention: Template.Mention, _ shapes: [Scope.Shape]) -> Scope.Shape? {
    if mention.name == "." { return Scope.Shape() }
    return shapes.reversed().lazy.compactMap { $0.members[mention.name] }.first
  }

  private mutating func note(_ mention: Template.Mention) {
    if seen.insert(mention).inserted { unknown.append(mention) }
  }
}
