/// The words and signs before an extension, in the languages of those who write numbers by hand.
enum ExtensionWords {
  /// How many scalars the marker has that `text` (in lower case) begins with; nil where it begins with none.
  static func marker(at text: ArraySlice<Unicode.Scalar>) -> Int? {
    guard let first = text.first, let known = byFirst[first] else { return nil }
    for word in known where text.starts(with: word) {
      let next = text.dropFirst(word.count).first
      // "int" begins "internet", which is no extension.
      if word.last?.properties.isAlphabetic == true, let next, next.properties.isAlphabetic { continue }
      return word.count
    }
    return nil
  }

  /// By the first scalar, the longest word first.
  private static let byFirst: [Unicode.Scalar: [[Unicode.Scalar]]] = {
    var map: [Unicode.Scalar: [[Unicode.Scalar]]] = [:]
    for word in table.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let scalars = Array(word.unicodeScalars)
      if let first = scalars.first { map[first, default: []].append(scalars) }
    }
    return map.mapValues { $0.sorted { $0.count > $1.count } }
  }()

  private static let table = """
    ;ext= extension ext. ext extn. extn xtn x #
    добавочный доб. доб внутренний внутр. внутр вн. вн х ішкі
    додатковий дод. дод внутрішній
    durchwahl dw. dw apparat app. nebenstelle nst. nst
    poste extensión extension interno int. int anexo anx. ramal ram. extensão
    wewnętrzny wewn. wewn wew. wew linka klapka kl.
    toestel tst. dahili anknytning ankn. alanumero lokal lok.
    내선 内線 分机 转
    """
}
