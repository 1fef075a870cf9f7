"""An answer: the command's JSON, what stands behind it, and no name of anybody unless that was allowed."""

from dataclasses import dataclass

from bondcalc.audit.project_behind import project_file
from bondcalc.inputs.read import raw_of
from bondcalc.mcp.allowed_folder import AllowedFolder
from bondcalc.mcp.backing import backing, manifest_in
from bondcalc.mcp.command import command_end
from bondcalc.mcp.left_out import names_in, without
from bondcalc.mcp.tools import ToolCall
from bondcalc.problem import FileError


@dataclass(frozen=True)
class AnswerMaker:
    """Makes answers from calls; `names` says that names may be told."""

    allowed: AllowedFolder
    names: bool

    def answer(self, call: ToolCall) -> dict[str, object]:
        """Give the JSON of a command with its rules, cells and hashes. Raises FileError, with what the command said."""
        ended = command_end(call.arguments, self.allowed.root)
        names = {} if self.names else self._names(call)
        if not ended.answers:
            raise FileError(without("\n".join(ended.said), names))
        data = call.part(ended.data)
        whole: dict[str, object] = {"answer": data, "exit": ended.code, "said": ended.said}
        sources = [self.allowed.root / path for path in call.sources]
        manifest = manifest_in(self.allowed.root / call.folder) if call.folder else None
        return without(whole | backing(data, sources, manifest), names)

    def _names(self, call: ToolCall) -> dict[str, str]:
        """Gather the names in the files of a call, those of files with problems too."""
        names: dict[str, str] = {}
        for path in call.sources:
            file = project_file(self.allowed.root / path)
            names |= names_in(raw_of(file.name, file.data))
        return names
