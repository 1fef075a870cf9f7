# What we use of XlsxWriter, which ships annotations but does not offer them to type checkers.

from xlsxwriter.workbook import Workbook as Workbook
