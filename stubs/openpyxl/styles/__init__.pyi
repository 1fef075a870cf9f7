from openpyxl.styles.fills import PatternFill as PatternFill

class Protection:
    def __init__(self, locked: bool = True, hidden: bool = False) -> None: ...
