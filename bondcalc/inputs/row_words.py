"""What the words of a row say it is: a total, a part of the row above, the head of the rows below, or a remark."""

import re
import unicodedata
from functools import lru_cache

from bondcalc.inputs.signs import visible
from bondcalc.inputs.values import plain

_NUMBERED = r"(?:第?[一二三四五六七八九十百]+[、.,:]|\([一二三四五六七八九十\d]+\)|\d+(?:\.\d+)*[、.)]?|[a-z]+[、.)])"
_WORD = r"(?:[合小总共]计|总和|之和|累计|汇总|合共|总共|sub-?totals?|grandtotals?|totals?|sum)(?:数|额|金额)?"
_OF_ALL = r"(?:本[页表期年项类]|以上|上述|上列|前述|全部|各项|所有|[一二三四五六七八九十两\d]+项)"
_FIGURE = r"[-\d.,%]*(?:元|千元|万元|百万元|亿元)?"
_TOTAL = re.compile(rf"{_NUMBERED}?{_OF_ALL}*{_WORD}(?:[:(].*|{_FIGURE})")
"""The whole of a name: 合计, 合 计, 小计：, 以上合计, 总计（万元）, 合计 3,600; but not 总计划费 or 小计量设备."""
_SUMMED = r"总(?:额|数|值|收入|成本|投资|费用|支出|价|造价|产值|面积)"
_ENDS_AS_TOTAL = re.compile(rf".*(?:\(?{_WORD}\)?|{_SUMMED})(?:\([^()]*\))?:?{_FIGURE}")
"""经营收入合计, 租金收入小计（万元）, 经营收入（合计）, 静态总投资."""
_BEGINS_AS_TOTAL = re.compile(rf"{_NUMBERED}?{_OF_ALL}*[合小总共]计(?![划算量不时较]).+")
"""合计经营收入, but not 合计不超过, 总计划费."""
_ENGLISH_TOTAL = re.compile(r"(?:grand |sub[ -]?)?totals?\b.*|.*\b(?:sub[ -]?)?totals?\W*|sum of\b.*")
_PART = re.compile(rf"[(]?{_NUMBERED}?[(]?(?:其中(?!村)|of which\b).*")
_LEVELS = tuple(
    re.compile(pattern)
    for pattern in (
        r"第?[一二三四五六七八九十]+(?:部分)?[、.:]",
        r"\([一二三四五六七八九十]+\)",
        r"\d{1,2}(?:[、.)](?!\d)| )",
        r"\d{1,2}\.\d{1,2}(?!\d|\.\d)",
        r"(?:\d{1,2}\.\d{1,2}\.\d{1,2}(?!\d)|\(\d{1,2}\))",
    )
)
"""How lists are numbered, the highest level first: 一、 （一） 1. 1.1 （1）."""
_DECORATION = " *#=~_—·•.。…|<>《》【】[]{}-"
_TRADITIONAL = str.maketrans("計總", "计总")
_REMARKED = r"(?:[备附脚]?注|说明|备忘|(?:数据|资料)来源|填表说明|注意(?:事项)?|notes?|remarks?)"
_STATED = "(?:单位|日期|来源|source|(?:制表|填表|编制|审核|复核)(?:人|单位)?)"
_REMARK = re.compile(
    rf"[(*※]*(?:{_REMARKED}(?:[一二三四五六七八九十\d]*[:、.].*|[一二三四五六七八九十\d]*\)?)|{_STATED}(?::.*|\)?))"
    r"|[-(—]*(?:本页|本表)?以下(?:空白|无正文)[-)—]*"
)
"""注：…, 备注1、…, 数据来源：…, 单位：…, （以下空白）; but not 注塑, 注册费, 单位、居民水费 or 审核、鉴证费."""
_LOOSE_REMARK = re.compile(
    rf"[(]?[*※#★☆◆●■▲△].*|[(]?(?:{_REMARKED}|{_STATED})[一二三四五六七八九十\d]* .+|[(].{{6,}}[)]|[备附]注.*"
)
"""What reads as a remark where no figure stands beside it: 备注 电价按…, *人员数量…, 注1 …, （电价按目录电价）."""
_SENTENCE = re.compile(r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+[、.]).*|.*[,。;:!?].*")
_FILE = re.compile(r".*\.(?:xlsx|xlsm|toml)")
"""The name of a project file, such as 1.南片区.xlsx: it stands alone in a list of projects."""
LONGEST_NAME = 300
"""Characters of a name; what is longer says more than what a row is."""
LONGEST_CODE = 8
"""Characters of a lone text that may be the beginning of an item; a longer one beside which nothing stands says something."""
_SHORTEST_SENTENCE = 6
"""Characters from which a lone text with punctuation is taken for a sentence."""


@lru_cache(maxsize=4096)
def spaced(text: str) -> str:
    """Fold a text as `plain` does, but keep one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", visible(text)).split()).casefold()


def is_total(text: str) -> bool:
    """Tell whether a name says nothing but that it is a total."""
    return len(text) <= LONGEST_NAME and _TOTAL.fullmatch(_bare(text)) is not None


def reads_as_total(text: str) -> bool:
    """Tell whether a name ends or begins as that of a total does, and says of what: 经营收入合计, Total revenue."""
    if len(text) > LONGEST_NAME:
        return False
    words = _bare(text)
    named = _ENDS_AS_TOTAL.fullmatch(words) or _BEGINS_AS_TOTAL.fullmatch(words)
    return named is not None or _ENGLISH_TOTAL.fullmatch(spaced(text)) is not None


def reads_as_part(text: str) -> bool:
    """Tell whether a name says that it is a part of another row: 其中：厂房租金."""
    return len(text) <= LONGEST_NAME and _PART.fullmatch(spaced(text)) is not None


def level(text: str) -> int | None:
    """Give the level of the number in front of a name, 0 the highest; None where there is none."""
    words = spaced(text)
    return next((number for number, pattern in enumerate(_LEVELS) if pattern.match(words)), None)


def is_remark(text: str) -> bool:
    """Tell whether a text is a remark whatever stands beside it."""
    return _REMARK.fullmatch(plain(text)) is not None


def is_marked(text: str) -> bool:
    """Tell whether a text is marked as a remark, which it is where no figure stands beside it."""
    return is_remark(text) or _LOOSE_REMARK.fullmatch(spaced(text)) is not None


def is_sentence(text: str) -> bool:
    """Tell whether a text beside which nothing stands is a sentence."""
    words = plain(text)
    return len(words) >= _SHORTEST_SENTENCE and not _FILE.fullmatch(words) and _SENTENCE.fullmatch(words) is not None


def says_something(text: str) -> bool:
    """Tell whether a text alone in a row of many cells is longer than what an item begins with."""
    return len(plain(text)) > LONGEST_CODE and not _FILE.fullmatch(plain(text))


def _bare(text: str) -> str:
    """Fold a name, and leave out what decorates it: 【合计】, —合计—, 合計."""
    return plain(text).strip(_DECORATION).translate(_TRADITIONAL)
