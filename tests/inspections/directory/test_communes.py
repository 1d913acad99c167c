"""Knows which commune an address names; knows no table."""

import pytest

from models.directory import commune_of


@pytest.mark.parametrize(
    ("place", "commune"),
    [
        ("phường Long Châu, tỉnh Vĩnh Long", "phường Long Châu"),
        ("ấp Phú Thới, xã Sông Măng, tỉnh Vĩnh Long", "xã Sông Măng"),
        ("khóm 2, phường Cổ Chiên , tỉnh Vĩnh Long", "phường Cổ Chiên"),
        ("phường An Hội, tỉnh Vĩnh Long (thành phố Bến Tre cũ)", "phường An Hội"),
        ("xã Trung Thành (thị trấn Vũng Liêm cũ), tỉnh Vĩnh Long", "xã Trung Thành"),
        ("đặc khu Phú Quý", "đặc khu Phú Quý"),
        ("số 12 đường Xã Đàn, tỉnh Vĩnh Long", ""),
        ("", ""),
    ],
)
def test_an_address_names_its_commune(place: str, commune: str) -> None:
    assert commune_of(place) == commune
