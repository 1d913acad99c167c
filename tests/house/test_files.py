"""Knows what every file must look like: its first line, its size, its names, and what no file may mention."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import BINARY, files, text, tree, under

LONGEST_FUNCTION, LONGEST_FILE = 40, 300

VENDORED = "static/vendor/"
FROZEN = "models/migrations/versions/"
"""Migrations are written once and never edited; their length is what the tables need."""

OPENINGS = {
    ".py": re.compile(r'r?"""(?P<sentence>.+?)("""|\n\s*\n)', re.DOTALL),
    ".html": re.compile(r"\{# (?P<sentence>.+?)-?#\}", re.DOTALL),
    ".js": re.compile(r"// (?P<sentence>.+)"),
    ".css": re.compile(r"/\* (?P<sentence>.+?)\*/", re.DOTALL),
    ".yaml": re.compile(r"# (?P<sentence>.+)"),
    ".toml": re.compile(r"# (?P<sentence>.+)"),
}
"""How the first sentence of a file begins and ends, by the file's ending."""


def unsaid(*pieces: str, ignore_case: bool = False) -> re.Pattern[str]:
    """A pattern written in pieces, so that this file does not hold what it looks for."""
    return re.compile("".join(pieces), re.IGNORECASE if ignore_case else 0)


WORKPLACE = [
    unsaid("/wor", r"k(/|\b)"),
    unsaid(r"\.", "library"),
    unsaid(r"\.\./", "shared"),
    unsaid(r"\b(cla", "ude|anth", "ropic|chat", "gpt|open", "ai|copi", "lot)", ignore_case=True),
    unsaid(r"\b(py", r"pi\.org|files\.python", r"hosted|registry\.n", r"pmjs|proxy\.gol", "ang)"),
]
"""Where and with what the project was made is of no concern to its readers."""

UNFINISHED = unsaid(r"\b(TO", "DO|FIX", "ME|X", "XX|HA", r"CK)\b")
SKIPPED = unsaid(r"pytest\.(mark\.)?(sk", "ip|x", "fail|import", r"orskip)|unittest\.mo", "ck")
SLEEPS = unsaid(r"\bsle", r"ep\(|wait_for_time", "out")

ADDRESS = re.compile(r"\bhttps?://[^\s\"'<>)]+", re.IGNORECASE)
NAMESPACE = re.compile(r"https?://www\.w3\.org/")
LICENCE_COMMENT = re.compile(r"/\*!.*?\*/", re.DOTALL)

VIETNAMESE_WORDS = {"kiem", "doan", "phieu", "quyet", "dinh", "nguoi", "ngay", "thang", "bien", "thoi", "diem", "luan"}
"""Words that would betray a name that is not English."""


def length(path: Path) -> int:
    """How many lines a file has."""
    return len(text(path).splitlines())


def functions(code: ast.Module) -> Iterator[tuple[str, int]]:
    """Every function with its number of lines."""
    for node in ast.walk(code):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def script_functions(source: str) -> Iterator[tuple[str, int]]:
    """Every named function of a script with its number of lines; the end is the brace under its first letter."""
    lines = source.splitlines()
    for start, line in enumerate(lines):
        if found := re.match(r"(\s*)(?:async )?function (\w+)", line):
            end = next(
                n for n in range(start, len(lines)) if lines[n] == f"{found[1]}}}" or (n == start and "}" in line)
            )
            yield found[2], end - start + 1


def opening(path: Path, source: str) -> bool:
    """Whether the file begins with a sentence."""
    found = OPENINGS[path.suffix].match(source)
    return found is not None and "." in found["sentence"]


def names(code: ast.Module) -> Iterator[str]:
    """Every name that a file gives: of variables, functions, classes, arguments, attributes."""
    for node in ast.walk(code):
        for field in ("id", "name", "arg", "attr"):
            if isinstance(value := getattr(node, field, None), str):
                yield value


def foreign_names(code: ast.Module) -> set[str]:
    """Names that are not English: letters with marks, or Vietnamese words without."""
    return {name for name in names(code) if not name.isascii() or VIETNAMESE_WORDS & set(name.lower().split("_"))}


def addresses(path: Path, source: str) -> list[str]:
    """Addresses of other hosts; a licence text and the names of the W3C's formats are none."""
    if path.name.endswith(".LICENSE.txt"):
        return []
    found = ADDRESS.findall(LICENCE_COMMENT.sub("", source))
    return [one for one in found if not NAMESPACE.match(one)]


def readable() -> list[Path]:
    """Every file that holds text."""
    return [path for path in files() if path.suffix not in BINARY]


def test_no_file_is_long() -> None:
    checked = [p for s in (".py", ".html", ".js", ".css") for p in under("", suffix=s)]
    long = {
        str(p): length(p) for p in checked if not str(p).startswith((VENDORED, FROZEN)) and length(p) > LONGEST_FILE
    }
    assert not long


def test_no_function_is_long() -> None:
    python = [(path, *one) for path in under("") if not str(path).startswith(FROZEN) for one in functions(tree(path))]
    scripts = [
        (p, *one) for p in under("static/", suffix=".js") if VENDORED not in str(p) for one in script_functions(text(p))
    ]
    assert not [one for one in python + scripts if one[2] > LONGEST_FUNCTION]


def test_every_file_begins_with_a_sentence_on_what_it_knows() -> None:
    checked = [path for suffix in OPENINGS for path in under("", suffix=suffix) if VENDORED not in str(path)]
    assert not [str(path) for path in checked if not opening(path, text(path))]


def test_names_in_the_code_are_english() -> None:
    assert not {str(path): found for path in under("") if (found := foreign_names(tree(path)))}
    assert not [str(path) for path in files() if not str(path).isascii()]


def test_no_file_mentions_the_workplace_or_what_is_unfinished() -> None:
    for pattern in (*WORKPLACE, UNFINISHED):
        assert not {str(path): found[0] for path in readable() if (found := pattern.search(text(path)))}


def test_nothing_that_is_served_names_another_host() -> None:
    served = [path for path in readable() if path.parts[0] in {"templates", "static"}]
    assert not {str(path): found for path in served if (found := addresses(path, text(path)))}


def test_no_test_is_skipped_faked_or_slept_through() -> None:
    tests = [path for path in under("tests/") if "bench" not in path.parts]
    for pattern in (SKIPPED, SLEEPS):
        assert not {str(path): found[0] for path in tests if (found := pattern.search(text(path)))}


def test_tests_are_no_packages() -> None:
    assert not [str(path) for path in under("tests/") if path.name == "__init__.py"]


def test_the_planted_faults_are_found() -> None:
    long = ast.parse("def f():\n" + "    x = 1\n" * 40)
    assert list(functions(long)) == [("f", 41)]
    assert list(script_functions("  function f(a) {\n" + "    a();\n" * 40 + "  }\n")) == [("f", 42)]
    assert not opening(Path("a.py"), "import re\n")
    assert not opening(Path("a.py"), '"""Helpers"""\n')
    assert not opening(Path("a.html"), "<p></p>")
    assert foreign_names(ast.parse("def kiem_tra(số): return số")) == {"kiem_tra", "số"}
    assert WORKPLACE[0].search("see /wor" + "k/main") and not WORKPLACE[0].search("a/workflow.py, /working_days")
    assert UNFINISHED.search("# TO" + "DO: later")
    assert SKIPPED.search("@pytest.mark.sk" + "ip") and SLEEPS.search("sle" + "ep(1)")
    assert addresses(Path("a.html"), '<img src="https://cdn.example/x.png">')
    assert not addresses(Path("a.svg"), '<svg xmlns="http://www.w3.org/2000/svg">')
