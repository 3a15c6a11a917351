/// A file of a tree of git: its mode, in git's digits, and the name of its object.
package struct TreeEntry: Sendable, Hashable {
  package var mode: String
  package var object: String

  package init(mode: String, object: String) {
    self.mode = mode
    self.object = object
  }

  /// Whether it is a file with a content, and no link or submodule.
  package var isFile: Bool { mode.hasPrefix("100") }
  /// Whether crm itself could have made it.
  package var isPlain: Bool { mode == "100644" }
}

/// A file that two trees do not have alike; nil where one does not have it.
package struct TreeChange: Sendable, Hashable {
  package var path: String
  package var old: TreeEntry?
  package var new: TreeEntry?

  package init(path: String, old: TreeEntry?, new: TreeEntry?) {
    self.path = path
    self.old = old
    self.new = new
  }
}
