# Means and spreads.
import statistics
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist

data = [1, 2, 2, 3, 4, 7, 9]
print(statistics.mean(data), statistics.median(data), statistics.mode(data), statistics.multimode("aabb"), statistics.fmean(data))
print(statistics.stdev(data), statistics.pstdev(data), statistics.variance(data), statistics.pvariance(data))
print(statistics.harmonic_mean([40, 60]), statistics.harmonic_mean([40, 60], weights=[5, 30]), statistics.geometric_mean([54, 24, 36]))
print(statistics.harmonic_mean([0, 3]), statistics.harmonic_mean([Fraction(1, 2), Fraction(1, 3)]), statistics.harmonic_mean([5]))
print(statistics.mean([Decimal("0.5"), Decimal("0.75")]), statistics.mean([Fraction(1, 3), Fraction(1, 6)]), statistics.mean([0.1] * 3))
print(statistics.quantiles(data, n=4), statistics.quantiles(data, n=4, method="inclusive"), statistics.median_low([1, 3, 5, 7]),
      statistics.median_high([1, 3, 5, 7]), statistics.median_grouped([52, 52, 53, 54]))
print(statistics.covariance([1, 2, 3], [1, 5, 7]), statistics.correlation([1, 2, 3, 4], [2, 4, 6, 8.5]), statistics.linear_regression([1, 2, 3], [2, 4, 6.5]))
heights = NormalDist(100, 15)
print(heights, heights.mean, heights.stdev, heights.cdf(115), heights.pdf(100), heights.inv_cdf(0.5), heights.zscore(130))
print(NormalDist.from_samples(data), heights + 5, heights * 2, heights - NormalDist(1, 2), heights == NormalDist(100, 15), heights.quantiles(3))
print(heights.overlap(NormalDist(110, 15)), len(heights.samples(2)), hash(heights) == hash(NormalDist(100, 15)))
for call in (lambda: statistics.mean([]), lambda: statistics.harmonic_mean([-1]), lambda: statistics.stdev([1]), lambda: statistics.mode([]),
             lambda: NormalDist(0, -1), lambda: NormalDist().inv_cdf(2), lambda: statistics.harmonic_mean([]), lambda: statistics.median([])):
    try:
        print(call())
    except statistics.StatisticsError as error:
        print("StatisticsError:", error)
