import Glibc

/// Memory that ends at a page which must not be touched: reading one byte too far traps.
final class GuardedPage {
  private let memory: UnsafeMutableRawPointer
  private let pageSize = sysconf(Int32(_SC_PAGESIZE))

  init() {
    memory = mmap(nil, 2 * pageSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    mprotect(memory + pageSize, pageSize, PROT_NONE)
  }

  deinit { munmap(memory, 2 * pageSize) }

  /// Hands over a copy of the bytes that ends with the readable page.
  func withBytes<Value>(_ bytes: some Collection<UInt8>, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    let start = memory + pageSize - bytes.count
    UnsafeMutableRawBufferPointer(start: start, count: bytes.count).copyBytes(from: bytes)
    return body(UnsafeRawBufferPointer(start: start, count: bytes.count))
  }
}
