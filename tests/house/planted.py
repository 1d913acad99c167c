"""Knows what was planted and where it is hidden; knows neither how it is planted nor a page."""

import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

OWN = {"owner": "POLICE", "audience": "own"}


@dataclass
class Planted:
    """What was planted: the word that nobody else may meet, the one that the auditor may, the hidden references."""

    word: str = field(default_factory=lambda: f"qz{secrets.token_hex(6)}")
    actor: str = field(default_factory=lambda: f"qy{secrets.token_hex(6)}")
    refs: dict[Any, list[str]] = field(default_factory=lambda: defaultdict(list))

    def hide(self, *rows: Any) -> None:
        """Notes the references of hidden rows."""
        for row in rows:
            self.refs[type(row)].append(row.ref)
