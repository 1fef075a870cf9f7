"""What stands before the root of an XML part: a document type, which no workbook has, and the encoding."""

from xml.parsers import expat

ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"})
"""UTF-8 and UTF-16 are what ISO/IEC 29500-2 allows; the others are those in which every tag begins with the same byte."""


class _DeclaredError(Exception):
    """A document type was met."""


class _RootError(Exception):
    """The root was met: nothing can be declared behind it."""


class Prolog:
    """Looks for a document type block by block, as the parser itself reads it; what is no XML declares nothing."""

    def __init__(self) -> None:
        self._parser: expat.XMLParserType | None = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._declared
        self._parser.StartElementHandler = self._root
        self._parser.XmlDeclHandler = self._encoding
        self._begun = False

    def declares(self, block: bytes) -> bool:
        """Read on; tell whether a document type was met. ValueError for an encoding that hides tags from a count."""
        if self._parser is None:
            return False
        if self._begun:
            # Nobody writes a megabyte before the root, and parsers begin a long remark again with every block.
            raise ValueError(self._begun)
        self._begun = True
        try:
            self._parser.Parse(block, False)
        except _DeclaredError:
            return True
        except (_RootError, expat.ExpatError):
            self._parser = None
        return False

    def _declared(self, *_: object) -> None:
        raise _DeclaredError

    def _root(self, *_: object) -> None:
        raise _RootError

    def _encoding(self, _: str, encoding: str | None, __: int) -> None:
        if encoding is not None and encoding.lower() not in ENCODINGS:
            raise ValueError(encoding)
