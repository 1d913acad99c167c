"""Hands e-mails to the province's own relay by SMTP; it knows no person and nothing of what is written."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

SECONDS = 20
"""How long the relay is waited for."""
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
"""Ways to a relay: in plain, which only a closed network may, encrypted after the greeting, or from the first byte."""


class RelayFailed(RuntimeError):
    """The relay cannot be used, or did not take an e-mail; the message says why, without a password."""


@dataclass(frozen=True)
class Relay:
    """Where e-mails are handed in, and in whose name."""

    way: str
    host: str
    port: int
    user: str
    password: str
    sender: str


def relay_of(address: str, sender: str) -> Relay:
    """The relay of an address such as smtp+starttls://user:password@mail.lan:587. Raises RelayFailed."""
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname or "@" not in sender:
        raise RelayFailed("MAIL_RELAY is smtp://, smtp+starttls:// or smtps:// and a host; MAIL_FROM is an address.")
    port = parts.port or PORTS[parts.scheme]
    name, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Relay(parts.scheme, parts.hostname, port, name, password, sender)


@contextmanager
def connected(relay: Relay) -> Iterator[smtplib.SMTP]:
    """A connection over which e-mails are handed in; raises RelayFailed before the first when there is none."""
    try:
        server = _greeted(relay)
    except (OSError, smtplib.SMTPException) as failure:
        raise RelayFailed(f"The relay {relay.host}:{relay.port} cannot be used: {failure}") from failure
    try:
        yield server
    finally:
        server.close()


def _greeted(relay: Relay) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if relay.way == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(relay.host, relay.port, timeout=SECONDS, context=trusted)
    else:
        server = smtplib.SMTP(relay.host, relay.port, timeout=SECONDS)
    if relay.way == "smtp+starttls":
        server.starttls(context=trusted)
    if relay.user:
        server.login(relay.user, relay.password)
    return server


def hand_in(server: smtplib.SMTP, relay: Relay, to: str, subject: str, body: str, mark: str) -> bool:
    """Hands one e-mail in and says whether the relay took it; ``mark`` makes its Message-ID the same at every try.

    Raises RelayFailed when the connection is no good any more.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = relay.sender, to, subject
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{mark}@{relay.sender.partition('@')[2].strip('> ')}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    try:
        server.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError):
        return False
    except (OSError, smtplib.SMTPException) as failure:
        raise RelayFailed(f"The relay did not take an e-mail: {failure}") from failure
    return True
