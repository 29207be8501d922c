"""Where the words of the project stand: catalogues, pages, records, templates, style sheets, scripts and code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set
from enum import Enum
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args, get_type_hints

import yaml
from pydantic import BaseModel

from portal.model import vocabulary
from portal.model.kinds import KINDS
from portal.model.values import Text
from portal.model.vocabulary import MeasureStatus
from portal.outputs.data.registers import REGISTERS
from support.spelling import REPOSITORY, Word, spoken, words_in

_FENCE = re.compile(r"^(?P<mark>`{3,}|~{3,})(?P<language>\w*)[^\n]*\n(?P<code>.*?)^(?P=mark)[ \t]*$", re.M | re.S)
_KEYS = re.compile(r"^(?:make|portal) .*$|(?<![\w«])[a-z_]+:(?=\s|$)", re.M)
_ATTRIBUTES = re.compile(r"\{[:.#][^}\n]*\}|^\[fields\]: # \(\w+\)$", re.M)


def relative(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def _blanked(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


# -- code that may stand in sentences


@cache
def codes() -> frozenset[str]:
    """The names of fields and values in records and open data, and of settings, in lower case, in single words."""
    names = {"true", "false", "felt", "portal", "permalinks", "generated", "check", *(kind.folder for kind in KINDS)}
    for kind in KINDS:
        names |= {name for name, _ in fields_of(kind.model)}
    names |= _members() | {column.name for register in REGISTERS for column in register.columns}
    settings = re.findall(r"^ +(\w+):", (REPOSITORY / "mkdocs.yml").read_text("utf-8"), re.M)
    return frozenset(word for name in {*names, *settings} for word in name.lower().split("_"))


def fields_of(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    """The fields of a model, at any depth: the name in front matter, and the type."""
    for name, hint in get_type_hints(model, include_extras=True).items():
        info = model.model_fields.get(name)
        if info is not None:
            yield info.alias or name, hint
            for inner in _models(hint):
                yield from fields_of(inner)


def _models(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for part in get_args(hint):
        yield from _models(part)


# -- catalogues and pages


def words_of_catalogue(path: Path, laws: bool = False) -> Iterator[Word]:
    """The words of the messages of a `.po` file, those of the laws for themselves; keys and the header are none."""
    says, is_law, lines = False, False, []
    for line in path.read_text("utf-8").partition("\n\n")[2].splitlines():
        if line.startswith("msg"):
            says = line.startswith("msgstr")
            is_law = is_law if says else line.startswith('msgid "law.')
        quoted = re.search(r'"(.*)"$', line)
        lines.append(re.sub(r"\\.", " ", quoted[1]) if says and quoted and is_law == laws else "")
    head = path.read_text("utf-8").partition("\n\n")[0].count("\n") + 2
    return words_in(spoken("\n".join(lines), codes()), relative(path), head + 1)


def words_of_page(path: Path) -> Iterator[Word]:
    """The words of a content page, its title and description among them, and the records that it gives for examples."""
    facts, body = parted(path.read_text("utf-8"))
    text = _readable(facts, {"title", "description"}) + _FENCE.sub(_example, body)
    return words_in(spoken(_ATTRIBUTES.sub(lambda found: _blanked(found[0]), text), codes()), relative(path))


def _example(fence: re.Match[str]) -> str:
    """What an example says: the values of its fields, its text; of any other code nothing."""
    if fence["language"] not in ("markdown", "text", ""):
        return _blanked(fence[0])
    code = re.sub(
        r"^(?:make|portal) .*$|(?<![\w«])[a-z_]+:(?=\s|$)", lambda found: _blanked(found[0]), fence["code"], flags=re.M
    )
    code = re.sub(r"(?<=[ \[{])[a-z_]+(?=[,}\]\n])", _no_value, code)
    return "\n" + code + "\n".join([""] * (fence[0].count("\n") - code.count("\n")))


def _no_value(found: re.Match[str]) -> str:
    return _blanked(found[0]) if found[0] in _values() else found[0]


@cache
def _values() -> frozenset[str]:
    return frozenset({"true", "false", "nn", "nb", "unanimous"} | _members())


def _members() -> set[str]:
    enums = (t for t in vars(vocabulary).values() if isinstance(t, type) and issubclass(t, Enum))
    return {str(member.value) for enum in enums for member in enum}


def parted(text: str) -> tuple[str, str]:
    """Front matter and the text below it; together they have the lines of the file."""
    if not text.startswith("---\n"):
        return "", text
    end = text.index("\n---\n", 3) + len("\n---\n")
    return text[:end], text[end:]


def language_of(path: Path, default: str) -> str:
    """The language that front matter says, else the one given."""
    facts = yaml.safe_load(parted(path.read_text("utf-8"))[0].strip().strip("-")) or {}
    return str(facts.get("lang") or default)


def _readable(facts: str, keys: Set[str]) -> str:
    """Front matter with spaces for all but the values of some keys."""
    lines = []
    for line in facts.split("\n"):
        key = re.match(r"(\w+):", line)
        lines.append(
            _blanked(line[: key.end()]) + line[key.end() :] if key and key[1] in (keys or ()) else _blanked(line)
        )
    return "\n".join(lines)


# -- records


@cache
def _prose() -> frozenset[str]:
    """The names of the fields of records that hold free text."""
    named = {
        "name",
        "aliases",
        "chair",
        "minutes_by",
        "presenter",
        "substitute",
        "substitute_for",
        "phone",
        "archive_ref",
        "indicator",
    }
    return (
        frozenset(n for kind in KINDS for n, hint in fields_of(kind.model) if Text in (hint, *get_args(hint))) - named
    )


def words_of_record(path: Path) -> Iterator[Word]:
    """The words of a record: of its free text, and of its body."""
    facts, body = parted(path.read_text("utf-8"))
    yield from words_in(
        spoken(_FENCE.sub(lambda found: _blanked(found[0]), "\n" * facts.count("\n") + body)), relative(path)
    )
    root = yaml.compose(facts.strip().strip("-"), Loader=yaml.SafeLoader)
    yield from (_said(root, relative(path)) if root else ())


def _said(node: yaml.Node, path: str) -> Iterator[Word]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _said(item, path)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode) and value.value in {one.value for one in MeasureStatus}:
                continue  # the status of a measure; that of a workstream is in words
            if isinstance(value, yaml.ScalarNode) and key.value in _prose():
                yield from words_in(spoken(value.value.replace("\n", " ")), path, value.start_mark.line + 2)
            else:
                yield from _said(value, path)


# -- what should hold no words: templates, style sheets, scripts, code


_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
_READ = ("aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title", "alt", "placeholder",
         "content", "value", "label", "summary", "data-done", "data-l")  # fmt: skip


class _Literal(HTMLParser):
    """The letters that a template itself puts where a person reads them, each with its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        facts = dict(attrs)
        technical = tag == "meta" and facts.get("name") in ("viewport", "robots", "color-scheme", "twitter:card")
        technical |= tag == "option" or "http-equiv" in facts
        for name in _READ:
            if facts.get(name) and not technical:
                self._note(facts[name] or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._silent -= tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._note(data)

    def _note(self, text: str) -> None:
        line = self.getpos()[0]
        for number, part in enumerate(text.split("\n")):
            if re.search(r"[^\W\d_]", part.replace("\ufffc-NO", "")):
                self.found.append((line + number, part.strip()))


def letters_of_template(path: Path) -> list[str]:
    """Where a template says something itself: text, and the attributes that are read out, with letters in them."""
    source = _TAG.sub(lambda found: re.sub(r"[^\n]", "\ufffc", found[0]), path.read_text("utf-8"))
    reader = _Literal()
    reader.feed(source)
    reader.close()
    said = (f"{relative(path)}:{line}: «{text}»" for line, text in reader.found)
    quoted = [
        f"{relative(path)}:{path.read_text('utf-8')[: tag.start()].count(chr(10)) + 1}: «{words}»"
        for tag in _TAG.finditer(path.read_text("utf-8"))
        if not tag[0].startswith("{#")
        for words in re.findall(r'"([^"]*)"', tag[0])
        if _speaks(words)
    ]
    return [*said, *quoted]


def _speaks(words: str) -> bool:
    """Whether a string in a template says something: Norwegian letters, or two words that are no classes."""
    if set("æøåÆØÅ") & set(words):
        return True
    two = re.search(r"[^\W\d_]{2,} [^\W\d_]{2,}", words) and not re.search(r"[<>=]", words)
    return bool(two) and not set(words.split()) <= _classes()


@cache
def _classes() -> frozenset[str]:
    sheets = (REPOSITORY / "templates").rglob("*.css")
    return frozenset(name for sheet in sheets for name in re.findall(r"\.([\w-]+)", sheet.read_text("utf-8")))


def letters_of_style(path: Path) -> list[str]:
    """Where a style sheet writes words onto the page."""
    text = path.read_text("utf-8")
    return [
        f"{relative(path)}:{text[: found.start()].count(chr(10)) + 1}: «{found[1]}»"
        for found in re.finditer(r"content:\s*(?:[^;}\"']*)[\"']([^\"']*[A-Za-zÆØÅæøå]{2,}[^\"']*)[\"']", text)
    ]


def letters_of_script(path: Path) -> list[str]:
    """Where a script has words of its own: a string with two words, or with a Norwegian letter."""
    text = re.sub(r"/\*.*?\*/", lambda found: _blanked(found[0]), path.read_text("utf-8"), flags=re.S)
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        code = re.sub(r"(?<![:\"'`])//.*$", "", line)
        for words in re.findall(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`", code):
            said = re.sub(r"\$\{[^}]*\}|\\\\.|[.:#][\w-]+\([^)]*\)", " ", "".join(words)).partition("${")[0]
            if re.search(r"[æøåÆØÅ]|(?<![\w.#\[-])[^\W\d_]{2,}[ ,.:]+[^\W\d_]{2,}(?![\w=\[])", said):
                found.append(f"{relative(path)}:{number}: «{''.join(words)}»")
    return found


def strings_of_code(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are no docstrings, each with its line."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value
