// Feeds the mapped reader of the index with bytes of any kind; run by Fuzz/index-reader.sh and no part of the package's build.
//
// The checksum would turn away all but a handful of inputs, so it is made right before the reader sees them: what is tried
// is that bounds and arithmetic hold without it.

import Records

@testable import RecordIndex

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzIndexReader(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var bytes = Array(UnsafeBufferPointer(start: data, count: count))
  if bytes.count < IndexFormat.headerSize {
    bytes += [UInt8](repeating: 0, count: IndexFormat.headerSize - bytes.count)
  }
  bytes.withUnsafeMutableBytes { memory in
    memory.storeBytes(of: IndexFormat.magic.littleEndian, toByteOffset: 0, as: UInt64.self)
    memory.storeBytes(of: IndexFormat.version.littleEndian, toByteOffset: 8, as: UInt32.self)
    memory.storeBytes(of: 0, toByteOffset: 16, as: UInt64.self)
    memory.storeBytes(of: UInt64(memory.count).littleEndian, toByteOffset: 24, as: UInt64.self)
    IndexBuilder.stamp(memory, size: memory.count)
  }
  if let reader = IndexReader(IndexImage(bytes), schema: .plain, key: 0) { IndexExercise.run(reader) }
  return 0
}
