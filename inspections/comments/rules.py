"""Decides who may be mentioned in a comment, and keeps what stood there before; it knows no table and no clock."""

from collections.abc import Iterable, Mapping, Sequence

from inspections.errors import RuleBroken

JOINT, OWN = "joint", "own"
CHANGED = "Ý kiến này vừa được người khác thay đổi; mời xem lại."
ONLY_OWN = "Nội dung này chỉ cơ quan anh, chị được xem nên ý kiến cũng chỉ cơ quan anh, chị được xem."


def refuse_early(visit_state: str) -> None:
    """Raises RuleBroken while the visit of an item is planned: what is inspected there may still change."""
    if visit_state == "planned":
        raise RuleBroken("Chưa công bố quyết định kiểm tra tại đơn vị này nên chưa trao đổi theo từng nội dung được.")


def readers(audience: str, subject: str) -> str:
    """Who reads a comment: never more people than what it is about.

    Raises RuleBroken for a joint comment on an agency's own record.
    """
    if subject == OWN and audience != OWN:
        raise RuleBroken(ONLY_OWN)
    return audience


def refuse_strangers(audience: str, agency: str | None, mentioned: Iterable[tuple[str, str | None]]) -> None:
    """Raises RuleBroken, with their names, for people (name, agency) who may not read what they are mentioned in."""
    strangers = [name for name, of in mentioned if audience == OWN and of != agency]
    if strangers:
        raise RuleBroken(
            f"{', '.join(strangers)} không thuộc cơ quan anh, chị nên không đọc được ý kiến nội bộ; "
            "mời bỏ chọn, hoặc để cả hai cơ quan cùng xem."
        )


def with_earlier(
    earlier: Sequence[Mapping[str, str]], text: str, until: str, most: int = 50
) -> list[Mapping[str, str]]:
    """The earlier texts of a comment and the one that is replaced now, the first one first.

    Raises RuleBroken when it was rewritten ``most`` times: then it is a new remark.
    """
    if len(earlier) >= most:
        raise RuleBroken("Ý kiến này đã sửa quá nhiều lần; mời ghi ý kiến mới.")
    return [*earlier, {"text": text, "until": until}]
