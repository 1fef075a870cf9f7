from datetime import datetime, time

CALENDAR_WINDOWS_1900: datetime
CALENDAR_MAC_1904: datetime

def from_excel(value: float | None, epoch: datetime = ...) -> datetime | time | None: ...
