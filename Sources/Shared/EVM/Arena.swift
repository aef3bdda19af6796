import Primitives
import State

/// What all frames of a machine share: the frames themselves, their stacks and memories, and their
/// surroundings.
///
/// Lives at a fixed address as long as its machine. Stacks take 32 MiB of address space, of which only what
/// has been used is ever backed by memory.
struct Arena: ~Copyable {
  /// Frames, the outermost first.
  let frames: FramePointer
  /// The words of all stacks.
  let stacks: UnsafeMutablePointer<UInt256>
  var memory = Memory()
  /// What the last call of the running frame returned; what a halting frame returns.
  var returnData = ByteBuffer(capacity: 4096)
  var block: BlockContext
  var transaction: TransactionContext
  var tracer: (any Tracer)?
  /// What the latest call or creation left of its frame's gas, for the tracer.
  var gasAtCall: Int64 = 0

  /// The deepest nesting of calls; the outermost frame has depth 0. Source: Yellow Paper, section 8.
  static let depthLimit = 1024

  init() {
    frames = .allocate(capacity: Arena.depthLimit + 1)
    stacks = .allocate(capacity: (Arena.depthLimit + 1) * CheckedRow.stackLimit)
    block = BlockContext(coinbase: .zero, number: 0, timestamp: 0, gasLimit: 0, prevRandao: .zero)
    transaction = TransactionContext(origin: .zero, gasPrice: .zero)
  }

  deinit {
    frames.deallocate()
    stacks.deallocate()
  }

  /// The nesting of a frame, 0 for the outermost.
  @inline(__always)
  func depth(of frame: FramePointer) -> Int { frame - frames }
}
