"""Knows how a tablet sends its operations; knows no rule."""

import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.client import Client

Sent = dict[str, Any]


class Tablet:
    """A tablet of somebody who is signed in: it numbers what is written on it; its clock may be slow by ``slow``."""

    def __init__(self, client: Client, slow: timedelta = timedelta()) -> None:
        self.client, self.slow, self.counter = client, slow, 0
        self.device = secrets.token_hex(16)
        self.user = client.http.get("/session").get_json()["user"]["ref"]

    def clock(self) -> str:
        """What its clock shows."""
        return (datetime.now(UTC) - self.slow).isoformat()

    def op(self, item: str, part: str, *bases: str, text: str | None = None, **more: Any) -> Sent:
        """An operation on an item, not sent yet; ``text`` is what was typed in the part's one input."""
        self.counter += 1
        return {
            "op_id": secrets.token_hex(10),
            "item": item,
            "part": part,
            "repeat": "",
            "inputs": {} if text is None else {part: text},
            "bases": list(bases),
            "device_at": self.clock(),
            "counter": self.counter,
            "overrule": "",
        } | more

    def envelope(self, *operations: Any) -> Sent:
        """What is sent."""
        return {"user": self.user, "device": self.device, "sent_at": self.clock(), "operations": list(operations)}

    def headers(self) -> dict[str, str]:
        """What every request of it carries."""
        return {"X-CSRFToken": self.client.token(), "Content-Type": "application/json"}

    def post(self, body: Any, **headers: str) -> Any:
        """Sends this body, as JSON unless it is bytes; the answer as it came."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.http.post("/operations", data=data, headers=self.headers() | headers, buffered=True)

    def send(self, *operations: Any) -> Any:
        """Sends operations; the answer's JSON."""
        answer = self.post(self.envelope(*operations))
        assert answer.status_code == 200, answer.get_data(as_text=True)[:600]
        return answer.get_json()

    def states(self, *operations: Any) -> list[str]:
        """Sends operations; what became of each."""
        told = self.send(*operations)["results"]
        assert [one["op_id"] for one in told] == [one["op_id"] for one in operations]
        return [one["state"] for one in told]
