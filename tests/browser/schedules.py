"""Knows which mishaps may meet two inspectors, in random order; knows no browser and no server."""

import random
from dataclasses import dataclass

from tests.support.faulty_network import CUT, DROPPING, GOOD, HANGING, SLOW, Weather

WEATHERS: dict[str, Weather] = {"good": GOOD, "cut": CUT, "slow": SLOW, "dropping": DROPPING, "hanging": HANGING}
RESULTS = {0: ("CL-26", "CL-30"), 1: ("CL-27", "CL-30")}
"""Items that each of the two gives a result; of one they may differ."""
NOTES = {0: ("CL-26", "CL-29", "CL-30"), 1: ("CL-27", "CL-31", "CL-30")}
"""Items to which each of the two adds notes and photos."""
ITEMS = {"answer": RESULTS, "note": NOTES, "photo": NOTES, "close_tab": NOTES}
NO_ITEM = {0: ("",), 1: ("",)}
CHANCES = {"answer": 8, "note": 5, "photo": 2, "weather": 4, "kill_server": 1, "kill_browser": 1, "close_tab": 2}
COSTLY = {"kill_server", "kill_browser"}
"""What happens once at most in a schedule, because it takes seconds."""
SHORTEST, LONGEST = 8, 13


@dataclass(frozen=True)
class Step:
    """One thing that happens: what, at which tablet (0 or 1), to which item, and a random number to choose with."""

    kind: str
    tablet: int
    item: str = ""
    choice: int = 0

    def __str__(self) -> str:
        return " ".join([self.kind, f"tablet {self.tablet}", self.item, str(self.choice)])


def schedule(seed: int) -> list[Step]:
    """The same steps for the same seed. A killed server comes back after a step or two; the end is left to the test."""
    chance = random.Random(seed)
    kinds = dict(CHANCES)
    steps: list[Step] = []
    for _ in range(chance.randint(SHORTEST, LONGEST)):
        kind = chance.choices(list(kinds), list(kinds.values()))[0]
        tablet = chance.randrange(2)
        item = chance.choice(ITEMS.get(kind, NO_ITEM)[tablet])
        steps.append(Step(kind, tablet, item, chance.randrange(1000)))
        if kind in COSTLY:
            del kinds[kind]
        if kind == "kill_server":
            steps += [Step("answer", who, chance.choice(RESULTS[who]), chance.randrange(1000)) for who in (0, 1)]
            steps.append(Step("start_server", 0))
    return steps
