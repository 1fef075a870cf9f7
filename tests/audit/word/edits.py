"""Edits of a Word filing as people make them, each with what an audit has to say of it; None is an innocent one."""

import copy
import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree

from bondcalc.audit.difference import Cause

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
VML = "urn:schemas-microsoft-com:vml"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = f"{{{MAIN}}}"
SERVICE, FREE = "专项债券还本付息表", "应还本金"
"""A table of years, and a paragraph beside which a bureau writes."""


class WordFile:
    """A .docx to edit: its parts, and the body as a tree."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.tree = etree.fromstring(self.parts["word/document.xml"])

    @property
    def body(self):
        return self.tree[0]

    def saved(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(
            self.tree, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self.parts.items():
                package.writestr(name, data)
        return packed.getvalue()

    def paragraph(self, holds: str):
        """The first paragraph outside of tables and contents that holds a text."""
        return next(
            one
            for one in self.body.iter(f"{W}p")
            if holds in text(one) and not any(True for _ in one.iterancestors(f"{W}tbl", f"{W}sdt"))
        )

    def heading(self, said: str):
        return next(
            one for one in self.body.iter(f"{W}p") if text(one) == said and not list(one.iterancestors(f"{W}sdt"))
        )

    def table(self, title: str):
        after = self.caption(title)
        while after.tag != f"{W}tbl":
            after = after.getnext()
        return after

    def caption(self, title: str):
        return next(
            one
            for one in self.body.iter(f"{W}p")
            if text(one).startswith("表") and text(one).endswith(f"\u3000{title}")
        )

    def row(self, title: str, label: str):
        return next(row for row in self.table(title).iter(f"{W}tr") if text(row).startswith(label))

    def control(self, key: str, within=None):
        tags = (self.tree if within is None else within).iter(f"{W}tag")
        return next(tag.getparent().getparent() for tag in tags if tag.get(f"{W}val") == f"bc:{key}")

    def named(self, holds: bytes, folder: str = "customXml/") -> str:
        """The part of a folder that holds some bytes."""
        return next(name for name, data in self.parts.items() if name.startswith(folder) and holds in data)

    def beside(self, said: str, look: str = ""):
        """Write a paragraph behind one of ours."""
        made = paragraph(said, look)
        self.paragraph(FREE).addnext(made)
        return made

    def add_part(self, name: str, data: str, kind: str) -> None:
        """Add a part that the body refers to."""
        self.parts[f"word/{name}.xml"] = data.encode()
        relation = f'<Relationship Id="rIdTest{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/></Relationships>'
        known = f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/></Types>'
        for part, end, new in (
            ("word/_rels/document.xml.rels", b"</Relationships>", relation),
            ("[Content_Types].xml", b"</Types>", known),
        ):
            self.parts[part] = self.parts[part].replace(end, new.encode())


def text(element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def retype(element, said: str) -> None:
    """Type another text over all that stands in an element."""
    pieces = list(element.iter(f"{W}t"))
    for piece in pieces:
        piece.text = ""
    pieces[0].text = said


def type_in_an_editor(file: WordFile) -> None:
    """Type over a figure as an editor does, which writes it back into the store too."""
    retype(file.control("coverage.investment"), "66,000.00")
    part = file.named(b"<figures")
    file.parts[part] = re.sub(rb"(<coverage.investment>)[^<]*", rb"\g<1>66,000.00", file.parts[part])


def paragraph(said: str, look: str = ""):
    face = f"<w:rPr>{look}</w:rPr>" if look else ""
    return etree.fromstring(f'<w:p xmlns:w="{MAIN}"><w:r>{face}<w:t xml:space="preserve">{said}</w:t></w:r></w:p>')


def run(said: str):
    return paragraph(said)[0]


def face_of(one):
    """The properties of a run, made where there are none."""
    found = one.find(f"{W}rPr")
    if found is None:
        found = etree.Element(f"{W}rPr")
        one.insert(0, found)
    return found


def unbound(control):
    """Take a control away and leave what it shows."""
    shown = control.find(f"{W}sdtContent")[0]
    control.addprevious(shown)
    control.getparent().remove(control)
    return shown


Edit = Callable[[WordFile], None]
EDITS: dict[str, tuple[Edit, Cause | None]] = {}


def edit(cause: Cause | None) -> Callable[[Edit], Edit]:
    """Register an edit with the cause an audit has to name."""

    def kept(function: Edit) -> Edit:
        EDITS[function.__name__] = function, cause
        return function

    return kept


def edited(name: str, data: bytes) -> bytes:
    """Make one edit."""
    file = WordFile(data)
    EDITS[name][0](file)
    return file.saved()


def wrongly_told(name: str, causes: set[Cause]) -> bool:
    """Say whether the causes an audit names are not those of an edit: none for an innocent one."""
    wanted = EDITS[name][1]
    return wanted not in causes if wanted is not None else causes != set()


def first_of_each_cause() -> set[str]:
    """Give an edit for every cause, and an innocent one."""
    return set({cause: name for name, (_, cause) in reversed(EDITS.items())}.values())


# Figures in their controls


@edit(Cause.TEXT)
def figure_in_a_sentence_typed_over(file: WordFile) -> None:
    retype(file.control("coverage.investment"), "59,181.20")


@edit(Cause.TEXT)
def figure_in_a_table_typed_over(file: WordFile) -> None:
    retype(file.control("debt_service.interest-y2026"), "1,000.00")


@edit(Cause.TEXT)
def figure_emptied(file: WordFile) -> None:
    retype(file.control("coverage.special_bonds"), "")


@edit(Cause.TEXT)
def figure_changed_under_revision(file: WordFile) -> None:
    content = file.control("coverage.investment").find(f"{W}sdtContent")
    old, new = copy.deepcopy(content[0]), copy.deepcopy(content[0])
    content.remove(content[0])
    new.find(f"{W}t").text, old.find(f"{W}t").tag = "66,000.00", f"{W}delText"
    for name, piece, number in (("del", old, "9002"), ("ins", new, "9003")):
        change = etree.SubElement(content, f"{W}{name}", {f"{W}id": number, f"{W}author": "x"})
        change.append(piece)


@edit(Cause.MISSING)
def row_deleted(file: WordFile) -> None:
    row = file.row(SERVICE, "2030")
    row.getparent().remove(row)


@edit(Cause.MISSING)
def paragraph_deleted(file: WordFile) -> None:
    gone = file.paragraph("期末资金余额最低为")
    gone.getparent().remove(gone)


@edit(Cause.MISSING)
def control_taken_away_and_the_number_left(file: WordFile) -> None:
    unbound(file.control("coverage.capital"))


@edit(Cause.MISSING)
def control_taken_away_and_another_number_typed(file: WordFile) -> None:
    unbound(file.control("coverage.capital")).find(f"{W}t").text = "25,181.20"


@edit(Cause.REPLACED)
def cell_typed_without_control(file: WordFile) -> None:
    unbound(file.control("debt_service.interest-y2026")).find(f"{W}t").text = "900.00"


@edit(Cause.UNKNOWN_FIGURE)
def control_of_no_figure(file: WordFile) -> None:
    made = copy.deepcopy(file.control("coverage.investment"))
    made.find(f"{W}sdtPr/{W}dataBinding").set(f"{W}xpath", "/f:figures[1]/f:coverage.better[1]")
    made.find(f"{W}sdtPr/{W}tag").set(f"{W}val", "bc:coverage.better")
    file.paragraph(FREE).append(made)


@edit(Cause.MOVED)
def bindings_of_two_years_swapped(file: WordFile) -> None:
    table = file.table(SERVICE)
    tags = [str(tag.get(f"{W}val")) for tag in table.iter(f"{W}tag")]
    years = sorted({tag[-4:] for tag in tags if "debt_service.interest-y" in tag.partition("|")[0]})
    interest = {year: file.control(f"debt_service.interest-y{year}", table) for year in years if year.isdigit()}
    one = next(iter(interest.values()))
    other = next(control for control in interest.values() if "".join(control.itertext()) != "".join(one.itertext()))
    twin = copy.deepcopy(one)
    one.getparent().replace(one, copy.deepcopy(other))
    other.getparent().replace(other, twin)


@edit(Cause.MOVED)
def two_columns_changed_places_under_their_heads(file: WordFile) -> None:
    for row in list(file.table(SERVICE).iter(f"{W}tr"))[1:]:
        cells = row.findall(f"{W}tc")
        cells[3].addnext(cells[2])


@edit(Cause.BINDING)
def store_changed_and_the_text_left(file: WordFile) -> None:
    part = file.named(b"<figures")
    file.parts[part] = re.sub(rb"(<coverage.special_bonds>)[^<]*", rb"\g<1>46,000.00", file.parts[part])


@edit(Cause.BINDING)
def second_store(file: WordFile) -> None:
    file.parts["customXml/item9.xml"] = file.parts[file.named(b"<figures")]


@edit(Cause.BINDING)
def bound_to_another_store(file: WordFile) -> None:
    binding = file.control("coverage.investment").find(f"{W}sdtPr/{W}dataBinding")
    binding.set(f"{W}storeItemID", "{11111111-2222-3333-4444-555555555555}")


# Tables, captions, charts


@edit(Cause.HEADS)
def head_of_a_column_renamed(file: WordFile) -> None:
    retype(next(cell for cell in file.table(SERVICE).iter(f"{W}tc") if text(cell) == "付息"), "利润")


@edit(Cause.HEADS)
def unit_line_changed(file: WordFile) -> None:
    retype(file.table(SERVICE).getprevious(), "单位：亿元")


@edit(Cause.HEADS)
def captions_of_two_tables_swapped(file: WordFile) -> None:
    captions = [one for one in file.body.iter(f"{W}p") if text(one).startswith("表") and "\u3000" in text(one)][:2]
    titles = [list(caption.iter(f"{W}t"))[-1] for caption in captions]
    titles[0].text, titles[1].text = titles[1].text, titles[0].text


@edit(Cause.HEADS)
def column_deleted(file: WordFile) -> None:
    for row in file.table(SERVICE).iter(f"{W}tr"):
        row.remove(row.findall(f"{W}tc")[3])


@edit(Cause.TEXT)
def year_of_a_row_retyped(file: WordFile) -> None:
    retype(file.row(SERVICE, "2030").find(f"{W}tc"), "2035")


@edit(Cause.ADDED)
def row_of_numbers_added(file: WordFile) -> None:
    row = list(file.table(SERVICE).iter(f"{W}tr"))[-2]
    made = copy.deepcopy(row)
    for control in list(made.iter(f"{W}sdt")):
        unbound(control)
    retype(made.find(f"{W}tc"), "2042")
    row.addnext(made)


@edit(Cause.MISSING)
def table_deleted(file: WordFile) -> None:
    gone = file.table("临界点表")
    gone.getparent().remove(gone)


@edit(Cause.TEXT)
def comparison_in_a_table_turned(file: WordFile) -> None:
    retype(next(cell for cell in file.table("单因素压力测试表").iter(f"{W}tc") if text(cell) == "低于"), "不低于")


@edit(Cause.CHART)
def value_in_a_chart(file: WordFile) -> None:
    name = sorted(name for name in file.parts if name.startswith("word/charts/chart"))[1]
    values = re.findall(rb"<c:numCache>.*?<c:v>([\d.]+)</c:v>", file.parts[name], re.DOTALL)
    file.parts[name] = file.parts[name].replace(b"<c:v>%s</c:v>" % values[0], b"<c:v>99999.0</c:v>", 1)


@edit(Cause.MISSING)
def chart_deleted(file: WordFile) -> None:
    gone = next(one for one in file.body.iter(f"{W}p") if one.find(f".//{DRAWING}docPr") is not None)
    gone.getparent().remove(gone)


# Words of ours


@edit(Cause.TEXT)
def limit_lowered(file: WordFile) -> None:
    for one in file.paragraph("本省标准为").iter(f"{W}t"):
        one.text = (one.text or "").replace("低于", "高于").replace("1.20", "1.10")


@edit(Cause.TEXT)
def unit_in_a_sentence_changed(file: WordFile) -> None:
    piece = next(
        one for one in file.paragraph("期末资金余额最低为").iter(f"{W}t") if (one.text or "").startswith("万元")
    )
    piece.text = f"亿元{piece.text[2:]}"


@edit(Cause.TEXT)
def day_on_the_cover_changed(file: WordFile) -> None:
    list(file.paragraph("成文日期").iter(f"{W}t"))[-1].text = "2022年5月1日"


@edit(Cause.MISSING)
def mark_of_the_pages_taken_away(file: WordFile) -> None:
    for name in file.parts:
        if name.startswith("word/header"):
            file.parts[name] = re.sub(rb"<w:r>.*</w:r>", b"", file.parts[name], flags=re.DOTALL)


# Numbers in free text


def lie(said: str, look: str = "") -> Edit:
    def made(file: WordFile) -> None:
        file.beside(said, look)

    return made


for _name, _said, _look in (
    ("ratio_in_a_paragraph", "经测算，本项目债券存续期内本息覆盖倍数达到1.56倍，收益充足。", ""),
    ("digits_of_full_width", "本项目专项债券合计４２，０００万元。", ""),
    ("chinese_numerals", "项目估算总投资为六亿三千万元。", ""),
    ("share_of_the_whole", "项目资本金占总投资的45%。", ""),
    ("bound_that_does_not_hold", "债券存续期内，本息覆盖倍数不低于1.3倍。", ""),
    ("stressed_case", "当收入下降15%时，本息覆盖倍数仍保持在1.02倍，抗风险能力强。", ""),
    ("hidden_words", "专项债券合计4.4亿元。", "<w:vanish/>"),
    ("year_of_another_amount", "2031年应还本金17,333.33万元。", ""),
):
    EDITS[_name] = lie(_said, _look), Cause.CONTRADICTS


@edit(Cause.CONTRADICTS)
def number_in_pieces(file: WordFile) -> None:
    made = file.beside("债券存续期内项目收益7")
    made.append(run(".8亿"))
    made.append(run("元。"))


@edit(Cause.CONTRADICTS)
def number_over_two_paragraphs(file: WordFile) -> None:
    file.beside("债券存续期内项目收益为7.").addnext(paragraph("8亿元。"))


@edit(Cause.CONTRADICTS)
def sentence_appended_to_ours(file: WordFile) -> None:
    file.paragraph("期末资金余额最低为").append(run("项目总投资6.9亿元。"))


@edit(Cause.CONTRADICTS)
def digit_before_a_control(file: WordFile) -> None:
    file.control("coverage.investment").addprevious(run("1"))


@edit(Cause.CONTRADICTS)
def minus_before_a_control(file: WordFile) -> None:
    file.control("coverage.special_bonds").addprevious(run("-"))


@edit(Cause.CONTRADICTS)
def figure_under_another_name(file: WordFile) -> None:
    made = file.beside("项目资本金为")
    made.append(copy.deepcopy(file.control("coverage.investment")))
    made.append(run("万元。"))


@edit(Cause.CONTRADICTS)
def table_of_the_bureaus_own(file: WordFile) -> None:
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in row)}</w:tr>"
        for row in (("指标", "数值（万元）"), ("项目总投资", "62,000.00"), ("专项债券", "36,000.00"))
    )
    made = f'<w:tbl xmlns:w="{MAIN}"><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{rows}</w:tbl>'
    file.paragraph(FREE).addnext(etree.fromstring(made))


@edit(Cause.CONTRADICTS)
def tracked_insertion(file: WordFile) -> None:
    made = file.beside("本项目总投资6.6亿元。")
    change = etree.SubElement(made, f"{W}ins", {f"{W}id": "9001", f"{W}author": "x"})
    change.append(made[0])


@edit(Cause.CONTRADICTS)
def text_box(file: WordFile) -> None:
    box = f"<w:txbxContent>{'<w:p><w:r><w:t>专项债券4.6亿元</w:t></w:r></w:p>'}</w:txbxContent>"
    file.paragraph(FREE).append(shape(f"<v:textbox>{box}</v:textbox>", "width:200pt;height:40pt"))


def shape(inside: str, style: str):
    return etree.fromstring(
        f'<w:r xmlns:w="{MAIN}" xmlns:v="{VML}"><w:pict><v:rect id="s1" style="{style}" fillcolor="white">{inside}</v:rect></w:pict></w:r>'
    )


@edit(Cause.CONTRADICTS)
def header(file: WordFile) -> None:
    name = next(name for name in sorted(file.parts) if name.startswith("word/headerUpright"))
    file.parts[name] = file.parts[name].replace(
        b"</w:hdr>", "<w:p><w:r><w:t>本息覆盖倍数1.8倍</w:t></w:r></w:p></w:hdr>".encode()
    )


@edit(Cause.CONTRADICTS)
def footnote(file: WordFile) -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>经复核，覆盖倍数为1.99倍。</w:t></w:r></w:p></w:footnote>'
    file.add_part("footnotes", f'<w:footnotes xmlns:w="{MAIN}">{note}</w:footnotes>', "footnotes")
    reference = etree.SubElement(etree.SubElement(file.paragraph(FREE), f"{W}r"), f"{W}footnoteReference")
    reference.set(f"{W}id", "2")


@edit(Cause.CONTRADICTS)
def comment(file: WordFile) -> None:
    said = '<w:comment w:id="0" w:author="x"><w:p><w:r><w:t>专项债券改为4.1亿元。</w:t></w:r></w:p></w:comment>'
    file.add_part("comments", f'<w:comments xmlns:w="{MAIN}">{said}</w:comments>', "comments")


@edit(Cause.CONTRADICTS)
def heading(file: WordFile) -> None:
    retype(file.heading("风险与控制"), "风险可控，覆盖倍数1.6倍")


@edit(Cause.CONTRADICTS)
def entry_of_the_contents(file: WordFile) -> None:
    entry = next(
        one for one in file.body.iter(f"{W}p") if "风险与控制" in text(one) and list(one.iterancestors(f"{W}sdt"))
    )
    list(entry.iter(f"{W}t"))[-1].text = "风险可控，本息覆盖倍数1.6倍"


@edit(Cause.CONTRADICTS)
def formula_in_a_sentence(file: WordFile) -> None:
    made = file.beside("本息覆盖倍数为")
    made.append(etree.fromstring(f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>1.7倍</m:t></m:r></m:oMath>'))


@edit(Cause.CONTRADICTS)
def number_of_a_list(file: WordFile) -> None:
    part = file.parts["word/numbering.xml"].decode()
    file.parts["word/numbering.xml"] = re.sub(
        r'lvlText w:val="[^"]*"', 'lvlText w:val="总投资6.9亿元"', part, count=1
    ).encode()


# What is seen


@edit(Cause.ADDED)
def formula_in_a_cell(file: WordFile) -> None:
    cell = file.control("debt_service.interest-y2026").getparent()
    cell.append(etree.fromstring(f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>9</m:t></m:r></m:oMath>'))


@edit(Cause.ADDED)
def another_file_put_in(file: WordFile) -> None:
    file.body.insert(20, etree.Element(f"{W}altChunk"))


@edit(Cause.LOOK)
def box_over_a_figure(file: WordFile) -> None:
    box = "<v:textbox><w:txbxContent><w:p><w:r><w:t>1,111.11</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    file.control("debt_service.interest-y2026").getparent().append(
        shape(box, "position:absolute;width:60pt;height:14pt")
    )


@edit(Cause.HIDDEN)
def sentence_hidden(file: WordFile) -> None:
    for one in file.paragraph("本省标准为").iter(f"{W}r"):
        etree.SubElement(face_of(one), f"{W}vanish")


@edit(Cause.HIDDEN)
def row_in_white(file: WordFile) -> None:
    for one in file.row(SERVICE, "2030").iter(f"{W}r"):
        etree.SubElement(face_of(one), f"{W}color").set(f"{W}val", "FFFFFF")


@edit(Cause.HIDDEN)
def row_without_height(file: WordFile) -> None:
    height = etree.SubElement(file.row(SERVICE, "2030").find(f"{W}trPr"), f"{W}trHeight")
    height.set(f"{W}val", "1")
    height.set(f"{W}hRule", "exact")


@edit(Cause.HIDDEN)
def figure_struck_out_and_another_typed(file: WordFile) -> None:
    control = file.control("coverage.cash_min")
    etree.SubElement(face_of(control.find(f"{W}sdtContent")[0]), f"{W}strike")
    control.addnext(run("2,466.31"))


# Innocent


@edit(None)
def nothing(file: WordFile) -> None:
    """Open and save."""


@edit(None)
def paragraph_with_figures_rightly_rounded(file: WordFile) -> None:
    file.beside("项目建成后，可带动就业1,200人，项目总投资0.86亿元，专项债券0.83亿元，覆盖倍数1.25倍。")


@edit(None)
def paragraph_on_the_county(file: WordFile) -> None:
    file.beside("2022年，全县一般公共预算收入12.5亿元，政府债务余额38亿元，人口52万人。")


@edit(None)
def heading_renamed(file: WordFile) -> None:
    retype(file.heading("风险与控制"), "风险分析与控制措施")


@edit(None)
def chapter_moved(file: WordFile) -> None:
    chapters = [
        one
        for one in file.body
        if (style := one.find(f"{W}pPr/{W}pStyle")) is not None and style.get(f"{W}val") == "Heading1"
    ]
    before, first, end = chapters[-3:]
    moved = [first]
    while moved[-1].getnext() is not end:
        moved.append(moved[-1].getnext())
    for one in moved:
        before.addprevious(one)


@edit(None)
def other_size_of_letters(file: WordFile) -> None:
    for one in list(file.body.iter(f"{W}r"))[200:400]:
        etree.SubElement(face_of(one), f"{W}szCs").set(f"{W}val", "24")


@edit(None)
def heads_in_white_on_blue(file: WordFile) -> None:
    head = next(file.table(SERVICE).iter(f"{W}tr"))
    for cell in head.iter(f"{W}tc"):
        properties = cell.find(f"{W}tcPr")
        for shade in properties.findall(f"{W}shd"):
            properties.remove(shade)
        etree.SubElement(properties, f"{W}shd").set(f"{W}fill", "1F3864")
    for one in head.iter(f"{W}r"):
        etree.SubElement(face_of(one), f"{W}color").set(f"{W}val", "FFFFFF")


@edit(None)
def words_appended_to_ours(file: WordFile) -> None:
    file.paragraph("期末资金余额最低为").append(run("项目不新增能耗，未占用永久基本农田，预计年接待500人次。"))


@edit(None)
def tags_stripped(file: WordFile) -> None:
    for tag in list(file.tree.iter(f"{W}tag")):
        tag.getparent().remove(tag)


@edit(None)
def store_and_bindings_stripped(file: WordFile) -> None:
    for binding in list(file.tree.iter(f"{W}dataBinding")):
        binding.getparent().remove(binding)
    file.parts[file.named(b"<figures")] = b"<gone/>"


@edit(None)
def bookmarks_stripped(file: WordFile) -> None:
    for mark in list(file.tree.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
