# One function for several types, said by annotations.
from functools import singledispatch, singledispatchmethod
from typing import Optional, Union


@singledispatch
def show(value):
    return f"something {value!r}"


@show.register
def _(value: int | float):
    return f"a number {value}"


@show.register
def _(value: Union[list, tuple]):
    return f"a row of {len(value)}"


@show.register(str)
def text(value):
    return f"a text {value}"


@show.register
def _(value: Optional[bool]):
    return f"yes, no or nothing: {value}"


for value in (1, 2.5, [1], (1, 2), "x", True, None, {}, b""):
    print(show(value))
print(sorted(cls.__name__ for cls in show.registry), show.dispatch(bool) is show.registry[bool], show.dispatch(int).__annotations__)


class Shower:
    @singledispatchmethod
    def show(self, value):
        return "something"

    @show.register
    def _(self, value: int | str):
        return "int or str"


print(Shower().show(1), Shower().show("a"), Shower().show(1.5))
for annotation in (list[int], int | list[int], Union[int, list[int]], 3):
    def wrong(value: annotation):
        pass
    try:
        show.register(wrong)
    except Exception as error:
        print(type(error).__name__, str(error).replace(repr(wrong), "WRONG"))
