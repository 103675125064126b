import random

random.seed(42)
print([random.randint(1, 6) for _ in range(10)])
print(random.random(), random.uniform(1, 10))
cards = list(range(10))
random.shuffle(cards)
print(cards, random.choice(cards), random.sample(cards, 3))
print(random.choices("abc", weights=[5, 3, 1], k=8))
print(f"{random.gauss(0, 1):.6f} {random.expovariate(2):.6f} {random.triangular(0, 1):.6f}")
own = random.Random(7)
other = random.Random(7)
print(own.random() == other.random(), own.randrange(0, 100, 5), own.getrandbits(16))
state = random.getstate()
first = random.random()
random.setstate(state)
print(first == random.random())
try:
    random.choice([])
except IndexError:
    print("IndexError")
