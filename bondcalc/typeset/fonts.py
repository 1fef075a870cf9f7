"""The faces a filing is set in: bundled, or the bureau's own; never the system's."""

import struct
import unicodedata
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, Self

from bondcalc.data import data_path
from bondcalc.disk.file_names import refuse_name
from bondcalc.disk.surroundings import undisturbed
from bondcalc.problem import FileError
from bondcalc.typeset.document import Document
from bondcalc.typeset.printed_texts import characters, plain, texts
from bondcalc.typeset.truetype import Face, faces_in
from bondcalc.typeset.widths import Advances, Measure, Role, SetCells, TextWidths
from bondcalc.wording.messages import file_error

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

BUNDLED: dict[Role, str] = {
    "body": "NotoSerifSC-Regular.ttf",
    "kaiti": "NotoSerifSC-Regular.ttf",
    "title": "NotoSerifSC-Bold.ttf",
    "strong": "NotoSerifSC-Bold.ttf",
    "heading": "NotoSansSC-Regular.ttf",
}
OWN: dict[Role, tuple[str, ...]] = {
    "body": ("仿宋_gb2312", "fangsong_gb2312", "方正仿宋_gbk", "方正仿宋简体", "仿宋", "fangsong"),
    "kaiti": ("楷体_gb2312", "kaiti_gb2312", "方正楷体_gbk", "方正楷体简体", "楷体", "kaiti"),
    "title": ("方正小标宋_gbk", "方正小标宋简体", "小标宋"),
    "heading": ("方正黑体_gbk", "方正黑体简体", "黑体", "simhei"),
}
FIXED = "—-0123456789.,% \u3000目录（续）：年月日"
"""What the typesetter writes of its own accord."""
ONE_AT_A_TIME = Lock()


class Style(NamedTuple):
    """The face and the size, in points, of a text."""

    role: Role
    size: float


class MissingGlyphError(FileError):
    """A text holds characters its face cannot draw; `found` lists (where, character)."""

    def __init__(self, found: list[tuple[str, str]]) -> None:
        self.found = found
        listed = "；".join(f"{where}：{named(char)}" for where, char in found[:10])
        super().__init__(f"字体中没有以下字符，请改写文字或用 --fonts 换字体：{listed}")


def named(char: str) -> str:
    """Show a character so that it can be found even when it has no shape."""
    shown = char if char.isprintable() else "控制字符"
    return f"“{shown}”（U+{ord(char):04X}）"


@dataclass(frozen=True)
class FontSet:
    """The face of every role. Make one by `FontSet.load`; keep it: reading the files takes 0.05 s."""

    faces: dict[Role, Face]

    @classmethod
    def load(cls, directory: Path | None = None) -> "FontSet":
        """Take the bundled faces, and those of `directory` whose own names say what they are (仿宋_GB2312, 黑体 …).

        Raises FileError for a directory without any such face and for a face that may not be embedded.
        """
        faces = {role: bundled(file) for role, file in BUNDLED.items()}
        return cls(faces | (own_faces(directory) if directory else {}))

    @property
    def own(self) -> bool:
        """Tell whether a face is not one that comes with the program."""
        return any(face is not bundled(BUNDLED[role]) for role, face in self.faces.items())

    def prints(self, sign: str) -> bool:
        """Tell whether a character can be printed in every role: a text may come to stand in any."""
        held = all(ord(sign) in face.glyphs for face in self.faces.values())
        return held and unicodedata.category(sign) not in {"Cc", "Cf", "Co"}

    def missing(self, where: str, text: str, role: Role) -> list[tuple[str, str]]:
        """List the characters that this role cannot draw, each once; control characters among them."""
        glyphs = self.faces[role].glyphs
        wanted = dict.fromkeys(plain(text))
        return [(where, c) for c in wanted if ord(c) not in glyphs or unicodedata.category(c) in {"Cc", "Cf", "Co"}]

    def missing_characters(self, document: Document) -> list[tuple[str, str]]:
        """List (where, character) for everything in the document that cannot be drawn."""
        return [gap for where, role, text in texts(document) for gap in self.missing(where, text, role)]


