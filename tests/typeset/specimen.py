"""A document with every kind of block, and the outside tools that look at what comes out."""

import hashlib
import random
from datetime import date
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from bondcalc.data import data_path
from bondcalc.typeset.document import (
    Chart,
    ChartSeries,
    Contents,
    Cover,
    Document,
    Heading,
    PageTable,
    Paragraph,
    PrintedFigure,
    Signatures,
)
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.pdf import Typeset, typeset
from bondcalc.typeset.pdf_archive import archive
from bondcalc.typeset.pdf_attachments import Attachment
from bondcalc.typeset.truetype import Face
from tests.outside import pages_printed

FILED = date(2025, 6, 30)
YEARS = [str(year) for year in range(2025, 2047)]
PROSE = (
    "根据《关于试点发展项目收益与融资自求平衡的地方政府专项债券品种的通知》（财预〔2017〕89号），本项目总投资125,680.00万元，"
    "其中资本金31,420.00万元（占25.00％）；“收益与融资自求平衡”——即专项收入能够保障偿还债券本金和利息……利率按3.25%测算。"
)
ATTACHMENTS = [
    Attachment("输入.toml", '[project]\nname = "示例"\n'.encode(), "application/toml", "Source", "输入"),
    Attachment("schedules.xlsx", bytes(range(256)) * 40, "application/octet-stream", "Data", "附表"),
    Attachment("manifest.json", b"{}", "application/json", "Supplement", "清单"),
]


def figures(source: random.Random, name: str, count: int) -> list[PrintedFigure]:
    return [PrintedFigure(f"{name}.{place}", f"{source.randint(-99, 9999):,}") for place in range(count)]


def wide_table(source: random.Random) -> PageTable:
    rows = [["期末累计结存（含上年）", *figures(source, f"cash.{row}", 22)] for row in range(40)]
    heading = [["项目", *(f"{year}年" for year in YEARS)]]
    return PageTable(
        "表2 资金测算平衡表", "单位：万元", heading, rows, "l" + "r" * 22, [3] + [1] * 22, frozenset({39}), True
    )


def plan_table(source: random.Random) -> PageTable:
    rows = [[year, *figures(source, f"plan.{year}", 8), "到期一次还本，按半年付息"] for year in YEARS]
    heading = [["年度", *(f"第{count}期" for count in range(8)), "备注"]]
    return PageTable("表1 还本付息计划", "单位：万元", heading, rows, "c" + "r" * 8 + "l", [1] * 10)


def chart(source: random.Random) -> Chart:
    values = [[source.uniform(-500, 3000) for _ in YEARS] for _ in range(3)]
    series = [
        ChartSeries("收入", values[0]),
        ChartSeries("本息", values[1]),
        ChartSeries("累计结存", values[2], "line"),
    ]
    return Chart("图1 收入与本息", "单位：万元", [f"{year}年" for year in YEARS], series)


def specimen(page_mark: str = "示例，非申报文件") -> Document:
    source = random.Random(20250630)
    ratio = ("本息覆盖倍数为", PrintedFigure("coverage", "1.08"), "倍，低于1.20倍。")
    blocks = [
        Cover(
            "示例市产业园基础设施建设项目收益与融资自求平衡专项债券实施方案",
            "（2025年）",
            [("主管部门", "示例市")],
            ratio,
            True,
        ),
        Contents(),
        Heading(1, "一、项目概况"),
        Heading(2, "（一）基本情况"),
        *[Paragraph((PROSE, "净收益", *figures(source, f"net.{place}", 1), "万元。", PROSE)) for place in range(8)],
        Heading(3, "1. 还本付息"),
        plan_table(source),
        Heading(2, "（二）资金平衡"),
        wide_table(source),
        Heading(1, "二、图表"),
        chart(source),
        Paragraph("原样：<b>不是粗体</b> & &amp; 100%"),
        Signatures([("编制", "张三"), ("复核", ""), ("审批", "")]),
    ]
    return Document("实施方案", "示例市", "专项债券", "专项债券,自求平衡", "示例市专项债券实施方案", page_mark, blocks)


def made() -> Typeset:
    return typeset(specimen(), FontSet.load())


def archived() -> bytes:
    return archive(made().data, specimen(), ATTACHMENTS, FILED)


def printed(path: Path) -> list[str]:
    """The text of every page, its blanks left out."""
    return ["".join(page.split()) for page in pages_printed(path)]


if __name__ == "__main__":
    print(hashlib.sha256(made().data).hexdigest(), hashlib.sha256(archived()).hexdigest())


def own_face(path, family):
    """A bureau's face: named in Chinese, an older character map, only the common characters."""
    source = data_path("templates", "fonts", "NotoSansSC-Regular.ttf")
    face = Face(source.read_bytes(), source.name)
    path.write_bytes(face.cut([*range(0x20, 0x9FFF), *range(0xFF00, 0xFFE6)]))
    font = TTFont(path)
    font["name"].names = []
    for record in (1, 4, 6):
        font["name"].setName(family if record != 6 else "OwnFace", record, 3, 1, 0x804)
    table = CmapSubtable.newSubtable(4)
    table.platformID, table.platEncID, table.language = 3, 1, 0
    table.cmap = font.getBestCmap()
    font["cmap"].tables = [table]
    font.save(path)
