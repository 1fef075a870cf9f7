"""Rates and totals of the forms in a text (预备费率、批复总投资), held against what was filled in."""

import re
from collections.abc import Iterator

from bondcalc.claims.clauses import Clause, clauses
from bondcalc.claims.number_claims import NumberClaim
from bondcalc.claims.quantities import Dimension, Quantity, quantities
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.sub_projects import SubProject
from bondcalc.wording import number

_BASIC = re.compile(r"(?<!涨价)(?<!价差)(?<!和)(?:基本)?预备费率?[^，。；]*$")
_RISING = re.compile(r"(?:涨价|价差)预备费率?[^，。；]*$")
_APPROVED = re.compile(
    r"(?:批复(?:的)?(?:项目)?(?:可研|概算|估算)?总投资|总投资(?:的)?(?:批复|核定|审定)|(?:批复|核定)(?:投资|概算)(?:总额)?|(?:概算|可研)批复(?:总)?投资)"
    r"(?:额|数|金额|总额|规模)?(?:为|是|共|计|约|:|\s|人民币)*$"
)
_SHARE_OF_TOTAL = re.compile(r"占|比重")
_PAST = re.compile(r"原批复|调整前|初步|送审|建议书")


class StatedRates:
    """Judges rates of contingency and the approved total that a text states."""

    def __init__(self, project: Project) -> None:
        self._form, self._settings = project.form(Particulars), project.form(Settings)
        self._parted = bool(project.rows(SubProject))

    def claims(self, text: str) -> Iterator[NumberClaim]:
        """Judge what a text says of contingencies and of the total that was approved."""
        for clause in clauses(text) if re.search("预备费|批复|核定|审定", text) else ():
            for quantity in quantities(clause.text):
                before = clause.text[: quantity.start]
                if quantity.dimension is Dimension.SHARE and not clause.foreign():
                    yield from self._contingency(clause, quantity, before)
                if quantity.dimension is Dimension.MONEY and not self._parted and not _PAST.search(clause.said):
                    yield from self._approved(clause, quantity, before)

    def _contingency(self, clause: Clause, quantity: Quantity, before: str) -> Iterator[NumberClaim]:
        both = self._settings.contingency_rate + self._settings.price_contingency_rate
        for said, field in ((_RISING, Settings.price_contingency_rate), (_BASIC, Settings.contingency_rate)):
            if said.search(before) and not _SHARE_OF_TOTAL.search(before):
                rate, name = field.of(self._settings), "涨价预备费率" if said is _RISING else "基本预备费率"
                yield clause.claim(
                    quantity.text,
                    Dimension.SHARE,
                    name,
                    f"settings.{field.name}",
                    number.share(rate),
                    agrees=quantity.states(rate) or quantity.states(both),
                )
                return

    def _approved(self, clause: Clause, quantity: Quantity, before: str) -> Iterator[NumberClaim]:
        stated = self._form.approved_total
        if stated is None or not _APPROVED.search(before):
            return
        yuan = stated * self._settings.yuan_per_unit
        right = self._settings.notation().amount(stated)
        yield clause.claim(
            quantity.text, Dimension.MONEY, "批复总投资", "project.approved_total", right, agrees=quantity.covers(yuan)
        )
