"""How the help of a command stands on the screen: Chinese has no spaces to break at, and no word of it may be cut off."""

from collections.abc import Sequence

from rich.text import Text


def lay_out(words: dict[str, str]) -> None:
    """Let help break lines anywhere and say these words; the library reads both where it draws."""
    import typer.rich_utils

    vars(typer.rich_utils)["Columns"] = together
    for name, text in list(vars(typer.rich_utils).items()):
        if isinstance(text, str) and text in words:
            setattr(typer.rich_utils, name, words[text])


def together(items: Sequence[Text]) -> Text:
    """Put what is said of an option in one text, which goes on in the next line where the library would cut it."""
    joined = Text(" ").join(items)
    joined.overflow = "fold"
    return joined
