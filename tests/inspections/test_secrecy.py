"""Hints against typing state secrets: they come at what should not be there, and stay away from daily words."""

from unicodedata import normalize

import pytest

from inspections.secrecy import BANNER, PHOTO_CONFIRMATION, SIGN_OFF_CONFIRMATION, hints

LEVELS = [
    "Đơn vị để tài liệu tuyệt mật trên bàn",
    "bì TỐI MẬT đã mở",
    "Phong bì đóng dấu mật",
    "Độ mật: Mật",
    "Kế hoạch (Mật)",
    "để lẫn với công văn mật",
    "trên bì có chữ MẬT",
    "tuyệt-mật",
]

NUMBERS = [
    "Tuyệt mật số 12",
    "Mật số 12",
    "Tối mật: 05/BC-TU",
    "số 12/BC-…(M)",
    "Công văn số 12/CAT-PA03 (TM)",
    "số 05-BC/TU mật",
    "12-BC/TU (mật)",
    "12/M-CAT",
    "TM số 12",
    "số 12/BC-CAT TM",
]

COUNTS = [
    "Năm trước gửi 15 tài liệu mật",
    "nhận 03 bưu gửi KT1 theo độ mật",
    "gửi 02 bì đóng dấu tối mật",
    "Số văn bản mật: 12",
]

DAILY_SENTENCES = [
    "Người lao động có bản cam kết bảo vệ bí mật nhà nước; đã ký 03/04 người.",
    "Phiếu gửi trong mẫu thể hiện đúng loại dịch vụ (phạm vi, độ khẩn, ký hiệu theo độ mật) theo yêu cầu.",
    "Xem tại chỗ; không ghi số, ký hiệu, trích yếu nếu văn bản có dấu chỉ độ mật hoặc lưu hành nội bộ.",
    "Tra cứu 05 mã bưu gửi không mang ký hiệu độ mật.",
    "Giấy làm bì, hồ dán và cách niêm phong bì tài liệu mật đúng quy định.",
    "Bì tài liệu mật trong mẫu được đóng ký hiệu A, B, C đúng quy định; tài liệu ký hiệu A có hai lớp bì.",
    "Có Sổ đăng ký bí mật nhà nước đi, Sổ chuyển giao bí mật nhà nước.",
    "Công văn số 61/UBND-VP phản ánh bưu gửi KT1 (không mật) bị rách vỏ bọc.",
    "Quyết định số 248/QĐ-SKHCN, biên bản 01/BB-ĐKT, 01/BB-VPHC, giấy ủy quyền số 77/UQ-BĐVL.",
    "Báo cáo có thể là tài liệu mật thì không nhập số, ngày báo cáo.",
    "Máy tính có mật khẩu riêng cho từng người; loại mật khẩu mạnh, bảo mật số liệu.",
    "Đại diện đơn vị có mặt 02 người; mất 01 phiếu gửi; mặt số 3 của sổ bị rách; buổi tối mật độ xe cao.",
    "Số 12/QĐ-UBND\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH",
    "Hợp đồng thuê xe số 15/HĐ-TM với đơn vị vận chuyển.",
    "BIÊN BẢN KIỂM TRA VIỆC GIAO, NHẬN TÀI LIỆU, VẬT CHỨA BÍ MẬT NHÀ NƯỚC",
    "02/04 người làm dịch vụ chưa được phổ biến quy định mới; gọi lúc 20 giờ 10 phút ngày 22/11/2026.",
]


def kinds(text):
    return [hint.kind for hint in hints(text)]


@pytest.mark.parametrize("text", LEVELS)
def test_a_mark_of_secrecy_gives_a_hint(text):
    assert kinds(text) == ["level"]


@pytest.mark.parametrize("text", NUMBERS)
def test_the_number_of_a_secret_paper_gives_one_hint(text):
    assert kinds(text) == ["number"]


@pytest.mark.parametrize("text", COUNTS)
def test_a_count_of_secret_papers_gives_a_hint(text):
    assert kinds(text) == ["count"]


@pytest.mark.parametrize("text", DAILY_SENTENCES)
def test_daily_words_of_an_inspection_give_no_hint(text):
    assert hints(text) == []


@pytest.mark.parametrize(
    "typed",
    [
        "Tuyet mat so 12",
        "TUYỆT MẬT SỐ 12",
        "tUyỆt MậT sỐ 12",
        "Tuyêt mât sô 12",
        "Tuyệt\u00a0 mật\u200b số 12",
        normalize("NFD", "Tuyệt mật số 12"),
    ],
)
def test_accents_case_and_spaces_hide_nothing(typed):
    assert kinds(typed) == ["number"]


def test_a_hint_names_the_piece_as_it_was_typed():
    assert [hint.piece for hint in hints("Xem bì, thấy Tuyệt mật số 12 và (Mật) trong tủ")] == [
        "Tuyệt mật số 12",
        "(Mật)",
    ]


@pytest.mark.parametrize("text", [LEVELS[0], NUMBERS[0], COUNTS[0]])
def test_a_hint_tells_what_to_do_instead(text):
    assert "hồ sơ giấy lưu riêng; hệ thống chỉ ghi Đạt hoặc Chưa đạt" in hints(text)[0].message


def test_a_message_can_be_logged_because_it_does_not_repeat_the_piece():
    assert "12" not in hints("Tuyệt mật số 12")[0].message


@pytest.mark.parametrize("sentence", [BANNER, SIGN_OFF_CONFIRMATION, PHOTO_CONFIRMATION])
def test_our_own_sentences_give_no_hint(sentence):
    assert hints(sentence) == []


def test_our_own_hints_give_no_hint():
    assert hints(hints("tuyệt mật")[0].message) == []
