from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import TypeVar

_T = TypeVar("_T")

class LocalCluster:
    scheduler_address: str
    workers: Mapping[object, Nanny]
    def __init__(
        self,
        *,
        n_workers: int,
        threads_per_worker: int,
        processes: bool,
        host: str,
        dashboard_address: str | None,
        worker_dashboard_address: str | None,
        silence_logs: int,
    ) -> None: ...
    def close(self) -> None: ...

class Nanny:
    pid: int

class Client:
    cluster: LocalCluster | None
    def __init__(self, address: str | LocalCluster, *, timeout: float = ..., set_as_default: bool = ...) -> None: ...
    def nthreads(self) -> Mapping[str, int]: ...
    def get_executor(self, *, retries: int, pure: bool) -> Executor: ...
    def get_versions(self, *, check: bool) -> Mapping[str, object]: ...
    def run(self, function: Callable[[], _T]) -> Mapping[str, _T]: ...
    def wait_for_workers(self, n_workers: int, timeout: float) -> None: ...
    def close(self) -> None: ...
