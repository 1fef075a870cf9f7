"""Gives the headers of a filing that was refreshed the project's name and the page mark of now (decision 0062)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondcalc.typeset.word.docx_pages import WORD_ART, mark_alone
from bondcalc.typeset.word.imported import Importer
from bondcalc.typeset.word.opened import WordPackage, parsed
from bondcalc.typeset.word.read_controls import W, text_of
from bondcalc.typeset.word.template_pages import TemplatePages

if TYPE_CHECKING:
    from lxml.etree import _Element

PROPERTIES = "docProps/core.xml"
TERMS = "{http://purl.org/dc/terms/}"
"""Properties that are days: when a file was made and changed is its editor's to say."""
_PARTED = re.compile(r"[;,\s]+")


@dataclass(frozen=True)
class PageHead:
    """What stands over every page: the project's name, and the mark (草稿, 示例), empty where there is none."""

    title: str
    mark: str


def shown_mark(package: WordPackage) -> str:
    """Give the page mark a filing bears; an empty text for none."""
    arts = (art for part in header_parts(package) for art in package.tree(part).iter(WORD_ART))
    return next((text for art in arts if (text := art.get("string") or "")), "")


def header_parts(package: WordPackage) -> list[str]:
    """Name the headers of a file."""
    return [part for part in package.stories if package.tree(part).tag == f"{W}hdr"]


def set_heads(edited: WordPackage, fresh: WordPackage, was: PageHead, now: PageHead) -> None:
    """Put title and mark of now where those of before stand; a mark where there was none goes on every kind of page."""
    importer = Importer(edited, fresh)
    for number, part in enumerate(header_parts(edited), 1):
        root = edited.tree(part)
        if was.title and was.title != now.title:
            for paragraph in root.iter(f"{W}p"):
                _retitle(paragraph, was.title, now.title)
        if was.mark and was.mark != now.mark:
            _remark(root, was.mark, list(_mark_runs(now.mark, number, importer)))
    if now.mark and not was.mark:
        pages = TemplatePages(edited, importer, now.title, now.mark)
        for section in list(edited.body.iter(f"{W}sectPr")):
            pages.marked(section)


def set_properties(edited: WordPackage, fresh: WordPackage, was: WordPackage) -> None:
    """Give the properties of a file (title, subject, keywords, author) the words of now where they are those it was made with."""
    if not all(PROPERTIES in package.parts for package in (edited, fresh, was)):
        return
    for shown in edited.tree(PROPERTIES):
        before, now = (package.tree(PROPERTIES).findtext(shown.tag) for package in (was, fresh))
        told = before and now and before != now and not shown.tag.startswith(TERMS)
        # Editors part keywords in another way.
        if told and _PARTED.split(shown.text or "") == _PARTED.split(before or ""):
            shown.text = now


def _retitle(paragraph: "_Element", was: str, now: str) -> None:
    """Put a title in the place of another, which an editor may have parted into runs."""
    pieces = list(paragraph.iter(f"{W}t"))
    for start in range(len(pieces)):
        for end in range(start + 1, len(pieces) + 1):
            if "".join(piece.text or "" for piece in pieces[start:end]) == was:
                for piece in pieces[start:end]:
                    piece.text = None
                pieces[start].text = now
                return


def _mark_runs(mark: str, number: int, importer: Importer) -> Iterator["_Element"]:
    """Give the runs of a mark: its words, and those drawn across the page."""
    if mark:
        yield from importer.taken(parsed(mark_alone(mark, number).encode())[0]).findall(f"{W}r")


def _remark(root: "_Element", was: str, runs: list["_Element"]) -> None:
    """Put the runs of a mark in the place of those of another."""
    for run in list(root.iter(f"{W}r")):
        parent = run.getparent()
        if parent is None or (text_of(run) != was and all(art.get("string") != was for art in run.iter(WORD_ART))):
            continue
        for new in runs:
            run.addprevious(new)
        runs = []
        parent.remove(run)
