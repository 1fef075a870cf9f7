"""The cluster: the same results as processes of this computer, one version everywhere, only this computer listens."""

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from bondcalc.portfolio import cluster
from bondcalc.portfolio.cluster import ClusterEngine, hold_versions, joined, own_versions, started
from bondcalc.portfolio.engine import Engine, LocalEngine, computed
from bondcalc.portfolio.kept_record import FileState, Measured
from bondcalc.portfolio.work import Task
from bondcalc.problem import FileError
from tests.commands import bondcalc
from tests.portfolio.drawn import project
from tests.portfolio.workers import hooked

pytestmark = pytest.mark.skipif(find_spec("distributed") is None, reason="an extra (bondcalc[cluster])")
MANY = 50
"""Projects from which one of them ends its process: the cluster takes its time to begin a new one."""


def tasks(count: int) -> Iterator[Task]:
    for number in range(count):
        text = ("# abort\n" if number == 1 and count >= MANY else "") + project(5, number)
        yield Task(number, f"{number}.toml", text.encode())


def all_of(engine: Engine, count: int) -> dict[int, Measured]:
    try:
        return {task.number: made for task, made in computed(engine, tasks(count), count)}
    finally:
        engine.close()


@pytest.mark.slow
def test_both_engines_give_the_same(request: pytest.FixtureRequest) -> None:
    """`--count 200` compares the engines on 200 projects, one of which ends its process."""
    count = int(request.config.getoption("--count")) // 2
    count = 2 * count if count >= MANY else 4
    local = all_of(LocalEngine(2, hooked), count)
    made = all_of(_hooked_cluster(), count)
    assert made == local
    assert [number for number, one in made.items() if one.status is not FileState.DONE] == [1] * (count >= MANY)


def _hooked_cluster() -> ClusterEngine:
    """A cluster of this computer whose workers do what a file asks for; a task that is gone is not tried twice by the cluster."""
    engine = started(2)
    assert engine._client.cluster is not None
    assert engine._client.cluster.scheduler_address.startswith("tcp://127.0.0.1:")
    assert engine.width >= 4
    engine._worker = hooked
    return engine


class Fake:
    """A client whose workers say what they are told to."""

    def __init__(self, said: Mapping[str, tuple[str, str]], wrong: str = "") -> None:
        self.said, self.wrong = said, wrong

    def get_versions(self, *, check: bool) -> Mapping[str, object]:
        assert check
        if self.wrong:
            raise ValueError(self.wrong)
        return {}

    def run(self, function: Any) -> Mapping[str, tuple[str, str]]:
        assert function is own_versions
        return self.said


@pytest.mark.parametrize(
    "client",
    [
        Fake({"a": own_versions(), "b": ("3.9.1", own_versions()[1])}),
        Fake({"a": (own_versions()[0], "other")}),
        Fake({}, "numpy differs"),
    ],
)
def test_another_version_does_not_join(client: Any) -> None:
    with pytest.raises(FileError, match="版本不同"):
        hold_versions(client)
    hold_versions(Fake({"a": own_versions()}))  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_cluster_that_is_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "JOIN", 0.2)
    with pytest.raises(FileError, match="无法连接集群"):
        joined("tcp://127.0.0.1:9")


def test_without_the_extra_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.toml").write_text("[project]\n", encoding="utf-8")
    done = bondcalc("portfolio", "run", tmp_path / "p", "--store", tmp_path / "s.db", "--cluster", "local")
    assert (done.returncode, "pip install bondcalc[cluster]" in done.stderr) == (4, True)
