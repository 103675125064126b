"""Averages and spreads of ints and floats, exact before they are rounded, as CPython has them. Its own module loads `fractions` and `decimal`."""

import math
from collections import Counter

__all__ = ["StatisticsError", "correlation", "covariance", "fmean", "geometric_mean", "harmonic_mean", "linear_regression",
           "mean", "median", "median_grouped", "median_high", "median_low", "mode", "multimode", "pstdev", "pvariance",
           "quantiles", "stdev", "variance"]


class StatisticsError(ValueError):
    """There are too few numbers, or ones for which it is not defined."""


# A fraction is a pair of ints here.

def _reduced(top, bottom):
    common = math.gcd(top, bottom) or 1
    return top // common, bottom // common


def _sum(pairs):
    by_bottom = {}
    for top, bottom in pairs:
        by_bottom[bottom] = by_bottom.get(bottom, 0) + top
    whole = (0, 1)
    for bottom, top in by_bottom.items():
        whole = _reduced(whole[0] * bottom + top * whole[1], whole[1] * bottom)
    return whole


def _exact(data):
    """All as fractions, and whether all are ints. None stands for what is infinite or not a number."""
    pairs, whole = [], True
    for value in data:
        if not isinstance(value, (int, float)):
            raise TypeError(f"can't convert type '{type(value).__name__}' to numerator/denominator")
        whole = whole and isinstance(value, int)
        if isinstance(value, float) and not math.isfinite(value):
            return None, False
        pairs.append(value.as_integer_ratio())
    return pairs, whole


def _number(pair, whole):
    top, bottom = pair
    return top if whole and bottom == 1 else top / bottom


def mean(data):
    """The sum, divided by how many there are."""
    data = list(data)
    if not data:
        raise StatisticsError("mean requires at least one data point")
    pairs, whole = _exact(data)
    if pairs is None:
        return sum(data) / len(data)
    top, bottom = _sum(pairs)
    return _number(_reduced(top, bottom * len(data)), whole)


def fmean(data, weights=None):
    """The mean, as a float and at once."""
    data = list(data)
    if weights is None:
        if not data:
            raise StatisticsError("fmean requires at least one data point")
        return math.fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    total = math.fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return math.fsum(value * weight for value, weight in zip(data, weights)) / total


def geometric_mean(data):
    """The root of the product."""
    try:
        return math.exp(fmean(map(math.log, data)))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    """The mean of rates."""
    data = list(data)
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if any(value < 0 for value in data):
        raise StatisticsError("harmonic mean does not support negative values")
    weights = [1] * len(data) if weights is None else list(weights)
    if len(weights) != len(data):
        raise StatisticsError("Number of weights does not match data size")
    if len(data) == 1 and weights == [1]:
        return data[0]
    if 0 in data:
        return 0
    shares = []
    for value, weight in zip(data, weights):
        (top, bottom), (many, of) = value.as_integer_ratio(), weight.as_integer_ratio()
        shares.append((many * bottom, of * top))
    top, bottom = _sum(shares)
    many, of = _sum(weight.as_integer_ratio() for weight in weights)
    return _number(_reduced(many * bottom, of * top), all(isinstance(value, int) for value in data))


