"""Writes what stands in README.txt of a case file: what it is, whose view, how it is checked; it knows no table."""

from dataclasses import dataclass

from inspections.archive.bundle import INDEX, MANIFEST


@dataclass(frozen=True)
class Facts:
    """What a README says of its case; ``demonstration`` is whether the data are made up."""

    title: str
    decision: str
    agency: str
    by: str
    day: str
    log_number: int
    log_hash: str
    demonstration: bool = False


_TEXT = """{warning}HỒ SƠ CUỘC KIỂM TRA
{title}
Quyết định: {decision}
Xuất ngày {day}, người xuất: {by}, {agency}.

Thư mục này gồm những gì {agency} được xem của cuộc kiểm tra. Nội dung riêng của cơ quan kia không có ở đây;
cơ quan đó xuất hồ sơ của mình. Hệ thống không chứa văn bản mật.

CÁC THƯ MỤC
01-van-ban           văn bản lập trong phần mềm: tệp đã khóa, bản đã ký, bản quét
02-hinh-anh          ảnh chụp khi kiểm tra, đặt tên theo mã nội dung kiểm tra
03-van-ban-ky-ngoai  bản quét văn bản ký ngoài phần mềm
04-xu-ly-vi-pham     bản quét quyết định xử phạt, biên lai
05-khac-phuc         tài liệu chứng minh việc khắc phục
06-bang              kết quả kiểm tra, phát hiện, yêu cầu khắc phục, tài liệu đơn vị cung cấp (.csv, mở bằng Excel)
07-nhat-ky           trích nhật ký hệ thống về cuộc kiểm tra
08-bao-cao-don-vi    bản quét báo cáo đơn vị gửi trước kiểm tra
{index}.csv     từng tệp là gì
{manifest}      mã SHA-256 của mọi tệp khác
Thư mục không có tệp nào thì không có trong hồ sơ.

KIỂM TRA TỆP CÓ CÒN NGUYÊN
Linux, macOS: mở cửa sổ lệnh tại thư mục này rồi chạy
    sha256sum -c {manifest}
Mỗi tệp phải báo "OK" (hoặc "Thành công"). Trên macOS: shasum -a 256 -c {manifest}
Windows: mở PowerShell tại thư mục này rồi chạy
    Get-Content {manifest} | % {{ $h, $p = $_ -split '  ', 2; if ((Get-FileHash $p).Hash -ne $h) {{ "SAI: $p" }} }}
Không hiện dòng nào là đúng. Tệp bị sửa, bị thiếu sẽ được nêu tên.

KIỂM TRA {manifest} CÓ CÒN NGUYÊN
Tính mã SHA-256 của chính tệp {manifest} (sha256sum, Get-FileHash) rồi so với mã ghi tại trang Lưu trữ của cuộc kiểm
tra trong phần mềm, mục "Đã làm với hồ sơ", ở dòng xuất hồ sơ tương ứng.

ĐỐI CHIẾU NHẬT KÝ HỆ THỐNG
Mỗi dòng trong 07-nhat-ky/nhat-ky.csv có số và mã; các mã nối tiếp nhau thành chuỗi có khóa. Chỉ có những dòng người
xuất được xem nên số dòng không liền nhau. Dòng cuối của toàn bộ nhật ký khi xuất:
    số {log_number}
    mã {log_hash}
Người giám sát nhật ký nhập số và mã của một dòng bất kỳ tại trang "Kiểm chứng nhật ký hệ thống" để biết nhật ký có bị
cắt hoặc viết lại hay không. Mã của dòng không tính lại được nếu không có khóa của hệ thống.
"""


def text(facts: Facts) -> str:
    """The whole text."""
    warning = "DỮ LIỆU TRÌNH DIỄN, KHÔNG PHẢI HỒ SƠ THẬT\n\n" if facts.demonstration else ""
    return _TEXT.format(warning=warning, index=INDEX, manifest=MANIFEST, **vars(facts))
