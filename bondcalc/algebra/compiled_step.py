"""Steps of the exact reading compiled: a function a form, which every line of that form shares, in whatever project."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from bondcalc.algebra.step_form import Form, LineForm
from bondcalc.algebra.step_places import by_year, running
from bondcalc.algebra.step_text import Own, text_of_group, text_of_line

MOST_FORMS = 5000
"""Functions that are kept; a project has two or three hundred forms of lines, nearly all of them those of other projects."""
GroupForm = tuple[tuple[Form, ...], tuple[Own, ...]]
"""Forms of lines that read one another's previous value, and where in each these lines stand."""
_KNOWN: dict[Form | GroupForm, Callable[..., None]] = {}


class CompiledStep(NamedTuple):
    """A group of lines computed by one function: which lines it reads and gives, which givens it reads, all by number."""

    function: Callable[..., None]
    numbers: Sequence[object]
    read: Sequence[int]
    given: Sequence[int]
    results: Sequence[int]
    recursive: bool


def compiled(groups: Sequence[Sequence[LineForm]]) -> list[CompiledStep]:
    """Compile each line, or lines that read one another's previous value, to a step."""
    keys = [_key(group) for group in groups]
    made = zip(_functions(keys), keys, groups, strict=True)
    return [_step(function, group, recursive=not isinstance(key, Form)) for function, key, group in made]


def _functions(keys: Sequence[Form | GroupForm]) -> list[Callable[..., None]]:
    """Give the function of each form; those that are not known yet are compiled, all at once."""
    known = [_KNOWN.get(key) for key in keys]
    functions = [function for function in known if function]
    if len(functions) == len(keys):
        return functions
    if len(_KNOWN) > MOST_FORMS:
        _KNOWN.clear()
    _compile([key for key in dict.fromkeys(keys) if key not in _KNOWN])
    return [_KNOWN[key] for key in keys]


def _key(group: Sequence[LineForm]) -> Form | GroupForm:
    """Say how a step is made, whatever it reads."""
    first = group[0]
    if len(group) == 1 and first.line not in first.slots:
        return first.form
    own = [
        tuple((form.slots[other.line], number) for number, other in enumerate(group) if other.line in form.slots)
        for form in group
    ]
    return tuple(form.form for form in group), tuple(own)


def _step(function: Callable[..., None], group: Sequence[LineForm], *, recursive: bool) -> CompiledStep:
    first, results = group[0], [form.number for form in group]
    if not recursive:
        return CompiledStep(
            function=function,
            numbers=first.numbers,
            read=first.read,
            given=first.given,
            results=results,
            recursive=recursive,
        )
    return CompiledStep(
        function=function,
        numbers=[*chain.from_iterable(form.numbers for form in group)],
        read=[number for form in group for number in form.read if number not in results],
        given=[*chain.from_iterable(form.given for form in group)],
        results=results,
        recursive=recursive,
    )


def _compile(keys: Sequence[Form | GroupForm]) -> None:
    """Compile forms and keep their functions."""
    space: dict[str, Any] = {"Z": Decimal(0), "SUM": sum, "BY": by_year, "RUN": running}
    texts = [text_of_line(key) if isinstance(key, Form) else text_of_group(*key) for key in keys]
    written = "".join(text.replace("step", f"step{number}", 1) for number, text in enumerate(texts))
    exec(compile(written, "<lines>", "exec"), space)  # noqa: S102 - the text is made of our own nodes only
    _KNOWN.update({key: space[f"step{number}"] for number, key in enumerate(keys)})