def _sorted(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data


def median(data):
    """The one in the middle, or the mean of the two there."""
    data = _sorted(data)
    half = len(data) // 2
    return data[half] if len(data) % 2 else (data[half - 1] + data[half]) / 2


def median_low(data):
    """The one in the middle, the smaller of two."""
    data = _sorted(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The one in the middle, the larger of two."""
    data = _sorted(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1):
    """The middle, where each number stands for all around it."""
    data = _sorted(data)
    if len(data) == 1:
        return data[0]
    value = data[len(data) // 2]
    below = sum(other < value for other in data)
    return value - interval / 2 + interval * (len(data) / 2 - below) / data.count(value)


def mode(data):
    """The most frequent one, the first of several."""
    found = Counter(iter(data)).most_common(1)
    if not found:
        raise StatisticsError("no mode for empty data")
    return found[0][0]


def multimode(data):
    """The most frequent ones."""
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    """Where to cut, to have `n` parts that are equally probable."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    if len(data) < 2:
        raise StatisticsError("must have at least two data points")
    if method == "inclusive":
        span, shift = len(data) - 1, 0
    elif method == "exclusive":
        span, shift = len(data) + 1, -1
    else:
        raise ValueError(f"Unknown method: {method!r}")
    cuts = []
    for number in range(1, n):
        at = number * span // n
        if shift:
            at = min(max(at, 1), len(data) - 1)
        rest = number * span - at * n
        low, high = data[at + shift], data[at + shift + 1]
        cuts.append((low * (n - rest) + high * rest) / n)
    return cuts


def _squares(data, center, what, least):
    """The sum of the squares of the distances from the mean, and how many there are."""
    data = list(data)
    if len(data) < least:
        raise StatisticsError(f"{what} requires at least {'one data point' if least == 1 else 'two data points'}")
    pairs, whole = _exact(data)
    if pairs is None:
        return None, len(data), False
    if center is None:
        top, bottom = _sum(pairs)
        top, bottom = _reduced(top, bottom * len(data))
    else:
        top, bottom = center.as_integer_ratio()
        whole = whole and isinstance(center, int)
    return _sum(((one * bottom - top * of) ** 2, (of * bottom) ** 2) for one, of in pairs), len(data), whole


def _variance(data, center, what, least):
    squares, count, whole = _squares(data, center, what, least)
    return None if squares is None else _reduced(squares[0], squares[1] * (count - least + 1)), whole


def variance(data, xbar=None):
    """How far they are spread, of a sample."""
    found, whole = _variance(data, xbar, "variance", 2)
    return math.nan if found is None else _number(found, whole)


def pvariance(data, mu=None):
    """How far they are spread, of all."""
    found, whole = _variance(data, mu, "pvariance", 1)
    return math.nan if found is None else _number(found, whole)


def _root(pair):
    if pair is None:
        return math.nan
    top, bottom = pair
    if not top:
        return 0.0
    # So many bits that the division below is the only rounding; a last bit tells that there was more.
    shift = (top.bit_length() - bottom.bit_length() - 109) // 2
    if shift >= 0:
        bottom <<= 2 * shift
    else:
        top <<= -2 * shift
    root = math.isqrt(top // bottom)
    root |= root * root * bottom != top
    return float(root << shift) if shift >= 0 else root / (1 << -shift)


def stdev(data, xbar=None):
    """The root of the variance, of a sample."""
    return _root(_variance(data, xbar, "stdev", 2)[0])


def pstdev(data, mu=None):
    """The root of the variance, of all."""
    return _root(_variance(data, mu, "pstdev", 1)[0])


def _paired(x, y, what):
    if len(x) != len(y):
        raise StatisticsError(f"{what} requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError(f"{what} requires at least two data points")
    middle_x, middle_y = math.fsum(x) / len(x), math.fsum(y) / len(y)
    return middle_x, middle_y, math.fsum((one - middle_x) * (two - middle_y) for one, two in zip(x, y))


def covariance(x, y, /):
    """How two vary together."""
    return _paired(x, y, "covariance")[2] / (len(x) - 1)


def correlation(x, y, /):
    """The same, between -1 and 1."""
    middle_x, middle_y, both = _paired(x, y, "correlation")
    try:
        return both / math.sqrt(math.fsum((one - middle_x) ** 2 for one in x) * math.fsum((two - middle_y) ** 2 for two in y))
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


def linear_regression(x, y, /, *, proportional=False):
    """The line that comes nearest."""
    from collections import namedtuple
    middle_x, middle_y, both = _paired(x, y, "linear regression")
    try:
        if proportional:
            slope = math.fsum(one * two for one, two in zip(x, y)) / math.fsum(one * one for one in x)
        else:
            slope = both / math.fsum((one - middle_x) ** 2 for one in x)
    except ZeroDivisionError:
        raise StatisticsError("x is constant") from None
    return namedtuple("LinearRegression", "slope intercept")(slope, 0.0 if proportional else middle_y - slope * middle_x)
