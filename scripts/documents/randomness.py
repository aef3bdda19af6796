"""Random numbers that are the same on every machine and in every version of Python."""

MASK64 = (1 << 64) - 1


class SplitMix64:
    """A 64-bit generator with one word of state (Steele, Lea, Flood 2014)."""

    def __init__(self, seed, index):
        self.state = (seed * 0xD1342543DE82EF95 + index * 0x2545F4914F6CDD1D + 0x9E3779B97F4A7C15) & MASK64
        self.word()

    def word(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK64
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK64
        return z ^ (z >> 31)

    def below(self, n):
        return (self.word() * n) >> 64

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, percent):
        return self.below(100) < percent

    def pick(self, choices):
        return choices[self.below(len(choices))]

    def data(self, count):
        words = b"".join(self.word().to_bytes(8, "big") for _ in range((count + 7) // 8))
        return words[:count]

    def uint(self):
        """A number that is often small, often near a power of two, sometimes any 256-bit word."""
        kind = self.below(4)
        if kind == 0:
            return self.below(256)
        if kind == 1:
            return self.word()
        if kind == 2:
            return max(0, (1 << self.between(1, 256)) - 1 - self.below(3))
        return int.from_bytes(self.data(32), "big")
