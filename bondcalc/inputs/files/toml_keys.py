"""How many parts the longest dotted key of a TOML text has: the time to read one grows with the square of them."""

import re

# What is quoted or remarked holds no dots of a key. An end that is not there is the end of the text or line, so that
# every sign is looked at once.
_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'''|\Z)"
    r'|"(?:[^"\\\n]|\\.)*+(?:"|$|\Z)'
    r"|'[^'\n]*+(?:'|$|\Z)"
    r"|\#[^\n]*+",
    re.DOTALL | re.MULTILINE,
)
# A word is begun at its first sign only: begun anew at each, one of a million signs takes the square of them.
_DOTTED = re.compile(r"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++)++")


def longest_key(text: str) -> int:
    """Count the parts of the longest dotted key; a text in quotation marks is one part, whatever it holds."""
    bare = _QUOTED.sub("q", text)
    return max((match[0].count(".") + 1 for match in _DOTTED.finditer(bare)), default=1)
