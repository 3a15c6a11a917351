package import Dates
package import Diagnostics

/// The days on which digests went out, kept outside the repository: a file for each digest that is sent again and again.
package struct DigestMarks: Sendable {
  /// Which digest it is: of what repository, for whom, in what form and to where.
  package struct Key: Sendable {
    private let text: String

    package init(repository: Repository, parts: [String]) {
      text = ([repository.root] + parts).joined(separator: "\n")
    }

    fileprivate var name: String { String(SHA256.digest(Array(text.utf8)).hex.prefix(32)) }
  }

  /// A digest that did not go out for so long is forgotten.
  private static let lifetime = 60

  private let state: UserState

  /// Nil where the environment names neither a state folder nor a home.
  package init?(environment variable: (String) -> String?) {
    guard let state = UserState("digests", environment: variable) else { return nil }
    self.state = state
  }

  /// Whether this digest went out for the day already.
  package func has(_ key: Key, for day: CivilDate) -> Bool { date(key.name) == day }

  /// Says that it went out for the day, in place of what was said of an earlier one, and forgets digests of long ago;
  /// throws `io`.
  package func keep(_ key: Key, for day: CivilDate) throws(Diagnostic) {
    state.make()
    let path = state.folder + "/" + key.name
    try WholeFile.Draft(Array((day.description + "\n").utf8), for: path, named: path).place()
    guard let names = try? WholeFile.names(in: state.folder, named: state.folder) else { return }
    for name in names where name.utf8.count == 32 {
      guard let last = date(name), abs(day.days(since: last)) > DigestMarks.lifetime else { continue }
      try? WholeFile.remove(state.folder + "/" + name, named: name)
    }
  }

  private func date(_ name: String) -> CivilDate? {
    let path = state.folder + "/" + name
    guard WholeFile.exists(path), let bytes = try? WholeFile.read(path, named: path) else { return nil }
    return CivilDate(String(decoding: bytes.prefix { $0 != 0x0a }, as: UTF8.self))
  }
}
