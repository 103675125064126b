# Dataclasses over abstract classes.
import abc
import dataclasses
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar, Generic, Optional, Protocol, TypeVar


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...


@dataclass
class Square(Shape):
    side: float

    def area(self):
        return self.side ** 2

    @property
    def name(self):
        return "square"


@dataclass(slots=True)
class Slotted(Shape):
    side: float = 1.0

    def area(self):
        return self.side

    @property
    def name(self):
        return "slotted"


@dataclass
class Base(ABC):
    number: int
    tags: list = field(default_factory=list)
    kind: ClassVar[str] = "base"

    @abstractmethod
    def run(self): ...


@dataclass
class Derived(Base):
    text: Optional[str] = None

    def run(self):
        return f"{self.number}{self.text}"


@dataclass
class Partial(Base):
    pass


print(Square(2), Square(2).area(), Square(2).name, Square(2) == Square(2.0))
print(Slotted(), Slotted.__slots__, Slotted(3).area())
print(Derived(1), Derived(1, text="x").run(), dataclasses.asdict(Derived(1, ["a"])), [f.name for f in dataclasses.fields(Derived)])
for make in (lambda: Base(1), lambda: Partial(1), Shape):
    try:
        make()
    except TypeError as error:
        print("TypeError:", str(error).split(" with")[0])
print(isinstance(Square(1), Shape), Square.__abstractmethods__, Base.__abstractmethods__)


@dataclass
class Late(ABC):
    value: int

    @abstractmethod
    def __lt__(self, other): ...


print(Late.__abstractmethods__)


@dataclass(order=True)
class Ordered(Late):
    pass


print(Ordered.__abstractmethods__, Ordered(1) < Ordered(2))
T = TypeVar("T")


@dataclass(frozen=True)
class Box(Generic[T]):
    value: T


class HasValue(Protocol):
    value: int


print(Box[int](3), Box(2) == Box(2), hash(Box(1)) == hash(Box(1)), dataclasses.replace(Box(1), value=5))


@dataclass(kw_only=True)
class Keywords(Base, metaclass=abc.ABCMeta):
    extra: int = 0

    def run(self):
        return self.extra


print(Keywords(1, extra=2))
