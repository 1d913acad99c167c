"""The shipped law on penalties is whole, and a mistake in it is named."""

import pytest

from inspections.directory.shipped import CatalogueError
from inspections.law.terms import penalty_terms

GOOD = """
offices:
  - {code: head, name: Trưởng phòng, agency: DIC, source: Điều 1, status: verified}
powers:
  - {office: head, document: N174, maximum: 5, source: Điều 1, status: verified, valid_from: 2026-07-01}
circumstances:
  - {code: G1, effect: mitigating, text: Khai báo, source: Điều 9, status: unverified}
deadlines:
  - {code: record, n: 2, unit: working, source: Điều 12, status: reported}
amounts:
  - {code: late_interest, value: 50, source: Điều 78, status: unverified}
"""


def test_the_shipped_terms_are_whole() -> None:
    found = penalty_terms()
    kinds = [one["kind"] for one in found]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        "office": 11,
        "power": 18,
        "circumstance": 19,
        "deadline": 12,
        "amount": 4,
    }
    points = [one["source"].split(" Luật")[0] for one in found if one["kind"] == "circumstance"]
    assert points == [f"khoản {n} Điều 9" for n in range(1, 8)] + [f"điểm {p} khoản 1 Điều 10" for p in "abcdđeghiklm"]
    assert all(one["status"] != "verified" for one in found if one["kind"] in {"circumstance", "deadline", "amount"})


def test_a_term_keeps_its_days_beside_its_content() -> None:
    power = next(one for one in penalty_terms(GOOD) if one["kind"] == "power")
    assert power["code"] == "head:N174" and str(power["valid_from"]) == "2026-07-01" and power["valid_to"] is None
    assert power["content"] == {"office": "head", "document": "N174", "maximum": 5}


@pytest.mark.parametrize(
    ("good", "bad", "field"),
    [
        ("document: N174", "document: N999", "document"),
        ("{office: head", "{office: tail", "office"),
        ("unit: working", "unit: weeks", "unit"),
        ("effect: mitigating", "effect: good", "effect"),
        ("value: 50", "value: -1", "value"),
        ("agency: DIC", "agency: ABC", "agency"),
        ("status: reported", "status: sure", "status"),
        ("n: 2, ", "", "n"),
        ("n: 2", "n: 2, more: 1", "more"),
        ("amounts:", "sums:", "-"),
        ("deadlines:\n", "deadlines:\n  - {code: record, n: 1, unit: years, source: a, status: reported}\n", "code"),
    ],
)
def test_a_mistake_is_named(good: str, bad: str, field: str) -> None:
    with pytest.raises(CatalogueError) as error:
        penalty_terms(GOOD.replace(good, bad))
    assert error.value.field == field
