"""Knows that passwords are hashed, compared and made as they should be."""

import re
import unicodedata

from inspections.accounts import passwords


def test_a_hash_matches_its_password_alone() -> None:
    stored = passwords.hash_password("ba con meo ngu")
    assert passwords.matches(stored, "ba con meo ngu")
    assert not passwords.matches(stored, "ba con meo thuc")


def test_a_hash_holds_the_parameters_and_never_the_password() -> None:
    stored = passwords.hash_password("ba con meo ngu")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "meo" not in stored


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    stored = passwords.hash_password(unicodedata.normalize("NFC", "tiếng việt"))
    assert passwords.matches(stored, unicodedata.normalize("NFD", "tiếng việt"))


def test_without_a_stored_hash_nothing_matches() -> None:
    assert not passwords.matches(None, "ba con meo ngu")


def test_first_passwords_are_readable_and_differ() -> None:
    made = {passwords.first_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch("([a-hjkmnp-z2-9]{4}-){2}[a-hjkmnp-z2-9]{4}", password) for password in made)
