"""The risk register (风险清单) as it was filled in."""

from collections.abc import Sequence

from bondcalc.inputs.sheets.risk_register import CONTROL
from bondcalc.inputs.sheets.risk_register import Risk as Registered
from bondcalc.wording.day import TO_COME
from bondcalc.wording.report import Datum, Listing, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

NOT_STATED = Words("（未填写）", "(blank)", paper=TO_COME)


def register_listing(risks: Sequence[Registered]) -> Listing:
    """List every risk with its cause, who bears it, how likely it is and what is done."""
    columns = (
        ReportColumn("name", Words("风险", "risk"), align="l", width=1.2),
        ReportColumn("cause", Words("成因", "cause"), align="l", width=1.8),
        ReportColumn("bearer", Words("承担方", "borne by"), align="l"),
        ReportColumn("control", Words("风险分担", "contract"), align="l"),
        ReportColumn("likelihood", Words("可能性", "likelihood"), Unit.FRACTION, width=0.8),
        ReportColumn("measure", Words("应对措施", "measure"), align="l", width=1.8),
        ReportColumn("owner", Words("责任人", "owner"), align="l"),
    )
    rows: list[ReportRow] = [
        {
            "name": risk.name,
            "cause": risk.cause,
            "bearer": risk.bearer,
            "control": Words(CONTROL[risk.control], risk.control),
            "likelihood": Datum(
                risk.likelihood, Unit.FRACTION, f"input.risks.{risk.id}.likelihood", trimmed=True, exact=True
            ),
            "measure": risk.measure or Words("—", "—", paper=TO_COME),
            "owner": risk.owner or NOT_STATED,
        }
        for risk in risks
    ]
    empty = Words("“风险清单”表未填写。", "The risk register is blank.")
    return Listing("risks", Words("风险清单", "Risk register"), columns, rows, empty=empty, page="new")
