"""An answer: the command's JSON, what stands behind it, and no name of anybody unless that was allowed."""

import os
from dataclasses import dataclass

from bondcalc.audit.project_behind import project_files
from bondcalc.inputs.raw import RawFile
from bondcalc.inputs.read import raw_of
from bondcalc.mcp.allowed_folder import AllowedFolder
from bondcalc.mcp.backing import backing, manifest_in
from bondcalc.mcp.command import command_end
from bondcalc.mcp.left_out import kept_in, names_in, typed_in, without, without_printed
from bondcalc.mcp.tools import ToolCall
from bondcalc.problem import FileError


@dataclass(frozen=True)
class AnswerMaker:
    """Makes answers from calls; `names` says that names may be told."""

    allowed: AllowedFolder
    names: bool

    def answer(self, call: ToolCall) -> dict[str, object]:
        """Give the JSON of a command with its rules, cells and hashes. Raises FileError, with what the command said."""
        try:
            return self._answer(call)
        except FileError as error:
            # Where the folder lies on the computer is nobody's business.
            text, root = str(error), str(self.allowed.root)
            raise FileError(text.replace(f"{root}{os.sep}", "").replace(root, ".")) from None

    def _answer(self, call: ToolCall) -> dict[str, object]:
        ended = command_end(call.arguments, self.allowed.root)
        raws = [] if self.names else self._raws(call, told=ended.answers)
        names = {text: field for raw in raws for text, field in names_in(raw).items()}
        if not self.names:
            kept = {text for raw in raws for text in kept_in(raw)}
            said = [ended.said, ended.data.get("problems"), ended.data.get("notices")]
            names = typed_in(without(said, names), kept) | names
        if not ended.answers:
            raise FileError(without("\n".join(ended.said), names))
        data = call.part(ended.data)
        if not self.names and call.arguments[0] == "audit":
            data = without_printed(data)
        whole: dict[str, object] = {"answer": data, "exit": ended.code, "said": ended.said}
        sources = [self.allowed.root / path for path in call.sources]
        manifest = manifest_in(self.allowed.root / call.folder) if call.folder else None
        return without(whole | backing(data, sources, manifest), names)

    def _raws(self, call: ToolCall, *, told: bool) -> list[RawFile]:
        """Read the files of a call as they are typed, every project of a folder; those with problems too.

        Where the command told nothing, its own refusal says best what is wrong with a file that cannot be read.
        """
        paths = [self.allowed.root / path for path in call.about or call.sources]
        try:
            return [raw_of(file.name, file.data) for path in paths for file in project_files(path)]
        except FileError:
            if told:
                raise
            return []
