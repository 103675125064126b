# record: end
import atexit

for call in lambda: atexit.register(5), lambda: atexit.register():
    try:
        call()
    except TypeError as error:
        print(error)

@atexit.register
def goodbye():
    print("goodbye")

print(goodbye.__name__)
