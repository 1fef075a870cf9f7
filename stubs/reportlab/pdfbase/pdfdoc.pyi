class PDFPage:
    stream: str | bytes

class PDFDocument:
    idToObject: dict[str, object]
