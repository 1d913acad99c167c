"""Chooses which numbers of the overview are drawn, and how; it counts nothing and knows no shape."""

from collections.abc import Mapping
from datetime import date

from inspections.overview import plots, rules
from inspections.overview.plots import Plot, Series
from inspections.overview.rules import Figures
from inspections.remedies.rules import AGE_WORDS, PAST_DUE, TIMES
from inspections.vietnamese import QUARTERS

LOOKS = {"in_time": "solid", "met_late": "hatched", "yes": "crossed"}
AGES = tuple(words.removesuffix(" ngày") for words in AGE_WORDS.values())
QUARTER_SIGNS = ("I", "II", "III", "IV")


def pictures(figures: Figures, agencies: Mapping[str, str], today: date) -> dict[str, Plot]:
    """The plots of the overview by name; ``agencies`` (code → name) are those that are asked for."""
    return {
        "plan": _plan(figures),
        "faults": _faults(figures, today),
        "late": _late(figures, agencies, today),
        "timing": _timing(figures, agencies),
    }


def _plan(figures: Figures) -> Plot:
    year = figures.asked.year
    plans = [figures.plans.get(year), figures.plans.get(year), figures.plans.get(year - 1)]
    named = (f"Kế hoạch {year}", "outlined", ""), (f"Đã kết thúc {year}", "solid", "finished")
    series = [
        Series(name, look, tuple(plan.count(stage, quarter) if plan else None for quarter in QUARTERS))
        for plan, (name, look, stage) in zip(
            plans, (*named, (f"Đã kết thúc {year - 1}", "hatched", "finished")), strict=True
        )
    ]
    return plots.bars("plot-plan", "Số cuộc kiểm tra theo kế hoạch và đã kết thúc theo quý", QUARTER_SIGNS, series)


def unfinished(year: int, today: date) -> int:
    """The quarter of a year that is not over yet; 5 where all are over, 1 where none has begun."""
    if year != today.year:
        return 5 if year < today.year else 1
    return (today.month + 2) // 3


def _faults(figures: Figures, today: date) -> Plot:
    year = figures.asked.year
    begun = unfinished(year, today)
    series = [
        Series(
            str(year),
            "solid",
            tuple(figures.count("faults", "quarter", one) if one <= begun else None for one in QUARTERS),
        ),
        Series(str(year - 1), "dashed", tuple(figures.count("faults", "quarter", one, 1) for one in QUARTERS)),
    ]
    return plots.lines("plot-faults", "Số tồn tại, vi phạm theo quý, năm nay và năm trước", QUARTER_SIGNS, series)


def _late(figures: Figures, agencies: Mapping[str, str], today: date) -> Plot:
    counts = rules.by_age(figures.late, today)
    series = [
        Series(name, look, tuple(counts.get((age, code), 0) for age in AGE_WORDS))
        for (code, name), look in zip(agencies.items(), ("solid", "hatched"), strict=False)
    ]
    return plots.bars("plot-late", "Số yêu cầu quá hạn theo số ngày quá hạn", AGES, series)


def _timing(figures: Figures, agencies: Mapping[str, str]) -> Plot:
    series = [
        Series(TIMES[what], LOOKS[what], tuple(figures.count(what, "agency", code) for code in agencies))
        for what in PAST_DUE
    ]
    title = "Yêu cầu khắc phục mà thời hạn đã qua, theo cơ quan theo dõi"
    return plots.stacks("plot-timing", title, tuple(agencies.values()), series)
