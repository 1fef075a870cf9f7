# What we use of lxml, which ships no types.
