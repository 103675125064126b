# record: end
print(len("a b"), len("ab"))
"c d".nothing
