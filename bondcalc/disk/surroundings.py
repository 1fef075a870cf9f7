"""Keeps the settings of a user, a build server or another program away from what is drawn."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

OURS_NOT = ("SOURCE_DATE_EPOCH", "RL_")
"""How the names of environment variables begin that reportlab reads."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let reportlab find no variable of the environment and none of its settings files, whatever the user keeps there.

    The variables are back afterwards: other libraries of the process may want them.
    """
    taken = {name: os.environ.pop(name) for name in list(os.environ) if name.upper().startswith(OURS_NOT)}
    try:
        _as_shipped()
        yield
    finally:
        os.environ.update(taken)


def _as_shipped() -> None:
    """Set every plain setting to the value reportlab is shipped with."""
    from reportlab import rl_config, rl_settings

    for name, value in vars(rl_settings).items():
        if isinstance(value, bool | int | float | str) and not name.startswith("__") and name != "defaultPageSize":
            setattr(rl_config, name, value)
    rl_config.allowTTFSubsetting = []
    # Streams stay binary: the archive packs them again.
    rl_config.useA85 = 0
