import Diagnostics
import YAML

/// One run of the fuzzer: any bytes as a record; what parses can be edited, and the edit parses to what was meant.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  do throws(YAMLError) {
    let document = try Document(parsing: bytes, file: "record.yaml")
    for edits in [
      [Edit("title", .text("no: 'x' # y"))], [Edit("tags", .list([.text("a"), .text("b c")]))],
      [Edit("notes", .text("one\ntwo\n"))], document.pairs.prefix(1).map { Edit($0.key, nil) },
    ] where !edits.isEmpty {
      let after: Document
      do throws(YAMLError) {
        after = try document.applying(edits, order: ["id", "title", "tags", "notes"])
      } catch {
        // Emptying a record is refused; a layout that cannot be spliced must not turn into a wrong file.
        continue
      }
      for edit in edits { precondition(edit.value == nil || after[edit.key] != nil, "the edit is not there") }
    }
  } catch {
    precondition(error.mark.line >= 1 && error.mark.column >= 1)
  }
  return 0
}
