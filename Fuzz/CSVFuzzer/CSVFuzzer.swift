import Diagnostics
import Imports

/// One run of the fuzzer: any bytes as a table; every row that comes out lies inside the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCSV(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let text = try? CSVText(bytes: bytes) else { return 0 }
  var line = 0
  for row in text.rows {
    guard let next = row.place.line else { preconditionFailure("a row of a text has a line") }
    precondition(next > line, "lines go up")
    line = next
  }
  return 0
}
