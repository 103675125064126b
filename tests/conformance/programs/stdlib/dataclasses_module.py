import dataclasses
from dataclasses import dataclass, field


@dataclass
class Item:
    name: str
    price: float = 1.5
    tags: list[str] = field(default_factory=list, repr=False, compare=False)

    def total(self, count):
        return self.price * count


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0


@dataclass
class Square:
    side: int
    area: int = field(init=False)

    def __post_init__(self):
        self.area = self.side**2


a, b = Item("tea"), Item("tea", tags=["hot"])
print(a, a == b, a.total(2), a.tags is b.tags)
print(dataclasses.asdict(b), dataclasses.astuple(a), dataclasses.replace(a, price=2))
print([f.name for f in dataclasses.fields(Item)], dataclasses.is_dataclass(a))
print(sorted([Version(2), Version(1, 5), Version(1)]), hash(Version(1)) == hash(Version(1, 0)))
try:
    Version(1).major = 3
except dataclasses.FrozenInstanceError as error:
    print("FrozenInstanceError:", error)
print(Square(4))
match Version(3, 1):
    case Version(major, minor=1):
        print("matched", major)
try:
    Item()
except TypeError:
    print("TypeError")
