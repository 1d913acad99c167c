"""What every form with a scanned file shares: the file is read before the write begins; it knows no record."""

from typing import Any

from wtforms.validators import ValidationError

from inspections.evidence.photos import Refused
from inspections.evidence.rules import Scan
from inspections.evidence.uploads import scanned

SCAN_HINT = "Không quá 20 MB. Không quét văn bản mật."


class WithScan:
    """A form with a field ``scan``; ``scan_wanted`` is whether it is sent for the file's sake."""

    scan_wanted = False

    def validate_scan(self, _field: Any) -> None:
        """Raises ValidationError for a file that is no scan, and for none where one is wanted."""
        found = scanned()
        if isinstance(found, Refused):
            raise ValidationError(found.message)
        if found is None and self.scan_wanted:
            raise ValidationError("Chưa chọn tệp nào.")

    def file(self) -> Scan | None:
        """The file that came."""
        found = scanned()
        return None if isinstance(found, Refused) else found
