"""Judges engine tests: their shape, and whether each payload makes the block that it states.

The shape is that of the `blockchain_test_engine` fixtures that EEST publishes: exactly these names, quantities of a
payload with the fewest digits and all others with whole bytes, versions and error codes as decimal strings, and the
parameters that each version of `engine_newPayload` takes.
"""

import hashlib
import re

from ethereum.crypto.hash import keccak256
from ethereum.forks.prague.trie import Trie, root, trie_set
from ethereum_rlp import rlp
from ethereum_types.bytes import Bytes
from ethereum_types.numeric import Uint

DATA = r"0x([0-9a-f]{2})*"
PADDED = r"0x([0-9a-f]{2})+"
MINIMAL = r"0x(0|[1-9a-f][0-9a-f]*)"
HASH = r"0x[0-9a-f]{64}"
ADDRESS = r"0x[0-9a-f]{40}"
BLOOM = r"0x[0-9a-f]{512}"
NONCE = r"0x[0-9a-f]{16}"
NETWORK = r"[A-Z][A-Za-z0-9]+"
EXCEPTIONS = r"(Transaction|Block)Exception\.[A-Z0-9_]+(\|(Transaction|Block)Exception\.[A-Z0-9_]+)*"

HEADER = {
    "parentHash": HASH, "uncleHash": HASH, "coinbase": ADDRESS, "stateRoot": HASH, "transactionsTrie": HASH,
    "receiptTrie": HASH, "bloom": BLOOM, "difficulty": PADDED, "number": PADDED, "gasLimit": PADDED,
    "gasUsed": PADDED, "timestamp": PADDED, "extraData": DATA, "mixHash": HASH, "nonce": NONCE,
    "baseFeePerGas": PADDED, "withdrawalsRoot": HASH, "blobGasUsed": PADDED, "excessBlobGas": PADDED,
    "parentBeaconBlockRoot": HASH, "requestsHash": HASH, "hash": HASH,
}
# What a header or payload has from each version of the call on.
HEADER_SINCE = {"withdrawalsRoot": 2, "blobGasUsed": 3, "excessBlobGas": 3, "parentBeaconBlockRoot": 3, "requestsHash": 4}
PAYLOAD = {
    "parentHash": HASH, "feeRecipient": ADDRESS, "stateRoot": HASH, "receiptsRoot": HASH, "logsBloom": BLOOM,
    "blockNumber": MINIMAL, "gasLimit": MINIMAL, "gasUsed": MINIMAL, "timestamp": MINIMAL, "extraData": DATA,
    "prevRandao": HASH, "baseFeePerGas": MINIMAL, "blobGasUsed": MINIMAL, "excessBlobGas": MINIMAL,
    "blockHash": HASH, "transactions": [DATA], "withdrawals": list,
}
PAYLOAD_SINCE = {"withdrawals": 2, "blobGasUsed": 3, "excessBlobGas": 3}
WITHDRAWAL = {"index": MINIMAL, "validatorIndex": MINIMAL, "address": ADDRESS, "amount": MINIMAL}
ACCOUNT = {"nonce": PADDED, "balance": PADDED, "code": DATA, "storage": dict}
SCHEDULE = {"target": PADDED, "max": PADDED, "baseFeeUpdateFraction": PADDED}
PARAMETERS = {1: 1, 2: 1, 3: 3, 4: 4}
FORKCHOICE = {1: "1", 2: "2", 3: "3", 4: "3"}
EMPTY_OMMERS = bytes.fromhex("1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347")


class Misfit(Exception):
    """The fixture is not what it should be."""


def match(value, shape, place):
    """Sees to it that a value has a shape: a pattern, a type, or a list with the shape of its elements."""
    if isinstance(shape, list):
        match(value, list, place)
        for index, element in enumerate(value):
            match(element, shape[0], f"{place}/{index}")
    elif isinstance(shape, type):
        if not isinstance(value, shape):
            raise Misfit(f"{place} is no {shape.__name__}")
    elif not isinstance(value, str) or not re.fullmatch(shape, value):
        raise Misfit(f"{place} is {str(value)[:80]!r}")


def members(value, shapes, place, optional=()):
    """Sees to it that an object has exactly these members, each with its shape."""
    match(value, dict, place)
    for name in value.keys() ^ shapes.keys():
        if name not in optional or name not in shapes:
            raise Misfit(f"{place}/{name} is {'not expected' if name in value else 'missing'}")
    for name, content in value.items():
        match(content, shapes[name], f"{place}/{name}")


def of_version(shapes, since, version):
    return {name: shape for name, shape in shapes.items() if since.get(name, 1) <= version}


def accounts(value, place):
    match(value, dict, place)
    for address, account in value.items():
        match(address, ADDRESS, place)
        members(account, ACCOUNT, f"{place}/{address}")
        for slot, word in account["storage"].items():
            match(slot, PADDED, f"{place}/{address}/storage")
            match(word, PADDED, f"{place}/{address}/storage/{slot}")


def data(text):
    return bytes.fromhex(text[2:])


