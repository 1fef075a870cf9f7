"""How many threads numpy's linear algebra starts: none besides the one that asks."""

import os


def one_thread() -> None:
    """Let OpenBLAS start no threads; for a process of our own that has not loaded numpy yet, unless the user says how many.

    It starts one a core as soon as numpy is loaded, and they wait busily: a twentieth of a run, for matrices of a few rows.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
