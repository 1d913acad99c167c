"""Every ground of the shipped checklists is spelt out; knows the shorthand and the shipped law, no page."""

import re
from types import SimpleNamespace

import pytest

from inspections.checklists.catalogue import items_of, shipped
from inspections.law.catalogue import documents
from inspections.law.citations import NOTHING_CITED, document_name, ground_text

NAMES = {row["key"]: document_name(SimpleNamespace(**row)) for row in documents()}
GROUNDS = {
    f"{item['code']} {ground['cite'] or ground['note']}": ground
    for checklist in shipped()
    for item in items_of(checklist)
    for ground in item["legal_basis"]
}
ITEMS = 139
SHORT = re.compile(r"\b[A-ZĐ]+[0-9]|\bLBC\b|Đ[0-9]|\bBMNN\b|\bPCCC\b|\bk[0-9]|[0-9]\.[0-9a-zđ]|–")
"""What a reader who has not learnt the shorthand does not understand."""


def spelt(cite: str | None, **more: str) -> str:
    """A ground with this shorthand, in words."""
    return ground_text({"cite": cite, "status": "verified", **more}, NAMES)


def without_names(text: str) -> str:
    """The words beside the names of the documents and of the service, which hold letters and digits by right."""
    for name in (*NAMES.values(), "KT1"):
        text = text.replace(name, "")
    return text


def test_every_item_is_looked_at() -> None:
    assert len({key.split()[0] for key in GROUNDS}) == ITEMS


@pytest.mark.parametrize("key", GROUNDS)
def test_no_ground_stays_in_shorthand(key: str) -> None:
    text = ground_text(GROUNDS[key], NAMES)
    assert not SHORT.search(without_names(text)), text
    assert "chưa có trong danh mục" not in text and "  " not in text


@pytest.mark.parametrize(
    ("cite", "words"),
    [
        ("TT16 Đ9.2.c", "điểm c khoản 2 Điều 9 Thông tư số 16/2017/TT-BTTTT"),
        ("TT16 Đ9.2.a–b", "từ điểm a đến điểm b khoản 2 Điều 9 Thông tư số 16/2017/TT-BTTTT"),
        ("TT16 Đ11.5, 11.7", "khoản 5, khoản 7 Điều 11 Thông tư số 16/2017/TT-BTTTT"),
        ("TT16 Đ5, Đ6", "Điều 5 và Điều 6 Thông tư số 16/2017/TT-BTTTT"),
        ("N26 Đ4.1.a, 4.2.a", "điểm a khoản 1, điểm a khoản 2 Điều 4 Nghị định số 26/2020/NĐ-CP"),
        ("LBC Đ29.10, 7.6", "khoản 10 Điều 29 và khoản 6 Điều 7 Luật Bưu chính số 49/2010/QH12"),
        (
            "L42 Đ5.3–5.4, Đ7.1, Đ8",
            "từ khoản 3 đến khoản 4 Điều 5, khoản 1 Điều 7 và Điều 8 Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công "
            "cụ hỗ trợ số 42/2024/QH15",
        ),
        ("CT09 5.đ", "điểm đ mục 5 Chỉ thị số 09/CT-UBND ngày 31/03/2022"),
        ("CT09 1", "mục 1 Chỉ thị số 09/CT-UBND ngày 31/03/2022"),
        ("TT15 Phụ lục I", "Phụ lục I Thông tư số 15/2022/TT-BTTTT"),
        ("TT15: cần xác minh số", "Thông tư số 15/2022/TT-BTTTT: cần xác minh mức quy định"),
        ("L117 Đ5 (k2)", "khoản 2 Điều 5 Luật số 117/2025/QH15"),
        ("QĐ32 (ý thức bảo vệ BMNN)", "Quyết định số 32/2025/QĐ-TTg (ý thức bảo vệ bí mật nhà nước)"),
        (
            "QĐ55 Đ6.4 (QĐ32: cần xác minh còn yêu cầu)",
            "khoản 4 Điều 6 Quyết định số 55/2016/QĐ-TTg (Quyết định số 32/2025/QĐ-TTg: cần xác minh còn yêu cầu)",
        ),
        ("TT99 Đ1.2", "khoản 2 Điều 1 văn bản có mã TT99 (chưa có trong danh mục văn bản)"),
    ],
)
def test_a_ground_is_written_as_officials_write_it(cite: str, words: str) -> None:
    assert spelt(cite) == words


def test_a_note_beside_a_ground_follows_it() -> None:
    assert spelt("N26 Đ7", note="về người làm việc") == "Điều 7 Nghị định số 26/2020/NĐ-CP (về người làm việc)"


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("cần xác minh", NOTHING_CITED),
        ("cần xác minh (pháp luật PCCC)", f"{NOTHING_CITED}: cần xác minh (pháp luật phòng cháy, chữa cháy)"),
    ],
)
def test_a_ground_that_cites_nothing_says_so(note: str, words: str) -> None:
    assert spelt(None, note=note) == words


def test_a_document_without_a_number_says_so() -> None:
    assert NAMES["SKHCN-CN"] == "Quyết định (chưa rõ số)"
