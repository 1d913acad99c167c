"""Reckons what is paid and owed on a fine: parts, rest, interest for each late day; it knows no table and no rate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

PARTS = 100_000
"""The rate of interest is in hundred-thousandths of what is not paid, for each day."""


@dataclass(frozen=True)
class Paid:
    """One receipt that counts."""

    day: date
    amount: int


@dataclass(frozen=True)
class Ledger:
    """What is owed and paid on a day, in đồng; interest is added only to the part of the fine that was not paid."""

    fine: int
    interest: int
    paid: int
    days_late: int

    @property
    def owed(self) -> int:
        """The fine and its interest."""
        return self.fine + self.interest

    @property
    def rest(self) -> int:
        """What is still to be paid."""
        return self.owed - self.paid


def ledger(fine: int, pay_by: date | None, receipts: Iterable[Paid], rate: int, today: date) -> Ledger:
    """The state of a fine on a day. ``pay_by`` is the last day in time, None while the violator has not received it.

    Receipts pay the fine first, then the interest, which is rounded down to whole đồng. The day of a payment is late
    too when it lies after the last day.
    """
    received = sorted(receipts, key=lambda one: one.day)
    left, weighed, days, since = fine, 0, 0, pay_by
    for one in [*received, Paid(today, 0)]:
        if since is not None and one.day > since and left > 0:
            weighed += left * (one.day - since).days
            days += (one.day - since).days
            since = one.day
        left -= one.amount
    return Ledger(fine, weighed * rate // PARTS, sum(one.amount for one in received), days)


def settled_on(fine: int, pay_by: date | None, receipts: Iterable[Paid], rate: int) -> date | None:
    """The day of the receipt with which nothing was left to pay, or None."""
    received = sorted(receipts, key=lambda one: one.day)
    for place, one in enumerate(received, start=1):
        if ledger(fine, pay_by, received[:place], rate, one.day).rest <= 0:
            return one.day
    return None


def total(ledgers: Iterable[Ledger]) -> Ledger:
    """All of them together."""
    found = list(ledgers)
    return Ledger(
        sum(one.fine for one in found),
        sum(one.interest for one in found),
        sum(one.paid for one in found),
        max((one.days_late for one in found), default=0),
    )
