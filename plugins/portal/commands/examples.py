"""How each command is typed: the examples in its help, by its name."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["EXAMPLES"]

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "portal": ("portal check", "portal new case", "portal show ssu"),
    "check": ("portal check", "portal check --since main --format github"),
    "clean": ("portal clean notat.docx --dry-run",),
    "completion": ("portal completion bash >> ~/.bashrc", "portal completion zsh >> ~/.zshrc"),
    "draft-agenda": ("portal draft-agenda ssu 2030-02-15",),
    "due": ("portal due", "portal due --since manifest.json"),
    "find": ("portal find rutine", "portal find 05/30"),
    "fix": ("portal fix --dry-run",),
    "init": ("portal init portalen --name Samarbeidet --language nb",),
    "import": ("portal import referat.docx --dry-run",),
    "minutes": ("portal minutes ssu/2030-02-15 --dry-run",),
    "new": ("portal new case", 'portal new organisation "Felles utval" --kind area'),
    "new case": ('portal new case "Felles rutine" --type D/V --for ssu',),
    "new meeting": ("portal new meeting ssu 2030-02-15 --item Eventuelt --item 2030-felles-rutine",),
    "new organisation": ('portal new organisation "Felles utval" --short FU --kind area',),
    "new agreement": (
        'portal new agreement "Samarbeid om beredskap" --level service --number 11'
        " --party alver-kommune --party helse-fjord --from 2030-01-01",
    ),
    "new plan": ('portal new plan "Handlingsplan 2030" --organisation ssu --from 2030 --goal "Kortare ventetid"',),
    "new project": ('portal new project "Felles rutine" --owner alver-kommune --from 2030-01',),
    "notify": ("portal notify --since ../varsel.json --list ../varsel.yml --from post@samarbeidet.example --dry-run",),
    "permalinks": ("portal permalinks --apply --update",),
    "plan": ("portal plan ssu 2030 --weekday torsdag", "portal plan ssu 2030 --dates 2030-02-14,2030-05-16"),
    "preview": ("portal preview vising --since origin/main",),
    "rename": ("portal rename 2030-rutine 2030-felles-rutine", "portal rename ssu/2030-02-15 2030-02-22"),
    "schema": ("portal schema --write", "portal schema meeting"),
    "serve": ("portal serve --open", "portal serve --admin --open"),
    "show": ("portal show ssu/2030-02-15", "portal show /moter/ --data"),
    "sign": ("portal sign ssu/2030-02-15 --key portal.key",),
    "upgrade": ("portal upgrade --dry-run", "portal upgrade --from 0.1.0"),
    "verify": ("portal verify site",),
    "word": ("portal word ssu/2030-02-15", "portal word ssu/2030-02-15 --out til-signering.docx"),
    "write": ("portal write site --profile",),
}
"""A command of a group stands with the name of the group."""
