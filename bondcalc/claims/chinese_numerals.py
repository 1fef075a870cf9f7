"""Chinese numerals as numbers: 三亿六千万, 三点六, 叁亿陆仟万, and what stands mixed, 3亿6000万."""

import re
from decimal import Decimal

DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
POINT = "点點"
SIGNS = "".join((*DIGITS, *SMALL, *LARGE))
NUMERAL = rf"[{SIGNS}]+(?:[{POINT}][{''.join(DIGITS)}]+[{''.join(SMALL)}{''.join(LARGE)}]*)?"
"""A numeral as a pattern: whole, or with 点 and its decimals, which may be counted in 万 or 亿."""

YEAR = r"(?:19|20)\d{2}|二[〇零][〇零一二三四五六七八九]{2}"
"""A year of a day, in digits or in Chinese."""
MONTH_OR_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
"""The month of a day or its place in the month, in digits or in Chinese."""


def numeral(text: str) -> tuple[Decimal, Decimal] | None:
    """Read a numeral: its value, and what its last digit counts; None for signs that are no number.

    三亿六千万 is (360,000,000, 10,000,000): whoever writes it has rounded to tens of millions.
    """
    match = re.fullmatch(
        rf"([{SIGNS}]+)(?:[{POINT}]([{''.join(DIGITS)}]+))?([{''.join(SMALL)}{''.join(LARGE)}]*)", text
    )
    if match is None or not any(sign in DIGITS or sign in "十拾" for sign in text):
        return None
    whole, decimals, scales = match[1], match[2], match[3]
    if decimals is None:
        return _whole(whole + scales)
    scale = Decimal(1)
    for sign in scales:
        scale *= {**SMALL, **LARGE}[sign]
    before = _whole(whole)
    if before is None:
        return None
    after = Decimal("0." + "".join(str(DIGITS[sign]) for sign in decimals))
    return (before[0] + after) * scale, Decimal(1).scaleb(-len(decimals)) * scale


def _whole(text: str) -> tuple[Decimal, Decimal] | None:
    if all(sign in DIGITS for sign in text):
        return Decimal("".join(str(DIGITS[sign]) for sign in text)), Decimal(1)
    total = section = digit = 0
    step = 1
    for sign in text:
        if sign in DIGITS:
            digit, step = DIGITS[sign], 1
        elif sign in SMALL:
            section += (digit or 1) * SMALL[sign]
            digit, step = 0, SMALL[sign]
        else:
            section += digit
            # 亿 after 万 counts what stands before both: 一万亿.
            large = LARGE[sign]
            total = (total + section) * large if 0 < total <= large else total + section * large
            section = digit = 0
            step *= large
    # 四十 is forty and not some forty; 六千万 counts whole tens of millions.
    return Decimal(total + section + digit), Decimal(step if step >= LARGE["万"] else 1)
