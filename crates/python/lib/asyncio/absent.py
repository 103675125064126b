"""What a browser page cannot give: the names are there, so that a program reads as anywhere, and say so when called."""


def refuse(what, lacking):
    raise NotImplementedError(f'{what} is not available: a browser page has no {lacking}')


def function(name, lacking, module):
    def absent(*args, **kwargs):
        refuse(f'asyncio.{name}()', lacking)

    return _named(absent, name, name, module)


def method(cls, name, lacking):
    def absent(self, *args, **kwargs):
        refuse(f'loop.{name}()', lacking)

    setattr(cls, name, _named(absent, name, f'{cls.__name__}.{name}', cls.__module__))


def cls(name, lacking, module, bases=()):
    def __new__(cls, *args, **kwargs):
        refuse(f'asyncio.{name}', lacking)

    return type(name, bases, {'__new__': __new__, '__module__': module, '__doc__': f'No {lacking} here.'})


def _named(absent, name, qualname, module):
    absent.__name__ = name
    absent.__qualname__ = qualname
    absent.__module__ = module
    return absent
