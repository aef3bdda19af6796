"""Executes state tests with EELS' `statetest` tool, and compares more than the tool does.

The tool compares the state root; here the hash of the logs must be right as well, and a transaction must be refused if
and only if the fixture expects an exception. The tool signs the transaction again from its description, so that
description and bytes of the fixture are compared by the way: another signature would be another sender.
"""

import logging

from ethereum.crypto.hash import keccak256
from ethereum_rlp import rlp
from ethereum_spec_tools.evm_tools.statetest import read_test_case, run_test_case
from ethereum_spec_tools.evm_tools.t8n import ForkCache
from ethereum_spec_tools.evm_tools.utils import get_supported_forks

CACHE = ForkCache()
FORKS = {name.casefold() for name in get_supported_forks()}

# What all clients take for the hash of the block before block 1 in a state test; EELS takes it from the environment,
# where the format has no place for it, and stumbles over its absence when a contract asks.
GENESIS_HASH = "0x" + keccak256(b"0").hex()

logging.disable(logging.WARNING)


def problem(name, fixture):
    """What is wrong with a fixture, in words, or None."""
    chain = ["--state.chainid", str(int(fixture["config"]["chainid"], 16))]
    cases = list(read_test_case("", name, fixture))
    if not cases:
        return "there is no case in it"
    for case in cases:
        if case.fork_name.casefold() not in FORKS:
            return f"EELS has no fork {case.fork_name}"
        case.env = {**case.env, "previousHash": GENESIS_HASH}
        result = run_test_case(case, CACHE, t8n_extra=chain)
        if (found := "0x" + result.state_root.hex()) != case.post["hash"]:
            return f"{case.fork_name}: state root is {found}, not {case.post['hash']} ({result.rejected})"
        if (found := "0x" + result.logs_hash.hex()) != case.post["logs"]:
            return f"{case.fork_name}: hash of the logs is {found}, not {case.post['logs']}"
        if bool(result.rejected) != ("expectException" in case.post):
            return f"{case.fork_name}: refused with {result.rejected}, expected {case.post.get('expectException')}"
        if (shape := envelope_problem(bytes.fromhex(case.post["txbytes"][2:]), fixture["transaction"])):
            return shape
    return None


def envelope_problem(envelope, description):
    """Compares the bytes of a transaction with its description, by the nonce and the data."""
    fields = rlp.decode(envelope if envelope[0] >= 0xC0 else envelope[1:])
    # A typed transaction begins with its chain id; a legacy one has 9 fields, types 1 to 4 have 11 to 14.
    start = 0 if envelope[0] >= 0xC0 else 1
    if int.from_bytes(fields[start], "big") != int(description["nonce"], 16):
        return "txbytes has another nonce than transaction"
    position = {0xC0: 5, 1: 6}.get(0xC0 if start == 0 else envelope[0], 7)
    if "0x" + fields[position].hex() != description["data"][0]:
        return "txbytes has other data than transaction"
    return None
