"""Records out of all measure: bombs of YAML and Markdown, great numbers, great depths. Each is made when asked."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["BODIES", "FRONTS", "meeting_of"]

_ALIASES = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))

FRONTS: dict[str, tuple[Callable[[], str], str | None]] = {
    "a title of 1 MB": (lambda: "title: " + "ord " * 250_000, None),
    "a title of one word of 1 MB": (lambda: "title: " + "a" * 1_000_000, None),
    "escapes": (lambda: 'title: "' + "\\u0041" * 100_000 + '"', None),
    "1,000 lists within each other": (lambda: "title: " + "[" * 1000 + "]" * 1000, "yaml_depth"),
    "1,000 groups within each other": (lambda: "title: " + "{a: " * 1000 + "}" * 1000, "yaml_depth"),
    "1,000 levels of indentation": (
        lambda: "title:\n" + "".join(f"{' ' * n}-\n" for n in range(1, 1000)),
        "yaml_depth",
    ),
    "lists that never end": (lambda: "title: " + "[" * 100_000, "yaml_depth"),
    "a laugh a billion times": (lambda: f"a: &a [x,x,x,x,x,x,x,x,x]\n{_ALIASES}", "yaml_alias_bomb"),
    "50,000 anchors": (lambda: "".join(f"k{n}: &a{n} x\n" for n in range(50_000)), "too_many_faults"),
    "100,000 fields": (lambda: "title: A\n" + "".join(f"k{n}: 1\n" for n in range(100_000)), "too_many_faults"),
    "one field 100,000 times": (lambda: "title: A\n" * 100_000, "too_many_faults"),
    "100,000 cases": (lambda: "title: A\nrelated: [" + ", ".join(f"a-{n}" for n in range(100_000)) + "]", None),
    "100,000 blanks": (lambda: "title: A\nrelated: [" + "~, " * 100_000 + "]", None),
    "10,000 faulty elements": (lambda: "title: A\ncorrections: [" + "{date: x}, " * 10_000 + "]", "too_many_faults"),
}
"""Front matter of a case, and the code of what is told of it, if anything must be."""

BODIES: dict[str, tuple[Callable[[], str], str | None]] = {
    "1,000 quotations within each other": (lambda: "> " * 1000 + "x", "text_depth"),
    "50,000 quotations within each other": (lambda: "> " * 50_000 + "x", "text_depth"),
    "1,000 lists within each other": (lambda: "".join(f"{'  ' * n}- x\n" for n in range(1000)), "text_depth"),
    "brackets": (lambda: "[" * 50_000, "text_marks"),
    "brackets in pairs": (lambda: "[a](" * 30_000, "text_marks"),
    "pictures": (lambda: "![" * 50_000, "text_marks"),
    "stars": (lambda: "*a " * 50_000, "text_marks"),
    "stars within each other": (lambda: "**a *b " * 10_000, "text_marks"),
    "ticks": (lambda: "".join("`" * n + " " for n in range(1, 700)), "text_marks"),
    "struck out": (lambda: "~~a " * 30_000, "text_marks"),
    "addresses": (lambda: "http://a.example/ " * 20_000, "text_marks"),
    "angles": (lambda: "<a" * 50_000, "text_marks"),
    "entities": (lambda: "&amp;" * 100_000, "text_marks"),
    "comments": (lambda: "<!-- " * 20_000, "text_marks"),
    "references": (lambda: "[a]: http://x.example\n\n" + "[a]" * 30_000, "text_marks"),
    "definitions": (lambda: "".join(f"[a{n}]: http://x.example/{n}\n" for n in range(8_000)), None),
    "elements that never end": (lambda: "<div>" * 8_000, None),
    "elements in tables": (lambda: "<table><tr><td>" * 5_000, None),
    "addresses of mail": (lambda: "a@" * 50_000, None),
    "dots": (lambda: "a." * 50_000, None),
    "escapes": (lambda: "\\" * 200_000, None),
    "parentheses": (lambda: "[a](" + "(" * 50_000, None),
    "a wide table": (lambda: "|" + "a|" * 2000 + "\n|" + "-|" * 2000 + "\n" + ("|" + "a|" * 2000 + "\n") * 20, None),
    "a tall table": (lambda: "|a|b|\n|-|-|\n" + "|a|b|\n" * 5_000, None),
    "5,000 headings alike": (lambda: "## A\n\n" * 5_000, None),
    "empty lines": (lambda: "\n" * 1_000_000, None),
    "a word of 1 MB": (lambda: "a" * 1_000_000, None),
    "1 MB of words": (lambda: "ord " * 250_000, None),
    "spaces that do not break": (lambda: "\u00a0" * 500_000, None),
    "rules": (lambda: "---\n" * 20_000, None),
    "fences": (lambda: "```\n" * 20_000, None),
    "signs that turn the text round": (lambda: "\u202e" * 100_000, None),
}
"""The words of a case, and the code of what is told of them, if anything must be."""


def meeting_of(items: int) -> str:
    """A meeting with so many agenda items, each with a decision."""
    numbers = range(100, 100 + items)
    agenda = "".join(f"  - {{number: {n}/21, title: Sak {n}, outcome: decided}}\n" for n in numbers)
    return f"---\nagenda:\n{agenda}---\n\n" + "".join(f"## {n}/21\n\n### Vedtak\n\nJa til {n}.\n\n" for n in numbers)
