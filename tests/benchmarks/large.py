"""The largest project a bureau states: 35 years, 5 tranches, 8 parcels, 12 enterprises, 10 node, 20 property, 20 cost lines."""

YEARS = 35
ROWS = {"bonds": 5, "land": 8, "tax_revenue": 12, "node": 10, "revenue": 20, "costs": 20}

FORMS = """
[project]
name = "大型园区"
rule_date = 2021-05-01
operation_start = 2024-01-01
operation_end = 2060-12-31
forecast_end = 2055
[settings]
capital = "plug"
[taxation]
method = "computed"
"""
MODES = ("bullet", "equal_principal", "level", "bullet", "equal_principal")
_SOLD = 'budget_class = "project_special"\nclaimed = true\nquantity = 10\n'
TEMPLATES = {
    "investment": 'category = "construction"\nname = "工程{n}"\namount = 2000\nvat_rate = 0.09\ncreditable_share = 1\n'
    "by_year = {{ 2021 = 0.4, 2022 = 0.6 }}",
    "bonds": 'status = "planned"\nvalue_date = {year}-06-25\nface = {face}\ncoupon = 0.0{rate}\nterm_years = 30\nrepayment = "{mode}"',
    "land": 'use = "工业"\narea_mu = 80\nprice = 60\ncompensation = 10\nclaimed = true\nby_year = {{ 2024 = 0.5, 2026 = 0.5 }}',
    "tax_revenue": 'group = "企业{n}"\nkind = "value_added_tax"\nsales = 1000\ntax_to_sales = 0.04',
    "node": f'name = "节点{{n}}"\n{_SOLD}price = 1.5\noutput_vat_rate = 0.06',
    "revenue": f'name = "收入{{n}}"\n{_SOLD}price = 12.5\ngrowth_rate = 0.03\ngrowth_every = 3\noutput_vat_rate = 0.09',
    "costs": 'kind = "wages"\nname = "成本{n}"\nbasis = "fixed"\nrate = 10\ngrowth_rate = 0.02\ninput_vat_rate = 0.06',
}


def large() -> str:
    """Give the project in TOML."""
    return FORMS + "".join(
        _row(sheet, template, n) for sheet, template in TEMPLATES.items() for n in range(ROWS.get(sheet, 20))
    )


def _row(sheet: str, template: str, n: int) -> str:
    filled = template.format(n=n, year=2021 + n, face=10000 + 1000 * n, rate=33 + n, mode=MODES[n % len(MODES)])
    return f'[[{sheet}]]\nid = "{sheet[0].upper()}{n}"\n{filled}\n'
