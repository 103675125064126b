# record: end
def log(*args, **options):
    print(*args, **options)

for i in range(3)
    log(i)
