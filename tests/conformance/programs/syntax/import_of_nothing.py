# record: end
import
print(1)
