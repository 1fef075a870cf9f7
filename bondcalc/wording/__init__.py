"""How a value, a verdict, a severity is written: the only room that turns figures into text."""
