"""Knows where a run keeps its compiled templates: each is compiled once, not once for each application or server."""

import atexit
import os
import shutil
from tempfile import mkdtemp

from flask import Flask
from jinja2 import FileSystemBytecodeCache

NAME = "KT1_COMPILED_TEMPLATES"
"""The variable by which the first process of a run, which makes the folder, names it to all that it starts."""

if NAME not in os.environ:
    os.environ[NAME] = mkdtemp(prefix="templates-")
    atexit.register(shutil.rmtree, os.environ[NAME], ignore_errors=True)


def compiled_once(app: Flask) -> Flask:
    """The same application; what it compiles is kept, and what was compiled before is taken."""
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(os.environ[NAME])
    return app
