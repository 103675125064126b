# record: end
print(repr(quit)[:14])
quit(9)
