import typing
from typing import Any, Callable, Generic, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union

T = TypeVar("T")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self


class Point(NamedTuple):
    x: int
    y: int = 0


class Movie(TypedDict, total=False):
    title: str
    year: int


@typing.runtime_checkable
class Quacks(Protocol):
    def quack(self) -> str: ...


class Duck:
    def quack(self):
        return "quack"


def apply(function: Callable[[int], int], value: Optional[int] = None) -> Union[int, str]:
    return function(value) if value is not None else "nothing"


print(Stack[int]().push(1).push(2).items, Point(3), Movie(title="Metropolis", year=1927))
print(isinstance(Duck(), Quacks), isinstance(3, Quacks), apply(lambda x: x + 1, 2), apply(abs))
print(typing.cast(int, "x"), list[int], dict[str, int], T, Any)
print(typing.get_type_hints(apply)["value"] == Optional[int], typing.TYPE_CHECKING)
