class Animal:
    count = 0

    def __init__(self, name):
        self.name = name
        Animal.count += 1

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"

    def speak(self):
        return "..."

    @classmethod
    def named(cls, *names):
        return [cls(name) for name in names]

    @staticmethod
    def kingdom():
        return "animals"

    @property
    def loud(self):
        return self.speak().upper()


class Dog(Animal):
    def speak(self):
        return "woof"


class Puppy(Dog):
    def speak(self):
        return super().speak() + "!"


print(Dog("Rex"), Puppy.named("a", "b"), Animal.count, Dog.kingdom(), Puppy("x").loud)
print([cls.__name__ for cls in Puppy.__mro__], issubclass(Puppy, Animal), isinstance(Dog("y"), Puppy))


class A:
    def who(self):
        return "A"


class B(A):
    def who(self):
        return "B" + super().who()


class C(A):
    def who(self):
        return "C" + super().who()


class D(B, C):
    def who(self):
        return "D" + super().who()


print(D().who(), hasattr(D(), "name"), getattr(D(), "name", "none"))
dog = Dog("z")
dog.age = 3
print(vars(dog), dog.__class__.__name__, Dog.__base__.__name__)
try:
    dog.loud = "x"
except AttributeError:
    print("AttributeError")
