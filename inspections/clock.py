"""What day it is in the province; the one place that asks the machine's clock for a page."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app


def today() -> date:
    """The day in the province's time zone, which may differ from the server's."""
    zone: ZoneInfo = current_app.config["TIME_ZONE"]
    return datetime.now(UTC).astimezone(zone).date()
