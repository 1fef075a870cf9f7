"""Numbers in running text, held against the figures whose names stand beside them (文中数字核对)."""
