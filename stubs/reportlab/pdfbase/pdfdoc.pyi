class PDFPage:
    stream: str | bytes | None

class PDFDocument:
    idToObject: dict[str, object]
