"""Who takes part: accounts with keys, system contracts, and what each fork has."""

from signatures import N, keccak256, multiply_generator, sign


def address_of_key(key):
    x, y = multiply_generator(key)
    return keccak256(x.to_bytes(32, "big") + y.to_bytes(32, "big"))[12:]


KEYS = [1, 2, 3, 0xBEA4, 0xC0FFEE, 2**255 + 19, N - 1, 0x1234567890ABCDEF]
SENDERS = [(key, address_of_key(key)) for key in KEYS[:4]]
AUTHORITIES = [(key, address_of_key(key)) for key in KEYS[4:]]
ECRECOVER_DIGEST = keccak256(b"beak")
ECRECOVER_SIGNATURE = sign(KEYS[3], ECRECOVER_DIGEST)

WITHDRAWAL_REQUESTS = bytes.fromhex("00000961ef480eb55e80d19ad83579a64c007002")
CONSOLIDATION_REQUESTS = bytes.fromhex("0000bbddc7ce488642fb579f8b00f3a590007251")
DEPOSIT_CONTRACT = bytes.fromhex("00000000219ab540356cbb839cbe05303d7705fa")
BEACON_ROOTS = bytes.fromhex("000f3df6d732807ef1319fb7b8bb8522d0beac02")
HISTORY = bytes.fromhex("0000f90827f1c53a10cb7a02335b175320002935")


class Fork:
    def __init__(self, name, types, blobs, cancun, prague):
        self.name, self.types, self.blobs, self.cancun, self.prague = name, types, blobs, cancun, prague


FORKS = {
    "Shanghai": Fork("Shanghai", [0, 1, 2], 0, False, False),
    "Cancun": Fork("Cancun", [0, 1, 2, 3], 6, True, False),
    "Prague": Fork("Prague", [0, 1, 2, 3, 4], 9, True, True),
}
