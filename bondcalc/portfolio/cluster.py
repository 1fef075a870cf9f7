"""The same engine over several processes or machines by dask.distributed, the extra `bondcalc[cluster]`.

Scheduler and workers do whatever they are sent: they listen on this computer alone unless somebody says otherwise, and
between computers the connection is `tls://` (docs/portfolio.md).
"""

import platform
from concurrent.futures import Executor, Future
from importlib.util import find_spec
from typing import TYPE_CHECKING

from bondcalc.portfolio.kept_record import Kept, Measured
from bondcalc.portfolio.measure import maker
from bondcalc.portfolio.work import Tasks, Worker, one_by_one, work
from bondcalc.wording.messages import Long, file_error

if TYPE_CHECKING:
    from distributed import Client

RETRIES = 2
"""Times that the cluster itself computes a task again whose process is gone."""
A_WORKER = 4
"""Turns a worker that are under way: the way to another machine takes time."""
JOIN = 60
"""Seconds to wait for the first worker."""


class ClusterEngine:
    """Workers of a dask cluster, in this computer or in others, all with one version of Python, program and rules."""

    def __init__(self, client: "Client", worker: Worker = work) -> None:
        """Ask every worker for its versions. Raises FileError where one differs or none comes."""
        self._client, self._worker = client, worker
        hold_versions(client)
        threads = client.nthreads()
        self.width = max(2, A_WORKER * sum(threads.values()))
        self._executor: Executor = client.get_executor(retries=RETRIES, pure=False)

    def submit(self, tasks: Tasks[Kept]) -> Future[list[Measured[Kept]]]:
        """Take the tasks of a turn."""
        return self._executor.submit(one_by_one, self._worker, tasks)

    def mend(self) -> None:
        """Wait until a lost process is begun anew, as a cluster does by itself. Raises FileError where none comes back."""
        _wait_for_workers(self._client)

    def close(self) -> None:
        """Leave the cluster; one that was started for this run ends with it."""
        self._executor.shutdown(wait=False)
        cluster = self._client.cluster
        self._client.close()
        if cluster is not None:
            cluster.close()


def started(workers: int) -> ClusterEngine:
    """Start a cluster on this computer alone: processes with one thread each, no page of its own. Raises FileError."""
    _hold_installed()
    import dask
    from distributed import Client, LocalCluster

    # Who was beside a project that ended its process is computed again by us, with nothing beside it.
    dask.config.set({"distributed.scheduler.allowed-failures": 0})
    cluster = LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        worker_dashboard_address=None,
        silence_logs=50,
    )
    return ClusterEngine(Client(cluster, set_as_default=False))


def joined(address: str) -> ClusterEngine:
    """Join a cluster that runs: `tcp://127.0.0.1:8786`, or `tls://…` with the certificates of dask's settings. Raises FileError."""
    _hold_installed()
    from distributed import Client

    try:
        client = Client(address, timeout=JOIN, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise file_error("cluster_away", address=address, reason=str(error) or type(error).__name__) from None
    _wait_for_workers(client)
    return ClusterEngine(client)


def _wait_for_workers(client: "Client") -> None:
    try:
        client.wait_for_workers(1, timeout=JOIN)
    except TimeoutError:
        raise file_error("cluster_empty") from None


def own_versions() -> tuple[str, str]:
    """Name Python, and program with rules, of the process that is asked."""
    return platform.python_version(), maker()


def hold_versions(client: "Client") -> None:
    """Refuse a cluster in which a worker has another Python, other libraries, another program or other rules. Raises FileError."""
    try:
        client.get_versions(check=True)
    except ValueError as error:
        raise file_error("cluster_differs", what=Long(" ".join(str(error).split()))) from None
    mine = own_versions()
    for address, theirs in sorted(client.run(own_versions).items()):
        if theirs != mine:
            raise file_error("cluster_differs", what=Long(f"{address}：{'、'.join(theirs)}"))


def _hold_installed() -> None:
    """Raise FileError where the extra is not installed."""
    if find_spec("distributed") is None:
        raise file_error("cluster_missing")
