from collections.abc import Mapping

def set(values: Mapping[str, object]) -> object: ...  # noqa: A001
