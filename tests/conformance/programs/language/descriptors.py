class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(f"{self.name[1:]} must be positive")
        setattr(instance, self.name, value)


class Order:
    price = Positive()
    count = Positive()

    def __init__(self, price, count):
        self.price, self.count = price, count

    @property
    def total(self):
        return self.price * self.count

    @total.setter
    def total(self, value):
        self.price = value / self.count


order = Order(2, 3)
order.total = 12
print(order.price, order.total, type(Order.price).__name__)
try:
    order.count = 0
except ValueError as error:
    print(error)


class Base:
    registry = []

    def __init_subclass__(cls, tag="none", **rest):
        super().__init_subclass__(**rest)
        Base.registry.append((cls.__name__, tag))


class One(Base, tag="first"):
    __slots__ = ("x",)


class Two(Base):
    pass


print(Base.registry)


class Singleton(type):
    kept = {}

    def __call__(cls, *args):
        if cls not in cls.kept:
            cls.kept[cls] = super().__call__(*args)
        return cls.kept[cls]


class Config(metaclass=Singleton):
    pass


print(Config() is Config(), type(Config).__name__)
