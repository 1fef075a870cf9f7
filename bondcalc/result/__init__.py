"""What a run gives: the result itself, what is said first of it, and the contract other programs rely on."""
