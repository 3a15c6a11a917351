import CSystem
package import Dates
package import Records

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the numbers of the last list mean that one terminal showed: a file of the user's, outside the repository, with
/// the repository's folder, the moment, and an id a line.
package struct RowNumbers: Sendable {
  /// More rows than these get no numbers.
  package static let limit = 999
  private static let lifetime = 86_400

  private let state: UserState
  private let path: String

  /// The numbers of the terminal of this name, kept under `$XDG_STATE_HOME`, else under the home folder; nil where there
  /// is neither.
  package init?(terminal: String, environment: [String: String]) {
    guard let state = UserState("rows", environment: { environment[$0] }) else { return nil }
    self.state = state
    path = state.folder + "/" + String(terminal.map { $0 == "/" ? "-" : $0 })
  }

  /// The number that a REF is: up to three digits, none of them a leading zero.
  package static func number(_ text: String) -> Int? {
    guard text.utf8.count <= 3, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.utf8.first != 0x30
    else { return nil }
    return Int(text)
  }

  /// The record of a row; nil where the last list was of another repository, is older than a day, or has no such row.
  package func record(_ number: Int, in repository: Repository, now: Instant) -> RecordID? {
    guard let bytes = try? WholeFile.read(path, named: path) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 2, lines[0] == repository.root, let shown = Instant(rfc3339: String(lines[1])),
      (0...RowNumbers.lifetime).contains(now.seconds(since: shown)), lines.indices.contains(number + 1)
    else { return nil }
    return RecordID(String(lines[number + 1]))
  }

  /// Keeps the rows of a list until the next one; false where that cannot be, and numbers would mean nothing.
  package func keep(_ rows: [RecordID], of repository: Repository, now: Instant) -> Bool {
    guard rows.count <= RowNumbers.limit, !repository.root.contains("\n") else { return false }
    state.make()
    if !WholeFile.exists(path) { removeOld() }
    let lines = [repository.root, Zone.utc.localized(now).description] + rows.map(\.description)
    let text = lines.joined(separator: "\n") + "\n"
    guard let draft = try? WholeFile.Draft(Array(text.utf8), for: path, named: path) else { return false }
    return (try? draft.place()) != nil
  }

  /// Removes what terminals left behind that have shown no list for two days.
  private func removeOld() {
    guard let listing = opendir(state.folder) else { return }
    defer { closedir(listing) }
    let oldest = Int64(time(nil) - 2 * RowNumbers.lifetime)
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      var found = crm_status()
      guard crm_status_of(dirfd(listing), name, &found) == 0, found.modified / 1_000_000_000 < oldest else {
        continue
      }
      unlink(state.folder + "/" + name)
    }
  }
}
