"""Documents of one contract each, written for a rule that random code rarely meets.

They are valid; whether the rule was kept shows in the gas and in the storage, and so in the roots.
"""

from accounts import Fork
from blocks import keccak256
from contracts import op, pusher
from edges import document, hexadecimal
from signatures import rlp

CONTRACT, CALLEE = b"\xc0" * 20, b"\xc1" * 20
BALANCE, COINBASE, SSTORE, SLOAD, MSTORE, MSIZE, GAS, POP, SUB, SWAP1, STOP = (
    0x31, 0x41, 0x55, 0x54, 0x52, 0x59, 0x5A, 0x50, 0x03, 0x90, 0x00)
BLOBBASEFEE, CREATE, CALL, STATICCALL, RETURN = 0x4A, 0xF0, 0xF1, 0xFA, 0xF3
CALLDATASIZE, CALLDATACOPY, ADDRESS = 0x36, 0x37, 0x30
ONE, ZERO = b"\x60\x01", b"\x60\x00"  # PUSH1, whatever the fork.


def program(fork, name, code, callee=b"", accounts=(), gas=1_000_000, data=b"", excess=0):
    """A transaction to a contract with `code`, which may call another one."""
    result = document(fork, name, to=CONTRACT, gas=gas, data=data, excess=excess)
    for address, balance, nonce, text, storage in ((CONTRACT, 10, 1, code, {}), (CALLEE, 10, 1, callee, {}), *accounts):
        if text or storage:
            result["accounts"][hexadecimal(address)] = {
                "balance": hexadecimal(balance), "nonce": hexadecimal(nonce), "code": hexadecimal(text),
                "storage": storage}
    return result


def store(slot):
    return op(b"\x60" + bytes([slot]), SSTORE)


def call_callee(gas, kind=CALL):
    """Calls CALLEE with nothing and so much gas (three bytes)."""
    value = b"" if kind == STATICCALL else ZERO
    return op(ZERO, ZERO, ZERO, ZERO, value, b"\x73" + CALLEE, b"\x62" + gas.to_bytes(3, "big"), kind)


def measured_call(address):
    """Hands the call data to a precompiled contract; stores success in slot 0 and the gas it took in slot 1."""
    call = op(ZERO, ZERO, CALLDATASIZE, ZERO, ZERO, b"\x60" + bytes([address]), GAS, CALL)
    return op(CALLDATASIZE, ZERO, ZERO, CALLDATACOPY, GAS, call, store(0), GAS, SWAP1, SUB, store(1), STOP)


def modexp(base, exponent, modulus):
    sizes = b"".join(size.to_bytes(32, "big") for size in (base, exponent, modulus))
    return sizes + b"\xfd" * base + b"\xff" * exponent + b"\xfb" * modulus


def directed(fork: Fork):
    """(name, document) of every rule that the fork has."""
    push = pusher(fork)
    yield "memory", program(fork, "memory", op(push(1), push(200_000), MSTORE, MSIZE, store(0), STOP))
    yield "coinbase", program(fork, "coinbase", op(COINBASE, BALANCE, store(0), STOP))
    collision = keccak256(rlp([CONTRACT, 1]))[12:]
    yield "collision", program(fork, "collision", op(ZERO, ZERO, ZERO, CREATE, store(0), STOP),
                               accounts=[(collision, 1, 0, b"", {"0x0": "0x1"})])
    if not fork.since("EIP150"):
        yield from depth(fork)
    if fork.since("EIP158"):
        for size in (0x6000, 0x6001):
            name = f"code of {size} bytes"
            yield name, document(fork, name, to=None, data=op(push(size), push(0), RETURN), gas=8_000_000)
    if fork.since("Byzantium"):
        pays = op(ZERO, ZERO, ZERO, ZERO, ONE, b"\x73" + bytes(19) + b"\x77", ZERO, CALL, POP, STOP)
        yield "value in a static call", program(
            fork, "value in a static call", op(call_callee(60_000, STATICCALL), store(0), STOP), callee=pays)
        for name, address, data in (("modular exponentiation", 5, modexp(64, 48, 64)),
                                    ("modular exponentiation, short", 5, modexp(8, 3, 9)),
                                    ("pairing of nothing", 8, b""), ("pairing of infinity", 8, bytes(384))):
            yield name, program(fork, name, measured_call(address), data=data)
    if fork.since("Istanbul"):
        # Two pushes take 6 gas, so that 2300 and 2301 are left for the SSTORE of what is there already.
        calls = op(call_callee(2306), store(0), call_callee(2307), store(1), STOP)
        yield "stipend", program(fork, "stipend", calls, callee=op(ZERO, ZERO, SSTORE, STOP))
    if fork.since("Cancun"):
        # So dear that each unit of what the price is divided by shows.
        yield "blob base fee", program(fork, "blob base fee", op(BLOBBASEFEE, store(0), STOP), excess=200_000_000)


def depth(fork):
    """A contract that calls itself with all gas but a little, and then counts how often it ran."""
    call = op(ZERO, ZERO, ZERO, ZERO, ZERO, ADDRESS, b"\x62" + (30_000).to_bytes(3, "big"), GAS, SUB, CALL, POP)
    count = op(ZERO, SLOAD, ONE, 0x01, ZERO, SSTORE, STOP)
    yield "depth", program(fork, "depth", op(call, count), gas=60_000_000)


def full_block(fork):
    """A block that is a little more than half full, at a base fee that an eighth of the excess would not move."""
    result = program(fork, "full block", b"\xfe", gas=60_000)
    result["env"]["currentGasLimit"] = hexadecimal(100_000)
    return result
