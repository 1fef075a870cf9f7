"""What a row says of itself (名称、依据): heads, price, share, volume times price, held against the row's own cells."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bondcalc.claims.clauses import AMOUNT, Clause, clauses, scaled
from bondcalc.claims.number_claims import NumberClaim
from bondcalc.claims.quantities import Dimension, quantities
from bondcalc.claims.stated_prices import same_unit
from bondcalc.claims.vocabulary import pattern
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.operating_costs import SHARES, CostLine
from bondcalc.inputs.sheets.revenue_lines import RevenueLine
from bondcalc.inputs.sheets.volume_lines import price_worth
from bondcalc.wording import number

DAYS = 365
NEAR = Decimal("0.005")
"""How far an amount may lie from volume times price, both rounded."""
_HEADS = re.compile(r"(\d+)\s*(?:人|名)(?![均次口民])")
_FACTOR = rf"({AMOUNT})\s*(万|亿)?"
_PRODUCT = re.compile(
    rf"^\s*{_FACTOR}\s*[^\d×xX*+＋（(、]{{0,8}}?\s*[×xX*]\s*{_FACTOR}\s*(元)?\s*(?:(?:/|每)?[^\d×xX*+＋（(、]{{0,6}})$"
)
_PRICE = re.compile(
    rf"每(?P<of>[^\d，。年月日天人]{{1,4}}){_FACTOR}元|{_FACTOR}元\s*(?:/|每)\s*(?P<per>[^\d，。；、（）()]{{1,4}})"
)
_DAILY = re.compile(rf"^\s*每[日天]{_FACTOR}[^\d，。]{{0,3}}$")
_SHARE_OF = re.compile(r"(?:投资|收入|原值|造价)(?:额|总额)?的(\d+(?:\.\d+)?)\s*%")
_MIXED = re.compile(r"居民|[一二三]类|阶梯|[一二三]档|另|平均|均值|其中|调整|打折|折扣|上浮|下浮|扣除|不含|[+＋]")


def row_claims(row: object, text: str, money: Decimal) -> Iterator[NumberClaim]:
    """Judge a name or a basis (依据) against the row it stands in; `money` is the project's unit in 元.

    A text that averages, adds or speaks of something else is left alone.
    """
    if not isinstance(row, InvestmentItem | RevenueLine | CostLine):
        return
    if _MIXED.search(text) or text.count("元") > 1 or pattern("other_things").search(text):
        return
    for clause in clauses(text):
        if isinstance(row, InvestmentItem):
            yield from _of_item(row, clause, money)
        elif isinstance(row, RevenueLine):
            yield from _of_revenue(row, clause, money)
        else:
            yield from _of_cost(row, clause, money)


def _of_item(item: InvestmentItem, clause: Clause, money: Decimal) -> Iterator[NumberClaim]:
    """Judge 18公里×200万元 beside an amount of 3,600万元."""
    match = _PRODUCT.match(clause.text)
    if match is None or not match[5]:
        return
    written, amount = _product(match), item.amount * money
    yield clause.claim(
        clause.text.strip(),
        Dimension.MONEY,
        f"{item.name}的金额",
        f"investment.{item.id}.amount",
        f"{number.trimmed(item.amount, grouped=True)}（相乘为{number.trimmed(written / money, 0, 2, grouped=True)}）",
        agrees=abs(written - amount) <= amount * NEAR,
    )


def _of_revenue(line: RevenueLine, clause: Clause, money: Decimal) -> Iterator[NumberClaim]:
    """Judge 365天×2万吨 and 每吨1.60元 beside quantity and price."""
    written = _volume(clause.text)
    if written is not None and line.quantity and line.periods_a_year == 1:
        yield clause.claim(
            clause.text.strip(),
            Dimension.COUNT,
            f"{line.name}的数量",
            f"revenue.{line.id}.quantity",
            f"{number.trimmed(line.quantity, grouped=True)}{line.quantity_unit}",
            agrees=any(
                abs(written - known) <= known * NEAR for known in (line.quantity, line.capacity or line.quantity)
            ),
        )
    yuan = line.price * price_worth(line.price_unit, money)
    if line.price and (line.periods_a_year == 1 or "年" not in clause.text):
        yield from _price(clause, line.name, f"revenue.{line.id}.price", line.quantity_unit, yuan)


def _of_cost(line: CostLine, clause: Clause, money: Decimal) -> Iterator[NumberClaim]:
    """Judge （16人）, 每吨0.42元 and 设备投资的1.2%."""
    heads = _HEADS.findall(clause.text)
    if line.basis == "fixed" and line.counted_in in {"人", "名"} and len(heads) == 1:
        right = f"{number.trimmed(line.quantity)}{line.counted_in}"
        agrees = Decimal(heads[0]) == line.quantity
        yield clause.claim(
            f"{heads[0]}人", Dimension.COUNT, f"{line.name}的数量", f"costs.{line.id}.quantity", right, agrees=agrees
        )
    if line.rate is None:
        return
    if line.basis == "per_quantity" and line.quantity == 1:
        yuan = line.rate * price_worth(line.price_unit, money)
        yield from _price(clause, line.name, f"costs.{line.id}.rate", "", yuan)
    shares = [quantity for quantity in quantities(clause.text) if quantity.dimension is Dimension.SHARE]
    if line.basis in SHARES and len(shares) == 1 and _SHARE_OF.search(clause.text):
        yield clause.claim(
            shares[0].text,
            Dimension.SHARE,
            f"{line.name}的比例",
            f"costs.{line.id}.rate",
            number.share(line.rate),
            agrees=shares[0].states(line.rate),
        )


def _price(clause: Clause, name: str, id_: str, unit: str, yuan: Decimal) -> Iterator[NumberClaim]:
    """Judge the one price of a clause, where it is a price of what the line counts."""
    prices = list(_PRICE.finditer(clause.text))
    if len(prices) != 1 or not same_unit(prices[0]["of"] or prices[0]["per"], unit):
        return
    count, scale = (prices[0][at] or prices[0][at + 2] for at in (2, 3))
    written = scaled(count, scale)
    yield clause.claim(
        prices[0][0], Dimension.OTHER, f"{name}的单价", id_, f"{number.trimmed(yuan)}元", agrees=written == yuan
    )


def _volume(text: str) -> Decimal | None:
    """Read 365天×2万吨 and 每日0.4万吨 as a year's volume; None for what is money or no volume."""
    if (match := _DAILY.match(text)) is not None:
        return _factor(match, 1) * DAYS
    match = _PRODUCT.match(text)
    return None if match is None or match[5] else _product(match)


def _product(match: re.Match[str]) -> Decimal:
    return _factor(match, 1) * _factor(match, 3)


def _factor(match: re.Match[str], at: int) -> Decimal:
    return scaled(match[at], match[at + 1])
