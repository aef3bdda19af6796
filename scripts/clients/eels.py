"""Executes blockchain-test fixtures with EELS, the executable Ethereum specification, as a long-lived client.

Protocol: stdin carries one absolute path a line, each of a file with one fixture object keyed by its test name.
stdout carries {"ready":true,…} first, then one JSON object per fixture, in order, each flushed. A fixture that is
wrong, or that EELS itself stumbles over, never ends the process; the end of stdin does, with status 0.

Checked for each fixture: hash, RLP and state root of the genesis block; every block, decoded from its RLP alone and
applied with the `state_transition` of the fork its number and time select; refusal of every block that must be
refused; the hash of the head; the whole post state. Blocks may form several branches: each is applied on the state
of its own parent. Seals are not checked, difficulties are.
"""

import importlib.metadata
import json
import os
import re
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from ethereum.crypto.hash import keccak256
from ethereum.exceptions import EthereumException, InvalidBlock, StateWithEmptyAccount
from ethereum.fork_criteria import ByBlockNumber
from ethereum.utils.hexadecimal import hex_to_bytes
from ethereum_rlp import rlp
from ethereum_rlp.exceptions import DecodingError, RLPException
from ethereum_spec_tools.evm_tools.loaders.fixture_loader import Load
from ethereum_spec_tools.forks import Hardfork
from ethereum_types.numeric import U64

PACKAGE = "ethereum-execution"
REFUSALS = (EthereumException, RLPException)

# Network names whose EELS module is not simply the name in snake case.
MODULES = {
    "EIP150": "tangerine_whistle",
    "EIP158": "spurious_dragon",
    "Dao": "dao_fork",
    "ConstantinopleFix": "constantinople",
    "Petersburg": "constantinople",
    "Merge": "paris",
}
# EELS has one Constantinople, the one without EIP-1283; the network of that name has it.
MISSING = {"Constantinople"}


class Unsupported(Exception):
    """The fixture asks for something that EELS does not have."""


class Mismatch(Exception):
    """EELS disagrees with the fixture."""


class Specification:
    """One fork of EELS: its loader and modules, ready for tests without seals."""

    loaded = {}
    modules = {fork.short_name: fork for fork in Hardfork.discover()}

    def __init__(self, hardfork):
        self.load = Load(hardfork)
        self.types = self.load.fork
        self.fork = hardfork.module("fork")
        self.state = hardfork.module("state")
        if hasattr(self.fork, "validate_proof_of_work"):
            self.fork.validate_proof_of_work = lambda header: None
        header = self.types.Header
        if "excess_blob_gas" in header.__dataclass_fields__:
            # EELS recognises a parent with blob fields by its class, so that the first block of a later fork would
            # forget the excess of its parent; every header that has the fields counts.
            BlobHeader.classes += (header,)
            hardfork.module("vm.gas").Header = BlobHeader

    @classmethod
    def named(cls, network):
        """The fork that the part `network` of a network's name stands for."""
        module = MODULES.get(network) or re.sub(r"(?<=[a-z])(?=[A-Z])", "_", network).lower()
        if network in MISSING or module not in cls.modules:
            raise Unsupported(f"EELS {VERSION} has no fork {network}")
        if module not in cls.loaded:
            cls.loaded[module] = cls(cls.modules[module])
        return cls.loaded[module]

    def activate(self, block_number):
        """Tells the modules that look at it in which block this fork begins."""
        if hasattr(self.fork, "FORK_CRITERIA"):
            self.fork.FORK_CRITERIA = ByBlockNumber(block_number)

    def copy(self, state):
        """A copy of `state`, of this fork's own classes; rejected blocks leave their state half changed."""
        result = self.types.State()
        for address, account in state._main_trie._data.items():
            if account is not None:
                fields = (account.nonce, account.balance, account.code)
                self.state.set_account(result, address, self.types.Account(*fields))
        for address, trie in state._storage_tries.items():
            for key, value in trie._data.items():
                self.state.set_storage(result, address, key, value)
        return result


