"""The statement of every input, one file a sheet; template, reader and messages are drawn from it."""
