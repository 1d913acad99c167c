"""Knows which fixtures every test may ask for, and how memory is looked after meanwhile; knows no feature."""

import gc

pytest_plugins = ("tests.support.postgres", "tests.support.chromium", "tests.support.application")


def pytest_collection_finish() -> None:
    """What stands when the tests begin stays until their end: the collector of memory looks at it no more.

    Nor does it look after every 700 objects, as usual: one page makes thousands. That saves a tenth of the run.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