class AnyOf(type):
    """Metaclass of a class that any of `classes` counts as an instance of."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, cls.classes)


class BlobHeader(metaclass=AnyOf):
    """Every header class with blob gas fields."""

    classes = ()


class Network:
    """A network's name: one fork, or two with the point where the second takes over."""

    def __init__(self, name):
        transition = re.fullmatch(r"(\w+?)To([A-Z]\w*?)At(Time|Diff)?(0x)?([0-9a-fA-F]+)(k)?", name)
        self.kind, self.limit = "number", 0
        if transition is None:
            self.before = self.after = Specification.named(name)
        else:
            before, after, kind, _, limit, thousand = transition.groups()
            self.before, self.after = Specification.named(before), Specification.named(after)
            self.kind = (kind or "number").lower()
            self.limit = int(limit, 16 if kind == "Diff" else 10) * (1000 if thousand else 1)
        self.after.activate(self.limit if self.kind == "number" else 0)

    def specification(self, number, timestamp, total_difficulty):
        """The fork of a block, given the total difficulty of its parent."""
        position = {"number": number, "time": timestamp, "diff": total_difficulty}[self.kind]
        return self.after if position >= self.limit else self.before


@dataclass
class Node:
    """A block that was accepted, with the state after it and up to 255 blocks that lead to it."""

    specification: Specification
    blocks: list
    state: object
    total_difficulty: int

    @property
    def header(self):
        return self.blocks[-1].header

    @property
    def hash(self):
        return keccak256(rlp.encode(self.header))


class ChainTree:
    """All accepted blocks of a fixture by hash, and the head among them."""

    def __init__(self, network, fixture):
        self.network = network
        self.chain_id = U64(int(fixture.get("config", {}).get("chainid", "0x1"), 16))
        self.head = self.genesis(fixture)
        self.nodes = {self.head.hash: self.head}

    def genesis(self, fixture):
        """The genesis block, rebuilt from its JSON header and `pre` and compared with its hash, RLP and root."""
        declared = fixture["genesisBlockHeader"]
        time, difficulty = int(declared["timestamp"], 16), int(declared["difficulty"], 16)
        specification = self.network.specification(0, time, 0)
        types = specification.types
        header = specification.load.json_to_header(declared)
        fields = types.Block.__dataclass_fields__
        block = types.Block(header, (), (), *([()] if "withdrawals" in fields else []))
        state = specification.load.json_to_state(fixture["pre"])
        node = Node(specification, [block], state, difficulty)
        if node.hash != hex_to_bytes(declared["hash"]):
            raise Mismatch(f"genesis: hash is {hexadecimal(node.hash)}, not {declared['hash']}")
        if "genesisRLP" in fixture and rlp.encode(block) != hex_to_bytes(fixture["genesisRLP"]):
            raise Mismatch("genesis: genesisRLP is not the RLP of genesisBlockHeader")
        root = types.state_root(state)
        if root != header.state_root:
            raise Mismatch(f"genesis: state root is {hexadecimal(root)}, not {hexadecimal(header.state_root)}")
        return node

    def add(self, encoded):
        """Decodes and applies one block; returns its node. Refusals are exceptions of EELS."""
        number, timestamp, parent_hash = outline(encoded)
        parent = self.nodes.get(parent_hash)
        if parent is None:
            raise InvalidBlock("unknown parent")
        specification = self.network.specification(number, timestamp, parent.total_difficulty)
        types = specification.types
        block = rlp.decode_to(types.Block, encoded)
        if rlp.encode(block) != encoded:
            raise DecodingError("RLP is not canonical")
        chain = types.BlockChain(list(parent.blocks), specification.copy(parent.state), self.chain_id)
        if specification is not parent.specification:
            chain = specification.fork.apply_fork(chain)
        specification.fork.state_transition(chain, block)
        difficulty = parent.total_difficulty + int(block.header.difficulty)
        node = Node(specification, chain.blocks, chain.state, difficulty)
        self.nodes[node.hash] = node
        if types.proof_of_stake or difficulty > self.head.total_difficulty:
            self.head = node
        return node


def outline(encoded):
    """Number, timestamp and parent hash of an encoded block of any fork."""
    items = rlp.decode(encoded)
    header = items[0] if isinstance(items, (list, tuple)) and items else b""
    if not isinstance(header, (list, tuple)) or len(header) < 15:
        raise DecodingError("block has no header")
    parent, number, timestamp = header[0], header[8], header[11]
    if not all(isinstance(item, bytes) for item in (parent, number, timestamp)):
        raise DecodingError("header field is a list")
    return int.from_bytes(number, "big"), int.from_bytes(timestamp, "big"), parent


def hexadecimal(data):
    return "0x" + bytes(data).hex()


def apply_blocks(tree, blocks):
    """Applies all blocks of a fixture in order, and checks that exactly the valid ones are accepted."""
    for index, block in enumerate(blocks):
        expected = [value for key, value in block.items() if key.startswith("expectException")]
        must_fail = bool(expected) or "blockHeader" not in block
        try:
            node = tree.add(hex_to_bytes(block["rlp"]))
        except REFUSALS as refusal:
            if not must_fail:
                raise Mismatch(f"block {index}: refused: {describe(refusal)}") from refusal
            continue
        if must_fail:
            raise Mismatch(f"block {index}: accepted, must be refused: {expected[0] if expected else 'no header'}")
        declared = block["blockHeader"].get("hash")
        if declared is not None and node.hash != hex_to_bytes(declared):
            raise Mismatch(f"block {index}: hash is {hexadecimal(node.hash)}, not {declared}")


