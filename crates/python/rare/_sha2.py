"""SHA-512, which `random` needs to seed itself with a text. There is no native one."""


def _primes(count):
    found, number = [], 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found


def _root(value, power):
    # The whole part of a root, by halving: floats are too short.
    low, high = 0, 1 << (value.bit_length() // power + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**power <= value else (low, middle)
    return low


_MASK = (1 << 64) - 1
_constants = None


def _prepare():
    global _constants
    # The first 64 bits after the point, of cube roots and of square roots.
    primes = _primes(80)
    _constants = ([_root(prime << 192, 3) & _MASK for prime in primes], [_root(prime << 128, 2) & _MASK for prime in primes[:8]])


def _turn(word, count):
    return (word >> count | word << (64 - count)) & _MASK


def _digest(data):
    if _constants is None:
        _prepare()
    steps, state = _constants
    state = list(state)
    data = bytes(data)
    data += b"\x80" + bytes((111 - len(data)) % 128) + (len(data) * 8).to_bytes(16, "big")
    for start in range(0, len(data), 128):
        words = [int.from_bytes(data[at:at + 8], "big") for at in range(start, start + 128, 8)]
        for at in range(16, 80):
            one, two = words[at - 15], words[at - 2]
            words.append((words[at - 16] + words[at - 7] + (_turn(one, 1) ^ _turn(one, 8) ^ one >> 7)
                          + (_turn(two, 19) ^ _turn(two, 61) ^ two >> 6)) & _MASK)
        a, b, c, d, e, f, g, h = state
        for step, word in zip(steps, words):
            first = h + (_turn(e, 14) ^ _turn(e, 18) ^ _turn(e, 41)) + (e & f ^ ~e & g) + step + word
            second = (_turn(a, 28) ^ _turn(a, 34) ^ _turn(a, 39)) + (a & b ^ a & c ^ b & c)
            a, b, c, d, e, f, g, h = (first + second) & _MASK, a, b, c, (d + first) & _MASK, e, f, g
        state = [(old + new) & _MASK for old, new in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(word.to_bytes(8, "big") for word in state)


class sha512:
    """The sum of some bytes."""

    def __init__(self, data=b""):
        self._data = bytes(data)

    def update(self, data):
        self._data += bytes(data)

    def digest(self):
        return _digest(self._data)

    def hexdigest(self):
        return self.digest().hex()
