"""The sample of a county's list: six projects made from the three samples, and the list as TOML and as a workbook."""

import re
from dataclasses import dataclass
from pathlib import Path

from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.read import raw_of
from bondcalc.inputs.validate import validate_rows
from bondcalc.portfolio.list_sheets import MONEY_UNIT
from bondcalc.portfolio.project_list import STATEMENTS, list_workbook
from tests.portfolio.drawn import SAMPLES, sample_text

FOLDER = SAMPLES / "county-list"
SEWAGE = ("2605001", "2022年湖南省衡阳市污水处理专项债券（一期）——2022年湖南省政府专项债券（三期）")
SPLIT = ("A", "2022年湖南省衡阳市污水处理专项债券（二期）——2022年湖南省政府专项债券（四期）")
RESERVE = ("2605002", "2025年湖南省衡阳市土地储备专项债券（一期）——2025年湖南省政府专项债券（十五期）")


@dataclass(frozen=True)
class CountyProject:
    """A project of the county: its file, the sample it is made from, its code and name, the bond it shares, figures that differ and the words that say them."""

    file: str
    sample: str
    code: str
    name: str
    bond: tuple[str, str] | None = None
    figures: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()


MEMBERS = (
    CountyProject("park", "hengyang-park", "0000-430426-04-01-000001", "祁东县归阳工业园基础设施建设项目"),
    CountyProject(
        "sewage-south", "anping-water", "0000-430426-04-01-000002", "祁东县城南污水处理厂及配套管网项目（虚构）", SEWAGE
    ),
    CountyProject(
        "reserve-west", "land-reserve", "0000-430426-04-01-000003", "祁东县城西片区土地储备项目（虚构）", RESERVE
    ),
    CountyProject(
        "sewage-north",
        "anping-water",
        "0000-430421-04-01-000001",
        "衡阳县城北污水处理厂及配套管网项目（虚构）",
        SEWAGE,
        (("price = 1.6", "price = 1.05"), ('unit = "县城市排水服务中心"', 'unit = "县排水公司"')),
        (("每吨1.60元", "每吨1.05元"), ('"不低于1.20"', '"不低于0.85"')),
    ),
    CountyProject(
        "reserve-east",
        "land-reserve",
        "0000-430421-04-01-000002",
        "衡阳县东片区土地储备项目（虚构）",
        RESERVE,
        (("price = 190", "price = 152"),),
        (('"不低于1.20"', '"不低于1.13"'),),
    ),
    CountyProject(
        "sewage-south-2",
        "anping-water",
        "0000-430426-04-01-000004",
        "祁东县城南污水处理厂二期（虚构）",
        SPLIT,
        figures=(
            ("face = 6500", "face = 5900"),
            ("amount = 4100", "amount = 3500"),
            ("approved_total = 11430", "approved_total = 10830"),
        ),
        words=(("2万吨/日×2,050元", "2万吨/日×1,750元"),),
    ),
)


def text_of(project: CountyProject) -> str:
    """A project of the county: the sample under another name, with some other figures."""
    text = re.sub(r'(?m)^code = ".*"$', f'code = "{project.code}"', sample_text(project.sample), count=1)
    text = re.sub(r'(?m)^name = ".*"$', f'name = "{project.name}"', text, count=1)
    text = re.sub(r'(?m)^region = ".*"$', 'region = "湖南省衡阳市"', text, count=1)
    if project.bond is not None:
        head = re.compile(r'(?m)^\[\[bonds\]\]\nid = "A"\nstatus = "planned"\nname = ".*"$')
        code, name = project.bond
        text = head.sub(f'[[bonds]]\nid = "{code}"\nstatus = "planned"\nname = "{name}"', text, count=1)
    text = text.replace("河南省清河县", "湖南省衡阳市").replace("河南省政府", "湖南省政府")
    for old, new in project.figures:
        assert text.count(f"\n{old}\n") == 1, (project.file, old)
        text = text.replace(f"\n{old}\n", f"\n{new}\n")
    for old, new in project.words:
        assert old in text, (project.file, old)
        text = text.replace(old, new)
    return text


def county_files() -> dict[Path, bytes]:
    """Every file of the sample but its README and its list, which are written by hand."""
    projects = {FOLDER / "projects" / f"{one.file}.toml": text_of(one).encode() for one in MEMBERS}
    known = [sheet_of(statement) for statement in STATEMENTS]
    stated = validate_rows(raw_of("list.toml", (FOLDER / "list.toml").read_bytes(), known), MONEY_UNIT)
    return {**projects, FOLDER / "list.xlsx": list_workbook(stated)}
