"""Knows how results are counted, grouped and shortened; knows no table."""

from inspections.search import rules


def test_a_long_text_is_cut_at_a_word() -> None:
    text = "Chưa niêm yết giá cước\n\ntại nơi giao dịch " * 10
    short = rules.shortened(text)
    assert len(short) <= rules.LONGEST_SHOWN + 2
    assert short.endswith(" …") and "\n" not in short
    assert rules.shortened("Ngắn\n  thôi") == "Ngắn thôi"


def test_many_results_are_not_counted_to_the_end() -> None:
    assert rules.Group("bodies", [], 4).count == "04"
    assert rules.Group("bodies", [], rules.MOST_COUNTED).count == "100"
    assert rules.Group("bodies", [], rules.MOST_COUNTED + 1).count == "hơn 100"


def test_only_what_was_typed_with_marks_asks_for_them() -> None:
    assert rules.marked("Điện luc  đường 09/BB") == ["Điện", "đường"]
    assert rules.marked("dien LUC") == []


def test_one_group_is_searched_alone_when_it_is_asked_for() -> None:
    assert rules.asked_groups({"q": "a"}) == ["bodies", "inspections", "findings", "papers"]
    assert rules.asked_groups({"group": "papers"}) == ["papers"]
