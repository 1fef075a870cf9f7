"""A Word filing is not published while a remark or a tracked change in it names somebody, wherever it stands."""

import pytest
from lxml import etree

from bondcalc.problem import FileError
from bondcalc.seal.public_word import public_word
from bondcalc.typeset.word.opened import open_package
from bondcalc.typeset.word.read_controls import W
from tests.typeset.test_word_filings import written

NAME = "披露.docx"
LOOK = f'<w:pPrChange xmlns:w="{W[1:-1]}" w:id="9001" w:author="张三"><w:pPr/></w:pPrChange>'
TEXT = f'<w:ins xmlns:w="{W[1:-1]}" w:id="9002" w:author="张三"><w:r><w:t>一</w:t></w:r></w:ins>'


def edited(story: str, change: str) -> bytes:
    """A disclosure with a change in the first paragraph of the body, a header or a footer."""
    package = open_package(NAME, written("land-reserve", "disclosure"))
    part = next(part for part in package.stories if story in part)
    paragraph = next(package.tree(part).iter(f"{W}p"))
    place = paragraph.find(f"{W}pPr") if change == LOOK else paragraph
    assert place is not None
    place.append(etree.fromstring(change))
    return package.packed_again()


@pytest.mark.parametrize("story", ["document", "header", "footer"])
@pytest.mark.parametrize("change", [LOOK, TEXT], ids=["look", "text"])
def test_a_tracked_change_in_any_story_is_refused(story: str, change: str) -> None:
    with pytest.raises(FileError, match="批注或修订"):
        public_word(NAME, edited(story, change))


def test_without_them_it_is_published() -> None:
    assert public_word(NAME, written("land-reserve", "disclosure"))
