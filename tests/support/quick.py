"""`make quick`: the tests nearest to what was changed, as many as a minute holds; it says which it left out.

Changed is what differs from where the branch left `main`, or from the last commit where it is `main` itself, committed
or not. The imports of the package and of the tests tell which test files a change can reach, and in how many steps; a
file that is no module is reached by those whose source names it, or its folder. The nearest come first, the cheapest
first among them; those with a browser, and those of what is out to hurt, are for `make test`.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.groups import GROUPS, SECONDS

__all__ = ["Choice", "changed", "choose", "modules_of", "reached", "touched"]

ROOT = Path(__file__).parents[2]
BUDGET = 40
"""Seconds of work by the table: two processors take some 40 s for them with the start, as measured."""
LONGEST = 10
"""Seconds of the longest file that is run of those that build whole sites."""
EVERYWHERE = ("pyproject.toml", "requirements-test.txt", "tests/conftest.py", "tests/support/browsing.py")
"""What every test stands on: a change there can reach each of them, and is near to none."""
FAR = 99


def _git(root: Path, *command: str) -> list[str]:
    done = subprocess.run(["git", *command], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def changed(root: Path, main: str = "main") -> list[str]:
    """The paths that differ from where the branch left `main`, and those that git does not have yet."""
    base = (_git(root, "merge-base", "HEAD", main) or _git(root, "merge-base", "HEAD", f"origin/{main}") or ["HEAD"])[0]
    new = _git(root, "ls-files", "--others", "--exclude-standard")
    return sorted({*_git(root, "diff", "--name-only", base), *new})


def modules_of(root: Path) -> dict[str, Path]:
    """Every module of the package and of the tests, by the name that it is imported by."""
    named = {}
    for folder, pattern in (("plugins", "portal/**/*.py"), ("tests", "**/*.py")):
        for path in (root / folder).glob(pattern):
            named[".".join(path.relative_to(root / folder).with_suffix("").parts).removesuffix(".__init__")] = path
    return named


def _imports(name: str, path: Path, modules: Mapping[str, Path]) -> Iterator[str]:
    """The modules of `modules` that one of them imports, at its top or within a function."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            asked = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*above, *filter(None, [node.module])])
            asked = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        for one in asked:
            yield from [part for part in (one, one.rpartition(".")[0]) if part in modules][:1]


def touched(path: str, root: Path, modules: Mapping[str, Path]) -> set[str]:
    """The modules that a change of a file is a change of: itself, or those that read it."""
    file = root / path
    if file.suffix == ".py":
        return {name for name, module in modules.items() if module == file}
    beside = {parent: name for name, module in modules.items() for parent in [module.parent]}
    if path.startswith("plugins/"):
        nearest = next((parent for parent in file.parents if parent in beside), None)
        return {name for name, module in modules.items() if module.parent == nearest}
    names = "|".join(map(re.escape, {*Path(path).parts} - {"tests", "docs"}))
    return {
        name for name, module in modules.items() if re.search(rf"""["'/]({names})["'/]""", module.read_text("utf-8"))
    }


def reached(paths: Iterable[str], root: Path) -> dict[str, int]:
    """The test files that the changes of these files can reach, by their names without `test_`, each with its steps;
    one of a file's own name is near to it."""
    paths, modules = [*paths], modules_of(root)
    importers: dict[str, set[str]] = defaultdict(set)
    for name, path in modules.items():
        for imported in _imports(name, path, modules):
            importers[imported].add(name)
    steps = dict.fromkeys((name for path in paths for name in touched(path, root, modules)), 0)
    queue = [*steps]
    for name in queue:  # grows while it is read
        for importer in importers[name] - steps.keys():
            steps[importer] = steps[name] + 1
            queue.append(importer)
    namesakes = {f"test_{part}" for path in paths for part in Path(path).with_suffix("").parts} & modules.keys()
    steps |= {name: min(steps.get(name, 1), 1) for name in namesakes}
    if any(path in EVERYWHERE for path in paths):
        steps = dict.fromkeys(modules, FAR) | steps
    return {name.removeprefix("test_"): count for name, count in steps.items() if name.startswith("test_")}


@dataclass(frozen=True)
class Choice:
    """Names of test files: to run, the longest first; left out since they do not fit; and since they never do."""

    run: list[str]
    too_long: list[str]
    never: list[str]


def choose(reached: Mapping[str, int], budget: float = BUDGET) -> Choice:
    """The nearest of what was reached, and of those the cheapest, within so many seconds of work."""
    run, too_long, never = [], [], []
    for name in sorted(reached, key=lambda name: (reached[name], SECONDS[name], name)):
        if GROUPS[name] in ("browser", "hostile"):
            never.append(name)
        elif SECONDS[name] > budget or (GROUPS[name] == "site" and SECONDS[name] > LONGEST and reached[name]):
            too_long.append(name)
        else:
            run.append(name)
            budget -= SECONDS[name]
    return Choice(sorted(run, key=lambda name: -SECONDS[name]), too_long, never)


def main() -> int:
    """Choose, tell, and run."""
    paths = changed(ROOT)
    choice = choose(reached(paths, ROOT))
    print(f"{len(paths)} changed files reach {sum(map(len, vars(choice).values()))} test files.")
    for names, why in ((choice.too_long, "no time"), (choice.never, "a browser, or out to hurt")):
        if names:
            print(f"Left out ({why}), for `make test`: {', '.join(names)}.")
    sys.stdout.flush()
    if not choice.run:
        return 0
    files = [f"tests/test_{name}.py" for name in choice.run]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", *files],
        check=False,
        cwd=ROOT,
    ).returncode


if __name__ == "__main__":
    raise SystemExit(main())
