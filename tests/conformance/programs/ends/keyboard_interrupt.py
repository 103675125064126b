# record: end
print("before")
raise KeyboardInterrupt
