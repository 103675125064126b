# Fractions and decimal numbers.
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, getcontext, localcontext
from fractions import Fraction
import asyncio
import decimal

print(Fraction(1, 3) + Fraction(1, 6), Fraction("0.125"), Fraction(0.5), Fraction(7, 3).limit_denominator(2), repr(Fraction(-3, 6)), Fraction(5, 2) // 1, round(Fraction(7, 2)))
print(Fraction(1, 3) ** 2, Fraction(1, 3) < 0.34, float(Fraction(1, 4)), Fraction(3).is_integer() if hasattr(Fraction, "is_integer") else True, f"{Fraction(1, 3)}")
print(Decimal("0.1") + Decimal("0.2"), Decimal(1) / Decimal(7), Decimal("1.005").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), Decimal(2).sqrt(), repr(Decimal("1E+3")))
print(Decimal("NaN"), Decimal("-Infinity"), Decimal("1.20").normalize(), Decimal(3) == 3, Decimal("3.5") % 2, -Decimal("1.5"), f"{Decimal('1234.5'):,.2f}", int(Decimal("7.9")))
for call in (lambda: Decimal(1) / 0, lambda: Decimal("x"), lambda: Fraction(1, 0), lambda: Fraction("a")):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
with localcontext() as context:
    context.prec = 5
    print(Decimal(1) / 3, getcontext().prec)
print(getcontext().prec, Decimal("1e-10"), Decimal(10) ** -2, Decimal("12.5").as_tuple(), max(Decimal(1), Decimal("1.1")))


async def work(places):
    getcontext().prec = places
    await asyncio.sleep(0)
    return Decimal(1) / 3


async def main():
    print(await asyncio.gather(work(3), work(6)), getcontext().prec)


asyncio.run(main())
