"""The code of a project (投资项目统一代码) is asked about where it has not the form of the platform, and read however it is typed."""

import pytest

from bondcalc.inputs.read import read_bytes
from tests.inputs.test_flattering_questions import PROJECT, USUAL

RIGHT = "2211-430426-04-01-987654"


def asked(code: str) -> list[str]:
    """The questions about a code."""
    text = PROJECT % USUAL
    notices = read_bytes("p.toml", text.replace('name = "x"', f'name = "x"\ncode = "{code}"', 1).encode()).notices
    return [notice for notice in notices if "投资项目统一代码" in notice]


@pytest.mark.parametrize(
    "code", [RIGHT[:-1], f"{RIGHT}1", RIGHT.replace("-", ""), RIGHT[1:], RIGHT.replace("4", "O", 1)]
)
def test_another_form_is_asked_about(code: str) -> None:
    [said] = asked(code)
    assert f"{code}有{len(code)}位，代码为24位" in said


@pytest.mark.parametrize(
    "code", [RIGHT, RIGHT.replace("-", "－"), f"{RIGHT[:5]} {RIGHT[5:]}", RIGHT.replace("2", "２")]
)
def test_the_form_of_the_platform_is_not(code: str) -> None:
    assert asked(code) == []
