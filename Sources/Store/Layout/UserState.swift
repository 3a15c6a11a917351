#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder of the user's for what is kept between runs and belongs to no repository.
struct UserState: Sendable {
  let folder: String

  /// The folder of this name under `$XDG_STATE_HOME/crm`, else under the home folder; nil where there is neither.
  init?(_ name: String, environment variable: (String) -> String?) {
    func absolute(_ name: String) -> String? { variable(name).flatMap { $0.hasPrefix("/") ? $0 : nil } }
    guard let state = absolute("XDG_STATE_HOME") ?? absolute("HOME").map({ $0 + "/.local/state" }) else {
      return nil
    }
    folder = state + "/crm/" + name
  }

  /// Makes the folder and those above it, for the user alone.
  func make() {
    var place = ""
    for part in folder.split(separator: "/") {
      place += "/" + part
      mkdir(place, 0o700)
    }
  }
}
