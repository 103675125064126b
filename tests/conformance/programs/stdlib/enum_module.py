import enum


class Color(enum.Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    @property
    def pretty(self):
        return self.name.title()


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 5


class Flag(enum.Flag):
    READ = enum.auto()
    WRITE = enum.auto()


class State(enum.Enum):
    IDLE = enum.auto()
    BUSY = enum.auto()


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color.GREEN.pretty)
print(Color(2), Color["RED"], Color.CRIMSON is Color.RED, list(Color), len(Color))
print(Level.HIGH > Level.LOW, Level.HIGH + 1, max(Level) is Level.HIGH)
print(Flag.READ | Flag.WRITE, Flag.READ in (Flag.READ | Flag.WRITE), Flag.READ & Flag.WRITE == Flag(0))
print([state.value for state in State], State.IDLE in State, {Color.RED: "stop"}[Color.CRIMSON])
try:
    Color(9)
except ValueError as error:
    print("ValueError:", error)
try:
    Color.RED = 3
except AttributeError:
    print("AttributeError")
