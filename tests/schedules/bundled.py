"""A bundled project: six sub-projects, nine bonds in three batches, two loans; and the same worked out by plain arithmetic."""

from collections import defaultdict
from fractions import Fraction
from functools import cache

from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Result
from bondcalc.run import compute

FIRST, LAST = 2021, 2044
OPENS = 2025
INVESTED = {"S1": 12000, "S2": 8000, "S3": 6000, "S4": 5000, "S5": 4000, "S6": 3000}
PHASES = {2021: Fraction(1, 4), 2022: Fraction(1, 4), 2023: Fraction(1, 4), 2024: Fraction(1, 4)}
COMMON = (1900, {"S1": Fraction("0.3333"), "S3": Fraction("0.3333"), "S6": Fraction("0.3334")})
"""An item that three of them share, as stated on 子项目分摊."""
BONDS = (
    # id, value year (15 June), face, coupon, term, whose, status and batch
    ("A1", 2021, 3000, Fraction("0.035"), 15, {"S1": Fraction(1)}, "issued", ""),
    ("A2", 2021, 2000, Fraction("0.034"), 10, {"S2": Fraction(1)}, "issued", ""),
    ("A3", 2021, 1500, Fraction("0.036"), 15, {"S3": Fraction(1)}, "issued", ""),
    ("B1", 2022, 1500, Fraction("0.031"), 10, {"S4": Fraction(1)}, "issued", ""),
    ("B2", 2022, 1000, Fraction("0.031"), 10, {"S5": Fraction(1)}, "issued", ""),
    ("B3", 2022, 2000, Fraction("0.033"), 15, {"S1": Fraction(1)}, "issued", ""),
    ("C1", 2023, 1500, Fraction("0.030"), 15, {"S2": Fraction(1)}, "planned", "this"),
    ("C2", 2023, 1000, Fraction("0.030"), 15, {"S6": Fraction(1)}, "planned", "this"),
    (
        "C3",
        2023,
        2500,
        Fraction("0.0285"),
        10,
        {"S1": Fraction(1000, 2500), "S3": Fraction(1500, 2500)},
        "planned",
        "this",
    ),
)
LOANS = (
    ("M1", 2023, 1200, Fraction("0.045"), (2026, 2031), {"S1": Fraction(1)}),
    ("M2", 2024, 901, Fraction("0.042"), (2026, 2028), {"S4": Fraction(3, 5), "S5": Fraction(2, 5)}),
)
EARNED = {"S1": 1500, "S2": 900, "S3": 800, "S4": 420, "S5": 330}
"""Income a year in operation; S6 has none."""
SPENT = {"S1": 200, "S2": 100, "S3": 90, "S4": 40, "S5": 30, "S6": 25}
SHARED_COST = 37
"""A running cost that names nobody: it goes by what is invested."""
CAPITAL = {"S1": 6300, "S2": 5000, "S3": 3800, "S4": 3500, "S5": 3100, "S6": 2700}


def toml() -> str:
    """State the project; capital of each is what CAPITAL says, in 2021."""
    parts = [
        (
            '[project]\nname = "某县农村供水打包项目"\nrule_date = 2023-05-01\napproval_way = "several"\nconstruction_start = 2021-03-01\n'
            f"construction_end = 2024-12-31\noperation_start = {OPENS}-01-01\noperation_end = {LAST}-12-31\nforecast_end = {LAST}\n"
        )
    ]
    parts += [
        f'[[sub_projects]]\nid = "{id_}"\nname = "{id_}供水工程"\nunit = "{id_}水务公司"\ncounty = "{id_}县"\n'
        for id_ in INVESTED
    ]
    phases = ", ".join(f"{year} = {float(share)}" for year, share in PHASES.items())
    item = (
        '[[investment]]\nid = "{}"\ncategory = "construction"\nname = "{}工程"\namount = {}\nby_year = {{ '
        + phases
        + " }}\n"
    )
    parts += [item.format(f"i{id_}", id_, amount) + f'sub_project = "{id_}"\n' for id_, amount in INVESTED.items()]
    parts.append(item.format("common", "公用", COMMON[0]))
    parts += [_share("investment", "common", id_, f"share = {float(share)}") for id_, share in COMMON[1].items()]
    parts += [
        f'[[funding]]\nid = "c{id_}"\nkind = "budget"\nby_year = {{ 2021 = {amount} }}\nsub_project = "{id_}"\n'
        for id_, amount in CAPITAL.items()
    ]
    for id_, year, face, coupon, term, whose, status, batch in BONDS:
        parts.append(
            f'[[bonds]]\nid = "{id_}"\nstatus = "{status}"\nvalue_date = {year}-06-15\nface = {face}\ncoupon = {float(coupon)}\n'
            f"term_years = {term}\npayments_a_year = 1\nissue_fee_rate = 0\npayment_fee_rate = 0\n"
            + (f'batch = "{batch}"\n' if batch else "")
            + (f'sub_project = "{next(iter(whose))}"\n' if len(whose) == 1 else "")
        )
        if len(whose) > 1:
            parts += [_share("bonds", id_, one, f"amount = {face * share}") for one, share in whose.items()]
    for id_, year, amount, rate, (first, last), whose in LOANS:
        parts.append(
            f'[[loans]]\nid = "{id_}"\nlender = "银行{id_}"\nrate = {float(rate)}\nrepayment = "equal_principal"\n'
            f"first_repayment = {first}\nlast_repayment = {last}\nby_year = {{ {year} = {amount} }}\n"
            'construction_interest = "paid"\n' + (f'sub_project = "{next(iter(whose))}"\n' if len(whose) == 1 else "")
        )
        if len(whose) > 1:
            parts += [_share("loans", id_, one, f"share = {float(share)}") for one, share in whose.items()]
    parts += [
        f'[[revenue]]\nid = "r{id_}"\nname = "{id_}水费"\nprice = 1\nquantity = {amount}\nprice_unit = "money_unit"\nsub_project = "{id_}"\n'
        for id_, amount in EARNED.items()
    ]
    cost = '[[costs]]\nid = "{}"\nkind = "other"\nname = "{}"\nbasis = "fixed"\nrate = {}\nprice_unit = "money_unit"\nquantity = 1\n'
    parts += [
        cost.format(f"k{id_}", f"{id_}运行费", amount) + f'sub_project = "{id_}"\n' for id_, amount in SPENT.items()
    ]
    parts.append(cost.format("shared", "水质检测费", SHARED_COST))
    return "".join(parts)


