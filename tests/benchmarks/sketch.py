"""What a workbook and a filing of some size cost with the bare libraries: no model, no rules, no layout, no attachments."""

import io
import sys

import typer
import xlsxwriter
from reportlab.pdfgen.canvas import Canvas

LINES, WIDTH = 30, 30

if __name__ == "__main__":
    formulas, others, pages = (int(word) for word in sys.argv[1:])
    app = typer.Typer()  # the command line of the real program is paid for here as well
    workbook, filing = io.BytesIO(), io.BytesIO()
    book = xlsxwriter.Workbook(workbook, {"in_memory": True})
    style = book.add_format({"num_format": "#,##0.00", "border": 1})
    sheet = book.add_worksheet()
    for number in range(formulas):
        sheet.write_formula(1 + number // WIDTH, number % WIDTH, f"=ROUND(A1*{number},2)", style, 1.0)
    below = 2 + formulas // WIDTH
    for number in range(others):
        sheet.write_string(below + number // WIDTH, number % WIDTH, "项目", style)
    book.close()
    canvas = Canvas(filing)
    for _ in range(pages):
        for line in range(LINES):
            canvas.drawString(72, 800 - 20 * line, "principal and interest of special bonds")
        canvas.showPage()
    canvas.save()
    assert workbook.getvalue().startswith(b"PK")
    assert filing.getvalue().startswith(b"%PDF")
