"""Archives in which two parts bear one name: the library warns of what is the point here, so it is declared in one place."""

import io
import warnings
import zipfile


def with_part_added(data: bytes, name: str, content: bytes) -> bytes:
    """Add a part to an archive whatever stands there already, also a second one of the same name."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as packed, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Duplicate name", UserWarning)
        packed.writestr(name, content)
    return buffer.getvalue()
