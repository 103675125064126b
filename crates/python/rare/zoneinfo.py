"""Time zones by their names. Python's own module reads them from files, which a browser page has none of: UTC is known without."""

from datetime import timedelta, tzinfo

__all__ = ["ZoneInfo", "ZoneInfoNotFoundError", "available_timezones"]


class ZoneInfoNotFoundError(KeyError):
    __module__ = "zoneinfo._common"


class ZoneInfo(tzinfo):
    """A time zone by its name."""

    _known = {}

    def __new__(cls, key):
        found = cls._known.get(key)
        if found is None:
            found = cls._known[key] = cls.no_cache(key)
        return found

    @classmethod
    def no_cache(cls, key):
        if key not in available_timezones():
            raise ZoneInfoNotFoundError(f"No time zone found with key {key}")
        self = tzinfo.__new__(cls)
        self.key = key
        return self

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        for key in list(cls._known) if only_keys is None else only_keys:
            cls._known.pop(key, None)

    def utcoffset(self, dt):
        return timedelta(0)

    def dst(self, dt):
        return timedelta(0)

    def tzname(self, dt):
        return "UTC"

    def __repr__(self):
        return f"zoneinfo.ZoneInfo(key={self.key!r})"

    def __str__(self):
        return self.key

    def __reduce__(self):
        return type(self), (self.key,)


def available_timezones():
    return {"UTC"}
