"""Names people and agencies as papers do, and draws up who signs; it knows no table and no format."""

from collections.abc import Mapping
from typing import Any

from inspections.papers.content import Cell, Signatures
from inspections.papers.facts.visit import Facts, Person, TeamFacts, VisitFacts
from inspections.papers.wording import BLANK, lines

ROLES = {
    "lead": "Trưởng đoàn",
    "deputy": "Phó Trưởng đoàn",
    "secretary": "Thành viên, Thư ký Đoàn",
    "member": "Thành viên",
}
ABSENT = "Không nêu lý do"


def agency(facts: Facts, code: str) -> str:
    """An agency inside its own province: Công an tỉnh, Sở Khoa học và Công nghệ."""
    held = facts.agencies.get(code)
    return held.name.removesuffix(f" {facts.city}") if held else code


def agency_in_full(facts: Facts, code: str) -> str:
    """An agency with its province, which the name of a department does not carry itself."""
    name = facts.agencies[code].name
    return name if facts.city in name else f"{name} {facts.province}"


def called(person: Person) -> str:
    """Bà Phạm Thị Thu Hà; a rank stands in place of the title."""
    return f"{person.rank or person.title} {person.name}"


def in_team(facts: Facts, person: Person) -> str:
    """A member as the list of the team has him: name, post, agency - role."""
    return f"{of_agency(facts, person)} - {ROLES[person.role]}"


def of_agency(facts: Facts, person: Person) -> str:
    """Someone of an agency: name, post, agency."""
    return f"{called(person)}, {post(facts, person)}"


def post(facts: Facts, person: Person) -> str:
    """A post with its agency, which is not said twice: Phó Giám đốc Sở Khoa học và Công nghệ."""
    where = agency(facts, person.agency)
    if where and where in person.position:
        return person.position
    first = where.split(" ")[0]
    held = person.position.removesuffix(f" {first}") if person.position.endswith(f" {first}") else ""
    return f"{held} {where}" if held else ", ".join(filter(None, (person.position, where)))


def of_body(person: Person) -> str:
    """Someone of the body or of another party: name, post, the paper that gives him authority, address."""
    authority = f"(theo {person.authority})" if person.authority else ""
    held = ", ".join(filter(None, (called(person), person.position, person.address)))
    return f"{held} {authority}".strip()


def lead(facts: TeamFacts) -> Person | None:
    """The leader of the team."""
    return next((person for person in facts.team if person.role == "lead"), None)


def secretary(facts: TeamFacts) -> Person | None:
    """Who writes the minutes: the secretary, or, in a team without one, the first member of the leading agency."""
    of_owner = [person for person in facts.team if person.agency == facts.owner and person.role != "lead"]
    return next((person for person in facts.team if person.role == "secretary"), of_owner[0] if of_owner else None)


def other_agency(facts: TeamFacts) -> Person | None:
    """Who signs for the agency that does not lead: its deputy leader, or its first member."""
    held = [person for person in facts.team if person.agency != facts.owner]
    return next((person for person in held if person.role == "deputy"), held[0] if held else None)


def representative(facts: VisitFacts) -> Person | None:
    """Who signs for the body: the one marked as signing, or the first that was named."""
    return next((person for person in facts.attendees if person.signs), next(iter(facts.attendees), None))


def _name(person: Person | None) -> str:
    return person.name if person else ""


def refusal(typed: Mapping[str, Any]) -> dict[str, str]:
    """What was typed about the body not signing: reason, witness, witness_reason; empty when it signs."""
    held = typed.get("not_signing") or {}
    return {name: str(value) for name, value in held.items() if value}


def unit(facts: VisitFacts) -> str:
    """What the body is called that the team visited."""
    return "đơn vị được khảo sát" if facts.kind == "survey" else "đơn vị được kiểm tra"


def _refused(facts: VisitFacts, held: dict[str, str]) -> Cell:
    """The block in place of the body's signature (Decree 217/2025, article 15.3.a)."""
    found = [f"Đại diện {unit(facts)} không ký Biên bản. Lý do: {held.get('reason') or ABSENT}."]
    found.append(f"Xác nhận việc {unit(facts)} không ký Biên bản:")
    found += lines(held.get("witness", "")) or [f"{BLANK} (họ tên, chức vụ hoặc địa chỉ, chữ ký)"]
    if reason := held.get("witness_reason"):
        found.append(f"Người được mời xác nhận không ký. Lý do: {reason}")
    return Cell(lines=tuple(found))


def confirming(facts: VisitFacts) -> list[str]:
    """Who signs that the body did not: the names before their posts, without Ông, Bà; none where these refuse too."""
    held = refusal(facts.typed)
    if held.get("witness_reason"):
        return []
    named = [line.partition(",")[0].strip() for line in lines(held.get("witness", ""))]
    return [name.removeprefix("Ông ").removeprefix("Bà ") for name in named]


def _names(cells: list[Cell]) -> set[str]:
    return {cell.name for cell in cells}


def _of_body(facts: VisitFacts) -> Cell:
    held = refusal(facts.typed)
    if held:
        return _refused(facts, held)
    return Cell(("ĐẠI DIỆN ĐƠN VỊ", unit(facts).upper().removeprefix("ĐƠN VỊ ")), _name(representative(facts)))


def _of_other_agency(facts: VisitFacts) -> Cell:
    person = other_agency(facts)
    if person is None:
        return Cell()
    role = ROLES[person.role].upper() if person.role == "deputy" else "THÀNH VIÊN"
    return Cell((f"ĐẠI DIỆN {agency(facts, person.agency).upper()}", role), person.name)


def signatures(facts: VisitFacts) -> Signatures:
    """The grid of signatures: the body and the leader, the other agency and the writer, then others who were there."""
    leader = Cell(("TM. ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN"), _name(lead(facts)))
    writer = Cell(("NGƯỜI GHI BIÊN BẢN", "THƯ KÝ ĐOÀN"), _name(secretary(facts)))
    rows = [(_of_body(facts), leader), (_of_other_agency(facts), writer)]
    further = [Cell(("ĐẠI DIỆN BÊN LIÊN QUAN",), one.name) for one in facts.others if one.signs]
    further += [Cell(("NGƯỜI CHỨNG KIẾN",), one.name) for one in facts.witnesses]
    further += [Cell(("NGƯỜI XÁC NHẬN",), name) for name in confirming(facts) if name not in _names(further)]
    further += [Cell()] * (len(further) % 2)
    return Signatures((*rows, *zip(further[::2], further[1::2], strict=True)))


def supplied_signatures(facts: VisitFacts) -> Signatures:
    """Under the list of papers supplied: the body, where it signs the minutes, and who wrote them."""
    body = Cell(("ĐẠI DIỆN ĐƠN VỊ",), _name(representative(facts)))
    if refusal(facts.typed):
        body = Cell(lines=(f"Đại diện {unit(facts)} không ký.",))
    return Signatures(((body, Cell(("THƯ KÝ ĐOÀN",), _name(secretary(facts)))),))
