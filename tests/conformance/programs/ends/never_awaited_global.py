# record: end
async def load():
    return 1

data = load()
print("end")
