import Output

/// The words behind a command as most people write them: values, the options that every command takes, and those of the
/// command that take a value.
///
/// Nothing here is guessed: where the parser of arguments might see anything else, or a fault, there are no plain words.
struct PlainWords: Equatable {
  var values: [String] = []
  var global = GlobalChoices()
  /// The values of the command's own options, by their names.
  var own: [String: String] = [:]

  init?(_ words: ArraySlice<String>, options: Set<String> = []) {
    var rest = words
    var met: Set<String> = []
    while let word = rest.popFirst() {
      guard word.utf8.first == UInt8(ascii: "-") else {
        guard !word.isEmpty else { return nil }
        values.append(word)
        continue
      }
      // Said twice, an option may mean either.
      guard met.insert(word).inserted else { return nil }
      if !setFlag(word) {
        guard let value = rest.popFirst(), !value.isEmpty, value.utf8.first != UInt8(ascii: "-") else {
          return nil
        }
        if options.contains(word) { own[word] = value } else if !set(word, to: value) { return nil }
      }
    }
    if met.contains("-C"), met.contains("--directory") { return nil }
  }

  private mutating func setFlag(_ word: String) -> Bool {
    switch word {
    case "--json": global.json = true
    case "--quiet": global.quiet = true
    case "--dry-run": global.dryRun = true
    case "--force": global.force = true
    default: return false
    }
    return true
  }

  /// False for an option that not every command takes, and for a value that is none of its choices.
  private mutating func set(_ option: String, to value: String) -> Bool {
    switch option {
    case "-C", "--directory": global.directory = value
    case "--fields": global.fields = value
    case "--now": global.now = value
    case "--user": global.user = value
    case "--format":
      global.format = OutputFormat(argument: value)
      return global.format != nil
    case "--color":
      global.color = ColorUse(argument: value)
      return global.color != nil
    default: return false
    }
    return true
  }
}
