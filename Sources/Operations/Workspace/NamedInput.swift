import Diagnostics
import Store
import Text

extension Context {
  /// The bytes of a file that a person named; `-` is what is handed to the run. Throws `usage` for an empty name, `io`,
  /// and `too_large` for more than `limit` bytes that are handed over.
  func bytes(ofFile file: String, atMost limit: Int? = nil) throws -> [UInt8] {
    let name = try Named.text(file, "the file", hint: "standard input is -")
    guard name == "-" else {
      return try WholeFile.read(Path.absolute(name, in: location.workingDirectory), named: name)
    }
    return try limit.map(face.input(atMost:)) ?? face.input()
  }
}
