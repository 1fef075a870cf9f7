"""What the lanes reading is made of: a tape of numpy calls, blocks of columns, and the operations on them."""
