print(1)