@cache
def computed_park() -> Result:
    """The project computed: once, whichever test asks."""
    return compute(read_bytes("project.toml", toml().encode()))


def _share(table: str, row: str, whose: str, words: str) -> str:
    return f'[[sub_shares]]\ntable = "{table}"\nrow = "{row}"\nsub_project = "{whose}"\n{words}\n'


class ByHand:
    """One sub-project by plain arithmetic, unrounded; only what is stated above is used."""

    def __init__(self, id_: str) -> None:
        self.id = id_
        common = COMMON[0] * COMMON[1].get(id_, Fraction(0))
        self.invested = INVESTED[id_] + common
        self.weight = self.invested / (sum(INVESTED.values()) + COMMON[0])
        self.works = {year: self.invested * share for year, share in PHASES.items()}
        self.interest, self.principal = defaultdict[int, Fraction](Fraction), defaultdict[int, Fraction](Fraction)
        self.bonds = Fraction(0)
        for _, year, face, coupon, term, whose, _, _ in BONDS:
            own = face * whose.get(id_, Fraction(0))
            self.bonds += own
            for number in range(1, term + 1):
                self.interest[year + number] += own * coupon
            self.principal[year + term] += own
        self.loan_interest, self.loan_principal = (
            defaultdict[int, Fraction](Fraction),
            defaultdict[int, Fraction](Fraction),
        )
        self.loans, self.drawn = Fraction(0), defaultdict[int, Fraction](Fraction)
        for _, year, amount, rate, (first, last), whose in LOANS:
            own = amount * whose.get(id_, Fraction(0))
            self.loans += own
            self.drawn[year] += own
            left, each = own, own / (last - first + 1)
            self.loan_interest[year] += own / 2 * rate
            for after in range(year + 1, last + 1):
                self.loan_interest[after] += left * rate
                if after >= first:
                    self.loan_principal[after] += each
                    left -= each
        self.earned = {
            year: EARNED.get(id_, 0) - SPENT[id_] - SHARED_COST * self.weight for year in range(OPENS, LAST + 1)
        }

    @property
    def construction_interest(self) -> Fraction:
        """Interest due before operation opens."""
        return sum((self.interest[year] + self.loan_interest[year] for year in range(FIRST, OPENS)), Fraction(0))

    @property
    def investment(self) -> Fraction:
        """A."""
        return self.invested + self.construction_interest

    @property
    def revenue(self) -> Fraction:
        """E: whole years from 2025 to 2037, of 2038 the five whole months before 15 June, when the last bond ends."""
        return sum((self.earned[year] for year in range(OPENS, 2038)), Fraction(0)) + self.earned[2038] * 5 / 12

    @property
    def bond_service(self) -> Fraction:
        """H."""
        return sum(self.interest.values(), Fraction(0)) + self.bonds

    @property
    def service(self) -> Fraction:
        """F."""
        return self.bond_service + sum(self.loan_interest.values(), Fraction(0)) + self.loans

    def closing(self, until: int) -> Fraction:
        """Cash at the end of a year."""
        total = Fraction(CAPITAL[self.id])
        for year in range(FIRST, until + 1):
            raised = sum(
                (
                    face * whose.get(self.id, Fraction(0))
                    for _, issued, face, _, _, whose, _, _ in BONDS
                    if issued == year
                ),
                Fraction(0),
            )
            total += raised + self.drawn[year] + self.earned.get(year, 0) - self.works.get(year, 0)
            total -= self.interest[year] + self.principal[year] + self.loan_interest[year] + self.loan_principal[year]
        return total
