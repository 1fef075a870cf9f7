"""Where a figure comes from: its formula in words and in numbers, down to input cells and rule values."""
