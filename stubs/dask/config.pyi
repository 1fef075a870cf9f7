from collections.abc import Mapping

class set:  # noqa: A001, N801
    def __init__(self, arg: Mapping[str, object] | None = ...) -> None: ...
