from typing import IO

class TTFError(Exception): ...

class TTFontFace:
    charWidths: dict[int, float]
    defaultWidth: float

class TTFont:
    face: TTFontFace

    def __init__(self, name: str, filename: IO[bytes], *, asciiReadable: bool | None = None) -> None: ...
    def unregister(self) -> None: ...
