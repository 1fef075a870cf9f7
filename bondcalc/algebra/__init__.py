"""A figure is stated once, as a line over an axis; the readings (exact, lanes, excel, words) are made from that statement.

This package knows nothing of bonds.
"""
