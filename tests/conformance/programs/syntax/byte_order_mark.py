print("é")
# record: end
raise ValueError(1)
