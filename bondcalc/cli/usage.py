"""The library's own words on the command line, in the language of the user: usage, help, what is missing or unknown."""

import gettext
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import typer
import typer.core

from bondcalc.wording.messages import set_language

ZH = {
    "Arguments": "参数",
    "Options": "选项",
    "Commands": "命令",
    "Error": "错误",
    "Aborted.": "已中止。",
    "Aborted!": "已中止。",
    "required": "必填",
    "[required]": "[必填]",
    "default: {default}": "默认：{default}",
    "[default: {}]": "[默认：{}]",
    "Try [blue]'{command_path} {help_option}'[/] for help.": "可用 [blue]{command_path} {help_option}[/] 查看说明。",
    "Missing command.": "缺少命令，请写明要做什么。",
    "No such command {name!r}.": "没有命令{name}，请查看说明中的命令。",
}
"""What the library looks up through gettext, and the same in Chinese; what is not listed stands as it is."""
ERRORS = (
    (r"Missing (?:argument|parameter)(?:: | )'?([^']+?)'?\.?", "缺少参数：请写明{}"),
    (r"Missing option '([^']+)'\..*", "缺少选项：请写明{}"),
    (r"No such option: (\S+) \(Possible options?: (.+)\)", "没有选项{}，请改用{}"),
    (r"No such option: (\S+).*", "没有选项{}，请查看说明中的选项"),
    (r"Option '([^']+)' requires an argument\.", "选项{}后面缺少内容：请写明"),
    (r"Option '([^']+)' does not take a value\.", "选项{}后面不写内容：请删去等号及其后的内容"),
    (r"没有命令(.+?)，.+ Did you mean '(.+)'\?", "没有命令{}，可改用{}"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", "多出的内容请删去：{}"),
    (
        r"Invalid value for '?(.+?)'?: (?:File|Path|Directory) '(.+)' does not exist\.",
        "{}填写有误：{}不存在，请检查名称",
    ),
    (
        r"Invalid value for '?(.+?)'?: (?:File|Path|Directory) '(.+)' is a directory\.",
        "{}填写有误：{}是文件夹，请写明文件",
    ),
    (r"Invalid value for '?(.+?)'?: (?:File|Path|Directory) '(.+)' is a file\.", "{}填写有误：{}是文件，请写明文件夹"),
    (
        r"Invalid value for '?(.+?)'?: (?:File|Path|Directory) '(.+)' is not (?:read|writ)able\.",
        "{}填写有误：{}不能读写，请检查权限",
    ),
    (r"Invalid value for '?(.+?)'?: '?(.+?)'? is not in the range (.+)\.", "{}填写有误：{}不在{}之内"),
    (r"Invalid value for '?(.+?)'?: '(.+)' is not one of (.+)\.", "{}填写有误：{}不在可选的{}之内"),
    (r"Invalid value for '?(.+?)'?: '(.+)' is not a valid .+\.", "{}填写有误：“{}”不是数，请填写数"),
    (
        r"Invalid value for '?(.+?)'?: (?:Value error, )?'(.+)' does not match the formats? (.+)\.",
        "{}填写有误：{}不是日期，请写成2021-05-01",
    ),
    (r"Invalid value for '?(.+?)'?: .*less than or equal to (.+)", "{}填写有误：应不大于{}"),
    (r"Invalid value for '?(.+?)'?: .*greater than or equal to (.+)", "{}填写有误：应不小于{}"),
    (r"Invalid value for '?(.+?)'?: .*valid integer.*", "{}填写有误：请填写整数"),
    (r"Invalid value for '?(.+?)'?: .*'(.+)' is not one of (.+)\.", "{}填写有误：“{}”不在{}之内"),
    (r"Invalid value for '?(.+?)'?: (.+)", "{}填写有误：{}"),
    (r"Invalid value: (.+)", "填写有误：{}"),
)
"""What is wrong with a command line as the library says it, and in Chinese."""
NAMES = {
    "WORKBOOK": "录入文件",
    "FILE": "文件",
    "ACTUALS": "执行数据",
    "DIR": "输出文件夹",
    "LINE": "行的编号",
    "PART": "交回的文件",
    "SCHEDULE": "表的编号",
    "ANALYSIS": "分析的编号",
    "LIST": "项目清单",
    "LIST or FOLDER": "清单或文件夹",
    "STORE": "测算库",
    "STORE or LIST": "测算库或清单",
    "STORE or FOLDER": "测算库或文件夹",
    "DOCX": "Word文件",
}
"""Arguments by the names that usage shows."""
KINDS = {
    "<bool>": "",
    "<str>": "<文字>",
    "<list[str]>": "<文字>",
    "<path>": "<路径>",
    "<list[Path]>": "<路径>",
    "<int>": "<整数>",
    "<int range>": "<整数>",
    "<%Y-%m-%d>": "<日期>",
}
"""What an option takes, as help shows it; a switch takes nothing."""
USAGE = (("Usage:", "用法："), ("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]..."))
HELP = "显示本说明"
STOP = "。"
"""Ends the Chinese half of a help text; the English half stands behind it."""


def speak(app: typer.Typer, arguments: Sequence[str]) -> None:
    """Let help and usage errors speak the language that the command line asks for, Chinese where it asks for none."""
    chinese = _language(arguments) != "en"
    app.info.help = half(str(app.info.help), chinese=chinese)
    _halve(app, chinese=chinese)
    for kind in typer.core.TyperCommand.__mro__:
        if "format_help" in vars(kind):
            _before(kind, "format_help", ZH if chinese else {})
    set_language("zh" if chinese else "en")
    if chinese:
        _translate()


def _halve(app: typer.Typer, *, chinese: bool) -> None:
    """Give commands, and groups of commands, the half of their docstring that is asked for."""
    for command in app.registered_commands:
        text = command.callback.__doc__ if command.callback else None
        command.help = half(text or "", chinese=chinese)
    for group in app.registered_groups:
        inner = group.typer_instance
        if inner is not None and inner.registered_callback is not None:
            group.help = half(getattr(inner.registered_callback.callback, "__doc__", "") or "", chinese=chinese)
            _halve(inner, chinese=chinese)


@cache
def _translate() -> None:
    """Put Chinese in the place of what the library says, where it says it and once: it has no catalogue of its own."""
    gettext.dgettext = _looked_up
    for kind in typer.core.TyperCommand.__mro__:
        if "get_usage" in vars(kind):
            _after(kind, "get_usage", _usage)
        if "get_help_option" in vars(kind):
            _after(kind, "get_help_option", _helped)
    for kind in dict.fromkeys((*typer.core.TyperArgument.__mro__, *typer.core.TyperOption.__mro__)):
        if "display_type" in vars(kind):
            _after(kind, "display_type", lambda words: KINDS.get(words, words))
        if "display_name_raw" in vars(kind):
            _named(kind, "display_name_raw")
    [usage_error] = [kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "UsageError"]
    for kind in _errors(usage_error):
        if "format_message" in vars(kind) or kind is usage_error:
            _after(kind, "format_message", said)


def _looked_up(domain: str, message: str) -> str:
    del domain
    return ZH.get(message, message)


def _errors(kind: type) -> Iterator[type]:
    """Give a kind of usage error and every kind of it."""
    yield kind
    kinds: list[type] = kind.__subclasses__()
    for narrower in kinds:
        yield from _errors(narrower)


def _after(kind: type, name: str, change: Callable[..., object]) -> None:
    """Change what a method of the library returns."""
    before: Callable[..., object] = getattr(kind, name)
    setattr(kind, name, lambda self, *given: change(before(self, *given)))


def _before(kind: type, name: str, words: dict[str, str]) -> None:
    """Lay help out before a method of the library draws it."""
    method: Callable[..., object] = getattr(kind, name)

    def draw(self: object, *given: object) -> object:
        """Lay out, then draw."""
        from bondcalc.cli.help_layout import lay_out

        lay_out(words)
        return method(self, *given)

    setattr(kind, name, draw)


def _named(kind: type, name: str) -> None:
    """Give an argument the name by which a Chinese user knows it."""
    shown: Callable[[object], str] = vars(kind)[name].fget
    setattr(kind, name, property(lambda self: NAMES.get(shown(self), shown(self))))


def _usage(text: str) -> str:
    for english, chinese in USAGE:
        text = text.replace(english, chinese)
    return text


def _helped(option: typer.core.TyperOption | None) -> typer.core.TyperOption | None:
    if option is not None:
        option.help = HELP
    return option


def said(message: str) -> str:
    """Say in Chinese what is wrong with a command line; a message that is Chinese already, or unknown, stands as it is."""
    for pattern, chinese in ERRORS:
        matched = re.fullmatch(pattern, message.strip(), re.DOTALL)
        if matched:
            return chinese.format(
                *(NAMES.get(part, part.replace("', '", "、").strip("'")) for part in matched.groups())
            )
    return message


def half(text: str, *, chinese: bool) -> str:
    """Give the Chinese or the English half of a help text."""
    zh, _, en = " ".join(text.split()).partition(STOP)
    return zh + STOP if chinese or not en else en.strip()


def _language(arguments: Sequence[str]) -> str:
    for number, argument in enumerate(arguments, 1):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            return value if equals else "".join(arguments[number : number + 1])
    return "zh"
