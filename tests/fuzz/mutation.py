"""Mutations of a record that know its structure: of its facts, of its words, and of its bytes.

Every choice is asked of one `random.Random`, so that hypothesis and atheris can each be behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

import yaml

__all__ = ["mutated"]

Location = tuple[str | int, ...]

SCALARS: Sequence[Any] = (
    "",
    " ",
    "~",
    "NO",
    "true",
    "nn",
    "05/21",
    "2014/4587",
    "1/20210",
    "2021-02-30",
    "2021-02-19",
    "2021-02-19T25:61",
    "0000-00-00",
    "9999-12-31",
    "2020..2021-13",
    "10:30",
    "-1",
    "99999999999999999999999",
    "1e999",
    "300 000",
    "ssu",
    "ssu/2021-02-19",
    "2021-nettside",
    "../../../etc/passwd",
    "/../../x/",
    "/saker/2021-nettside/",
    "C:\\x",
    "a\0b",
    "\u202egnp.exe",
    "\ufeff",
    "\ud7ff",
    "e\u0301" * 40,
    "Kari Nordvik (leiar, Alver kommune, vara for Per Sund (nestleiar))",
    "((((((",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "%s %d {0} {x}",
    "javascript:alert(1)",
    "https://[::1",
    "http://a.example/\u00e6?x=[]&y=<",
    "mailto:a@b@c",
    "a" * 3000,
    "| a | b |\n|---|---|",
    "# Heading\n\n- x\n",
    None,
    [],
    {},
    [[[[]]]],
    {"a": {"a": {"a": None}}},
    ["x", None, "x"],
)
"""Values that some field will not like."""

LINES = (
    "## 05/21",
    "## Sak 05/21: Noko",
    "## Eventuelt",
    "### Vedtak",
    "### Vedtak\n\n### Vedtak",
    "#### Djupare\n",
    "# Tittel",
    "Setext\n======",
    "## ",
    "##\tTab",
    "---",
    "```",
    "~~~ mermaid",
    "> > > > sitat",
    "- a\n  - b\n    - c\n      - d",
    "1) ein\n2) to",
    "| a | b |\n|---|:-:|\n| 1 | 2 | 3 |",
    "[x](../meetings/ssu/2021-02-19.md#vedtak-05-21)",
    "[x](../../../../etc/passwd)",
    "[x](2021-nettside.md#finst-ikkje)",
    "[x]: ../cases/2021-lukka.md 'y'",
    "![bilete](bilete.png){ .x }",
    "[x](javascript:alert(1)) <https://a.example> https://b.example/c",
    "<div><table><tr><td>",
    "<script>alert(1)</script><style>*{}</style>",
    "<!-- ikkje lukka",
    "<a href='x' onclick='y' id='sak-05-21'>z</a>",
    "&#0; &#x202e; &amp;&nbsp",
    "\u00a0\u200b\u202e",
    "*a **b `c ~~d",
    "[^1]: fotnote\n\n[^1]",
    "{{ t('x') }} {% include 'y' %}",
    "Setting med\\\nharde skift  \nog meir.",
)
"""Lines of Markdown that mean something, or seem to."""

BYTES = b"\xff|\xfe\xff|\x00|\r|\xef\xbb\xbf|\xc3|\xed\xa0\x80|\t|---\n|\n---\n|&a *a ".split(b"|")
"""Pieces that a text should not have where they are put."""


def mutated(facts: Mapping[str, Any], body: str, chance: Random) -> bytes:
    """A record's file after none to seven mutations; the facts and the body given stay as they are."""
    changed: dict[str, Any] = _copy(facts)
    for _ in range(_pick(chance, (0, 1, 1, 2, 3))):
        _pick(chance, FACTS)(changed, chance)
    words = body
    for _ in range(chance.randrange(3)):
        words = _pick(chance, WORDS)(words, chance)
    style = _pick(chance, (False, False, None, True))
    front = yaml.safe_dump(
        changed, allow_unicode=chance.random() < 0.8, sort_keys=False, default_flow_style=style, width=1000
    )
    data = f"---\n{front}---\n\n{words}".encode("utf-8", "surrogatepass")
    for _ in range(_pick(chance, (0, 0, 0, 1, 2))):
        data = _pick(chance, RAW)(data, chance)
    return data


