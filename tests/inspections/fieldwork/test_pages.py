"""Knows what the tablet's page says around its cards: grounds in words, and where the bar leads."""

from tests.inspections.fieldwork.answering import Place
from tests.support.client import Client


def test_grounds_are_spelt_out_on_the_cards_of_a_section_and_of_one_item(place: Place, police: Client) -> None:
    for address in (place.section("B1"), place.item("AN-01")):
        text = police.get(address).text
        assert "khoản 5 Điều 10 Quyết định số 55/2016/QĐ-TTg ! Quy định trước đây, cần xác minh" in text
        assert "QĐ55" not in text
