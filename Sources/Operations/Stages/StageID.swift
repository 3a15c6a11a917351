import Diagnostics

/// The grammar of stage ids that `crm` writes: narrower than what it reads, so that shells and YAML take them bare.
enum StageID {
  /// Throws `invalid_value` for what is not one word.
  static func check(_ id: String) throws(Diagnostic) {
    let isWord = id.unicodeScalars.allSatisfy {
      $0 == "-" || $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    guard let first = id.first, isWord, first != "-", first != "_" else {
      throw Diagnostic(
        .invalidValue, "\"\(id)\" is no id of a stage",
        hints: ["an id is one word of letters, digits and -: site-visit"])
    }
  }
}