def _pick(chance: Random, among: Sequence[Any]) -> Any:
    return among[chance.randrange(len(among))]


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _locations(value: Any, at: Location = ()) -> list[Location]:
    """Where values stand, at every depth."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here for key, item in parts for here in ((*at, key), *_locations(item, (*at, key)))]


def _somewhere(facts: dict[str, Any], chance: Random) -> tuple[Any, Any] | None:
    """A holder of values, and the key or position of one in it."""
    locations = _locations(facts)
    if not locations:
        return None
    *path, last = _pick(chance, locations)
    holder: Any = facts
    for step in path:
        holder = holder[step]
    return holder, last


def _replace(facts: dict[str, Any], chance: Random) -> None:
    """Another value where one stood."""
    if found := _somewhere(facts, chance):
        found[0][found[1]] = _copy(_pick(chance, SCALARS))


def _transplant(facts: dict[str, Any], chance: Random) -> None:
    """A value from one field in another."""
    source, target = _somewhere(facts, chance), _somewhere(facts, chance)
    if source and target:
        target[0][target[1]] = _copy(source[0][source[1]])


def _leave_out(facts: dict[str, Any], chance: Random) -> None:
    if found := _somewhere(facts, chance):
        del found[0][found[1]]


def _repeat(facts: dict[str, Any], chance: Random) -> None:
    """An element of a list many times."""
    found = _somewhere(facts, chance)
    if found and isinstance(found[0], list):
        found[0].extend(_copy(found[0][found[1]]) for _ in range(_pick(chance, (1, 2, 40))))


def _wrap(facts: dict[str, Any], chance: Random) -> None:
    """A value in lists or groups, some levels deep."""
    if found := _somewhere(facts, chance):
        for _ in range(_pick(chance, (1, 2, 40))):
            found[0][found[1]] = _pick(chance, ([found[0][found[1]]], {"x": found[0][found[1]]}))


def _rename(facts: dict[str, Any], chance: Random) -> None:
    """A field under another name: a slip, or that of another field."""
    found = _somewhere(facts, chance)
    if found and isinstance(found[0], dict):
        name = str(found[1])
        names = (name[:-1], name.upper(), f"{name} ", "x", *(str(at[-1]) for at in _locations(facts)[:20]))
        found[0][_pick(chance, names)] = found[0].pop(found[1])


def _hide(facts: dict[str, Any], chance: Random) -> None:
    """What holds a record back, in a form that may or may not be right."""
    name = _pick(chance, ("draft", "publish_after", "exempt", "retracted", "aliases", "lang", "title"))
    facts[name] = _copy(
        _pick(
            chance,
            (
                "true",
                "2020-01-01",
                "2099-01-01 12:00",
                {"basis": "offl. § 13", "public_title": "Noko"},
                {"date": "2021-01-01", "reason": "x"},
                ["/gammal/", "/saker/"],
                ["/..%2f/"],
                ["/gammal%00/"],
                *SCALARS,
            ),
        )
    )


def _insert(words: str, chance: Random) -> str:
    lines = words.split("\n")
    lines.insert(chance.randrange(len(lines) + 1), _pick(chance, LINES))
    return "\n".join(lines)


def _drop(words: str, chance: Random) -> str:
    lines = words.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def _double(words: str, chance: Random) -> str:
    """A part of the words a second time, or many times."""
    start = chance.randrange(len(words) + 1)
    end = min(start + 1 + chance.randrange(200), len(words))
    return words[:end] + words[start:end] * _pick(chance, (1, 3, 60)) + words[end:]


def _glue(words: str, chance: Random) -> str:
    """Lines run together."""
    return words.replace("\n\n", _pick(chance, ("\n", " ", "\r\n\r\n", "\n\u2028\n")), 1 + chance.randrange(3))


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _put(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + _pick(chance, BYTES) + data[at:]


def _flip(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) or 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _recode(data: bytes, chance: Random) -> bytes:
    """The same text in another encoding, or with other line ends."""
    text = data.decode("utf-8", "replace")
    return _pick(
        chance,
        (
            text.encode("utf-16"),
            text.encode("windows-1252", "replace"),
            text.replace("\n", "\r\n").encode(),
            text.replace("\n", "\r").encode(),
            b"\xef\xbb\xbf" + data,
        ),
    )


FACTS: Sequence[Callable[[dict[str, Any], Random], None]] = (
    _replace,
    _replace,
    _transplant,
    _leave_out,
    _repeat,
    _wrap,
    _rename,
    _hide,
)
WORDS: Sequence[Callable[[str, Random], str]] = (_insert, _insert, _drop, _double, _glue)
RAW: Sequence[Callable[[bytes, Random], bytes]] = (_cut, _put, _flip, _recode)
