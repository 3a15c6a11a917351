package import Diagnostics
import Text

/// What git is in the middle of, and whether its commits are on a branch; read from its folder, without starting it.
package struct GitState: Sendable, Hashable {
  package enum Operation: String, Sendable, CaseIterable {
    case rebase
    case am
    case merge
    case cherryPick = "cherry-pick"
    case revert
    case bisect

    /// The command that ends it and takes what was written meanwhile away.
    package var abortion: String { self == .bisect ? "git bisect reset" : "git \(rawValue) --abort" }

    /// The command that brings it to its end.
    package var conclusion: String {
      self == .bisect ? "git bisect good, or bad" : "git \(rawValue) --continue"
    }

    /// Whether git makes no commit of single files until it is over.
    var blocksCommits: Bool { [.merge, .cherryPick, .revert].contains(self) }
  }

  package let operation: Operation?
  /// Whether HEAD names a commit and no branch.
  package let isDetached: Bool

  /// What cannot be looked at counts as nothing special: git itself will say what is wrong.
  package init(of repository: Repository) {
    guard let folder = repository.gitDirectory else {
      (operation, isDetached) = (nil, false)
      return
    }
    func exists(_ name: String) -> Bool { (try? System.status(Path.join(folder, name))) ?? nil != nil }
    operation =
      if exists("rebase-merge") { .rebase } else if exists("rebase-apply") {
        exists("rebase-apply/applying") ? .am : .rebase
      } else if exists("MERGE_HEAD") { .merge } else if exists("CHERRY_PICK_HEAD") {
        .cherryPick
      } else if exists("REVERT_HEAD") { .revert } else if exists("BISECT_LOG") { .bisect } else { nil }
    let head = Path.join(folder, "HEAD")
    let isLink = ((try? System.status(head)) ?? nil)?.isLink ?? false
    let line = ((try? System.read(head, limit: 8192)) ?? nil) ?? []
    isDetached = !isLink && !line.isEmpty && !line.starts(with: "ref:".utf8)
  }

  /// Why nothing is to be written now, unless it is forced; nil when nothing speaks against it.
  package var refusal: Diagnostic? {
    guard let operation else { return nil }
    return Diagnostic(
      .conflict,
      "git is in the middle of a \(operation.rawValue), and \(operation.abortion) would take the change away; "
        + "nothing was written",
      hints: [
        "finish it first (\(operation.conclusion)) or give it up (\(operation.abortion))",
        "or write all the same with: --force",
      ])
  }

  /// What git will not keep of a change that was written all the same; nil when it keeps it.
  package var warning: Diagnostic? {
    if let operation {
      let rest = operation.blocksCommits ? ", and it is committed only after that" : ""
      return Diagnostic(
        .io,
        "git is in the middle of a \(operation.rawValue): \(operation.abortion) takes this change away" + rest
      )
    }
    guard isDetached else { return nil }
    return Diagnostic(
      .io, "git's HEAD is detached: the commit of this change is on no branch",
      hints: ["give it one before you switch to another: git switch -c NAME"])
  }
}

/// What became of git's HEAD since a moment, by the log that git keeps of it.
///
/// A commit that was made while another git moved the branch may be on no branch any more.
struct HeadLog {
  private let path: String
  private let size: Int64?

  init(of repository: Repository) {
    path = Path.join(repository.gitDirectory ?? "", "logs/HEAD")
    size = ((try? System.status(path)) ?? nil)?.size
  }

  /// Whether anything but commits moved it; false where git keeps no log.
  var hasMoved: Bool {
    guard let now = ((try? System.status(path)) ?? nil)?.size else { return size != nil }
    let start = size ?? 0
    guard now >= start, now - start < 1 << 20,
      let new = try? System.bytes(of: path, from: start, count: Int(now - start))
    else { return true }
    let words = Array("\tcommit".utf8)
    return new.split(separator: 0x0A).contains { line in
      guard let tab = line.firstIndex(of: 0x09) else { return true }
      return !line[tab...].starts(with: words)
    }
  }
}

extension Git {
  /// Waits for another git that is rebasing or merging to come to its end; a `locked` error where it does not.
  func waitForGit() throws(Diagnostic) {
    let deadline = System.milliseconds() + 5_000
    while let operation = GitState(of: repository).operation {
      guard System.milliseconds() < deadline else {
        throw Diagnostic(
          .locked, "git is in the middle of a \(operation.rawValue)",
          hints: ["finish it (\(operation.conclusion)) or give it up (\(operation.abortion))"])
      }
      System.sleep(milliseconds: 20)
    }
  }

  /// What a look at the repository should tell of git: what it is in the middle of, and what it has not or will not
  /// commit.
  package func standing() throws(Diagnostic) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    let state = GitState(of: repository)
    if let operation = state.operation {
      warnings.append(
        Diagnostic(.io, "git is in the middle of a \(operation.rawValue); \(operation.abortion) gives it up"))
    } else if let warning = state.warning {
      warnings.append(warning)
    }
    let count = try pendingCount()
    if count > 0 {
      let words = count == 1 ? "1 change waits for its commit" : "\(count) changes wait for their commits"
      warnings.append(
        Diagnostic(
          .io, words, hints: ["the next crm command that writes makes it up; git status may say why"]))
    }
    return warnings
  }
}
