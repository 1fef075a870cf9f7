# What we use of reportlab, which ships no types.
