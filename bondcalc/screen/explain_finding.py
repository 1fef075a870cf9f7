"""A finding on the terminal: what was found, the lines it rests on, and how each is followed further."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bondcalc.algebra.line import Line
from bondcalc.checks.judge import Finding
from bondcalc.explain.find import UnknownLineError
from bondcalc.explain.finding import lines_read
from bondcalc.explain.numbers import Numbers
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.screen.width import pad
from bondcalc.wording.terms import Language, Verdict


@dataclass(frozen=True)
class ExplainedFinding:
    """One finding of a result."""

    result: Result
    finding: Finding
    language: Language

    def text(self, _depth: int | None = None) -> str:
        """Give the finding, then each line it rests on with its figure or its total, then where to go on."""
        rule, finding = self.finding.rule, self.finding
        title, citation = self._say(rule.zh, rule.en), self._say(f"（{rule.citation}）", f" ({rule.citation})")
        head = f"{rule.id} {title}{self._say('：', ': ')}{finding.verdict.said(self.language)}"
        lines, stressed = lines_read(self.result, finding)
        rows = [head, f"{finding.reason(self.language)}{citation}"]
        if lines:
            more = self._say("某一行的来源：bondcalc explain 文件 ", "Where a line comes from: bondcalc explain FILE ")
            rows += [self._say("取用的行：", "Lines it reads:"), *self._listed(lines), f"{more}{self._id(lines[0])}"]
        if stressed:
            rows.append(
                self._say("取用压力测试的结果：bondcalc stress 文件", "It reads stressed runs: bondcalc stress FILE")
            )
        return "\n".join([*rows, *([] if lines or stressed else [self._elsewhere()])])

    def _elsewhere(self) -> str:
        """Say where to look where no figure is read."""
        if self.finding.verdict is Verdict.NEEDS_INPUT:
            return self._say("待填内容的位置和建议：bondcalc ask 文件", "What to fill in, and where: bondcalc ask FILE")
        id_ = self.finding.rule.id
        return self._say(
            f"按录入内容和日期判断，不取测算数；规定：bondcalc rules --id {id_}",
            f"It goes by inputs and days, not by figures; the rule: bondcalc rules --id {id_}",
        )

    def write_page(self, _target: Path) -> None:
        """Refuse: a page shows one figure."""
        lines, _ = lines_read(self.result, self.finding)
        ids = "、".join(self._id(line) for line in lines) or "coverage.coverage_total_debt"
        raise UnknownLineError(
            "--html",
            f"{self.finding.rule.id}是核对事项，网页只展开一个数；请改写行的编号：{ids}",
            f"{self.finding.rule.id} is a rule, a page unfolds one figure; write a line: {ids}",
        )

    def _listed(self, lines: list[Line]) -> Iterator[str]:
        ids = {line: self._id(line) for line in lines}
        widest = max(map(len, ids.values()))
        for line, id_ in ids.items():
            yield f"  {pad(id_, widest + 2)}{self._say(line.zh, line.en)}{self._figure(line)}"

    def _figure(self, line: Line) -> str:
        """Write the figure of a line, its total where it has one, else say that it goes by year."""
        numbers = Numbers(self.result.project.form(Settings), self.language)
        if line.axis.kind == "scalar":
            return f" = {numbers.whole(self.result.figures.scalar(line), line.unit)}"
        if line.total:
            total = sum(self.result.figures.amounts(line), Decimal(0))
            return f"{self._say('（合计）', ' (total)')} = {numbers.whole(total, line.unit)}"
        return self._say("（分年）", " (by year)")

    def _id(self, line: Line) -> str:
        return next(f"{table.id}.{line.id}" for table in self.result.book.tables if line in table.lines)

    def _say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en
