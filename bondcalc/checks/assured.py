"""Rules that the program keeps by the way it is built; each has a proof that fails when the guarantee is broken."""

from typing import NamedTuple

from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.wording.terms import Verdict

PROOFS = "tests/checks/test_guarantees.py"


class Guarantee(NamedTuple):
    """What is always so, whatever is filled in."""

    rule: str
    zh: str
    en: str


GUARANTEES = (
    Guarantee("C05", "E/A、E/F、E/G、E/H、E/C五个比率均列示", "all five ratios are printed"),
    Guarantee(
        "C12", "财政补助和其他项目收入只列入仅供参考的倍数，不进入E/F", "subsidies and other projects never enter E/F"
    ),
    Guarantee("R05", "债券、借款、资本金不计入收益", "money borrowed or paid in is not revenue"),
    Guarantee("R13", "收益不扣利息、折旧、摊销", "revenue is before interest, depreciation and amortisation"),
    Guarantee("D10", "还本方式只能从规定的方式中选择", "repayment modes are enumerated"),
    Guarantee("F06", "分年融资计划为发行年前后九栏，合计等于融资额", "nine columns around the year of issue add up"),
    Guarantee("G01", "A4纸，版心和页边距符合GB/T 9704", "A4, margins and text block as in GB/T 9704"),
    Guarantee("G02", "文件可检索文字，符合PDF/A存档要求", "text can be searched; PDF/A"),
    Guarantee("G03", "测算表为公式，重新计算结果一致", "schedules are live formulas that recalculate"),
)


def _register(one: Guarantee) -> None:
    @check(one.rule)
    def assured(_: Case) -> Outcome:
        return Outcome(Verdict.PASS, f"计算方法已限定：{one.zh}", f"assured: {one.en} ({PROOFS} -k {one.rule})")

    assured.__doc__ = f"Assured by the program: {one.en}; proved by `pytest {PROOFS} -k {one.rule}`."


for _one in GUARANTEES:
    _register(_one)
