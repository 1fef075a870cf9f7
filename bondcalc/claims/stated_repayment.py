"""How a text says that bonds are repaid (到期一次还本、等额本息、前几年只付息), held against the bonds as filled in."""

import re
from collections.abc import Iterator, Mapping

from bondcalc.claims.clauses import Clause, clauses
from bondcalc.claims.number_claims import NumberClaim
from bondcalc.claims.quantities import Dimension
from bondcalc.claims.stated_bonds import of_other_debt, spoken_of, whole
from bondcalc.inputs.project import Project
from bondcalc.inputs.repayments import REPAYMENTS
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.wording.in_turn import in_turn

_N = r"(\d{1,2}|[一二两三四五六七八九十]{1,3})"
_WAYS = (
    (
        "bullet",
        re.compile(r"(?:到|满)期(?:后|时)?(?:一次性?)(?:还本|偿还(?:全部)?本金|兑付本金|归还本金)|(?:一次性?)到期还本"),
    ),
    ("level", re.compile(r"等额(?:本息|还本付息|偿还本息)")),
    ("equal_principal", re.compile(r"等额(?:本金|偿还本金|还本(?!付息)|分期还本)")),
)
_GRACE = re.compile(rf"前\s*{_N}\s*年(?:内|度)?(?:均|都)?(?:只|仅)(?:支付|偿还|付|还)(?:利息|息)")
_FIRST = re.compile(
    rf"第\s*{_N}\s*年(?:末|度)?(?:起|开始)[^，。；第]{{0,4}}?(?:等额|每年|逐年|分年|分期|按年|到期|一次|还本|偿还本金|归还本金)"
)
_OFTEN = (
    (2, re.compile(r"(?:每半年|按半年|半年)(?:支付|付)(?:一次)?(?:利?息)")),
    (1, re.compile(r"(?:每年(?:支付|付)一次利?息|每年(?:支付|付)利?息[一1]次|按年(?:支付|付)利?息)")),
)
_NOT = re.compile(r"不(?:采用|宜|再|作|实行)|并非|而非|避免|代替|改变|比较|相比|优于|若|如果|假如|原")


class StatedRepayment:
    """Judges the way of repayment, years of grace and payments a year that a text states of the project's bonds."""

    def __init__(self, project: Project) -> None:
        self._bonds = project.rows(Bond)
        self._loans = bool(project.rows(Loan))

    def claims(self, text: str) -> Iterator[NumberClaim]:
        """Judge what a text says of how the bonds are repaid; of a project with loans only what names the bonds."""
        for clause in clauses(text) if self._bonds and re.search("[本息]", text) else ():
            if self._ours(clause):
                bonds = tuple(bond for way in spoken_of(self._bonds, clause.said[: clause.end]) for bond in way)
                yield from self._way(clause, bonds)
                yield from self._years(clause, bonds)
                yield from self._often(clause, bonds)

    def _ours(self, clause: Clause) -> bool:
        return not (
            _NOT.search(clause.text)
            or clause.foreign()
            or of_other_debt(clause.said, clause.start, clause.end)
            or (self._loans and "债" not in clause.said)
        )

    def _way(self, clause: Clause, bonds: tuple[Bond, ...]) -> Iterator[NumberClaim]:
        for way, said in _WAYS:
            match = said.search(clause.text)
            if match is not None and bonds:
                right = {bond.id: REPAYMENTS[bond.repayment] for bond in bonds}
                agrees = any(bond.repayment == way or _same(bond, way) for bond in bonds)
                yield self._claim(clause, match[0], "还本方式", "repayment", right, agrees=agrees)

    def _years(self, clause: Clause, bonds: tuple[Bond, ...]) -> Iterator[NumberClaim]:
        """Judge 前两年只付息，第三年起还本."""
        known = {bond.id: years for bond in bonds if (years := _interest_only(bond)) is not None}
        for said, more in ((_GRACE, 0), (_FIRST, 1)):
            match = said.search(clause.text)
            if match is None or len(known) < len(bonds) or not known or (said is _FIRST and not _led(clause)):
                continue
            right = {id_: f"前{years}年" for id_, years in known.items()}
            agrees = any(whole(match[1]) == years + more for years in known.values())
            yield self._claim(clause, match[0], "只付息的年数", "grace_years", right, agrees=agrees)

    def _often(self, clause: Clause, bonds: tuple[Bond, ...]) -> Iterator[NumberClaim]:
        for times, said in _OFTEN:
            match = said.search(clause.text)
            if match is not None and bonds:
                right = {bond.id: f"每年{bond.times()}次" for bond in bonds}
                agrees = any(bond.times() == times for bond in bonds)
                yield self._claim(clause, match[0], "付息次数", "payments_a_year", right, agrees=agrees)

    @staticmethod
    def _claim(
        clause: Clause, said: str, name: str, field: str, right: Mapping[str, str], *, agrees: bool
    ) -> NumberClaim:
        shown = in_turn(dict.fromkeys(right.values()))
        return clause.claim(said, Dimension.COUNT, name, f"bonds.{next(iter(right))}.{field}", shown, agrees=agrees)


def _led(clause: Clause) -> bool:
    """Tell whether a year that is counted is a bond's: the sentence speaks of principal or interest, and of no load or price."""
    return re.search("只付息|仅付息|付息|还本|本金|债", clause.said) is not None and not re.search(
        "负荷|出租|运营第|价格|达产", clause.text
    )


def _same(bond: Bond, way: str) -> bool:
    """Tell whether a plan of shares by year is what a text may call equal parts."""
    return way == "equal_principal" and bond.repayment in {"instalments", "custom"}


def _interest_only(bond: Bond) -> int | None:
    """Count the whole years in which only interest is paid; None where days are agreed one by one."""
    months = bond.months()
    if bond.repayment in {"level", "equal_principal"}:
        return bond.grace_years
    if bond.repayment == "instalments" and bond.by_bond_year:
        return min(bond.by_bond_year) - 1
    return months // 12 - 1 if bond.repayment == "bullet" and months else None