def check_head(head, fixture):
    """Compares the head and the state after it with what the fixture declares."""
    declared = hex_to_bytes(fixture["lastblockhash"])
    if head.hash != declared:
        raise Mismatch(f"lastblockhash: head is {hexadecimal(head.hash)}, not {hexadecimal(declared)}")
    if fixture.get("postState") is not None:
        difference = state_difference(head.state, head.specification.load.json_to_state(fixture["postState"]))
        if difference:
            raise Mismatch(f"postState: {difference}")
    elif "postStateHash" in fixture:
        if head.header.state_root != hex_to_bytes(fixture["postStateHash"]):
            raise Mismatch(f"postStateHash: root is {hexadecimal(head.header.state_root)}")
    else:
        raise Mismatch("postState: neither postState nor postStateHash is given")


def state_difference(actual, expected):
    """The first difference between two states in words, or None."""
    ours, theirs = actual._main_trie._data, expected._main_trie._data
    for address in sorted(ours.keys() | theirs.keys()):
        account, wanted = ours.get(address), theirs.get(address)
        if account is None or wanted is None:
            return f"{hexadecimal(address)}: {'unexpected' if wanted is None else 'missing'} account"
        for field in ("nonce", "balance", "code"):
            if getattr(account, field) != getattr(wanted, field):
                return f"{hexadecimal(address)}: {field} is {show(account, field)}, not {show(wanted, field)}"
        slots, wanted_slots = storage(actual, address), storage(expected, address)
        for key in sorted(slots.keys() | wanted_slots.keys()):
            if slots.get(key) != wanted_slots.get(key):
                values = (int(slots.get(key, 0)), int(wanted_slots.get(key, 0)))
                return f"{hexadecimal(address)}: storage {hexadecimal(key)} is {values[0]:#x}, not {values[1]:#x}"
    return None


def storage(state, address):
    trie = state._storage_tries.get(address)
    return {} if trie is None else trie._data


def show(account, field):
    value = getattr(account, field)
    return hexadecimal(value) if isinstance(value, bytes) else hex(int(value))


def describe(error):
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}"[:500] if text else type(error).__name__


def verdict(path):
    """Runs the fixture in the file at `path` and returns what is to be said of it."""
    started = time.perf_counter()
    result = {"name": Path(path).stem, "pass": False, "fork": None, "lastBlockHash": None, "stateRoot": None}
    result.update(error=None, unsupported=False)
    tree = None
    try:
        with open(path, encoding="utf-8") as file:
            tests = json.load(file)
        if not isinstance(tests, dict) or len(tests) != 1:
            raise ValueError("the file must hold one object with exactly one test")
        [(result["name"], fixture)] = tests.items()
        result["fork"] = fixture["network"]
        tree = ChainTree(Network(fixture["network"]), fixture)
        apply_blocks(tree, fixture["blocks"])
        check_head(tree.head, fixture)
        result["pass"] = True
    except (Unsupported, StateWithEmptyAccount) as reason:
        result.update(error=str(reason), unsupported=True)
    except Mismatch as mismatch:
        result["error"] = str(mismatch)
    except Exception as error:
        result["error"] = f"EELS: {describe(error)}"
    if tree is not None:
        result["lastBlockHash"] = hexadecimal(tree.head.hash)
        result["stateRoot"] = hexadecimal(tree.head.header.state_root)
    result["ms"] = round((time.perf_counter() - started) * 1000, 3)
    return result


def serve(output):
    """Answers one line per line of stdin until its end."""

    def say(value):
        output.write(json.dumps(value, separators=(",", ":")) + "\n")
        output.flush()

    say({"ready": True, "client": "eels", "version": VERSION})
    for line in sys.stdin:
        if line.strip():
            say(verdict(line.rstrip("\n")))


def main():
    # The protocol owns the real stdout; whatever a library prints goes to stderr.
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    # An interrupt from the terminal is the driver's business: it drains and then closes our stdin.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # 1024 nested calls of the EVM need far more than the main thread's stack.
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=serve, args=(output,), daemon=True)
    worker.start()
    worker.join()


VERSION = importlib.metadata.version(PACKAGE)

if __name__ == "__main__":
    main()
