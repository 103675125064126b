# What `typing` shows of unions.
from dataclasses import dataclass, fields
from typing import Any, Callable, Dict, List, Optional, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
print(Optional[int], Union[int, str], Union[int, None], Optional[List[int]], Union[List[int], Dict[str, Any]], List[Optional[int]])
print(int | None, int | str | None, list[int] | None, Optional["Later"], Union[T, int], Callable[[Optional[int]], Union[str, None]])
print(Union[int, int], Union[int, Union[str, int]], Optional[None], Union[int, str] == Union[str, int], (int | str) == Union[int, str], Optional[int] == (int | None))
print(get_origin(Union[int, str]) is Union, get_args(Optional[int]), get_args(int | str), hash(Union[int, str]) == hash(Union[str, int]))
print(isinstance(1, int | str), isinstance(None, Optional[int]), issubclass(bool, Union[int, str]))


def call(a: Optional[int] = None, *, b: "Union[str, bytes]" = "") -> Optional[str]:
    pass


print(get_type_hints(call))


@dataclass
class Item:
    name: Optional[str] = None
    size: Union[int, float] = 0


print([(field.name, field.type) for field in fields(Item)], Optional[Item], Union[Item, str])
print(Union[T, str][int], Optional[T][str], List[Union[T, int]][str])
for wrong in (lambda: Union[()], lambda: Optional[int, str], lambda: Union[int, 3]):
    try:
        print(wrong())
    except TypeError as error:
        print("TypeError")
