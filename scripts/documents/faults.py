"""What can be wrong with a block: one function for each fault, with the exceptions that name it.

A fault changes one thing in a block that is valid. The rest stays consistent: the transaction is signed anew, the
header commits to the body. Exceptions are alternatives in the words of EEST, the first one the plainest.
"""

from blocks import EMPTY_ROOT, Transaction, minimal, rlp, unrlp
from signatures import N, P

SIGNATURE = ["TransactionException.INVALID_SIGNATURE_VRS", "TransactionException.EC_RECOVERY_FAIL"]
STRUCTURE = ["BlockException.RLP_STRUCTURES_ENCODING", "BlockException.INCORRECT_BLOCK_FORMAT"]
INTRINSIC = ["TransactionException.INTRINSIC_GAS_TOO_LOW", "TransactionException.INTRINSIC_GAS_BELOW_FLOOR_GAS_COST"]
CHAIN = ["TransactionException.INVALID_CHAINID"]
TRANSACTION_FAULTS, HEADER_FAULTS, BODY_FAULTS = [], [], []


class Place:
    """Where a fault is put: the rules, the block before, the transaction and who signs it."""

    def __init__(self, fork, parent, rng, key=None, pre=None):
        self.fork, self.parent, self.rng, self.key, self.pre = fork, parent, rng, key, pre


def transaction_fault(exceptions, since="Frontier", until=None, kinds=range(5), signed=False):
    """Registers a change of a transaction; `signed` ones are not signed anew."""
    def register(change):
        def apply(block, place):
            if not place.fork.since(since) or (until and place.fork.since(until)) or not block.transactions:
                return None
            index = place.index
            transaction = Transaction(block.transactions[index])
            if transaction.kind not in kinds:
                return None
            named = change(transaction, block, place)
            if named is False:
                return None
            if not signed:
                transaction.sign(place.key)
            block.transactions[index] = transaction.item()
            block.seal()
            return named or exceptions
        apply.__name__ = change.__name__
        TRANSACTION_FAULTS.append(apply)
        return change
    return register


def block_fault(registry, exceptions, since="Frontier", until=None):
    """Registers a change of a whole block."""
    def register(change):
        def apply(block, place):
            if not place.fork.since(since) or (until and place.fork.since(until)):
                return None
            named = change(block, place)
            return None if named is False else named or exceptions
        apply.__name__ = change.__name__
        registry.append(apply)
        return change
    return register


def header_fault(*arguments, **options):
    return block_fault(HEADER_FAULTS, *arguments, **options)


def body_fault(*arguments, **options):
    return block_fault(BODY_FAULTS, *arguments, **options)


# Transactions: nonce, gas and money.


@transaction_fault(["TransactionException.NONCE_MISMATCH_TOO_HIGH"])
def nonce_too_high(tx, block, place):
    tx["nonce"] += 1


@transaction_fault(["TransactionException.NONCE_MISMATCH_TOO_LOW"])
def nonce_too_low(tx, block, place):
    if tx["nonce"] == 0:
        return False
    tx["nonce"] -= 1


@transaction_fault(["TransactionException.NONCE_IS_MAX", "TransactionException.NONCE_MISMATCH_TOO_HIGH"])
def nonce_is_max(tx, block, place):
    tx["nonce"] = 2**64 - 1


@transaction_fault(STRUCTURE + ["TransactionException.NONCE_OVERFLOW"])
def nonce_of_nine_bytes(tx, block, place):
    tx["nonce"] = 2**64


@transaction_fault(INTRINSIC)
def gas_below_base(tx, block, place):
    tx["gas"] = 20_999


