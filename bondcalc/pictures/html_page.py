"""A page of a template: values put in, styles and scripts named by their content, as its content policy asks."""

import base64
import hashlib
from collections.abc import Mapping

from bondcalc.data import data_path


def filled(template: str, values: Mapping[str, str]) -> str:
    """Put values into a template in one go, so that no value is taken for a mark."""
    parts = data_path("templates", template).read_text(encoding="utf-8").split("{{")
    put = [parts[0]]
    for part in parts[1:]:
        name, _, after = part.partition("}}")
        put += [values[name], after]
    return "".join(put)


def content_hash(text: str) -> str:
    """Name a script or style by its content."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
