# record: end
from abc import ABC, abstractmethod

class Shape(ABC):
    @abstractmethod
    def name(self): ...

    @abstractmethod
    def area(self): ...

class Half(Shape):
    def name(self):
        return "half"

try:
    Shape()
except TypeError as error:
    print(error)
    print(repr(error))
Half()
