"""Sheet 风险清单: what may happen, why, who bears it, what it does to the drivers, and who looks after it."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.distributions import DRIVERS, UNITS, too_low
from bondcalc.wording.messages import Long, word

CONTROL = {"contractible": "合同约定", "residual": "合同未约定"}
"""Whether a contract can cover the risk, or whoever holds residual control bears it."""
EFFECTS = (("driver", "effect"), ("other_driver", "other_effect"))


@sheet(
    "risks",
    zh="风险清单",
    en="Risk register",
    number=28,
    help_="每项风险填一行；填了影响因素的按可能性进入风险模拟。未填责任人的，核对时列为需说明。",
)
class Risk:
    """风险清单 — one row a risk; with effects it is an event that happens or not, once a scenario."""

    id: Input[str] = code()
    name: Input[str] = cell("风险", "Risk")
    cause: Input[str] = cell("成因", "Cause")
    bearer: Input[str] = cell("承担方", "Borne by", why="如项目单位、承包商、承租企业、保险人")
    control: Input[str] = cell(
        "风险分担",
        "Covered by contract",
        choices=CONTROL,
        why="合同已约定或可以约定由谁承担的选“合同约定”，其余选“合同未约定”",
    )
    likelihood: Input[Decimal] = cell(
        "可能性", "Likelihood", unit="fraction", low="0", high="1", why="存续期内发生的可能性，0至100%"
    )
    driver: Input[str | None] = cell("影响因素", "Driver", default=None, choices=DRIVERS)
    effect: Input[Decimal | None] = cell("影响幅度", "Effect", default=None, low="-1", high="100", why=UNITS)
    other_driver: Input[str | None] = cell("影响因素之二", "Second driver", default=None, choices=DRIVERS)
    other_effect: Input[Decimal | None] = cell(
        "影响幅度之二", "Second effect", default=None, low="-1", high="100", why=UNITS
    )
    measure: Input[str | None] = cell("应对措施", "Counter-measure", default=None)
    owner: Input[str | None] = cell("责任人", "Owner", default=None)

    @check
    def paired(self, _: Project) -> Iterator[Fault]:
        """A driver has an effect and an effect has a driver; delays of operation are whole months."""
        for driver, effect in EFFECTS:
            named, change = getattr(self, driver), getattr(self, effect)
            if named is not None and change is None:
                yield Fault(effect, "effect_missing", {})
            elif named is None and change is not None:
                yield Fault(driver, "effect_unused", {"found": change})
            elif named is not None:
                yield from too_low(effect, named, change)
                if named == "operation_delay" and change % 1:
                    yield Fault(effect, "not_whole", {"found": change, "wanted": Long(word("wanted_months"))})

    def effects(self) -> list[tuple[str, Decimal]]:
        """Drivers it changes, each with the change."""
        pairs = [(getattr(self, driver), getattr(self, effect)) for driver, effect in EFFECTS]
        return [(driver, change) for driver, change in pairs if driver is not None]