@transaction_fault(INTRINSIC)
def gas_below_intrinsic(tx, block, place):
    data, fork = tx.fields["data"], place.fork
    zeros = data.count(0)
    nonzeros = len(data) - zeros
    gas = 21_000 + 4 * zeros + (16 if fork.since("Istanbul") else 68) * nonzeros
    if not tx.fields["to"]:
        gas += 32_000 if fork.since("Homestead") else 0
        gas += 2 * ((len(data) + 31) // 32) if fork.since("Shanghai") else 0
    for entry in tx.fields.get("accessList", []):
        gas += 2_400 + 1_900 * len(entry[1])
    gas += 25_000 * len(tx.fields.get("authorizations", []))
    floor = 21_000 + 10 * (zeros + 4 * nonzeros) if fork.since("Prague") else 0
    tx["gas"] = max(gas, floor) - 1


@transaction_fault(["TransactionException.GAS_ALLOWANCE_EXCEEDED", "TransactionException.GAS_LIMIT_EXCEEDS_MAXIMUM"])
def gas_above_block(tx, block, place):
    tx["gas"] = block["gasLimit"] + 1


@transaction_fault(["TransactionException.GAS_LIMIT_EXCEEDS_MAXIMUM", "TransactionException.GAS_ALLOWANCE_EXCEEDED"],
                   since="Osaka")
def gas_above_cap(tx, block, place):
    tx["gas"] = 2**24 + 1


@transaction_fault(["TransactionException.INSUFFICIENT_ACCOUNT_FUNDS"])
def value_beyond_balance(tx, block, place):
    tx["value"] = 2**255


@transaction_fault(["TransactionException.INSUFFICIENT_ACCOUNT_FUNDS"])
def value_that_overflows(tx, block, place):
    tx["value"] = 2**256 - 1


@transaction_fault(STRUCTURE + ["TransactionException.VALUE_OVERFLOW"])
def value_of_33_bytes(tx, block, place):
    tx["value"] = 2**256


@transaction_fault(["TransactionException.INSUFFICIENT_MAX_FEE_PER_GAS"], since="London", kinds=(0, 1))
def price_below_base_fee(tx, block, place):
    tx["gasPrice"] = block["baseFeePerGas"] - 1


@transaction_fault(["TransactionException.INSUFFICIENT_MAX_FEE_PER_GAS"], kinds=(2, 3, 4))
def fee_below_base_fee(tx, block, place):
    tx["maxFee"], tx["priority"] = block["baseFeePerGas"] - 1, 0


@transaction_fault(["TransactionException.PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS"], kinds=(2, 3, 4))
def priority_above_fee(tx, block, place):
    tx["priority"] = tx["maxFee"] + 1


# Transactions: type, chain and signature.


@transaction_fault(["TransactionException.TYPE_1_TX_PRE_FORK", "TransactionException.TYPE_NOT_SUPPORTED"],
                   until="Berlin")
def access_list_before_its_fork(tx, block, place):
    tx.become(1)


@transaction_fault(["TransactionException.TYPE_2_TX_PRE_FORK", "TransactionException.TYPE_NOT_SUPPORTED"],
                   until="London")
def dynamic_fee_before_its_fork(tx, block, place):
    tx.become(2)


@transaction_fault(["TransactionException.TYPE_3_TX_PRE_FORK", "TransactionException.TYPE_NOT_SUPPORTED",
                    "TransactionException.TYPE_3_TX_ZERO_BLOBS_PRE_FORK"], until="Cancun")
def blobs_before_their_fork(tx, block, place):
    if not tx.fields["to"]:
        return False
    tx.become(3, maxBlobFee=b"\x01", blobHashes=[b"\x01" + bytes(31)])


@transaction_fault(["TransactionException.TYPE_4_TX_PRE_FORK", "TransactionException.TYPE_NOT_SUPPORTED"],
                   until="Prague")
def authorizations_before_their_fork(tx, block, place):
    if not tx.fields["to"]:
        return False
    tx.become(4, authorizations=[[b"\x01", bytes(20), b"", b"", b"\x01", b"\x01"]])


@transaction_fault(["TransactionException.TYPE_NOT_SUPPORTED", *STRUCTURE], signed=True, kinds=range(1, 5))
def type_that_does_not_exist(tx, block, place):
    tx.kind = place.rng.pick([5, 0x7F])


@transaction_fault(CHAIN, kinds=range(1, 5))
def other_chain_typed(tx, block, place):
    tx["chain"] = 2


@transaction_fault(CHAIN, since="EIP158", kinds=(0,), signed=True)
def other_chain_legacy(tx, block, place):
    tx.sign(place.key)
    tx["v"] = 39 + (tx["v"] + 1) % 2


@transaction_fault(CHAIN, until="EIP158", kinds=(0,))
def replay_protection_before_its_fork(tx, block, place):
    tx.protected = True


@transaction_fault(SIGNATURE, signed=True)
def signature_with_zero_r(tx, block, place):
    tx["r"] = 0


@transaction_fault(SIGNATURE, signed=True)
def signature_with_zero_s(tx, block, place):
    tx["s"] = 0


@transaction_fault(SIGNATURE, signed=True)
def signature_with_r_of_the_order(tx, block, place):
    tx["r"] = N


@transaction_fault(SIGNATURE, signed=True)
def signature_with_s_of_the_order(tx, block, place):
    tx["s"] = N


@transaction_fault(SIGNATURE, signed=True)
def signature_off_the_curve(tx, block, place):
    x = 5  # 5³ + 7 is no square modulo P.
    assert pow(x**3 + 7, (P - 1) // 2, P) != 1
    tx["r"] = x


@transaction_fault(SIGNATURE + CHAIN + STRUCTURE, signed=True)
def signature_with_another_v(tx, block, place):
    tx["v"] = place.rng.pick([2, 3, 255]) if tx.kind else place.rng.pick([0, 1, 26, 29, 34])


@transaction_fault(SIGNATURE, since="Homestead", signed=True)
def signature_with_high_s(tx, block, place):
    tx.mirror()


@transaction_fault(["TransactionException.INSUFFICIENT_ACCOUNT_FUNDS", "TransactionException.NONCE_MISMATCH_TOO_HIGH",
                    "TransactionException.NONCE_MISMATCH_TOO_LOW"], signed=True)
def signature_of_nobody_known(tx, block, place):
    tx.sign(0xDEAD)


# Transactions: blobs and authorizations.


@transaction_fault(["TransactionException.TYPE_3_TX_ZERO_BLOBS"], kinds=(3,))
def no_blobs(tx, block, place):
    tx.fields["blobHashes"] = []


@transaction_fault(["TransactionException.TYPE_3_TX_INVALID_BLOB_VERSIONED_HASH"], kinds=(3,))
def blob_hash_of_another_version(tx, block, place):
    hashes = tx.fields["blobHashes"]
    hashes[-1] = place.rng.pick([b"\x00", b"\x02"]) + hashes[-1][1:]


@transaction_fault(STRUCTURE, kinds=(3,))
def blob_hash_of_31_bytes(tx, block, place):
    tx.fields["blobHashes"][0] = b"\x01" + bytes(30)


@transaction_fault(["TransactionException.TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED",
                    "TransactionException.TYPE_3_TX_BLOB_COUNT_EXCEEDED"], kinds=(3,))
def blobs_beyond_the_block(tx, block, place):
    tx.fields["blobHashes"] = [b"\x01" + bytes(31)] * (place.fork.blobs + 1)


@transaction_fault(["TransactionException.TYPE_3_TX_BLOB_COUNT_EXCEEDED",
                    "TransactionException.TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED"], kinds=(3,), since="Osaka")
def blobs_beyond_one_transaction(tx, block, place):
    tx.fields["blobHashes"] = [b"\x01" + bytes(31)] * 7


@transaction_fault(["TransactionException.INSUFFICIENT_MAX_FEE_PER_BLOB_GAS"], kinds=(3,))
def blob_fee_of_zero(tx, block, place):
    tx["maxBlobFee"] = 0


@transaction_fault(["TransactionException.TYPE_3_TX_CONTRACT_CREATION", *INTRINSIC, *STRUCTURE], kinds=(3,))
def blobs_that_create(tx, block, place):
    tx["to"] = b""
    tx["gas"] += 60_000


@transaction_fault(["TransactionException.TYPE_4_TX_CONTRACT_CREATION", *INTRINSIC, *STRUCTURE], kinds=(4,))
def authorizations_that_create(tx, block, place):
    tx["to"] = b""
    tx["gas"] += 60_000


@transaction_fault(["TransactionException.TYPE_4_EMPTY_AUTHORIZATION_LIST"], kinds=(4,))
def no_authorizations(tx, block, place):
    tx.fields["authorizations"] = []


@transaction_fault(STRUCTURE + ["TransactionException.TYPE_4_INVALID_AUTHORIZATION_FORMAT"], kinds=(4,))
def authorization_out_of_shape(tx, block, place):
    first = tx.fields["authorizations"][0]
    which = place.rng.below(5)
    if which == 0:
        first[1] = first[1][1:]
    elif which == 1:
        first[2] = minimal(2**64)
    elif which == 2:
        first[3] = minimal(256)
    elif which == 3:
        first.append(b"")
    else:
        first[4] = minimal(2**256)


# Transactions: encoding.


@transaction_fault(STRUCTURE + ["TransactionException.RLP_LEADING_ZEROS_NONCE"])
def nonce_with_leading_zero(tx, block, place):
    tx["nonce"] = b"\x00" + tx.fields["nonce"]


@transaction_fault(STRUCTURE)
def recipient_of_another_length(tx, block, place):
    tx["to"] = bytes(place.rng.pick([19, 21, 32]))


@transaction_fault(STRUCTURE + SIGNATURE, signed=True)
def field_too_many(tx, block, place):
    tx.names = tx.names + ["more"]
    tx.fields["more"] = b""


@transaction_fault(STRUCTURE + SIGNATURE, signed=True)
def field_too_few(tx, block, place):
    tx.names = tx.names[:-1]


@transaction_fault(STRUCTURE)
def data_that_is_a_list(tx, block, place):
    tx["data"] = [tx.fields["data"]]


@transaction_fault(STRUCTURE, kinds=range(1, 5))
def storage_key_of_31_bytes(tx, block, place):
    tx.fields["accessList"] = [[bytes(20), [bytes(31)]]]


# Headers.


def root_fault(field, exception, since="Frontier"):
    @header_fault(["BlockException." + exception], since=since)
    def wrong(block, place):
        value = bytearray(block[field])
        value[place.rng.below(len(value))] ^= 1 << place.rng.below(8)
        block[field] = bytes(value)
    HEADER_FAULTS[-1].__name__ = f"wrong_{field}"


def number_fault(field, exceptions, delta, since="Frontier", until=None):
    @header_fault(exceptions, since=since, until=until)
    def wrong(block, place):
        if block[field] + delta < 0:
            return False
        block[field] += delta
    HEADER_FAULTS[-1].__name__ = f"{field}_{'plus' if delta > 0 else 'minus'}_{abs(delta)}"


root_fault("parentHash", "UNKNOWN_PARENT")
root_fault("stateRoot", "INVALID_STATE_ROOT")
root_fault("transactionsTrie", "INVALID_TRANSACTIONS_ROOT")
root_fault("receiptTrie", "INVALID_RECEIPTS_ROOT")
root_fault("bloom", "INVALID_LOG_BLOOM")
root_fault("withdrawalsRoot", "INVALID_WITHDRAWALS_ROOT", since="Shanghai")
root_fault("requestsHash", "INVALID_REQUESTS", since="Prague")
# The storage of the contract that keeps the beacon roots changes.
root_fault("parentBeaconBlockRoot", "INVALID_STATE_ROOT", since="Cancun")
for step in (1, -1):
    number_fault("number", ["BlockException.INVALID_BLOCK_NUMBER"], step)
    number_fault("gasUsed", ["BlockException.INVALID_GAS_USED"], step)
    number_fault("difficulty", ["BlockException.INVALID_DIFFICULTY"], step, until="Paris")
    number_fault("baseFeePerGas", ["BlockException.INVALID_BASEFEE_PER_GAS"], step, since="London")
    number_fault("excessBlobGas", ["BlockException.INCORRECT_EXCESS_BLOB_GAS"], step * 131_072, since="Cancun")
    number_fault("blobGasUsed", ["BlockException.INCORRECT_BLOB_GAS_USED", "BlockException.BLOB_GAS_USED_ABOVE_LIMIT"],
                 step * 131_072, since="Cancun")
number_fault("difficulty", ["BlockException.IMPORT_IMPOSSIBLE_DIFFICULTY_OVER_PARIS"], 1, since="Paris")


@header_fault(["BlockException.INVALID_UNCLES_HASH", "BlockException.IMPORT_IMPOSSIBLE_UNCLES_OVER_PARIS"])
def wrong_uncle_hash(block, place):
    block["uncleHash"] = EMPTY_ROOT


@header_fault(["BlockException.INCORRECT_BLOCK_FORMAT"], since="Paris")
def nonce_under_proof_of_stake(block, place):
    block["nonce"] = bytes(7) + b"\x01"


@header_fault(["BlockException.INVALID_BLOCK_TIMESTAMP_OLDER_THAN_PARENT"])
def timestamp_of_the_parent(block, place):
    if place.fork.name != place.network.name:
        return False  # Another timestamp may mean another fork.
    block["timestamp"] = place.parent["timestamp"]


@header_fault(["BlockException.INVALID_GASLIMIT"])
def gas_limit_at_the_upper_bound(block, place):
    block["gasLimit"] = place.parent["gasLimit"] + place.parent["gasLimit"] // 1024


@header_fault(["BlockException.INVALID_GASLIMIT"])
def gas_limit_at_the_lower_bound(block, place):
    block["gasLimit"] = place.parent["gasLimit"] - place.parent["gasLimit"] // 1024


@header_fault(["BlockException.INVALID_GAS_USED_ABOVE_LIMIT", "BlockException.INVALID_GAS_USED"])
def gas_used_above_limit(block, place):
    block["gasUsed"] = block["gasLimit"] + 1


@header_fault(["BlockException.EXTRA_DATA_TOO_BIG"])
def extra_data_of_33_bytes(block, place):
    block["extraData"] = bytes(33)


@header_fault(STRUCTURE)
def bloom_of_255_bytes(block, place):
    block["bloom"] = block["bloom"][1:]


@header_fault(STRUCTURE)
def header_field_of_another_length(block, place):
    field = place.rng.pick(["parentHash", "stateRoot", "mixHash", "coinbase", "nonce", "receiptTrie"])
    block[field] = block[field] + b"\x00"


@header_fault(STRUCTURE)
def header_number_with_leading_zero(block, place):
    field = place.rng.pick(["number", "gasLimit", "gasUsed", "timestamp"])
    block[field] = b"\x00" + block.header[["number", "gasLimit", "gasUsed", "timestamp"].index(field) + 8]


@header_fault(STRUCTURE + ["BlockException.IMPORT_IMPOSSIBLE_LEGACY", "BlockException.IMPORT_IMPOSSIBLE_SHANGHAI",
                           "BlockException.IMPORT_IMPOSSIBLE_PARIS_OVER_SHANGHAI"])
def header_field_too_few(block, place):
    block.header.pop()


@header_fault(STRUCTURE + ["BlockException.IMPORT_IMPOSSIBLE_LONDON_WRONG_PARENT",
                           "BlockException.IMPORT_IMPOSSIBLE_SHANGHAI"])
def header_field_too_many(block, place):
    block.header.append(b"\x07" if len(block.header) in (15, 17, 18) else bytes(31) + b"\x01")


# Bodies.


@body_fault(["BlockException.IMPORT_IMPOSSIBLE_UNCLES_OVER_PARIS"], since="Paris")
def ommer_under_proof_of_stake(block, place):
    block.ommers = [place.parent.header]
    block.seal()


@body_fault(["BlockException.INVALID_UNCLES_HASH"], until="Paris")
def ommer_that_the_header_does_not_know(block, place):
    block.ommers = [place.parent.header]


@body_fault(STRUCTURE + ["BlockException.RLP_WITHDRAWALS_NOT_READ"], since="Shanghai")
def no_list_of_withdrawals(block, place):
    block.withdrawals = None


@body_fault(STRUCTURE + ["BlockException.RLP_WITHDRAWALS_NOT_READ"], until="Shanghai")
def withdrawals_before_their_fork(block, place):
    block.withdrawals = []


@body_fault(["BlockException.INVALID_WITHDRAWALS_ROOT"], since="Shanghai")
def withdrawal_that_the_header_does_not_know(block, place):
    block.withdrawals = [[b"", b"", bytes(20), b"\x01"]]


@body_fault(["BlockException.INVALID_STATE_ROOT"], since="Shanghai")
def withdrawal_that_the_state_does_not_know(block, place):
    block.withdrawals = [[b"", b"", bytes(19) + b"\x77", b"\x01"]]
    block.seal()


@body_fault(STRUCTURE, since="Shanghai")
def withdrawal_out_of_shape(block, place):
    block.withdrawals = [[b"", b"", bytes(place.rng.pick([19, 20])), minimal(2**64)]]
    block.seal()


@body_fault(["BlockException.INVALID_GAS_USED", "BlockException.INVALID_TRANSACTIONS_ROOT",
             "BlockException.INCORRECT_BLOB_GAS_USED"])
def last_transaction_missing(block, place):
    if not block.transactions:
        return False
    block.transactions.pop()
    block.seal()


@body_fault(["TransactionException.NONCE_MISMATCH_TOO_LOW", "TransactionException.GAS_ALLOWANCE_EXCEEDED",
             "TransactionException.TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED"])
def first_transaction_twice(block, place):
    if not block.transactions:
        return False
    block.transactions.append(block.transactions[0])
    block.seal()


@body_fault(STRUCTURE + ["TransactionException.TYPE_NOT_SUPPORTED", "TransactionException.TYPE_3_TX_WITH_FULL_BLOBS"])
def transaction_of_another_form(block, place):
    if not block.transactions:
        return False
    item = block.transactions[-1]
    # A list in a string, or an envelope that is a list.
    block.transactions[-1] = rlp(item) if isinstance(item, list) else [item]
    block.seal()


def damaged_encodings(block):
    """Encodings of a block that are not canonical, or not whole."""
    encoded = block.rlp()
    head = encoded[0] - 0xF7
    length = encoded[1 : 1 + head]
    yield "a_byte_too_many", encoded + b"\x00"
    yield "a_byte_too_few", encoded[:-1]
    yield "a_length_with_leading_zero", bytes([encoded[0] + 1]) + b"\x00" + length + encoded[1 + head :]
    yield "nothing_at_all", b"\xc0"
    yield "a_string", b"\x80"
    fields, parts = [rlp(field) for field in block.header], unrlp(encoded)
    # A number below 0x80 is its own encoding, and a string of 32 bytes needs no length of its own.
    for name, position, field in (("a_length_before_a_small_number", 8, b"\x81" + block.header[8]),
                                  ("a_long_length_of_a_short_string", 0, b"\xb8\x20" + block.header[0])):
        changed = b"".join(fields[:position] + [field] + fields[position + 1 :])
        yield name, listed(listed(changed) + b"".join(rlp(part) for part in parts[1:]))


def listed(payload):
    """The encoding of a list that is long, of items that are encoded already."""
    length = minimal(len(payload))
    return bytes([0xF7 + len(length)]) + length + payload

