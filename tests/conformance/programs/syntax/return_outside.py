# record: end
x = 1
return x
