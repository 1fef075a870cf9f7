"""What a text says of lines of cost (定员、人均工资、每吨药剂费、按投资的比例), held against the sheet 运营成本."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bondcalc.claims.clauses import COUNTED, Clause, clauses, counted
from bondcalc.claims.number_claims import NumberClaim
from bondcalc.claims.quantities import Dimension, Quantity, quantities
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.operating_costs import SHARES, CostLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.volume_lines import price_worth
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn

_STAFF = r"(?:人员|职工|员工|工作人员|劳动定员|定员)"
_OF_A_UNIT = re.compile("中心|单位|公司|机构|部门|局|委员会|法人|编制")
_HEADS = (
    re.compile(
        rf"^(?:示例|本?项目|运营|共|总计|全部|运营期|配备|需|建成后|\s)*{_STAFF}(?:总数|数量|数)?(?:按|为|共|计|约|:|暂定|配备|\s)*({COUNTED})\s*(?:人|名)"
    ),
    re.compile(
        rf"^(?:示例|本?项目|运营|运营期|建成后|\s)*(?:定员|配备|需要?|共有?|按)({COUNTED})\s*(?:名|人)?{_STAFF}"
    ),
)
_OF_STAFF = re.compile(rf"^(?!.*(?:就业|居民|农民|村民)).*{_STAFF}")
_PAY = re.compile(
    r"每人(?:每年|年均)?(?:工资|薪酬|费用|成本|福利)*(?:按|为|约|:)*$|人均(?:年)?(?:工资|薪酬|成本|费用|福利|工资福利|年收入)*(?:按|为|约|:)*$"
)
_PAY_BEHIND = re.compile(r"^\s*(?:/|每)\s*人\s*[·./每]?\s*年?")
_RISE = re.compile(r"(?:逐年|每年|年均|按年)(?:增长|递增|上涨|提高|上浮|增加)(?:率|幅度)?(?:按|为|约)*$")
_OF_PAY = re.compile(f"人均|每人|{_STAFF}|工资")
_DATED = re.compile(r"(?:19|20)\d{2}年|第.{1,3}年")
_EACH = re.compile(r"每(?P<of>[^\d，。年月日天]{1,4})(?:按|为|约)*$")
_LEAD = re.compile(r"(?:示例|其中|本?项目|年|\s)*")
_JOINED = re.compile(
    r"(?:按|为|取|以|约|:|的|计提|测算|计取|费用|单价|标准|成本|[^，。；\d]{0,10}的)*(?:每[^\d，。年月日天]{1,4})?(?:按|为|约)*"
)


class StatedCosts:
    """Judges heads, pay, prices and shares of the lines of cost that a text names."""

    def __init__(self, project: Project) -> None:
        self._lines = project.rows(CostLine)
        self._money = project.form(Settings).yuan_per_unit
        self._words = ("人", "员", "工", *(line.name.partition("（")[0] for line in self._lines))
        self._staff = tuple(line for line in self._lines if line.counted_in in {"人", "名"} and line.basis == "fixed")

    def claims(self, text: str) -> Iterator[NumberClaim]:
        """Judge what a text says of staff and of costs it names."""
        for clause in clauses(text) if self._lines else ():
            if self._spoken_of(clause) and not clause.foreign() and not _DATED.search(clause.text):
                yield from self._heads(clause)
                for quantity in quantities(clause.text):
                    yield from self._paid(clause, quantity)
                    yield from self._rising(clause, quantity)
                    yield from self._named(clause, quantity)

    def _spoken_of(self, clause: Clause) -> bool:
        return any(word in clause.text for word in self._words)

    def _heads(self, clause: Clause) -> Iterator[NumberClaim]:
        """Judge 人员按26人: one line's staff, or that of all lines together."""
        match = next((match for said in _HEADS if (match := said.search(clause.text))), None)
        if match is None or not self._staff or _OF_A_UNIT.search(clause.said[: clause.start]):
            return
        known = [line.quantity for line in self._staff]
        right = in_turn(f"{line.name}{number.trimmed(line.quantity)}人" for line in self._staff)
        agrees = counted(match[1]) in {*known, sum(known, Decimal(0))}
        yield clause.claim(
            match[0], Dimension.COUNT, "人数", f"costs.{self._staff[0].id}.quantity", right, agrees=agrees
        )

    def _paid(self, clause: Clause, quantity: Quantity) -> Iterator[NumberClaim]:
        """Judge 每人每年5.5万元, where staff of the project and nobody else is spoken of."""
        before, behind = clause.text[: quantity.start], clause.text[quantity.end :]
        each = _PAY.search(before) or _PAY_BEHIND.search(behind)
        if not each or not self._of_staff(clause) or not quantity.text.endswith("元") or "月" in behind[:4]:
            return
        known = {line.id: self._price(line) for line in self._staff}
        yield clause.claim(
            quantity.text,
            Dimension.MONEY,
            "人均工资福利",
            f"costs.{self._staff[0].id}.rate",
            in_turn(f"每人每年{_yuan(yuan)}" for yuan in dict.fromkeys(known.values())),
            agrees=any(quantity.states(yuan) for yuan in known.values()),
        )

    def _rising(self, clause: Clause, quantity: Quantity) -> Iterator[NumberClaim]:
        """Judge 每人每年6.5万元并逐年增长3%."""
        before = clause.text[: quantity.start]
        rates = [line.growth_rate for line in self._staff if line.growth_every == 1]
        if quantity.dimension is Dimension.SHARE and rates and _RISE.search(before) and _OF_PAY.search(before):
            yield clause.claim(
                quantity.text,
                Dimension.SHARE,
                "人工费年增长率",
                f"costs.{self._staff[0].id}.growth_rate",
                in_turn(map(number.share, dict.fromkeys(rates))),
                agrees=any(quantity.states(rate) for rate in rates),
            )

    def _of_staff(self, clause: Clause) -> bool:
        return bool(self._staff) and _OF_STAFF.search(clause.said) is not None

    def _named(self, clause: Clause, quantity: Quantity) -> Iterator[NumberClaim]:
        """Judge 药剂和电费每吨0.42元 and 修理费按设备投资的1.2%."""
        before = clause.text[: quantity.start]
        lines = [line for line in self._lines if line.rate is not None and _says(line.name, before)]
        if quantity.dimension is Dimension.SHARE:
            known = {
                line.id: (line.rate or Decimal(0), number.share(line.rate or Decimal(0)))
                for line in lines
                if line.basis in SHARES
            }
        elif quantity.text.endswith("元") and (
            _EACH.search(before) or re.match(r"\s*(?:/|每)", clause.text[quantity.end :])
        ):
            known = {
                line.id: (yuan := self._price(line), f"{number.trimmed(yuan)}元")
                for line in lines
                if line.basis == "per_quantity" and line.quantity == 1
            }
        else:
            return
        if known and len(known) == len(lines):
            yield clause.claim(
                quantity.text,
                quantity.dimension,
                f"{lines[0].name}的单价或比例",
                f"costs.{lines[0].id}.rate",
                in_turn(dict.fromkeys(printed for _, printed in known.values())),
                agrees=any(quantity.states(value) for value, _ in known.values()),
            )

    def _price(self, line: CostLine) -> Decimal:
        """Give the price of a line in 元."""
        return (line.rate or Decimal(0)) * price_worth(line.price_unit, self._money)


def _says(name: str, before: str) -> bool:
    """Tell whether a clause begins with a line's name, with nothing but joining words between it and the number."""
    lead, bare, behind = before.partition(name.partition("（")[0])
    return bool(bare) and _LEAD.fullmatch(lead) is not None and _JOINED.fullmatch(behind) is not None


def _yuan(amount: Decimal) -> str:
    """Write an amount of 元 as people write pay: 6.5万元, 850元."""
    return f"{number.trimmed(amount / 10**4)}万元" if amount >= 10**4 else f"{number.trimmed(amount)}元"
