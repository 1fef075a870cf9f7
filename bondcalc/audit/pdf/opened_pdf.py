"""Opens a PDF that came in for an audit: as it was before its first signature, with the files it carries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bondcalc.audit.difference import Difference
from bondcalc.audit.pdf import sealed
from bondcalc.wording.messages import file_error


def unsigned(name: str, data: bytes) -> tuple[bytes, list[Difference]]:
    """Give a PDF as it was before its first signature, and what was changed after. Raises FileError."""
    with sound_pdf(name):
        before, changed = sealed.first_revision(data)
    return before, [replace(difference, document=name) for difference in changed]


def attachments_in(name: str, data: bytes) -> dict[str, bytes]:
    """Give the files a PDF carries, by name. Raises FileError."""
    from bondcalc.typeset.pdf_attachments import attachments_of

    with sound_pdf(name):
        return attachments_of(data)


@contextmanager
def sound_pdf(name: str) -> Iterator[None]:
    """Turn whatever a damaged or locked PDF makes the library raise into one sentence."""
    import pikepdf

    try:
        yield
    except pikepdf.PasswordError:
        raise file_error("locked_pdf", name=name) from None
    except (pikepdf.PdfError, ValueError, KeyError, IndexError, AttributeError, TypeError, RuntimeError):
        raise file_error("broken_pdf", name=name) from None
