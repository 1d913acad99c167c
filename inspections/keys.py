"""The application's two keys: made once, owner-readable, never by a worker, kept outside the database."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

NAMES = ("SECRET_KEY", "LOG_KEY")
SHORTEST = 32


def _path(instance: Path, name: str) -> Path:
    return instance / f"{name.lower()}.txt"


def make_keys(instance: Path, keys: Mapping[str, str]) -> dict[str, str]:
    """Keeps the given keys whose file is missing, and returns what the files hold now, by name.

    The process that makes the keys has begun with some of its own; it goes on with what is returned. Two processes at
    once cannot make two, and neither ever reads a file that is not whole.
    """
    for name, key in keys.items():
        if not _path(instance, name).exists():
            _keep(_path(instance, name), key)
    return {name: _read(_path(instance, name)) for name in keys}


def _keep(path: Path, key: str) -> None:
    """Gives the file its name once it is whole and on the disk; a name that is taken meanwhile stays as it is."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


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
