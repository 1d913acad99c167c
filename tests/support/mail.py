"""Knows how to run a real SMTP server on the loopback and to read what it was handed; knows no feature."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

HOST = "127.0.0.1"


@dataclass
class Post:
    """What the server was handed, in its order; ``first`` is done before it answers, ``refused`` are addresses."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    first: Callable[[], Any] = lambda: None

    @property
    def address(self) -> str:
        """The server as MAIL_RELAY names it."""
        return f"smtp://{HOST}:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """The e-mails to somebody."""
        return [one for one in self.letters if one["To"] == address]

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, to: str, _options: Any) -> str:
        """Takes an address, or refuses it."""
        if to in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        """Keeps an e-mail."""
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        self.letters.append(message_from_bytes(content, policy=default))
        self.first()
        return "250 taken"


def text_of(letter: EmailMessage) -> str:
    """Everything that an e-mail says: every header and its text."""
    return "\n".join([*(f"{name}: {value}" for name, value in letter.items()), letter.get_content()])


@contextmanager
def post_office() -> Iterator[Post]:
    """A server until the end."""
    with socket.create_server((HOST, 0)) as free:
        post = Post(free.getsockname()[1])
    controller = Controller(post, hostname=HOST, port=post.port)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
