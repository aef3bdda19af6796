"""Documents: accounts, and transactions among them that every fork's rules accept."""

import functools
import hashlib

from accounts import (
    AUTHORITIES,
    CONSOLIDATION_REQUESTS,
    DEPOSIT_CONTRACT,
    SENDERS,
    WITHDRAWAL_REQUESTS,
)
from contracts import CodeWriter, init_code, small_runtime
from signatures import keccak256, rlp, sign


# Few addresses, so that signatures over them can be kept: signing is what takes longest here.
CONTRACT_TAILS = [bytes(19), bytes.fromhex("be" * 19), bytes(17) + b"\x10\x00", hashlib.sha256(b"beak").digest()[:19]]


def hexadecimal(value):
    return hex(value) if isinstance(value, int) else "0x" + value.hex()


def intrinsic_gas(tx, data, fork):
    """The gas that a transaction must offer at least: intrinsic gas, or the calldata floor where that is higher."""
    nonzero = len(data) - data.count(0)
    tokens = data.count(0) + 4 * nonzero
    gas = 21_000 + 4 * data.count(0) + (16 if fork.since("Istanbul") else 68) * nonzero
    if tx.get("to") is None:
        gas += 32_000 + 2 * ((len(data) + 31) // 32)
    for entry in tx.get("accessList", []):
        gas += 2_400 + 1_900 * len(entry["storageKeys"])
    gas += 25_000 * len(tx.get("authorizationList", []))
    return max(gas, 21_000 + 10 * tokens) if fork.becomes("Prague") else gas


class Document:
    """One document in the making: what its accounts, nonces and budgets are so far."""

    def __init__(self, rng, fork, types):
        self.rng, self.fork, self.types = rng, fork, types
        self.base_fee = rng.pick([None, 7, 7, 10, 1_000, 1_000_000_000])
        if not fork.since("London"):
            # The first base fee is a gigawei.
            self.base_fee = 10**9 if fork.becomes("London") else self.base_fee or 1
        self.blobs_left = fork.blobs
        self.accounts, self.next_nonce, self.authority_nonce = {}, {}, {}
        for key, address in SENDERS[: rng.between(1, len(SENDERS))]:
            self.next_nonce[address] = nonce = rng.pick([0, 0, 0, 1, 255, rng.below(1 << 32)])
            self.add_account(address, balance=0x1000000000000000000, nonce=nonce, privateKey=key)
        self.contracts = [bytes([0xC0 + i]) + rng.pick(CONTRACT_TAILS) for i in range(rng.between(1, 4))]
        for i, address in enumerate(self.contracts):
            code = CodeWriter(rng, fork, self.contracts[i + 1 :] + [rng.data(20)]).write()
            storage = {rng.below(8): rng.pick([1, rng.uint()]) for _ in range(rng.below(4))}
            self.add_account(address, balance=rng.pick([0, 1, 10**18]), nonce=1, code=code, storage=storage)
        for key, address in AUTHORITIES[: rng.below(3)] if fork.prague else []:
            self.authority_nonce[address] = nonce = rng.pick([0, 1, 7])
            delegated = b"\xef\x01\x00" + rng.pick(self.contracts) if rng.chance(30) else b""
            self.add_account(address, balance=rng.pick([1, 10**18]), nonce=nonce, code=delegated, privateKey=key)

    def add_account(self, address, balance, nonce, code=b"", storage=None, privateKey=None):
        account = {"balance": hexadecimal(balance), "nonce": hexadecimal(nonce), "code": hexadecimal(code)}
        account["storage"] = {hexadecimal(k): hexadecimal(v) for k, v in (storage or {}).items()}
        if privateKey is not None:
            account["privateKey"] = hexadecimal(privateKey.to_bytes(32, "big"))
        self.accounts[hexadecimal(address)] = account

    def fees(self, tx, kind):
        base = self.base_fee or 7
        if kind < 2:
            if base > 10 or self.rng.chance(80):
                tx["gasPrice"] = hexadecimal(base + self.rng.below(2 * base))
            return
        priority = self.rng.pick([0, 1, base // 2, base])
        tx["maxFeePerGas"] = hexadecimal(base + priority + self.rng.below(base))
        if self.rng.chance(85):
            tx["maxPriorityFeePerGas"] = hexadecimal(priority)

    def access_list(self, tx):
        tx["accessList"] = [
            {
                "address": hexadecimal(self.rng.pick(self.contracts + [self.rng.data(20)])),
                "storageKeys": [hexadecimal(self.rng.below(32).to_bytes(32, "big")) for _ in range(self.rng.below(4))],
            }
            for _ in range(self.rng.below(4))
        ]

    def blobs(self, tx):
        count = self.rng.between(1, min(3, self.blobs_left))
        self.blobs_left -= count
        tx["blobVersionedHashes"] = [hexadecimal(b"\x01" + self.rng.data(31)) for _ in range(count)]
        tx["maxFeePerBlobGas"] = hexadecimal(self.rng.between(1_000, 10_000))

    def authorizations(self, tx, sender):
        rng, tuples = self.rng, []
        for _ in range(rng.between(1, 3)):
            key, authority = rng.pick(AUTHORITIES)
            nonce = self.authority_nonce.get(authority, 0)
            if rng.chance(10):
                key, authority = next(pair for pair in SENDERS if pair[1] == sender)
                nonce = int(tx["nonce"], 16) + 1
                self.next_nonce.pop(sender, None)
            else:
                self.authority_nonce[authority] = nonce + 1
            if rng.chance(10):
                nonce += rng.between(1, 3)
            chain_id = rng.pick([1, 1, 1, 0, 2])
            target = rng.pick(self.contracts + [bytes(20), bytes(19) + b"\x02"])
            parity, r, s = sign_authorization(key, chain_id, target, nonce)
            tuples.append({"chainId": hexadecimal(chain_id), "address": hexadecimal(target),
                           "nonce": hexadecimal(nonce), "v": hexadecimal(parity), "r": hexadecimal(r),
                           "s": hexadecimal(s)})
        tx["authorizationList"] = tuples

    def request(self, tx):
        """A call of a contract whose work becomes an execution-layer request; gives data and the gas it needs."""
        rng = self.rng
        kind = rng.below(3)
        if kind == 0:
            tx["to"], tx["value"] = hexadecimal(WITHDRAWAL_REQUESTS), hexadecimal(rng.below(3))
            return rng.data(56), 200_000
        if kind == 1:
            tx["to"], tx["value"] = hexadecimal(CONSOLIDATION_REQUESTS), hexadecimal(rng.below(3))
            return rng.data(96), 250_000
        gwei = 10**9 * rng.between(1, 32)
        tx["to"], tx["value"] = hexadecimal(DEPOSIT_CONTRACT), hexadecimal(gwei * 10**9)
        return deposit_call(rng.data(48), rng.data(32), rng.data(96), gwei), 300_000

    def payload(self, tx, kind):
        """Chooses target, value and data; gives the data and how much gas to offer beyond the intrinsic gas."""
        rng = self.rng
        if self.fork.prague and kind < 3 and rng.chance(8):
            return self.request(tx)
        if kind < 3 and rng.chance(12):
            tx["to"], tx["value"] = None, hexadecimal(rng.pick([0, 0, 1]))
            if rng.chance(60):
                return init_code(rng, self.fork, small_runtime(rng, self.fork)), rng.pick([0, 60_000, 150_000])
            return CodeWriter(rng, self.fork, self.contracts).write(), rng.pick([60_000, 150_000])
        targets = self.contracts * 4 + [rng.data(20), bytes(19) + bytes([rng.between(1, 4)])]
        targets += [bytes.fromhex(a[2:]) for a in self.accounts]
        tx["to"] = hexadecimal(rng.pick(targets))
        tx["value"] = hexadecimal(rng.pick([0, 0, 1, 0x100, rng.below(1 << 40)]))
        data = rng.pick([b"", b"", rng.data(rng.below(80)), bytes(rng.below(40)) + rng.data(4)])
        return data, rng.pick([0, 500, 5_000, 60_000, 150_000, 150_000, 400_000])

    def transaction(self):
        rng = self.rng
        kinds = [kind for kind in self.types if kind != 3 or self.blobs_left]
        if not kinds or not self.next_nonce:
            return None
        kind, sender = rng.pick(kinds), rng.pick(list(self.next_nonce))
        nonce = self.next_nonce[sender]
        self.next_nonce[sender] = nonce + 1
        tx = {"from": hexadecimal(sender), "nonce": hexadecimal(nonce)}
        data, spare = self.payload(tx, kind)
        self.fees(tx, kind)
        if kind == 1 or (kind > 1 and rng.chance(30)):
            self.access_list(tx)
        if kind == 3:
            self.blobs(tx)
        if kind == 4:
            self.authorizations(tx, sender)
        tx["data"] = hexadecimal(data)
        tx["gas"] = hexadecimal(intrinsic_gas(tx, data, self.fork) + spare)
        if tx["to"] is None and rng.chance(50):
            del tx["to"]
        return tx

    def environment(self):
        rng = self.rng
        env = {
            "currentCoinbase": rng.pick(["0xc014ba5e00000000000000000000000000000000", hexadecimal(SENDERS[0][1]),
                                         hexadecimal(rng.data(20))]),
            "currentDifficulty": "0x0",
            "currentGasLimit": hexadecimal(rng.pick([0x1000000, 30_000_000, 90_000_000])),
            "currentNumber": "0x1",
            "currentTimestamp": hexadecimal(rng.between(*(self.fork.timestamps or (12, 1 << 32)))),
            "currentRandom": hexadecimal(rng.data(32)) if rng.chance(30) else "0x" + "00" * 32,
        }
        if self.base_fee is not None and self.fork.since("London"):
            env["currentBaseFee"] = hexadecimal(self.base_fee)
        if self.fork.cancun and rng.chance(50):
            env["currentExcessBlobGas"] = hexadecimal(0x20000 * rng.below(80))
            env["currentBlobGasUsed"] = hexadecimal(0x20000 * rng.below(4))
        return env

    def finish(self, identity):
        transactions = [self.transaction() for _ in range(self.rng.between(1, 8))]
        document = {"id": identity, "version": "2.0", "fork": self.fork.name, "chainId": 1, "accounts": self.accounts,
                    "transactions": [tx for tx in transactions if tx is not None], "env": self.environment()}
        if self.fork.cancun and self.rng.chance(30):
            document["parentBeaconBlockRoot"] = hexadecimal(self.rng.data(32))
        return document


@functools.cache
def sign_authorization(key, chain_id, target, nonce):
    return sign(key, keccak256(b"\x05" + rlp([chain_id, target, nonce])))


def deposit_call(public_key, credentials, signature, gwei):
    """Calldata of `deposit(bytes,bytes,bytes,bytes32)` with the root that the deposit contract demands."""
    def sha256(message):
        return hashlib.sha256(message).digest()

    amount = gwei.to_bytes(8, "little")
    signature_root = sha256(sha256(signature[:64]) + sha256(signature[64:] + bytes(32)))
    key_root = sha256(sha256(public_key + bytes(16)) + credentials)
    root = sha256(key_root + sha256(amount + bytes(24) + signature_root))
    words = b"".join(n.to_bytes(32, "big") for n in (0x80, 0xE0, 0x120)) + root
    for argument in (public_key, credentials, signature):
        words += len(argument).to_bytes(32, "big") + argument + bytes(-len(argument) % 32)
    return bytes.fromhex("22895118") + words
