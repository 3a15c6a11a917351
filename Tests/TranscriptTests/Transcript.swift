import Foundation

/// A session with `crm` written down: commands, what they print, how they end, and files before and after.
///
/// A line that begins with
/// * `#` is a remark;
/// * `<<< path` begins a file that is written before going on, its lines follow until `<<<`;
/// * `$ ` is a command: `crm …`, `git …`, `cat path`, `ls [prefix]`, `rm path`, `mv path path`,
///   `replace path text text` (a hand edit), `include NAME` (the commands of a file in `Scenes/`);
///   quotes work as in a shell, `$'…'` too; what may stand before a command is told at `Scene`;
/// * `2> ` is a line of standard error, `? ` the exit status where it is not 0;
/// * all else is standard output; a line of it that looks like one of the above has a `\` before it.
struct Transcript {
  struct Step {
    var remarks: [String] = []
    var files: [(path: String, content: String)] = []
    var command = ""
    var output: [String] = []
    var errors: [String] = []
    var status: Int32 = 0
  }

  var steps: [Step] = []
  var tail: [String] = []

  init(_ text: String) {
    var step = Step()
    var isOpen = false
    var lines = text.components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    var index = 0
    func isPreamble(_ line: String) -> Bool {
      line.hasPrefix("#") || line.hasPrefix("<<< ") || line.hasPrefix("$ ")
    }
    while index < lines.count {
      let line = lines[index]
      index += 1
      if isPreamble(line), isOpen {
        steps.append(step)
        step = Step()
        isOpen = false
      }
      if line.hasPrefix("#") {
        step.remarks.append(line)
      } else if line.hasPrefix("<<< ") {
        var content: [String] = []
        while index < lines.count, lines[index] != "<<<" {
          content.append(lines[index])
          index += 1
        }
        index += 1
        step.files.append((String(line.dropFirst(4)), content.map { $0 + "\n" }.joined()))
      } else if line.hasPrefix("$ ") {
        step.command = String(line.dropFirst(2))
        isOpen = true
      } else if !isOpen {
        step.remarks.append(line)
      } else if line.hasPrefix("2> ") || line == "2>" {
        step.errors.append(String(line.dropFirst(3)))
      } else if line.hasPrefix("? "), let status = Int32(line.dropFirst(2)) {
        step.status = status
      } else {
        step.output.append(line.hasPrefix("\\") ? String(line.dropFirst()) : line)
      }
    }
    if isOpen { steps.append(step) } else { tail = step.remarks }
  }

  /// True when a line of output would be read as something else.
  private static func isMarked(_ line: String) -> Bool {
    ["#", "<<< ", "$ ", "2> ", "? ", "\\"].contains { line.hasPrefix($0) } || line == "2>"
  }

  var text: String {
    var lines: [String] = []
    for step in steps {
      lines += step.remarks
      for file in step.files {
        lines.append("<<< " + file.path)
        lines += file.content.components(separatedBy: "\n").dropLast()
        lines.append("<<<")
      }
      lines.append("$ " + step.command)
      lines += step.output.map { Transcript.isMarked($0) ? "\\" + $0 : $0 }
      lines += step.errors.map { $0.isEmpty ? "2>" : "2> " + $0 }
      if step.status != 0 { lines.append("? \(step.status)") }
    }
    return (lines + tail).map { $0 + "\n" }.joined()
  }

  /// The words of a command line, with single and double quotes and backslashes as in a shell.
  static func words(_ command: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isInWord = false
    var quote: Character?
    var characters = Array(command)[...]
    while let character = characters.popFirst() {
      if let open = quote {
        if character == open {
          quote = nil
        } else if character == "\\", open == "\"", let next = characters.first, "\"\\$".contains(next) {
          word.append(next)
          characters.removeFirst()
        } else {
          word.append(character)
        }
      } else if character == "$", characters.first == "'" {
        characters.removeFirst()
        word += escaped(&characters)
        isInWord = true
      } else if character == "'" || character == "\"" {
        quote = character
        isInWord = true
      } else if character == "\\", let next = characters.popFirst() {
        word.append(next)
        isInWord = true
      } else if character == " " {
        if isInWord { words.append(word) }
        word = ""
        isInWord = false
      } else {
        word.append(character)
        isInWord = true
      }
    }
    if isInWord { words.append(word) }
    return words
  }

  /// The text of `$'…'` up to its closing quote: `\n \t \r \e \xHH \uHHHH`.
  private static func escaped(_ characters: inout ArraySlice<Character>) -> String {
    var text = ""
    while let character = characters.popFirst(), character != "'" {
      guard character == "\\", let kind = characters.popFirst() else {
        text.append(character)
        continue
      }
      switch kind {
      case "n": text += "\n"
      case "t": text += "\t"
      case "r": text += "\r"
      case "e": text += "\u{1b}"
      case "x", "u":
        let digits = String(characters.prefix(kind == "x" ? 2 : 4))
        characters = characters.dropFirst(digits.count)
        if let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) {
          text.unicodeScalars.append(scalar)
        }
      default: text.append(kind)
      }
    }
    return text
  }
}