def number(text):
    return Uint(int(text, 16))


def list_root(items):
    trie = Trie(secured=False, default=None)
    for index, item in enumerate(items):
        trie_set(trie, rlp.encode(Uint(index)), Bytes(item))
    return root(trie)


def withdrawal(value):
    return rlp.encode([number(value["index"]), number(value["validatorIndex"]), data(value["address"]), number(value["amount"])])


def header_of(call):
    """The header that a client puts together from a call of `engine_newPayload`."""
    payload, *rest = call["params"]
    fields = [
        data(payload["parentHash"]), EMPTY_OMMERS, data(payload["feeRecipient"]), data(payload["stateRoot"]),
        list_root([data(transaction) for transaction in payload["transactions"]]), data(payload["receiptsRoot"]),
        data(payload["logsBloom"]), Uint(0), number(payload["blockNumber"]), number(payload["gasLimit"]),
        number(payload["gasUsed"]), number(payload["timestamp"]), data(payload["extraData"]),
        data(payload["prevRandao"]), bytes(8), number(payload["baseFeePerGas"]),
    ]
    if "withdrawals" in payload:
        fields.append(list_root([withdrawal(value) for value in payload["withdrawals"]]))
    if "blobGasUsed" in payload:
        fields += [number(payload["blobGasUsed"]), number(payload["excessBlobGas"]), data(rest[1])]
    if len(rest) == 3:
        fields.append(hashlib.sha256(b"".join(hashlib.sha256(data(request)).digest() for request in rest[2])).digest())
    return fields


def blob_hashes(payload):
    """The versioned hashes of all blobs, read from the transactions of type 3."""
    hashes = []
    for transaction in map(data, payload["transactions"]):
        if transaction[0] == 3:
            hashes += ["0x" + item.hex() for item in rlp.decode(transaction[1:])[10]]
    return hashes


def check_call(call, place):
    shapes = {"params": list, "newPayloadVersion": r"[1-4]", "forkchoiceUpdatedVersion": r"[1-3]"}
    optional = {"validationError": EXCEPTIONS, "errorCode": r"-\d+"}
    members(call, {**shapes, **optional}, place, optional)
    version = int(call["newPayloadVersion"])
    if call["forkchoiceUpdatedVersion"] != FORKCHOICE[version] or len(call["params"]) != PARAMETERS[version]:
        raise Misfit(f"{place} has versions or parameters that do not go together")
    payload = call["params"][0]
    members(payload, of_version(PAYLOAD, PAYLOAD_SINCE, version), f"{place}/params/0")
    for index, value in enumerate(payload.get("withdrawals", [])):
        members(value, WITHDRAWAL, f"{place}/params/0/withdrawals/{index}")
    for parameter, shape in zip(call["params"][1:], ([HASH], HASH, [DATA])):
        match(parameter, shape, f"{place}/params")
    if version >= 3 and call["params"][1] != blob_hashes(payload):
        raise Misfit(f"{place} has other blob hashes than its transactions")
    made = keccak256(rlp.encode(header_of(call)))
    names_hash = "BlockException.INVALID_BLOCK_HASH" in call.get("validationError", "")
    if (made != data(payload["blockHash"])) != names_hash:
        raise Misfit(f"{place} makes the block 0x{made.hex()}, not {payload['blockHash']}")


def check(fixture):
    top = {
        "_info": dict, "network": NETWORK, "lastblockhash": HASH, "config": dict, "pre": dict,
        "postState": dict, "postStateHash": HASH, "genesisBlockHeader": dict, "engineNewPayloads": list,
    }
    members(fixture, top, "", ("postState", "postStateHash"))
    if ("postState" in fixture) == ("postStateHash" in fixture):
        raise Misfit("there must be either postState or postStateHash")
    members(
        fixture["config"], {"network": NETWORK, "chainid": PADDED, "blobSchedule": dict}, "/config", ("blobSchedule",))
    for fork, schedule in fixture["config"].get("blobSchedule", {}).items():
        members(schedule, SCHEDULE, f"/config/blobSchedule/{fork}")
    for name in ("pre", "postState"):
        if name in fixture:
            accounts(fixture[name], f"/{name}")
    genesis = fixture["genesisBlockHeader"]
    version = max([1] + [since for name, since in HEADER_SINCE.items() if name in genesis])
    members(genesis, of_version(HEADER, HEADER_SINCE, version), "/genesisBlockHeader")
    head = genesis["hash"]
    for index, call in enumerate(fixture["engineNewPayloads"]):
        check_call(call, f"/engineNewPayloads/{index}")
        if "validationError" not in call:
            if call["params"][0]["parentHash"] != head:
                raise Misfit(f"/engineNewPayloads/{index} does not follow the one before it")
            head = call["params"][0]["blockHash"]
    if head != fixture["lastblockhash"]:
        raise Misfit(f"/lastblockhash is {fixture['lastblockhash']}, not {head}")


def problem(fixture):
    """What is wrong with an engine test, in words, or None."""
    try:
        check(fixture)
    except Misfit as misfit:
        return str(misfit)
    return None
