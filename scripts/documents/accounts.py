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


ORDER = (
    "Frontier Homestead EIP150 EIP158 Byzantium ConstantinopleFix Istanbul MuirGlacier Berlin London ArrowGlacier "
    "GrayGlacier Paris Shanghai Cancun Prague Osaka BPO1 BPO2"
).split()
BLOBS = {"Cancun": 6, "Prague": 9, "Osaka": 9, "BPO1": 15, "BPO2": 21}


class Fork:
    """One set of rules, or two of which the second takes over during the chain."""

    def __init__(self, name, before=None, after=None, blocks=1, timestamps=None):
        self.name, self.before, self.after = name, before or name, after or name
        self.blocks, self.timestamps = blocks, timestamps
        self.types = [kind for kind, first in enumerate(("Frontier", "Berlin", "London", "Cancun", "Prague")) if
                      self.since(first)]
        self.blobs = BLOBS.get(self.before, 0)
        self.cancun, self.prague = self.since("Cancun"), self.since("Prague")

    def since(self, name):
        """Whether the whole chain has what came with the fork `name`."""
        return ORDER.index(self.before) >= ORDER.index(name)

    def becomes(self, name):
        """Whether a part of the chain has what came with the fork `name`."""
        return ORDER.index(self.after) >= ORDER.index(name)


def transition(before, after, at):
    """A network's switch at block 5, or at the second block when it is one of time."""
    if at == "5":
        return Fork(f"{before}To{after}At5", before, after, blocks=7)
    return Fork(f"{before}To{after}At{at}", before, after, blocks=3, timestamps=(14_977, 14_999))


TRANSITIONS = [
    transition("Frontier", "Homestead", "5"),
    transition("Homestead", "EIP150", "5"),
    transition("EIP150", "EIP158", "5"),
    transition("EIP158", "Byzantium", "5"),
    transition("Byzantium", "ConstantinopleFix", "5"),
    transition("ConstantinopleFix", "Istanbul", "5"),
    transition("Istanbul", "Berlin", "5"),
    transition("Paris", "Shanghai", "Time15k"),
    transition("Shanghai", "Cancun", "Time15k"),
    transition("Cancun", "Prague", "Time15k"),
    transition("Prague", "Osaka", "Time15k"),
    transition("Osaka", "BPO1", "Time15k"),
    transition("BPO1", "BPO2", "Time15k"),
]
NETWORKS = {fork.name: fork for fork in [*map(Fork, ORDER), *TRANSITIONS]}
# The forks of documents when none is asked for.
FORKS = {name: NETWORKS[name] for name in ("Shanghai", "Cancun", "Prague")}
