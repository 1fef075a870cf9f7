"""What the name of a row says it is, where that stands elsewhere or is nothing the sheet takes: asked about, never refused.

Interest during construction (建设期利息), contingency and fees are computed, and a row of the same counts them twice; depreciation is no
cash; a loan named as capital (资本金) lifts the share of capital. Names are words: what they say is asked, and the row is taken as typed.
"""

from collections.abc import Callable, Iterator, Mapping

from bondcalc.inputs.affirmed import speaks_of
from bondcalc.inputs.fault import Fault
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.settings import Settings

CountedAlready = Mapping[str, Callable[[Settings], bool]]
"""Words of a name, and whether the program counts what they say by itself under these settings."""
IN_INVESTMENT: CountedAlready = {
    "建设期利息": lambda settings: settings.construction_interest == "in_investment",
    "预备费": lambda settings: settings.contingency_rate > 0 or settings.price_contingency_rate > 0,
    "发行费": lambda _: True,
    "流动资金": lambda settings: settings.working_capital > 0,
}
IN_COSTS: CountedAlready = dict.fromkeys(("折旧", "利息", "还本"), lambda _: True)
"""摊销 is not among them: consumables (低值易耗品摊销) are bought with cash."""
BORROWED = ("贷款", "借款", "借入", "融资租赁", "信托", "明股实债", "专项债")
"""Words that speak of money to be paid back, which is no capital (国发〔2015〕51号)."""


def counted_already(name: str, computed: CountedAlready, project: Project) -> Iterator[Fault]:
    """Ask about a row whose name says what the program counts by itself."""
    settings = project.form(Settings)
    word = next((word for word, counts in computed.items() if speaks_of(name, word) and counts(settings)), None)
    if word is not None:
        yield Fault("name", "counted_already", {"found": name, "word": word})


def named_as_borrowed(name: str | None) -> Iterator[Fault]:
    """Ask about capital whose remark speaks of a loan."""
    lent = (name or "").replace("贷款贴息", "")
    word = next((word for word in BORROWED if speaks_of(lent, word)), None)
    if word is not None:
        yield Fault("name", "capital_borrowed", {"found": name, "word": word})
