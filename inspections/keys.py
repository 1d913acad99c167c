"""The application's two keys: made once, owner-readable, never by a worker, kept outside the database."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

NAMES = ("SECRET_KEY", "LOG_KEY")
SHORTEST = 32


def _path(instance: Path, name: str) -> Path:
    return instance / f"{name.lower()}.txt"


def make_keys(instance: Path, keys: Mapping[str, str]) -> dict[str, str]:
    """Keeps the given keys whose file is missing, and returns what the files hold now, by name.

    The process that makes the keys has begun with some of its own; it goes on with what is returned. Two processes at
    once cannot make two.
    """
    for name, key in keys.items():
        try:
            handle = os.open(_path(instance, name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "w") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
    return {name: _read(_path(instance, name)) for name in keys}


def read_keys(instance: Path) -> dict[str, str]:
    """The keys of this instance; an unmade key is replaced by a random one that signs nothing lasting.

    The commands that make the keys need an application to run in, so a missing key is not an error here: with a
    random one nobody stays signed in, and the server is started only after ``prepare`` or ``init``.
    """
    paths = {name: _path(instance, name) for name in NAMES}
    return {name: _read(path) if path.exists() else secrets.token_hex(32) for name, path in paths.items()}


def _read(path: Path) -> str:
    """The key in a file; a log chained with no key would prove nothing, so a file cut short is an error."""
    key = path.read_text().strip()
    if len(key) < SHORTEST:
        raise RuntimeError(f"{path} holds no whole key. If nothing was signed with it yet, remove the file.")
    return key
