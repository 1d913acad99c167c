"""Makes and checks password hashes (argon2id) and first passwords; it knows no account and no rule."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from inspections.vietnamese import normalise
from models.base import ALPHABET

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's smallest parameters: 19 MiB, two passes, one lane; some 20 ms a check."""

_NOBODY = _HASHER.hash(secrets.token_urlsafe())
"""What a password is compared with when there is no account, so that the answer takes as long."""


def hash_password(text: str) -> str:
    """The argon2id hash of a password, parameters and salt inside; at most 200 characters."""
    return _HASHER.hash(normalise(text))


def matches(stored: str | None, text: str) -> bool:
    """Whether the password is the one of the stored hash; without a hash it takes the same time and is never right.

    Composed and decomposed letters are the same password: keyboards of two systems send "ế" differently.
    """
    try:
        return _HASHER.verify(stored or _NOBODY, normalise(text)) and stored is not None
    except VerificationError:
        return False


def first_password() -> str:
    """A random password of 12 letters and digits in three groups (59 bits), easy to read out and to type."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
