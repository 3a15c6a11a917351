import SeededRandomness
import YAML

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The differential fuzzer of the strict scanner: `scanner-fuzz COUNT SEED FILE…`, the files being records to mutate.
///
/// It says how many of the records and of the mutated ones the scanner read itself, and ends with 1 and the file where
/// it read one otherwise than libyaml, or left to libyaml a record as crm writes it.
@main enum ScannerFuzz {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    guard let count = words.first.flatMap({ Int($0) }),
      let seed = words.dropFirst().first.flatMap({ UInt64($0) })
    else {
      print("usage: scanner-fuzz COUNT SEED FILE…")
      exit(2)
    }
    var exercise = ScannerExercise(random: SeededRandom(seed: seed))
    let files = words.dropFirst(2).compactMap { contents(of: $0) }
    for (path, bytes) in zip(words.dropFirst(2), files) where ScannerExercise.outcome(bytes) != .accepted {
      print("not read by the scanner: \(path): \(ScannerExercise.outcome(bytes))")
    }
    var (accepted, refused) = (0, 0)
    for number in 1...max(1, count) {
      let original: [UInt8]
      switch exercise.random.number(0...9) {
      case 0...2 where !files.isEmpty: original = exercise.random.pick(files)
      case 3: original = exercise.random.pick(ScannerExercise.handWritten)
      default:
        original = exercise.written()
        let outcome = ScannerExercise.outcome(original)
        if outcome != .accepted { stop(original, "as written: \(outcome)", seed, number) }
      }
      let bytes = exercise.mutated(original, other: files.isEmpty ? original : exercise.random.pick(files))
      switch ScannerExercise.outcome(bytes) {
      case .accepted: accepted += 1
      case .refused: refused += 1
      case .declined: break
      case .different(let what): stop(bytes, what, seed, number)
      }
      if number % 1_000_000 == 0 || number == count {
        print("\(number) mutated, \(accepted) read by the scanner alike, \(refused) no text, no difference")
        fflush(nil)
      }
    }
  }

  private static func stop(_ bytes: [UInt8], _ what: String, _ seed: UInt64, _ number: Int) -> Never {
    print(
      "seed \(seed), number \(number)\n\(String(decoding: bytes, as: UTF8.self).debugDescription)\n\(what)")
    exit(1)
  }

  private static func contents(of path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &piece, piece.count)
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: piece[..<count])
    }
  }
}
