"""Chains of blocks without transactions, made from nothing: ommers, withdrawals, gas limits, the way to Paris.

Every root and fee is computed here, so that such a fixture owes nothing to the code it tests. A chain has only accounts
without code; rewards and withdrawals are all that changes its state.
"""

from accounts import ORDER, Fork
from blocks import EMPTY_ROOT, NO_OMMERS, Block, hexadecimal, keccak256, list_root, minimal, refused, rlp, trie_root

TREASURY = bytes(19) + b"\xaa"
EMPTY_CODE = keccak256(b"")
# Blocks come so slowly that the difficulty stays at its minimum.
INTERVAL, DIFFICULTY, GAS_LIMIT = 100, 131_072, 30_000_000
TRANSITIONS = [
    Fork("BerlinToLondonAt5", "Berlin", "London"),
    Fork("HomesteadToEIP150At5", "Homestead", "EIP150"),
    Fork("ParisToShanghaiAtTime15k", "Paris", "Shanghai"),
    Fork("ArrowGlacierToParisAtDiffC0000", "ArrowGlacier", "Paris"),
]
NETWORKS = [Fork(name) for name in ORDER[: ORDER.index("Shanghai") + 1]] + TRANSITIONS


class Chain:
    """A chain in the making: blocks, their parents and the state after each."""

    def __init__(self, network, gas_limit=GAS_LIMIT):
        self.network, self.entries, self.blocks = network, [], {}
        self.pre = {TREASURY: 10**18}
        state_root = self.state_root(self.pre)
        fork = Fork(network.before)
        header = [bytes(32), NO_OMMERS, bytes(20), state_root, EMPTY_ROOT, EMPTY_ROOT, bytes(256), minimal(DIFFICULTY),
                  b"", minimal(gas_limit), b"", minimal(14_950 - 4 * INTERVAL), b"\x00", bytes(32), bytes(8)]
        if fork.since("Paris"):
            header[7] = b""
        if fork.since("London"):
            header.append(minimal(10**9))
        if fork.since("Shanghai"):
            header.append(EMPTY_ROOT)
        self.genesis = Block(header, withdrawals=[] if fork.since("Shanghai") else None)
        self.state_after = {self.genesis.hash(): self.pre}
        self.total = {self.genesis.hash(): self.genesis["difficulty"]}
        self.head = self.genesis

    @staticmethod
    def state_root(balances):
        return trie_root({keccak256(address): rlp([0, balance, EMPTY_ROOT, EMPTY_CODE])
                          for address, balance in balances.items()})

    def fork_after(self, parent):
        name, before, after = self.network.name, self.network.before, self.network.after
        reached = {"At5": parent["number"] + 1 >= 5, "15k": parent["timestamp"] + INTERVAL >= 15_000,
                   "C0000": self.total.get(parent.hash(), 0) >= 0xC0000}
        switch = [done for end, done in reached.items() if name.endswith(end)]
        return Fork(after if not switch or switch[0] else before)

    def draft(self, parent, coinbase=b"\xcc" * 20, ommers=(), withdrawals=None, gas_limit=None, extra=b""):
        """A valid block after `parent`, with its state root, if what it is given is valid."""
        fork = self.fork_after(parent)
        enters_london = fork.since("London") and not parent.has("baseFeePerGas")
        if gas_limit is None:
            gas_limit = parent["gasLimit"] * (2 if enters_london else 1)
        difficulty = 0 if fork.since("Paris") else DIFFICULTY
        header = [parent.hash(), NO_OMMERS, coinbase, bytes(32), EMPTY_ROOT, EMPTY_ROOT, bytes(256),
                  minimal(difficulty), minimal(parent["number"] + 1), minimal(gas_limit), b"",
                  minimal(parent["timestamp"] + INTERVAL), extra, bytes(32), bytes(8)]
        if fork.since("London"):
            # Every block is empty, so that the fee sinks by an eighth, but at genesis and at the fork itself.
            fee = 10**9 if enters_london else parent["baseFeePerGas"] * 7 // 8
            if not enters_london and parent["baseFeePerGas"] % 8:
                fee = parent["baseFeePerGas"] - parent["baseFeePerGas"] // 8
            header.append(minimal(fee))
        if fork.since("Shanghai"):
            withdrawals = withdrawals or []
            header.append(list_root([rlp(entry) for entry in withdrawals]))
        block = Block(header, (), [ommer.header for ommer in ommers], withdrawals)
        block["uncleHash"] = keccak256(rlp(block.ommers))
        balances = self.rewarded(self.state_after[parent.hash()], block, ommers, fork)
        block["stateRoot"] = self.state_root(balances)
        self.state_after[block.hash()] = balances
        self.total[block.hash()] = self.total[parent.hash()] + difficulty
        return block

    @staticmethod
    def rewarded(balances, block, ommers, fork):
        balances = dict(balances)

        def credit(address, amount):
            if amount or address in balances:
                balances[address] = balances.get(address, 0) + amount

        if not fork.since("Paris"):
            ether = 2 if fork.since("ConstantinopleFix") else 3 if fork.since("Byzantium") else 5
            reward = ether * 10**18
            credit(block["coinbase"], reward + len(ommers) * (reward // 32))
            for ommer in ommers:
                credit(ommer["coinbase"], reward * (8 + ommer["number"] - block["number"]) // 8)
        for _, _, address, amount in block.withdrawals or []:
            credit(address, int.from_bytes(amount, "big") * 10**9)
        return balances

    def add(self, **contents):
        """Draws up the next block and appends it."""
        block = self.draft(self.head, **contents)
        self.append(block)
        return block

    def append(self, block):
        self.entries.append(block.fixture())
        self.head = block

    def refuse(self, block, *exceptions):
        """A block that must be refused; the chain goes on as if it had not been there."""
        self.entries.append(refused(block, exceptions))

    def fixture(self):
        accounts = {state: {hexadecimal(address): {"balance": hex(balance), "nonce": "0x0", "code": "0x", "storage": {}}
                            for address, balance in balances.items()}
                    for state, balances in (("pre", self.pre), ("postState", self.state_after[self.head.hash()]))}
        return {"network": self.network.name, "config": {"network": self.network.name, "chainid": "0x01"},
                "genesisBlockHeader": self.genesis.declared(), "genesisRLP": hexadecimal(self.genesis.rlp()),
                **accounts, "lastblockhash": hexadecimal(self.head.hash()), "blocks": self.entries,
                "sealEngine": "NoProof"}


def ommer_chain(fork, rng):
    """Ommers of every age, and every rule about them broken once."""
    chain = Chain(fork)
    line = [chain.genesis] + [chain.add() for _ in range(rng.between(4, 8))]
    stale = [chain.draft(parent, coinbase=bytes(19) + bytes([index + 1])) for index, parent in enumerate(line[:-1])]
    recent = stale[-6:]
    sibling = chain.draft(chain.head, coinbase=b"\x01" * 20)
    unknown = chain.draft(sibling)
    too_old = stale[-7] if len(stale) > 6 else None

    def wrong(exception, *ommers):
        chain.refuse(chain.draft(chain.head, ommers=ommers), *("BlockException." + name for name in exception.split()))

    wrong("TOO_MANY_UNCLES", *recent[-3:])
    wrong("UNCLE_IS_BROTHER", recent[0], recent[0])
    wrong("UNCLE_IS_ANCESTOR", line[-1])
    wrong("UNCLE_IS_BROTHER", sibling)
    wrong("UNCLE_UNKNOWN_PARENT UNCLE_PARENT_INCORRECT", unknown)
    if too_old:
        wrong("UNCLE_UNKNOWN_PARENT UNCLE_PARENT_INCORRECT", too_old)
    for field, value, exception in (
        ("difficulty", DIFFICULTY + 1, "INVALID_DIFFICULTY"),
        ("number", recent[-1]["number"] + 1, "INVALID_BLOCK_NUMBER"),
        ("gasLimit", 4_999, "INVALID_GASLIMIT"),
        ("gasUsed", GAS_LIMIT + 1, "INVALID_GAS_USED_ABOVE_LIMIT INVALID_GAS_USED"),
        ("timestamp", recent[-1]["timestamp"] - INTERVAL, "INVALID_BLOCK_TIMESTAMP_OLDER_THAN_PARENT"),
        ("extraData", bytes(33), "EXTRA_DATA_TOO_BIG"),
    ):
        ommer = Block(recent[-1].header)
        ommer[field] = value
        wrong(exception + " UNCLE_PARENT_INCORRECT", ommer)
    if fork.since("London"):
        ommer = Block(recent[-1].header)
        ommer["baseFeePerGas"] += 1
        wrong("INVALID_BASEFEE_PER_GAS UNCLE_PARENT_INCORRECT", ommer)
    unpaid = chain.draft(chain.head, ommers=recent[:1])
    unpaid["stateRoot"] = chain.draft(chain.head)["stateRoot"]
    chain.refuse(unpaid, "BlockException.INVALID_STATE_ROOT")
    first = rng.below(len(recent))
    included = [recent[first]] + recent[first + 1 : first + 1 + rng.below(2)]
    chain.add(ommers=included)
    wrong("UNCLE_IN_CHAIN", recent[first])
    chain.add()
    return chain.fixture()


def withdrawal_chain(fork, rng):
    """Withdrawals to accounts old and new, also of nothing, and some that are wrong."""
    chain = Chain(fork)
    for _ in range(7):
        if not chain.fork_after(chain.head).since("Shanghai"):
            chain.add()
            continue
        entries = [[minimal(index), minimal(rng.below(1 << 40)), rng.pick([TREASURY, rng.data(20)]),
                    minimal(rng.pick([0, 1, rng.word()]))] for index in range(rng.between(1, 5))]
        block = chain.draft(chain.head, withdrawals=entries)
        for change in ("amount", "root", "absent", "order"):
            wrong = Block(block.header, withdrawals=[list(entry) for entry in entries])
            exceptions = ["BlockException.INVALID_WITHDRAWALS_ROOT"]
            if change == "amount":
                wrong.withdrawals[0][3] = minimal(int.from_bytes(entries[0][3], "big") + 1 & (1 << 64) - 1)
                wrong.seal()
                exceptions = ["BlockException.INVALID_STATE_ROOT"]
            elif change == "root":
                wrong["withdrawalsRoot"] = EMPTY_ROOT
            elif change == "absent":
                wrong.withdrawals.pop()
            else:
                wrong.withdrawals.append(wrong.withdrawals.pop(0))
                if wrong.withdrawals == entries:
                    continue
            chain.refuse(wrong, *exceptions)
        chain.append(block)
    return chain.fixture()


def gas_limit_chain(fork, rng):
    """Gas limits one inside and one outside of what is allowed, up and down, also where the fee market begins."""
    chain = Chain(fork)
    for _ in range(8):
        parent = chain.head
        doubles = chain.fork_after(parent).since("London") and not parent.has("baseFeePerGas")
        base = parent["gasLimit"] * (2 if doubles else 1)
        step = base // 1024
        for limit in (base + step, base - step):
            if doubles:
                continue  # See known_differences.
            chain.refuse(chain.draft(parent, gas_limit=limit), "BlockException.INVALID_GASLIMIT")
        chain.add(gas_limit=base + rng.pick([step - 1, 1 - step, 0]), extra=rng.data(rng.below(33)))
    return chain.fixture()


# How many blocks later than planned the bomb comes.
BOMB_DELAYS = {"Frontier": 0, "Byzantium": 3_000_000, "ConstantinopleFix": 5_000_000, "MuirGlacier": 9_000_000,
               "London": 9_700_000, "ArrowGlacier": 10_700_000, "GrayGlacier": 11_400_000}


def difficulty_after(fork, parent, timestamp):
    """The difficulty of the block after `parent`, after the Yellow Paper and EIP-2, EIP-100 and EIP-649."""
    elapsed, step = timestamp - parent["timestamp"], parent["difficulty"] // 2048
    if fork.since("Byzantium"):
        steps = max((1 if parent["uncleHash"] == NO_OMMERS else 2) - elapsed // 9, -99)
    elif fork.since("Homestead"):
        steps = max(1 - elapsed // 10, -99)
    else:
        steps = 1 if elapsed < 13 else -1
    delay = max(delay for name, delay in BOMB_DELAYS.items() if fork.since(name))
    period = max(0, parent["number"] + 1 - delay) // 100_000
    bomb = 2 ** (period - 2) if period >= 2 else 0
    return parent["difficulty"] + step * steps + bomb


def difficulty_chain(fork, rng):
    """Blocks at all intervals, with and without ommers, at a height where the bomb has begun to tick."""
    chain = Chain(fork)
    genesis = chain.genesis
    delay = max(delay for name, delay in BOMB_DELAYS.items() if fork.since(name))
    genesis["number"] = delay + rng.pick([199_995, 2_000_000, 3_000_000]) + rng.below(9)
    # Far above the minimum: EELS adds the bomb before it raises to the minimum, as its source says, and others after.
    genesis["difficulty"] = 2**34 + rng.pick([0, rng.word() % 2**33])
    chain.state_after[genesis.hash()], chain.total[genesis.hash()] = chain.pre, genesis["difficulty"]
    sibling = None
    for index in range(8):
        parent = chain.head
        ommers = [sibling] if sibling and index % 3 == 2 else []
        elapsed = rng.pick([1, 8, 9, 10, 12, 13, 17, 18, 19, 20, 100, 899, 2_000])

        def following(parent, elapsed, **contents):
            block = chain.draft(parent, **contents)
            block["timestamp"] = parent["timestamp"] + elapsed
            block["difficulty"] = difficulty_after(fork, parent, block["timestamp"])
            return block

        block = following(parent, elapsed, ommers=ommers)
        chain.state_after[block.hash()] = chain.rewarded(chain.state_after[parent.hash()], block, ommers, fork)
        chain.total[block.hash()] = chain.total[parent.hash()] + block["difficulty"]
        for step in (1, -1):
            wrong = Block(block.header, ommers=block.ommers)
            wrong["difficulty"] += step
            chain.refuse(wrong, "BlockException.INVALID_DIFFICULTY")
        sibling = following(parent, elapsed, coinbase=bytes(19) + b"\x01")
        chain.append(block)
    return chain.fixture()


def seal_chain(fork, rng):
    """What a block says of its difficulty and its fee is what follows from its parent, on both sides of a fork."""
    chain = Chain(fork)
    for _ in range(9):
        block = chain.draft(chain.head)
        stake = chain.fork_after(chain.head).since("Paris")
        wrong = Block(block.header, withdrawals=block.withdrawals)
        wrong["difficulty"] += 1
        chain.refuse(wrong, "BlockException.IMPORT_IMPOSSIBLE_DIFFICULTY_OVER_PARIS" if stake else
                     "BlockException.INVALID_DIFFICULTY")
        if block.has("baseFeePerGas"):
            wrong = Block(block.header, withdrawals=block.withdrawals)
            wrong["baseFeePerGas"] += rng.pick([1, -1])
            chain.refuse(wrong, "BlockException.INVALID_BASEFEE_PER_GAS")
        # A seal is not checked; the fields of one that nobody looks at may hold anything.
        if not stake:
            block["mixHash"], block["nonce"] = rng.data(32), rng.data(8)
            chain.state_after[block.hash()] = chain.rewarded(
                chain.state_after[chain.head.hash()], block, (), chain.fork_after(chain.head))
            chain.total[block.hash()] = chain.total[chain.head.hash()] + DIFFICULTY
        chain.append(block)
    return chain.fixture()


def chains(rng):
    """(name, fixture) of every kind of chain on every network where it makes sense."""
    for fork in NETWORKS:
        if not fork.becomes("Paris") and fork.before == fork.after:
            yield f"ommers-{fork.name}", ommer_chain(fork, rng)
            for _ in range(3):
                yield f"difficulties-{fork.name}", difficulty_chain(fork, rng)
        if fork.becomes("Shanghai"):
            yield f"withdrawals-{fork.name}", withdrawal_chain(fork, rng)
        yield f"gas-limits-{fork.name}", gas_limit_chain(fork, rng)
        yield f"seals-{fork.name}", seal_chain(fork, rng)


def known_differences():
    """(name, fixture) of what EELS 2.20 is known to accept although the protocol forbids it."""
    for name, sign in (("above", 1), ("below", -1)):
        chain = Chain(Fork("BerlinToLondonAt5", "Berlin", "London"))
        for _ in range(4):
            chain.add()
        doubled = 2 * chain.head["gasLimit"]
        limit = doubled + sign * (doubled // 1024)
        chain.refuse(chain.draft(chain.head, gas_limit=limit), "BlockException.INVALID_GASLIMIT")
        yield f"gas-limit-{name}-the-bound-where-london-begins", chain.fixture()
    chain = Chain(Fork("Paris"), gas_limit=2**63 - 1)
    chain.refuse(chain.draft(chain.head, gas_limit=2**63), "BlockException.GASLIMIT_TOO_BIG",
                 "BlockException.INVALID_GASLIMIT")
    yield "gas-limit-of-2^63", chain.fixture()
