"""Contract code: rows of pieces that compute, store, log, call, create, and end in every way."""

from accounts import BEACON_ROOTS, ECRECOVER_DIGEST, ECRECOVER_SIGNATURE, FORKS, HISTORY, SENDERS

STOP, ADD, MUL, SUB, SHA3, POP, MLOAD, MSTORE, MSTORE8 = 0x00, 0x01, 0x02, 0x03, 0x20, 0x50, 0x51, 0x52, 0x53
SLOAD, SSTORE, JUMP, JUMPI, GAS, JUMPDEST, TLOAD, TSTORE, MCOPY = 0x54, 0x55, 0x56, 0x57, 0x5A, 0x5B, 0x5C, 0x5D, 0x5E
DUP1, DUP2, SWAP1, LOG0, CREATE, CALL, RETURN = 0x80, 0x81, 0x90, 0xA0, 0xF0, 0xF1, 0xF3
DELEGATECALL, CREATE2, STATICCALL, REVERT, INVALID, SELFDESTRUCT = 0xF4, 0xF5, 0xFA, 0xFD, 0xFE, 0xFF
CLZ = 0x1E
CALLDATALOAD, CALLDATASIZE, CALLDATACOPY, CODECOPY, RETURNDATASIZE, RETURNDATACOPY = 0x35, 0x36, 0x37, 0x39, 0x3D, 0x3E

# The fork that brought an opcode, where that is not the first one.
FIRST_FORK = {
    DELEGATECALL: "Homestead",
    **dict.fromkeys((STATICCALL, REVERT, RETURNDATASIZE, RETURNDATACOPY), "Byzantium"),
    **dict.fromkeys((0x1B, 0x1C, 0x1D, CREATE2, 0x3F), "ConstantinopleFix"),
    **dict.fromkeys((0x46, 0x47), "Istanbul"),
    0x48: "London",
}


def push(value):
    if isinstance(value, bytes):
        return bytes([0x5F + len(value)]) + value
    length = (value.bit_length() + 7) // 8
    return bytes([0x5F + length]) + value.to_bytes(length, "big")


def pusher(fork):
    """The `push` of a fork: before Shanghai zero takes two bytes."""
    if fork.since("Shanghai"):
        return push
    return lambda value: b"\x60\x00" if value == 0 else push(value)


def op(*parts):
    """Code from opcodes (plain integers) and already encoded pieces (bytes)."""
    return b"".join(part if isinstance(part, bytes) else bytes([part]) for part in parts)


