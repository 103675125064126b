class AppError(Exception):
    """All of ours."""


class NotFound(AppError):
    def __init__(self, what, *, code=404):
        super().__init__(what, code)
        self.what, self.code = what, code

    def __str__(self):
        return f"{self.what} was not found ({self.code})"


try:
    raise NotFound("page")
except AppError as error:
    print(error, repr(error), error.args, error.code)
    print([kind.__name__ for kind in type(error).__mro__])

try:
    raise AppError
except (KeyError, AppError) as error:
    print(repr(error), str(error) == "")

for wrong in ("text", 3):
    try:
        raise wrong
    except TypeError as error:
        print(type(error).__name__)

try:
    assert 1 + 1 == 3, "arithmetic is broken"
except AssertionError as error:
    print("AssertionError:", error)
