"""The mathematics of chance: the normal distribution, rank correlation, distributions; knows nothing of bonds."""
