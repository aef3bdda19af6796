"""Blocks and transactions at the level of their RLP, tries, and fixtures made of them."""

import json

from signatures import N, keccak256, rlp, sign

HEADER = (
    "parentHash uncleHash coinbase stateRoot transactionsTrie receiptTrie bloom difficulty number gasLimit gasUsed "
    "timestamp extraData mixHash nonce baseFeePerGas withdrawalsRoot blobGasUsed excessBlobGas parentBeaconBlockRoot "
    "requestsHash"
).split()
NUMBERS = set("difficulty number gasLimit gasUsed timestamp baseFeePerGas blobGasUsed excessBlobGas".split())
PAYLOADS = [
    "nonce gasPrice gas to value data",
    "chain nonce gasPrice gas to value data accessList",
    "chain nonce priority maxFee gas to value data accessList",
    "chain nonce priority maxFee gas to value data accessList maxBlobFee blobHashes",
    "chain nonce priority maxFee gas to value data accessList authorizations",
]


def unrlp(data):
    """The item that `data` encodes: bytes, or a list of items."""
    item, rest = split_item(data)
    if rest:
        raise ValueError("bytes follow the item")
    return item


def split_item(data):
    head = data[0]
    if head < 0x80:
        return data[:1], data[1:]
    is_list = head >= 0xC0
    length, start = head - (0xC0 if is_list else 0x80), 1
    if length > 55:
        start = length - 54
        length = int.from_bytes(data[1:start], "big")
    payload, rest = data[start : start + length], data[start + length :]
    if not is_list:
        return payload, rest
    items = []
    while payload:
        item, payload = split_item(payload)
        items.append(item)
    return items, rest


def number(data):
    return int.from_bytes(data, "big")


def minimal(value):
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def trie_root(entries):
    """The root of the Merkle Patricia trie that maps the keys of `entries` to its values."""
    pairs = sorted((bytes(n for byte in key for n in (byte >> 4, byte & 15)), value) for key, value in entries.items())
    return keccak256(rlp(trie_node(pairs, 0))) if pairs else EMPTY_ROOT


def trie_node(pairs, depth):
    first, last = pairs[0][0], pairs[-1][0]
    if len(pairs) == 1:
        return [compact(first[depth:], 2), pairs[0][1]]
    shared = depth
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    if shared > depth:
        return [compact(first[depth:shared], 0), reference(trie_node(pairs, shared))]
    branch = [b""] * 17
    for nibble in range(16):
        below = [pair for pair in pairs if len(pair[0]) > depth and pair[0][depth] == nibble]
        if below:
            branch[nibble] = reference(trie_node(below, depth + 1))
    if len(first) == depth:
        branch[16] = pairs[0][1]
    return branch


def reference(node):
    encoded = rlp(node)
    return node if len(encoded) < 32 else keccak256(encoded)


def compact(nibbles, flag):
    odd = len(nibbles) & 1
    whole = bytes([flag + odd]) + (b"" if odd else b"\x00") + nibbles
    return bytes(16 * whole[i] + whole[i + 1] for i in range(0, len(whole), 2))


def list_root(items):
    """The root over a block's list, as for its transactions or withdrawals."""
    return trie_root({rlp(index): item for index, item in enumerate(items)})


EMPTY_ROOT = keccak256(rlp(b""))
NO_OMMERS = keccak256(rlp([]))


class Transaction:
    """A transaction whose fields can be changed one by one, and which can be signed anew."""

    def __init__(self, item):
        self.kind = 0 if isinstance(item, list) else item[0]
        values = item if isinstance(item, list) else unrlp(item[1:])
        self.names = PAYLOADS[self.kind].split() + ["v", "r", "s"]
        self.fields = dict(zip(self.names, values, strict=True))
        self.protected = self.kind == 0 and number(self.fields["v"]) > 28

    def __getitem__(self, name):
        return number(self.fields[name])

    def __setitem__(self, name, value):
        self.fields[name] = minimal(value) if isinstance(value, int) else value

    def become(self, kind, **fields):
        """Turns it into another type; fields that only the new type has come from `fields`."""
        fee = self.fields.get("gasPrice", self.fields.get("maxFee"))
        given = dict(chain=b"\x01", gasPrice=fee, priority=b"", maxFee=fee, accessList=[], v=b"", r=b"", s=b"")
        self.kind, self.names = kind, PAYLOADS[kind].split() + ["v", "r", "s"]
        self.fields = {name: fields.get(name, self.fields.get(name, given.get(name))) for name in self.names}

    def sign(self, key):
        payload = [self.fields[name] for name in self.names[:-3]]
        if self.kind:
            parity, r, s = sign(key, keccak256(bytes([self.kind]) + rlp(payload)))
            self["v"] = parity
        else:
            parity, r, s = sign(key, keccak256(rlp(payload + ([1, b"", b""] if self.protected else []))))
            self["v"] = parity + (37 if self.protected else 27)
        self["r"], self["s"] = r, s

    def mirror(self):
        """Takes the other s that belongs to the same key."""
        self["s"] = N - self["s"]
        v = self["v"]
        self["v"] = v ^ 1 if self.kind else (v - 1 if v % 2 == 0 else v + 1)

    def item(self):
        """What stands in the block: a list, or the bytes of a typed envelope."""
        values = [self.fields[name] for name in self.names]
        return bytes([self.kind]) + rlp(values) if self.kind else values


class Block:
    """A block taken apart."""

    def __init__(self, header, transactions=(), ommers=(), withdrawals=None):
        self.header, self.transactions, self.ommers = list(header), list(transactions), list(ommers)
        self.withdrawals = withdrawals

    @classmethod
    def decode(cls, data):
        return cls(*unrlp(data))

    def __getitem__(self, name):
        value = self.header[HEADER.index(name)]
        return number(value) if name in NUMBERS else value

    def __setitem__(self, name, value):
        self.header[HEADER.index(name)] = minimal(value) if isinstance(value, int) else value

    def has(self, name):
        return HEADER.index(name) < len(self.header)

    def seal(self):
        """Makes the header commit to the body."""
        envelopes = [item if isinstance(item, bytes) else rlp(item) for item in self.transactions]
        self["transactionsTrie"] = list_root(envelopes)
        self["uncleHash"] = keccak256(rlp(self.ommers))
        if self.withdrawals is not None and self.has("withdrawalsRoot"):
            self["withdrawalsRoot"] = list_root([rlp(entry) for entry in self.withdrawals])

    def rlp(self):
        return rlp([self.header, self.transactions, self.ommers, *([] if self.withdrawals is None else
                                                                   [self.withdrawals])])

    def hash(self):
        return keccak256(rlp(self.header))

    def declared(self):
        """The header as a fixture spells it."""
        fields = {name: hexadecimal(value, name in NUMBERS) for name, value in zip(HEADER, self.header)}
        return {**fields, "hash": hexadecimal(self.hash())}

    def fixture(self):
        return {"rlp": hexadecimal(self.rlp()), "blockHeader": self.declared()}


def hexadecimal(data, is_number=False):
    return hex(number(data)) if is_number else "0x" + data.hex()


def refused(block, exceptions):
    """A fixture's block that every client must refuse."""
    data = block if isinstance(block, bytes) else block.rlp()
    return {"rlp": hexadecimal(data), "expectException": "|".join(exceptions)}


def line(name, test):
    return json.dumps({name: test}, separators=(",", ":")).encode() + b"\n"
