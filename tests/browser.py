"""Chromium without a screen, told what to do through its own pipe (DevTools protocol), so that nothing else is needed."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.outside import tool

fcntl: Any = pytest.importorskip("fcntl", reason="the browser's pipe needs a system that hands files on by number")

SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)
READ, WRITE = 3, 4
"""File descriptors on which Chromium listens and answers."""
ABOVE = 10


class Browser:
    """One page. `requests` are the addresses it asked for, `complaints` what it wrote on the console."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back, self._numbers, self._left = to, back, count(1), b""
        self._session: dict[str, str] = {}
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def open(self, address: str, before: str = "") -> None:
        """Open an address and wait until it is there; `before` runs before its own scripts."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = {"sessionId": self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]}
        for domain in ("Network", "Page", "Log", "Runtime"):
            self.call(f"{domain}.enable")
        self.requests.clear()
        self.call("Page.addScriptToEvaluateOnNewDocument", source=before)
        self.call("Page.navigate", url=address)
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def ask(self, script: str) -> Any:
        """Give the value of an expression on the page."""
        told = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def press(self, key: str) -> None:
        """Press and let go a key, on whatever has the focus."""
        text = {"Enter": "\r", " ": " "}.get(key, "")
        code = {"Enter": 13, " ": 32, "Tab": 9, "Escape": 27, "ArrowRight": 39, "ArrowDown": 40}[key]
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, text=text, windowsVirtualKeyCode=code)

    def call(self, method: str, **arguments: Any) -> Any:
        """Call a method of the protocol and wait for its answer."""
        number = next(self._numbers)
        os.write(
            self._to,
            json.dumps({"id": number, "method": method, "params": arguments, **self._session}).encode() + b"\0",
        )
        while (answer := self._next()).get("id") != number:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            more = os.read(self._back, 1 << 16)
            assert more, "the browser is gone"
            self._left += more
        message, _, self._left = self._left.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        if told.get("method") == "Network.requestWillBeSent":
            self.requests.append(told["params"]["request"]["url"])
        if told.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown"}:
            self.complaints.append(json.dumps(told["params"], ensure_ascii=False))
        return told


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start Chromium with a new profile; it ends with the block."""
    program = tool("chromium")
    (read, to), (back, write) = os.pipe(), os.pipe()
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD, ABOVE) for end in (read, write)]

    def placed() -> None:
        os.dup2(ends[0], READ)
        os.dup2(ends[1], WRITE)

    process = subprocess.Popen(
        [program, *SWITCHES, f"--user-data-dir={profile}"],
        preexec_fn=placed,  # noqa: PLW1509
        pass_fds=(READ, WRITE),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for end in (read, write, *ends):
        os.close(end)
    try:
        yield Browser(to, back)
    finally:
        process.terminate()
        process.wait(30)
        for end in (to, back):
            os.close(end)


@contextmanager
def opened_page(folder: Path, data: bytes) -> Iterator[Browser]:
    """Write a page into a folder and open it; by the end it asked for nothing but itself and complained of nothing."""
    file = folder / "page.html"
    file.write_bytes(data)
    with browser(folder / "profile") as page:
        page.open(file.as_uri())
        yield page
        assert page.requests == [file.as_uri()]
        assert page.complaints == []
