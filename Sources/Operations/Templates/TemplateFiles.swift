import Diagnostics
import Mustache
import Records
import Store
import Text

/// What a template is for; decides how what is filled in is escaped.
package enum TemplateType: String, Sendable, CaseIterable {
  case html, md, txt, subject

  var escaping: TemplateEscaping {
    switch self {
    case .html: .html
    case .md, .txt: .none
    case .subject: .line
    }
  }

  /// Those that make a document of their own, the first that is there being taken.
  static let documents: [TemplateType] = [.html, .md, .txt]
}

/// `offer.de.html` in its parts.
struct TemplateName: Hashable, Sendable {
  /// `offer`
  var base: String
  var language: TemplateLanguage?
  var type: TemplateType?

  init(base: String, language: TemplateLanguage? = nil, type: TemplateType? = nil) {
    self.base = base
    self.language = language
    self.type = type
  }

  /// Reads a name as a person types it, or that of a file; the type and the language may be missing.
  init(_ text: String) {
    var parts = text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    var read = TemplateName(base: text)
    if parts.count > 1, let type = parts.last.flatMap({ TemplateType(rawValue: $0) }) {
      read.type = type
      parts.removeLast()
    }
    if parts.count > 1, let language = parts.last.flatMap({ TemplateLanguage(rawValue: $0) }) {
      read.language = language
      parts.removeLast()
    }
    read.base = parts.joined(separator: ".")
    self = read
  }

  /// `offer.de.html`
  var file: String {
    ([base] + [language?.rawValue, type?.rawValue].compactMap { $0 }).joined(separator: ".")
  }
}

/// A template and where it comes from.
struct FoundTemplate {
  let name: TemplateName
  /// How messages call it: `templates/offer.html`, or `offer.en.html` for one that crm brings.
  let file: String
  let text: String
  let isBuiltIn: Bool
}

/// The templates of a repository: the files in `templates/`, and those that crm brings, which they go before.
struct TemplateFiles {
  static let folder = "templates"

  let repository: Repository
  /// Of documents whose name says nothing of it.
  let language: TemplateLanguage
  private let names: [String]

  init(repository: Repository, language tag: String) {
    self.repository = repository
    language = TemplateLanguage(tag: tag) ?? .english
    let folder = try? repository.folder.folder(TemplateFiles.folder)
    let found = (try? folder?.names()) ?? []
    names = found.filter { TemplateName($0).type != nil && !$0.hasPrefix(".") }.sorted()
  }

  /// Every template with a type, those of the repository first.
  var all: [FoundTemplate] {
    names.compactMap { try? own($0) }
      + BuiltInTemplate.all.filter { !names.contains($0.name.file) }.map(\.found)
  }

  /// Whether the repository has a template of its own by that name.
  func hasOwn(_ name: TemplateName) -> Bool { names.contains { TemplateName($0).base == name.base } }

  /// Whether there is anything by that name.
  func knows(_ name: TemplateName) -> Bool {
    let own = names.contains { TemplateName($0).base == name.base }
    return own || BuiltInTemplate.all.contains { $0.name.base == name.base }
  }

  /// The template of a name in one of the types; nil where there is none. Its own language goes first, then the file that
  /// names none, then English.
  func find(_ name: TemplateName, _ types: [TemplateType]) throws(Diagnostic) -> FoundTemplate? {
    let types = name.type.map { type in types.filter { $0 == type } } ?? types
    let wanted = name.language ?? language
    var languages: [TemplateLanguage?] = [wanted]
    if name.language == nil { languages.append(nil) }
    for tag in languages {
      for type in types {
        let file = TemplateName(base: name.base, language: tag, type: type).file
        if names.contains(file) { return try own(file) }
      }
    }
    for tag in name.language == nil ? [wanted, .english] : [wanted] {
      for type in types {
        let full = TemplateName(base: name.base, language: tag, type: type)
        if let found = BuiltInTemplate.all.first(where: { $0.name == full }) { return found.found }
      }
    }
    return nil
  }

  /// The partials that a template asks for, and those that they ask for, as far as there are such files.
  func partials(of template: Template, _ name: TemplateName) throws(Diagnostic) -> [String: Template] {
    var found: [String: Template] = [:]
    var open = [template]
    while let next = open.popLast() {
      for mention in next.partials where found[mention.name] == nil {
        var wanted = TemplateName(mention.name)
        wanted.language = wanted.language ?? name.language
        let type = wanted.type ?? name.type ?? .txt
        var file = try find(wanted, [type])
        if file == nil, TemplateName(mention.name).language == nil {
          wanted.language = nil
          file = try find(wanted, [type])
        }
        guard let file else { continue }
        let partial = try TemplateFiles.compiled(file)
        found[mention.name] = partial
        open.append(partial)
      }
    }
    return found
  }

  /// What is said where there is no such template.
  func missing(_ name: TemplateName) -> Diagnostic {
    let known = all.filter { $0.name.type != .subject }
    let others = known.filter { $0.name.base == name.base }.map(\.name.file)
    guard others.isEmpty else {
      return Diagnostic(
        .notFound, "there is no template \"\(name.file)\"", hints: ["of that name there are: \(others)"])
    }
    var bases: [String] = []
    for template in known where !bases.contains(template.name.base) { bases.append(template.name.base) }
    return Diagnostic(
      .notFound, "there is no template \"\(name.file)\"",
      hints: .unknown(name.base, among: bases + [ReminderTone.base], listing: "templates: ") + [
        "your own is a file templates/\(name.base).html, .md or .txt"
      ])
  }

  private func own(_ file: String) throws(Diagnostic) -> FoundTemplate {
    let path = TemplateFiles.folder + "/" + file
    let bytes = try RecordFile.read(path, in: repository)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(.invalidData, "\(path) is not UTF-8 text", at: SourceLocation(file: path))
    }
    // The mark that some editors put in front is no part of the document.
    let plain = text.unicodeScalars.first?.value == 0xfeff ? String(text.unicodeScalars.dropFirst()) : text
    return FoundTemplate(name: TemplateName(file), file: path, text: plain, isBuiltIn: false)
  }

  /// Throws `invalid_data` with the place where the template cannot be understood.
  static func compiled(_ found: FoundTemplate) throws(Diagnostic) -> Template {
    do throws(TemplateError) {
      return try Template(found.text, file: found.file, alias: VariableName.ascii)
    } catch {
      var problem = Diagnostic(error)
      problem.excerpt = Excerpt(of: error.place, in: found.text)
      throw problem
    }
  }
}

extension Diagnostic {
  init(_ error: TemplateError) {
    self.init(
      .invalidData, error.message,
      at: SourceLocation(file: error.file, line: error.place.line, column: error.place.column),
      hints: error.hint.map { [Hint($0)] } ?? [])
  }
}

/// The names of variables.
package enum VariableName {
  /// A field's key in the letters that every program of this kind takes: `площадь` is `ploshchad`.
  package static func ascii(_ key: String) -> String {
    guard !key.utf8.allSatisfy({ $0 < 0x80 }) else { return key }
    let latin = Transliteration.latin(Folding.fold(key))
    let name = String(
      latin.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    return name.first?.isNumber == true ? "_" + name : name
  }
}
