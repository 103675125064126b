# record: end
import threading

def work(number):
    print(number)

thread = threading.Thread(target=work)
thread.start()
thread.join()
print("end")
