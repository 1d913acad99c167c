"""Knows which fixtures every test may ask for; knows no feature."""

pytest_plugins = ("tests.support.postgres", "tests.support.chromium", "tests.support.application")
