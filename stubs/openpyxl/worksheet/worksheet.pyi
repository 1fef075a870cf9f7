from openpyxl.cell.cell import Cell

class Worksheet:
    def __getitem__(self, key: str) -> Cell: ...
