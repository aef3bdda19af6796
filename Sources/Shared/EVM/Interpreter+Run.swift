import Primitives
import State

extension Execution {
  /// Runs the frame at `base` and all that it calls until it ends; what is left is to settle it.
  ///
  /// Calls do not nest natively: they move `registers` to another frame.
  @inline(__always)
  func runFrames<Mode: TraceMode>(_ base: FramePointer, _ mode: Mode.Type) -> Halt {
    var frame = base
    while true {
      let end = runFrame(frame, mode)
      if end == .calling {
        frame += 1
        continue
      }
      if Mode.isTracing { traceEnd(frame, end) }
      frame.pointee.code?.release()
      frame.pointee.code = nil
      if frame == base { return end }
      let halt = settle(frame, end)
      resume(frame - 1, after: frame, halt)
      frame -= 1
    }
  }

  @inline(never)
  func runSilently(_ base: FramePointer) -> Halt { runFrames(base, Silent.self) }

  @inline(never)
  func runTraced(_ base: FramePointer) -> Halt { runFrames(base, Traced.self) }

  /// Runs a frame until it halts or calls: the one switch.
  ///
  /// The row of an opcode checks the stack and charges the base gas before the body runs, so bodies only do
  /// what their instruction is for. Source: Yellow Paper, section 9.4.
  @inline(__always)
  func runFrame<Mode: TraceMode>(_ frame: FramePointer, _ mode: Mode.Type) -> Halt {
    let rows = rules.checkedRows
    var i = Interpreter(frame, self)
    while true {
      if Mode.isTracing { traceStep(i) }
      let opcode = i.instruction.pointee
      let row = rows[Int(opcode)]
      if i.violates(row) {
        return i.leave(i.violation(rules.opcodes[Opcode(opcode)]))
      }
      i.gas &-= Int64(row.gas)
      if i.gas < 0 { return i.leave(.outOfGas) }
      i.instruction += 1

      switch opcode {
      case 0x00:  // STOP
        arena.pointee.returnData.removeAll()
        return i.leave(.stopped)
      case 0x01: i.add()
      case 0x02: i.multiply()
      case 0x03: i.subtract()
      case 0x04: i.binary { $0.divide() }
      case 0x05: i.binary { $0.signedDivide() }
      case 0x06: i.binary { $0.modulo() }
      case 0x07: i.binary { $0.signedModulo() }
      case 0x08: i.ternary { $0.addModulo() }
      case 0x09: i.ternary { $0.multiplyModulo() }
      case 0x0a: if let halt = i.exponentiate(rules) { return i.leave(halt) }
      case 0x0b: i.binary { $0.signExtend() }

      case 0x10: i.isLess()
      case 0x11: i.isGreater()
      case 0x12: i.isSignedLess()
      case 0x13: i.isSignedGreater()
      case 0x14: i.isEqual()
      case 0x15: i.isZero()
      case 0x16: i.and()
      case 0x17: i.or()
      case 0x18: i.xor()
      case 0x19: i.not()
      case 0x1a: i.byte()
      case 0x1b: i.binary { $0.shiftLeft() }
      case 0x1c: i.binary { $0.shiftRight() }
      case 0x1d: i.binary { $0.arithmeticShiftRight() }
      case 0x1e: i.countLeadingZeros()

      case 0x20: if let halt = i.outside(self, { hash($0) }) { return halt }

      case 0x30: i.pushAddress()
      case 0x31: if let halt = i.outside(self, { balance($0) }) { return halt }
      case 0x32: i.stack.push(UInt256(arena.pointee.transaction.origin))
      case 0x33: i.pushCaller()
      case 0x34: i.pushCallValue()
      case 0x35: i.loadCallData(self)
      case 0x36: i.pushCallDataSize()
      case 0x37: if let halt = i.outside(self, { copyCallData($0) }) { return halt }
      case 0x38: i.pushCodeSize()
      case 0x39: if let halt = i.outside(self, { copyCode($0) }) { return halt }
      case 0x3a: i.stack.push(arena.pointee.transaction.gasPrice)
      case 0x3b: if let halt = i.outside(self, { externalCodeSize($0) }) { return halt }
      case 0x3c: if let halt = i.outside(self, { copyExternalCode($0) }) { return halt }
      case 0x3d: i.stack.push(UInt256(UInt64(arena.pointee.returnData.count)))
      case 0x3e: if let halt = i.outside(self, { copyReturnData($0) }) { return halt }
      case 0x3f: if let halt = i.outside(self, { externalCodeHash($0) }) { return halt }

      case 0x40: i.stack.top = blockHash(i.stack.top)
      case 0x41: i.stack.push(UInt256(arena.pointee.block.coinbase))
      case 0x42: i.stack.push(UInt256(arena.pointee.block.timestamp))
      case 0x43: i.stack.push(UInt256(arena.pointee.block.number))
      case 0x44: i.stack.push(arena.pointee.block.prevRandao)
      case 0x45: i.stack.push(UInt256(arena.pointee.block.gasLimit))
      case 0x46: i.stack.push(arena.pointee.block.chainID)
      case 0x47: i.stack.push(ownBalance(frame))
      case 0x48: i.stack.push(arena.pointee.block.baseFee)
      case 0x49: i.stack.top = blobHash(i.stack.top)
      case 0x4a: i.stack.push(arena.pointee.block.blobBaseFee)

      case 0x50: i.stack.drop(1)
      case 0x51: if let halt = i.loadWord(self) { return i.leave(halt) }
      case 0x52: if let halt = i.storeWord(self) { return i.leave(halt) }
      case 0x53: if let halt = i.storeByte(self) { return i.leave(halt) }
      case 0x54: if let halt = i.outside(self, { loadStorage($0) }) { return halt }
      case 0x55: if let halt = i.outside(self, { storeStorage($0) }) { return halt }
      case 0x56: if let halt = i.jump(self) { return i.leave(halt) }
      case 0x57: if let halt = i.jumpIf(self) { return i.leave(halt) }
      case 0x58: i.programCounter()
      case 0x59: i.pushMemorySize()
      case 0x5a: i.pushGas()
      case 0x5b: break  // JUMPDEST
      case 0x5c: if let halt = i.outside(self, { loadTransient($0) }) { return halt }
      case 0x5d: if let halt = i.outside(self, { storeTransient($0) }) { return halt }
      case 0x5e: if let halt = i.outside(self, { copyMemory($0) }) { return halt }

      case 0x5f: i.stack.push(.zero)
      case 0x60: i.pushByte()
      case 0x61: i.push(2)
      case 0x62: i.push(3)
      case 0x63: i.push(4)
      case 0x64: i.push(5)
      case 0x65: i.push(6)
      case 0x66: i.push(7)
      case 0x67: i.push(8)
      case 0x68: i.push(9)
      case 0x69: i.push(10)
      case 0x6a: i.push(11)
      case 0x6b: i.push(12)
      case 0x6c: i.push(13)
      case 0x6d: i.push(14)
      case 0x6e: i.push(15)
      case 0x6f: i.push(16)
      case 0x70: i.push(17)
      case 0x71: i.push(18)
      case 0x72: i.push(19)
      case 0x73: i.push(20)
      case 0x74: i.push(21)
      case 0x75: i.push(22)
      case 0x76: i.push(23)
      case 0x77: i.push(24)
      case 0x78: i.push(25)
      case 0x79: i.push(26)
      case 0x7a: i.push(27)
      case 0x7b: i.push(28)
      case 0x7c: i.push(29)
      case 0x7d: i.push(30)
      case 0x7e: i.push(31)
      case 0x7f: i.push(32)
      case 0x80...0x8f: i.duplicate(opcode)
      case 0x90...0x9f: i.swap(opcode)
      case 0xa0...0xa4: if let halt = i.outside(self, { log($0, opcode) }) { return halt }

      case 0xf0: if let halt = i.outside(self, { create($0) }) { return halt }
      case 0xf1: if let halt = i.outside(self, { call($0, .call) }) { return halt }
      case 0xf2: if let halt = i.outside(self, { call($0, .callCode) }) { return halt }
      case 0xf3:  // RETURN
        i.save()
        return returnMemory(frame, .returned)
      case 0xf4: if let halt = i.outside(self, { call($0, .delegateCall) }) { return halt }
      case 0xf5: if let halt = i.outside(self, { create2($0) }) { return halt }
      case 0xfa: if let halt = i.outside(self, { call($0, .staticCall) }) { return halt }
      case 0xfd:  // REVERT
        i.save()
        return returnMemory(frame, .reverted)
      case 0xff:  // SELFDESTRUCT
        i.save()
        return selfDestruct(frame)
      default: return i.leave(.undefinedOpcode)
      }
    }
  }
}
