"""Knows what a pack says of itself."""

import pytest

from inspections.packs import rules


def test_a_pack_says_what_it_holds() -> None:
    assert rules.holds(11, 2)[0].startswith("11 phần kiểm tra")
    assert "2 hình ảnh đã chụp, cỡ nhỏ." in rules.holds(11, 2)
    assert "Chưa có hình ảnh nào đã chụp." in rules.holds(11, 0)


@pytest.mark.parametrize(("state", "only_to_read"), [("planned", True), ("announced", False)])
def test_a_pack_made_before_the_announcement_says_that_it_is_only_to_read(state: str, only_to_read: bool) -> None:
    assert (rules.ONLY_TO_READ in rules.lacks(state)) is only_to_read
    assert set(rules.LACKS) <= set(rules.lacks(state))
