from openpyxl.styles.fills import PatternFill as PatternFill
