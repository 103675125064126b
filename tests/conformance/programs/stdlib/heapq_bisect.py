import bisect
import heapq

heap = []
for n in (5, 1, 4, 2, 3):
    heapq.heappush(heap, n)
print(heap[0], [heapq.heappop(heap) for _ in range(5)])
data = [9, 7, 8, 1]
heapq.heapify(data)
print(data[0], heapq.heappushpop(data, 0), heapq.heapreplace(data, 10), sorted(data))
print(heapq.nlargest(2, [4, 9, 2]), heapq.nsmallest(2, ["ccc", "a", "bb"], key=len))
print(list(heapq.merge([1, 4, 7], [2, 5], [3])))
try:
    heapq.heappop([])
except IndexError as error:
    print("IndexError:", error)

scores = [10, 20, 20, 30]
print(bisect.bisect_left(scores, 20), bisect.bisect_right(scores, 20), bisect.bisect(scores, 99))
bisect.insort(scores, 25)
print(scores)
print("".join("FDCBA"[bisect.bisect([60, 70, 80, 90], mark)] for mark in (33, 99, 77, 70, 89, 90, 100)))
print(bisect.bisect_left(["a", "bb", "dddd"], 3, key=len))