class CodeWriter:
    """Writes a contract as a row of pieces; each leaves the stack as it found it."""

    def __init__(self, rng, fork, callees):
        self.rng, self.fork, self.callees, self.code = rng, fork, callees, bytearray()
        self.push = pusher(fork)
        self.static_call = STATICCALL if fork.since("Byzantium") else CALL

    def known(self, opcodes):
        """Those of `opcodes` that the fork has."""
        return [code for code in opcodes if self.fork.since(FIRST_FORK.get(code, "Frontier"))]

    def arithmetic(self):
        rng = self.rng
        for _ in range(rng.between(1, 4)):
            kind = rng.below(3)
            if kind == 0:
                binary = rng.pick(self.known([0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0A, 0x0B, 0x10, 0x11, 0x12,
                                              0x13, 0x14, 0x16, 0x17, 0x18, 0x1A, 0x1B, 0x1C, 0x1D]))
                self.code += op(self.push(rng.uint()), self.push(rng.uint()), binary)
            elif kind == 1:
                self.code += op(self.push(rng.uint()), self.push(rng.uint()), self.push(rng.uint()), rng.pick([0x08, 0x09]))
            else:
                self.code += op(self.push(rng.uint()), rng.pick([0x15, 0x19] + ([CLZ] if self.fork.since("Osaka") else [])))
            if rng.chance(40):
                self.code += op(self.push(rng.below(8)), SSTORE)
            else:
                self.code += op(self.push(32 * rng.below(6)), MSTORE)

    def environment(self):
        plain = [0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3A, 0x3D, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x58,
                 0x59, 0x5A]
        plain = self.known(plain)
        if self.fork.cancun:
            plain.append(0x4A)
        for _ in range(self.rng.between(1, 3)):
            self.code += op(self.rng.pick(plain), self.push(self.rng.between(8, 15)), SSTORE)
        if self.rng.chance(50):
            account = self.rng.pick(self.callees + [a for _, a in SENDERS])
            self.code += op(self.push(account), self.rng.pick(self.known([0x31, 0x3B, 0x3F])), self.push(self.rng.between(8, 15)), SSTORE)
        if self.rng.chance(30):
            self.code += op(self.push(self.rng.below(3)), 0x40, self.push(16), SSTORE)
        if self.fork.cancun and self.rng.chance(30):
            self.code += op(self.push(self.rng.below(3)), 0x49, self.push(17), SSTORE)

    def storage(self):
        slot, value = self.rng.below(8), self.rng.pick([0, 1, self.rng.uint()])
        if self.rng.chance(50):
            self.code += op(self.push(value), self.push(slot), SSTORE)
        else:
            self.code += op(self.push(slot), SLOAD, self.push(value), ADD, self.push(slot), SSTORE)

    def loop(self):
        kind = self.rng.below(3)
        rounds = self.rng.between(1, 6) if kind == 0 else self.rng.between(1, 120)
        body = [
            op(DUP1, DUP1, SSTORE),
            op(DUP1, self.push(0), MSTORE, self.push(32), self.push(0), SHA3, self.push(32), MSTORE),
            op(DUP1, DUP1, MUL, self.push(3), ADD, POP),
        ][kind]
        self.code += self.push(rounds)
        start = len(self.code)
        self.code += op(JUMPDEST, body, self.push(1), SWAP1, SUB, DUP1, self.push(start.to_bytes(2, "big")), JUMPI, POP)

    def log(self):
        topics = self.rng.below(5)
        for _ in range(topics):
            self.code += self.push(self.rng.uint())
        self.code += op(self.push(self.rng.below(70)), self.push(self.rng.below(64)), LOG0 + topics)

    def keccak(self):
        slot = self.rng.between(20, 23)
        self.code += op(self.push(self.rng.below(200)), self.push(self.rng.below(64)), SHA3, self.push(slot), SSTORE)

    def call_data(self):
        size = self.rng.between(1, 96)
        self.code += op(self.push(size), self.push(self.rng.below(32)), self.push(self.rng.below(64)), CALLDATACOPY)
        self.code += op(self.push(self.rng.below(40)), CALLDATALOAD, self.push(24), SSTORE)

    def transient(self):
        if not self.fork.cancun:
            return self.storage()
        slot = self.rng.below(3)
        self.code += op(self.push(slot), TLOAD, self.push(1), ADD, self.push(slot), TSTORE, self.push(slot), TLOAD, self.push(25), SSTORE)
        self.code += op(self.push(self.rng.below(64)), self.push(self.rng.below(64)), self.push(self.rng.below(64)), MCOPY)

    def call(self):
        kind = self.rng.pick(self.known([CALL, CALL, 0xF2, DELEGATECALL, STATICCALL]))
        value = self.push(self.rng.pick([0, 0, 1, 5])) if kind in (CALL, 0xF2) else b""
        target = self.rng.pick(self.callees)
        gas = self.push(self.rng.between(5_000, 40_000)) if self.rng.chance(70) else op(GAS)
        self.code += op(self.push(32), self.push(0), self.push(self.rng.below(64)), self.push(0), value, self.push(target), gas, kind)
        self.code += op(self.push(26), SSTORE)
        if self.rng.chance(30) and self.known([RETURNDATASIZE]):
            self.code += op(RETURNDATASIZE, self.push(0), self.push(64), RETURNDATACOPY)

    def precompile(self):
        number = self.rng.pick([1, 1, 2, 3, 4, 5, 5, 9] + ([] if self.fork.name in FORKS else [6, 7, 8, 0x100]))
        size = self.rng.below(100)
        if number == 1:
            parity, r, s = ECRECOVER_SIGNATURE
            if self.rng.chance(25):
                r = self.rng.uint()
            words = [int.from_bytes(ECRECOVER_DIGEST, "big"), 27 + parity, r, s]
            size = 128
        elif number == 5:
            words = [1, self.rng.between(1, 3), 32, self.rng.uint(), self.rng.uint(), self.rng.uint()]
            size = 192
        elif number == 9:
            words = [self.rng.below(20) << 224] + [self.rng.uint() for _ in range(5)]
            self.code += op(self.push(self.rng.below(2)), self.push(212), MSTORE8)
            size = 213
        elif number in (6, 7):
            words, size = [1, 2, self.rng.pick([0, 1, self.rng.uint()]), self.rng.pick([0, 2])], 128
        else:
            words = [self.rng.uint()]
        for index, word in enumerate(words):
            self.code += op(self.push(word), self.push(32 * index), MSTORE)
        no_value = [] if self.static_call == STATICCALL else [self.push(0)]
        self.code += op(self.push(64), self.push(224), self.push(size), self.push(0), *no_value, self.push(number), GAS,
                        self.static_call, self.push(27), SSTORE)
        self.code += op(self.push(224), MLOAD, self.push(28), SSTORE)

    def creation(self):
        init = init_code(self.rng, self.fork, small_runtime(self.rng, self.fork))
        if self.rng.chance(20):
            init = op(self.push(0), self.push(0), REVERT)
        init = init[:32]
        self.code += op(self.push(init + bytes(32 - len(init))), self.push(0), MSTORE)
        if self.rng.chance(50) or not self.known([CREATE2]):
            self.code += op(self.push(len(init)), self.push(0), self.push(0), CREATE)
        else:
            self.code += op(self.push(self.rng.below(3)), self.push(len(init)), self.push(0), self.push(0), CREATE2)
        self.code += op(self.push(29), SSTORE)

    def system_contracts(self):
        if not self.fork.cancun:
            return self.environment()
        words = [self.rng.pick([0, 1, 0x1000])]
        target = HISTORY if self.fork.prague and self.rng.chance(50) else BEACON_ROOTS
        self.code += op(self.push(words[0]), self.push(0), MSTORE)
        self.code += op(self.push(32), self.push(32), self.push(32), self.push(0), self.push(target), GAS, STATICCALL, self.push(30), SSTORE)

    def ending(self):
        kind = self.rng.below(20)
        if kind < 8:
            return op(STOP)
        if kind < 13:
            return op(self.push(self.rng.below(96)), self.push(self.rng.below(32)), RETURN)
        if kind < 16:
            return op(self.push(self.rng.below(68)), self.push(0), REVERT)
        if kind < 17:
            return op(INVALID)
        if kind < 18:
            return op(self.push(self.rng.pick(self.callees)), SELFDESTRUCT)
        if kind < 19:
            start = len(self.code)
            return op(JUMPDEST, self.push(start.to_bytes(2, "big")), JUMP)
        return self.rng.pick([op(POP), op(self.push(1), JUMP), op(0x0C), op(ADD)])

    def write(self):
        pieces = [self.arithmetic, self.environment, self.storage, self.loop, self.log, self.keccak, self.call_data,
                  self.transient, self.call, self.precompile, self.creation, self.system_contracts]
        for _ in range(self.rng.between(1, 6)):
            self.rng.pick(pieces)()
        self.code += self.ending()
        return bytes(self.code)


def small_runtime(rng, fork):
    push = pusher(fork)
    return rng.pick([b"", op(STOP), op(push(rng.below(256)), push(0), SSTORE), op(0x30, SELFDESTRUCT),
                     op(push(0), CALLDATALOAD, push(1), SSTORE), b"\xef\x00"])


def init_code(rng, fork, runtime):
    """Init code of at most 32 bytes for a short runtime; sometimes it first writes a slot."""
    push = pusher(fork)
    prefix = op(push(rng.between(1, 255)), push(rng.below(4)), SSTORE) if rng.chance(50) else b""
    head = len(prefix) + 2 * len(push(len(runtime))) + 2 * len(push(0)) + 4
    copy = op(push(len(runtime)), push(head), push(0), CODECOPY, push(len(runtime)), push(0), RETURN)
    return prefix + copy + runtime
