import math

print(math.pi, math.e, math.tau, math.inf, -math.inf, math.nan)
print(math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), round(2.5), round(3.5), round(2.675, 2), round(1234, -2))
print(math.sqrt(2), math.isqrt(17), math.hypot(3, 4), math.pow(2, 0.5))
print(math.gcd(12, 18), math.lcm(4, 6), math.factorial(20), math.comb(5, 2), math.perm(5, 2))
print(math.isclose(0.1 + 0.2, 0.3), 0.1 + 0.2, math.fsum([0.1] * 10), math.prod([1, 2, 3, 4]))
print(math.log(math.e), math.log2(8), math.log10(1000), math.log(8, 2), math.exp(0))
print(f"{math.sin(1):.6f} {math.cos(1):.6f} {math.atan2(1, 1):.6f} {math.degrees(math.pi)}")
print(math.isnan(math.nan), math.isinf(math.inf), math.copysign(1, -0.0), math.modf(3.25), math.frexp(8))
for wrong in (lambda: math.sqrt(-1), lambda: math.factorial(-1)):
    try:
        wrong()
    except ValueError:
        print("ValueError")
