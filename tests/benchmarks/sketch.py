"""What a workbook and a filing of this size cost with the bare libraries: no model, no rules, no layout."""

import io

import typer
import xlsxwriter
from reportlab.pdfgen.canvas import Canvas

FORMULAS, TEXTS, PAGES, LINES = 7000, 15000, 14, 30

if __name__ == "__main__":
    app = typer.Typer()
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    style = book.add_format({"num_format": "#,##0.00", "border": 1})
    sheet = book.add_worksheet()
    for number in range(FORMULAS):
        sheet.write_formula(number // 30, number % 30, f"=ROUND(A1*{number},2)", style, 1.0)
    for number in range(TEXTS):
        sheet.write_string(1000 + number // 30, number % 30, "项目", style)
    book.close()
    canvas = Canvas(io.BytesIO())
    for _ in range(PAGES):
        for line in range(LINES):
            canvas.drawString(72, 800 - 20 * line, "principal and interest of special bonds")
        canvas.showPage()
    canvas.save()
