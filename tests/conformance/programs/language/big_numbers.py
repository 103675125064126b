"""Whole numbers of any size: what the operators give, in numbers that are short enough to be printed."""
import asyncio
import math

PRIME = 2**61 - 1


def short(number):
    return f"{number % PRIME} {number.bit_length()} {'-' if number < 0 else '+'}"


async def grow(name, start, steps):
    number = start
    for step in range(steps):
        number = number * number + step if step % 2 else number * -3 + 7**step
        await asyncio.sleep(0)
    print(name, short(number))
    return number


async def main():
    a, b, c = await asyncio.gather(grow("a", 10**9 + 7, 20), grow("b", -(2**64) + 1, 14), grow("c", 3, 30))
    for left, right in ((a, b), (c, b), (a, c), (b, 10**18 + 9)):
        quotient, rest = divmod(left, right)
        print(short(quotient), short(rest), quotient * right + rest == left)
        print(short(left * right), short(left - right), short(left + right))
        print(short(left & right), short(left | right), short(left ^ right), short(~left))
    for number in (a, -b, c):
        number = abs(number)
        root = math.isqrt(number)
        print(short(root), root * root <= number < (root + 1) ** 2)
        print(short(number >> 777), short(number << 333), short(math.gcd(number, 2**200 * 3**90 * 5)))
        print(short(pow(number, 65537, PRIME * 10**40 + 3)), short(pow(number, 3)))
        print(hex(number)[:40], oct(number)[-30:], bin(number)[-40:])
        print(len(number.to_bytes((number.bit_length() + 7) // 8, "big")), short(int.from_bytes(number.to_bytes(99999, "little"), "little")))
    factorial = math.factorial(1500)
    print(str(factorial)[:60], len(str(factorial)), short(factorial))
    print(int("9" * 4000) == 10**4000 - 1, str(-(10**4000) + 1)[-20:], f"{2**300:,}", f"{-(2**100):#x}")
    for number in (2**53 + 1, -(2**53) - 3, 10**22, 10**23, 2**1023 + 2**970):
        print(float(number), number / 7, 7 / number, number / 2**60, round(number / 3, 3))
    try:
        print(float(10**400))
    except OverflowError as error:
        print(error)
    print(10**400 / 10**399, -(10**30) // 7**20, -(10**30) % 7**20, (10**30).__rdivmod__(5), round(15 * 10**20, -21))
    print(hash(10**40), hash(-(10**40)), int(1e300) % PRIME, int("-ff" * 1, 16), int("z" * 60, 36) % PRIME)


asyncio.run(main())
