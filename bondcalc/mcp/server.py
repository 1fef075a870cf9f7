"""The server an assistant starts: tools over stdin and stdout, no port, no connection of its own."""

import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import bondcalc
from bondcalc.mcp.allowed_folder import AllowedFolder
from bondcalc.mcp.assistant_answer import AnswerMaker
from bondcalc.mcp.tools import READING, WRITING, Tool
from bondcalc.problem import FileError
from bondcalc.wording.messages import file_error, notice

if TYPE_CHECKING:
    from mcp.server import MCPServer
    from mcp.types import CallToolResult

LONGEST = 1_000_000
"""Signs of an answer; `explain` of one figure down to its cells may have more."""
GUIDE = (
    "Figures of self-balancing special bonds of China, computed on this computer. Repeat figures as they are given, "
    "name the rule and the cell that each answer carries, and never estimate one. Tax is shown and never repays. "
    "Names of files are those inside one folder. 〔…〕 stands for a name that was left out: do not guess it."
)


def server(folder: Path, *, names: bool) -> "MCPServer":
    """Make the server for a folder; `names` says that names of people, units and projects may be told. Raises FileError."""
    try:
        from mcp.server import MCPServer
    except ImportError:
        raise file_error("mcp_missing") from None
    if not folder.is_dir():
        raise file_error("mcp_no_folder", name=folder)
    made = MCPServer("bondcalc", instructions=GUIDE, version=bondcalc.__version__, log_level="ERROR")
    maker = AnswerMaker(AllowedFolder(folder.resolve()), names)
    for tool in (*READING, *WRITING):
        _add(made, tool, maker, writes=tool in WRITING)
    return made


def _add(made: "MCPServer", tool: Tool, maker: AnswerMaker, *, writes: bool) -> None:
    from mcp.types import ToolAnnotations

    hints = ToolAnnotations(
        read_only_hint=not writes, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    made.add_tool(_offered(tool, maker), name=tool.__name__, annotations=hints, structured_output=False)


def _offered(tool: Tool, maker: AnswerMaker) -> "Callable[..., CallToolResult]":
    """Make the function that is offered: the parameters of the tool but for the folder, and the answer of its command."""
    from mcp.types import CallToolResult, TextContent

    def offered(**asked: object) -> CallToolResult:
        """Answer, or say in one text why there is no answer."""
        try:
            text, refused = within(json.dumps(maker.answer(tool(maker.allowed, **asked)), ensure_ascii=False)), False
        except FileError as error:
            text, refused = str(error), True
        return CallToolResult(content=[TextContent(type="text", text=text)], is_error=refused)

    signature = inspect.signature(tool)
    parameters = list(signature.parameters.values())[1:]
    offered.__signature__ = signature.replace(parameters=parameters, return_annotation=CallToolResult)  # type: ignore[attr-defined]
    offered.__name__, offered.__doc__ = tool.__name__, tool.__doc__
    return offered


def within(text: str) -> str:
    """Refuse an answer that no assistant could take in, whole or not at all."""
    if len(text) > LONGEST:
        raise file_error("mcp_too_much", signs=len(text))
    return text


def notice_before(folder: Path, *, names: bool, agreed: bool) -> str:
    """Say what leaves the computer (nothing by the server, whatever the assistant sends to its provider), and whether it is started."""
    started = notice("mcp_started" if agreed else "mcp_not_started")
    names_said = notice("mcp_names" if names else "mcp_no_names")
    return "\n".join((notice("mcp_before", folder=folder, names=names_said), notice("mcp_provider"), started))
