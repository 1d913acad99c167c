"""Says what is in the pack of a visit and what is not; it knows no table and no address."""

PACKABLE = frozenset({"planned", "announced", "fieldwork_done"})
"""States of a visit that somebody may have to look at without network."""
LACKS = (
    "Kết quả, ghi chú, hình ảnh mà đồng nghiệp lưu sau lúc mang theo.",
    "Hình ảnh cỡ đầy đủ và các lần ghi trước của từng nội dung.",
    "Thống nhất hai kết quả khác nhau, kết luận của trưởng đoàn, xác nhận hoàn thành, biên bản: cần có mạng.",
    "Những lần kiểm tra tại đơn vị khác chưa mang theo.",
)
"""What no pack holds."""
ONLY_TO_READ = "Chưa công bố quyết định nên gói chỉ để xem. Công bố xong, hãy cập nhật gói khi còn mạng."
"""What a pack lacks that was made before the decision was announced."""


def holds(sections: int, pictures: int) -> list[str]:
    """What is in the pack, a sentence each."""
    photos = f"{pictures} hình ảnh đã chụp, cỡ nhỏ." if pictures else "Chưa có hình ảnh nào đã chụp."
    return [
        f"{sections} phần kiểm tra, kèm căn cứ và kết quả đã lưu đến lúc mang theo.",
        "Phát hiện trước đây tại đơn vị.",
        photos,
    ]


def lacks(visit_state: str) -> list[str]:
    """What is not in the pack, a sentence each."""
    return [ONLY_TO_READ, *LACKS] if visit_state == "planned" else list(LACKS)
