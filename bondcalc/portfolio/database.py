"""The file of a store (测算库): opened, its layout held to that of this program, refusals said in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bondcalc.disk.file_names import refuse_name, refuse_new
from bondcalc.problem import FileError
from bondcalc.wording.messages import Long, file_error, word

LAYOUT = "3"
"""Of the tables; a store of another layout is refused, never guessed at."""
PROGRAM = "bondcalc portfolio"
_SCHEMA = Path(__file__).with_name("schema.sql")


def created(path: Path) -> sqlite3.Connection:
    """Open a store to write, a new one where there is none; nobody else opens it meanwhile. Raises FileError."""
    refuse_new(path)
    new = not path.exists()
    connection = _connected(path)
    try:
        with told(path):
            # A commit that reached the system outlives the process; the log of changes is folded in at the end.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            blank = new or not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            if not blank:
                # Before anything is set: what is refused stays as it was, to the byte.
                _hold(connection, path)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            if blank:
                with connection:
                    connection.executescript(f"BEGIN; {_SCHEMA.read_text(encoding='utf-8')} COMMIT;")
                    connection.executemany(
                        "INSERT INTO about VALUES (?, ?)", [("program", PROGRAM), ("layout", LAYOUT)]
                    )
    except BaseException:
        connection.close()
        raise
    return connection


def opened_to_read(path: Path) -> sqlite3.Connection:
    """Open a store that is there, to read only. Raises FileError."""
    refuse_name(path)
    if not path.is_file():
        raise file_error("store_missing", name=path.name)
    if path.with_name(f"{path.name}-wal").exists():
        # A run that was killed left its last changes in the log: opening the store to write folds them in.
        folded(created(path))
    connection = _connected(path)
    try:
        with told(path):
            connection.execute("PRAGMA query_only=ON")
            _hold(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def folded(connection: sqlite3.Connection) -> None:
    """Close a store that was open to write, so that it is one file without a log."""
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the database says into one sentence: a full disk, a store in use, a file that is none. Raises FileError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _error(path, error) from error


def _error(path: Path, error: sqlite3.Error) -> FileError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return file_error("store_full", name=path.name)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return file_error("store_busy", name=path.name)
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return file_error("store_closed", name=path.name, reason=Long(word("no_permission")))
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return file_error("store_none", name=path.name)
    return file_error("store_fault", name=path.name, reason=str(error))


def _connected(path: Path) -> sqlite3.Connection:
    """Open by the path itself: an address (file:) does not reach a store on another computer's share."""
    with told(path):
        return sqlite3.connect(path, timeout=0.3, isolation_level="DEFERRED")


def _hold(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database that is no store of ours, or one of another layout."""
    try:
        said = dict(connection.execute("SELECT name, value FROM about"))
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR:
            raise file_error("store_none", name=path.name) from None
        raise
    if said.get("program") != PROGRAM:
        raise file_error("store_none", name=path.name)
    if said.get("layout") != LAYOUT:
        raise file_error("store_layout", name=path.name)
