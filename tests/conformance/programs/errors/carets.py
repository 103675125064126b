# What of a line a traceback marks: since 3.13 calls, too, and all lines that an expression takes.
import traceback


def given(*args, **named):
    return args


def inverse(number):
    return 1 / number


class Box:
    inner = None

    def get(self):
        return self.inner


box, numbers, table, 变量 = Box(), [1, 2, 3], {"k": {}}, "值"


def call_over_lines():
    given(
        1,
        inverse(0),
        2,
        3,
    )


def operation_over_lines():
    return (1 +
            2 +
            "a")


def argument_fails():
    return given("你好", inverse(0), 变量)


def kept():
    value = inverse(0)
    return value


def returned():
    return inverse(0)


def returned_of_a_method():
    return box.get().foo()


def attribute():
    box.inner.nothing.more


def subscripts():
    table["k"]["z"]


def subscript_over_lines():
    table[
        "missing"
    ]["z"]


def operator_with_brackets():
    (numbers[0]) ** (numbers[1] / 0)


def operator_after_a_comment():
    return (1  # one
            +  # plus
            "a")


def chinese_operands():
    return "你好" + 变量 + 1


def chain_of_methods():
    return ("abc"
            .upper()
            .foo()
            .lower())


def in_a_comprehension():
    return [inverse(number)
            for number in (1, 0)
            if True]


def in_a_generator():
    return sum(inverse(number) for number in (1, 0))


def in_an_f_string():
    return f"a {inverse(0)} b"


def in_a_dictionary():
    return {"a": 1,
            "b": inverse(0)}


def many_lines():
    given(1,
          2,
          3,
          4,
          5)(6)


def unpacks():
    first, second = numbers


def loops():
    for number in 5:
        pass


def with_nothing():
    with 5:
        pass


def raises_over_lines():
    raise ValueError(
        "a",
        "b",
    )


def asserts():
    assert inverse(1) == 2, "no"


def augmented():
    total = 1
    total += "a"


def deletes():
    del table["missing"]


def stores():
    numbers[10] = inverse(1)


def keyword_argument():
    given(a=1, b=inverse(0))


def two_in_one_line():
    first = 1; second = inverse(0); third = 3


def lambda_fails():
    return (lambda number: number / 0)(1)


def backslash():
    return 1 + \
        "a"


def negative():
    return -"a"


def compared():
    return 1 < "a"


def tests():
    if inverse(0):
        pass


for function in [value for value in list(globals().values()) if callable(value)][3:]:
    try:
        function()
    except Exception as error:
        print("----", function.__name__)
        entries = traceback.extract_tb(error.__traceback__)[1:]
        for entry in entries:
            entry.filename = "FILE"
        print("".join(traceback.format_list(entries)), end="")
