"""Documents that go as far as a rule allows, and the step beyond it."""

from accounts import KEYS, Fork, address_of_key
from documents import hexadecimal

KEY = KEYS[1]
SENDER = address_of_key(KEY)
CODE_KEY = KEYS[6]
HOLDER = address_of_key(CODE_KEY)
RECIPIENT = bytes(19) + b"\x42"
PRICE = 10**10
BLOCK_GAS = 0x4000000


def document(fork, identity, balance=10**24, nonce=0, excess=0, **transaction):
    """One transfer of the account SENDER, changed as `transaction` says; another account has a key and code."""
    tx = {"from": hexadecimal(SENDER), "nonce": hexadecimal(nonce), "to": hexadecimal(RECIPIENT), "value": "0x1",
          "data": "0x", "gas": hexadecimal(200_000), "gasPrice": hexadecimal(PRICE)}
    tx.update({key: hexadecimal(value) if isinstance(value, (int, bytes)) else value
               for key, value in transaction.items()})
    if tx.get("gasPrice") == "none":
        del tx["gasPrice"]
    accounts = {
        hexadecimal(SENDER): {"balance": hexadecimal(balance), "nonce": hexadecimal(nonce), "code": "0x",
                              "storage": {}, "privateKey": hexadecimal(KEY.to_bytes(32, "big"))},
        hexadecimal(HOLDER): {"balance": hexadecimal(10**24), "nonce": hexadecimal(nonce), "code": "0x00",
                              "storage": {}, "privateKey": hexadecimal(CODE_KEY.to_bytes(32, "big"))},
    }
    env = {"currentCoinbase": "0xc014ba5e00000000000000000000000000000000", "currentDifficulty": "0x0",
           "currentGasLimit": hexadecimal(BLOCK_GAS), "currentNumber": "0x1", "currentTimestamp": "0x3e8",
           "currentRandom": "0x" + "00" * 32}
    if excess:
        env["currentExcessBlobGas"] = hexadecimal(excess)
    return {"id": identity, "version": "2.0", "fork": fork.name, "chainId": 1, "accounts": accounts,
            "transactions": [tx], "env": env}


def increase(field, step=1):
    def beyond(tx):
        tx[field] += step
    return beyond


def another_byte(tx):
    tx["data"] = tx.fields["data"] + b"\x00"


def another_blob(tx):
    tx.fields["blobHashes"].append(b"\x01" + bytes(31))


def signed_by_a_contract(tx):
    return CODE_KEY


def edges(fork: Fork):
    """(name, document, the step beyond, exceptions) of every edge that the fork has."""
    exceptions = "TransactionException."
    gas = 21_000
    yield ("balance", document(fork, "balance", balance=gas * PRICE + 1, gas=gas), increase("value"),
           [exceptions + "INSUFFICIENT_ACCOUNT_FUNDS"])
    yield ("price", document(fork, "price", balance=gas * PRICE + 1, gas=gas), increase("gasPrice"),
           [exceptions + "INSUFFICIENT_ACCOUNT_FUNDS"])
    yield ("nonce", document(fork, "nonce", nonce=2**64 - 2), increase("nonce"),
           [exceptions + "NONCE_IS_MAX", exceptions + "NONCE_MISMATCH_TOO_HIGH"])
    yield ("sender", document(fork, "sender"), signed_by_a_contract, [exceptions + "SENDER_NOT_EOA"])
    if not fork.since("Osaka"):
        # The block is full with this transaction alone.
        yield ("block-gas", document(fork, "block-gas", gas=BLOCK_GAS), increase("gas"),
               [exceptions + "GAS_ALLOWANCE_EXCEEDED"])
    else:
        yield ("gas-cap", document(fork, "gas-cap", gas=1 << 24), increase("gas"),
               [exceptions + "GAS_LIMIT_EXCEEDS_MAXIMUM"])
    if fork.since("Shanghai"):
        creation = dict(to=None, data=bytes(49_152), gas=1_000_000)
        yield ("init-code", document(fork, "init-code", **creation), another_byte,
               [exceptions + "INITCODE_SIZE_EXCEEDED"])
    if fork.since("Prague"):
        data = b"\x01" * 100
        yield ("floor", document(fork, "floor", data=data, gas=21_000 + 10 * 4 * 100), increase("gas", -1),
               [exceptions + "INTRINSIC_GAS_BELOW_FLOOR_GAS_COST"])
    if fork.since("Cancun"):
        yield from blob_edges(fork, exceptions)


def blob_edges(fork, exceptions):
    most = min(fork.blobs, 6 if fork.since("Osaka") else fork.blobs)
    blobs = dict(gasPrice="none", maxFeePerGas=PRICE, maxPriorityFeePerGas=1,
                 blobVersionedHashes=["0x01" + "00" * 31] * most)
    yield ("blobs", document(fork, "blobs", maxFeePerBlobGas=10**9, **blobs), another_blob,
           [exceptions + "TYPE_3_TX_BLOB_COUNT_EXCEEDED", exceptions + "TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED"])
    # With no excess a blob's gas costs one wei.
    yield ("blob-fee", document(fork, "blob-fee", maxFeePerBlobGas=1, **blobs), increase("maxBlobFee", -1),
           [exceptions + "INSUFFICIENT_MAX_FEE_PER_BLOB_GAS"])
    cost = 200_000 * PRICE + 1 + most * 131_072 * 5
    yield ("blob-balance", document(fork, "blob-balance", balance=cost, maxFeePerBlobGas=5, **blobs),
           increase("maxBlobFee"), [exceptions + "INSUFFICIENT_ACCOUNT_FUNDS"])
