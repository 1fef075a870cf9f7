"""A folder that installs the program on a computer without a network (离线安装包): `python -m bondcalc.offline OUT`.

Run it from a checkout, on a computer with a network. The folder holds wheels for Windows and Linux, README.txt,
install.bat, install.sh and SHA256SUMS.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import bondcalc
from bondcalc.data import PACKAGE, data_path
from bondcalc.disk.folder import fresh_folder
from bondcalc.disk.streams import in_utf8
from bondcalc.problem import Exit, FileError
from bondcalc.seal.manifest import checksums

PYTHONS = ("3.11", "3.12", "3.13")
# glibc 2.28 is that of the older Linux systems still in service, Kylin and UOS among them.
TAGS = {
    "windows": ("win_amd64",),
    "linux": ("manylinux2014_x86_64", *(f"manylinux_2_{n}_x86_64" for n in range(18, 29))),
}
MARKS = {
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
}


@dataclass(frozen=True)
class Computer:
    """A kind of computer to install on: its system (windows or linux, 64-bit Intel) and version of CPython."""

    system: str
    python: str

    def options(self) -> list[str]:
        """Give what tells pip to download for this computer, whatever computer it runs on."""
        tags = [option for tag in TAGS[self.system] for option in ("--platform", tag)]
        return ["--only-binary", ":all:", "--implementation", "cp", "--python-version", self.python, *tags]

    def needs(self, requirement: Requirement) -> bool:
        """Tell whether a requirement holds on this computer."""
        cpython = {"implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}
        version = {"python_version": self.python, "python_full_version": f"{self.python}.0"}
        return requirement.marker is None or requirement.marker.evaluate({**MARKS[self.system], **cpython, **version})


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line, make the folder, give the exit code."""
    in_utf8()
    asked = argparse.ArgumentParser(
        prog="python -m bondcalc.offline", description="制作离线安装包。Wheels for a computer without a network."
    )
    asked.add_argument("out", type=Path, metavar="OUT", help="要生成的文件夹")
    asked.add_argument("--system", action="append", choices=sorted(TAGS), help="只为此系统，可重复；默认全部")
    asked.add_argument("--python", action="append", choices=PYTHONS, help="只为此 Python 版本，可重复；默认全部")
    asked.add_argument("--cluster", action="store_true", help="也包含集群组件（bondcalc[cluster]）")
    given = asked.parse_args(words)
    targets = [
        Computer(system, python) for system in given.system or sorted(TAGS) for python in given.python or PYTHONS
    ]
    try:
        count = make(given.out, targets, "cluster" if given.cluster else "")
    except FileError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return Exit.FILES
    fit = "、".join(f"{computer.system} {computer.python}" for computer in targets)
    print(f"已生成 {given.out}：{count} 个安装文件，适用 {fit}")  # noqa: T201
    return Exit.DONE


def make(out: Path, targets: Sequence[Computer], extra: str = "") -> int:
    """Make the folder for these computers, with what an extra needs, and give the number of wheels.

    `out` must be new or empty. Raises FileError.
    """
    with fresh_folder(out) as folder, tempfile.TemporaryDirectory() as workplace:
        own = own_wheel(Path(workplace))
        for number, target in enumerate(targets):
            wheels = collect(target, own, Path(workplace) / str(number), needed_by(own, extra))
            folder.write({f"wheels/{path.name}": path.read_bytes() for path in wheels})
        count = len(folder.files)
        folder.write(instructions(targets, extra))
        folder.write({"SHA256SUMS": checksums(folder.files)})
    return count


def own_wheel(folder: Path) -> Path:
    """Build the program's own wheel. Raises FileError away from a checkout."""
    root = PACKAGE.parent
    if not (root / "pyproject.toml").exists():
        raise FileError(
            "这里没有程序的源代码，不能制作离线安装包。请进入源代码文件夹，再运行 python -m bondcalc.offline"
        )
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(root))
    return next(folder.glob("bondcalc-*.whl"))


def needed_by(wheel: Path, extra: str) -> list[str]:
    """Give what an extra of a wheel needs besides the wheel itself; none without an extra."""
    asked = [requirement for requirement in requirements(wheel) if requirement.marker is not None]
    return [
        str(without_marker(requirement))
        for requirement in asked
        if extra and requirement.marker is not None and requirement.marker.evaluate({"extra": extra})
        if not requirement.marker.evaluate({"extra": ""})
    ]


def collect(target: Computer, own: Path, folder: Path, also: Sequence[str] = ()) -> list[Path]:
    """Download everything the program needs on a computer, and what else is asked for (`numpy==1.26`).

    pip weighs conditions (`; sys_platform == "win32"`) for the computer it runs on; what they ask for on the target is added here.
    """
    wanted = [str(own), *also]
    added = list(wanted)
    while added:
        pip("download", *target.options(), "--dest", str(folder), *wanted)
        wheels = sorted(folder.glob("*.whl"), key=Path.as_posix)
        present = {canonicalize_name(path.name.split("-")[0]) for path in wheels}
        asked = {
            str(without_marker(requirement))
            for path in wheels
            for requirement in requirements(path)
            if target.needs(requirement) and canonicalize_name(requirement.name) not in present
        }
        added = sorted(asked - set(wanted))
        wanted += added
    return wheels


def requirements(wheel: Path) -> Iterator[Requirement]:
    """Read what a wheel says it requires."""
    with ZipFile(wheel) as packed:
        name = next(name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = message_from_bytes(packed.read(name))
    yield from map(Requirement, metadata.get_all("Requires-Dist", []))


def without_marker(requirement: Requirement) -> Requirement:
    """Give a requirement free of its condition."""
    bare = Requirement(str(requirement))
    bare.marker = None
    return bare


def instructions(targets: Sequence[Computer], extra: str = "") -> dict[str, bytes]:
    """Give README.txt and the two install scripts, with the line ends and encodings their readers want; they install the extra."""
    words = {
        "version": bondcalc.__version__,
        "pythons": "、".join(sorted({target.python for target in targets})),
        "systems": "、".join(sorted({target.system.capitalize() for target in targets})),
    }
    texts = {path.name: path.read_text(encoding="utf-8") for path in data_path("templates", "offline").iterdir()}
    if extra:
        texts = {name: text.replace("wheels bondcalc", f'wheels "bondcalc[{extra}]"') for name, text in texts.items()}
    readme = texts["README.txt"].format(**words).replace("\n", "\r\n")
    return {
        "README.txt": readme.encode("utf-8-sig"),
        "install.sh": texts["install.sh"].encode(),
        "install.bat": texts["install.bat"].replace("\n", "\r\n").encode(),
    }


def pip(*words: str) -> None:
    """Run pip. Raises FileError with its last words."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603
    if done.returncode:
        said = " ".join(done.stderr.strip().splitlines()[-2:])
        raise FileError(f"pip {words[0]} 没有成功，请检查网络和 Python：{said}")


if __name__ == "__main__":
    raise SystemExit(main())