class Typefaces:
    """The faces of some documents, cut to their characters and known to reportlab inside a `with` block.

    What is measured and set in them is kept, since documents of one project have much in common.

    reportlab knows faces by global names, so one document is set after another.
    """

    def __init__(self, fonts: FontSet, *documents: Document) -> None:
        signs = {*FIXED}
        self.counted: dict[int, dict[Role, Counter[str]]] = {}
        for document in documents:
            printed_in = self.counted[id(document)] = characters(document)
            # Where a character is missing is looked for only if one is.
            if any(fonts.missing("", "".join(sorted(wanted)), role) for role, wanted in printed_in.items()):
                raise MissingGlyphError(fonts.missing_characters(document))
            signs.update(*printed_in.values())
        self.fonts = fonts
        self.codes = set(map(ord, signs))
        self.covered = {
            role: frozenset(map(chr, self.codes & face.glyphs.keys())) for role, face in fonts.faces.items()
        }
        self.names: dict[Role, str] = {}
        self.widths: dict[Role, TextWidths] = {}
        self.cells = SetCells()
        self.registered: list[TTFont] = []
        self.settings = ExitStack()

    def __enter__(self) -> Self:
        ONE_AT_A_TIME.acquire()
        try:
            self.settings.enter_context(undisturbed())
            self.register_all()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for font in self.registered:
            font.unregister()
        self.settings.close()
        ONE_AT_A_TIME.release()

    def register_all(self) -> None:
        """Make every face known once, also one that serves several roles."""
        made: dict[int, str] = {}
        for role, face in self.fonts.faces.items():
            if id(face) not in made:
                made[id(face)] = f"bondcalc{len(made)}"
                self.register(made[id(face)], face)
            self.names[role] = made[id(face)]
        advances = {name: Advances(font) for name, font in zip(made.values(), self.registered, strict=True)}
        self.widths = {role: TextWidths(advances[name]) for role, name in self.names.items()}

    def register(self, name: str, face: Face) -> None:
        """Make a face known to reportlab under a name."""
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFError, TTFont

        try:
            font = TTFont(name, BytesIO(face.cut(self.codes)), asciiReadable=False)
        except (TTFError, struct.error, KeyError) as failure:
            raise FileError(f"字体{face.place}不能用于排版（{failure}）；请换用其他字体") from failure
        # A face already known by this name, cut for another document, would silently stay in its place.
        font.unregister()
        pdfmetrics.registerFont(font)
        self.registered.append(font)

    def number_characters(self, document: Document, canvas: "Canvas") -> None:
        """Let the library number the characters of a document, those that recur most first.

        Each part of a face has two hundred of them: a text whose characters are all in one is written in one piece.
        """
        from reportlab.pdfbase.pdfmetrics import getFont

        counted: dict[str, Counter[str]] = {}
        for role, signs in self.counted[id(document)].items():
            counted.setdefault(self.names[role], Counter()).update(signs)
        for name, signs in counted.items():
            getFont(name).splitString("".join(sign for sign, _ in signs.most_common()), canvas._doc)  # noqa: SLF001 - by it the library tells files apart

    def width(self, text: str, role: Role, size: float = 1.0) -> float:
        """Measure a text in points."""
        return self.widths[role][text] * size

    def measure(self, role: Role) -> Measure:
        """Give what measures texts of a role at size 1."""
        return self.widths[role].__getitem__

    def require(self, text: str, role: Role) -> None:
        """Raise MissingGlyphError before anything is drawn as an empty box."""
        covered = self.covered[role]
        if not covered.issuperset(text):
            raise MissingGlyphError([("排版", char) for char in text if char not in covered])


@lru_cache(maxsize=8)
def bundled(file: str) -> Face:
    """Read a face that comes with the program, once a process."""
    with data_path("templates", "fonts", file).open("rb") as opened:
        # Of 15 MB little is looked at: the system brings what is.
        return Face(mmap(opened.fileno(), 0, access=ACCESS_READ), file)


def own_faces(directory: Path) -> dict[Role, Face]:
    """Match the faces of a directory to roles by the names inside the files."""
    named_faces: dict[str, Face] = {}
    refuse_name(directory)
    if not directory.is_dir():
        raise file_error("fonts_no_folder", name=directory.name)
    for path in sorted(directory.iterdir(), key=Path.as_posix):
        if path.suffix.lower() in {".ttf", ".ttc", ".otf"}:
            for face in faces_in(path):
                named_faces |= dict.fromkeys(face.names(), face)
    faces = {role: named_faces[name] for role, names in OWN.items() for name in reversed(names) if name in named_faces}
    if not faces:
        raise FileError(f"{directory} 中没有可用的仿宋、楷体、小标宋或黑体字体文件；请检查 --fonts 指定的文件夹")
    return faces
