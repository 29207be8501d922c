"""What each test file is of, and what it takes: the one table of them. A file that is added goes in here.

`core` is of the parts, `site` of whole sites as they are built, `browser` of sites in a browser, `hostile` of what is
out to hurt and of what breaks. Every test bears its group as a marker: `pytest -m core`.
"""

from __future__ import annotations

__all__ = ["GROUPS", "SECONDS"]

# fmt: off
_TABLE: dict[str, dict[str, float]] = {
    "core": {
        "agreements": 4, "contradictions": 1, "plans": 6, "themes": 8,
        "bench": 45, "cache": 2, "cancellations": 1, "catalogues": 3, "changes": 2, "cleaning": 1, "commands": 2,
        "compiled": 1, "incremental": 6,
        "drafting_edges": 2, "drawings": 5, "editing": 60, "groups": 1, "guarding": 4,
        "importing": 36, "importing_agreements": 4, "importing_closed": 2, "importing_clothing": 3,
        "importing_command": 8, "importing_edits": 3, "importing_files": 3, "importing_general": 1,
        "importing_layouts": 1, "importing_lines": 1,
        "importing_accounting": 8, "importing_people": 1, "importing_prose": 1, "importing_reports": 2,
        "importing_several": 6, "importing_siblings": 2,
        "importing_tasks": 1, "importing_unseen": 2, "importing_wordings": 1,
        "importing_words": 3, "numbering": 1, "programs": 5, "quality": 5, "quick": 4, "reading": 4, "remembering": 3,
        "rules": 16, "rules_beside": 8, "schemas": 12, "spelling": 15, "states": 7, "texts": 5, "orders": 3,
        "values": 3, "waiting": 15, "walls": 10, "wording": 4, "writing": 6,
    },
    "site": {
        "admin": 25, "answers_edges": 4, "as_held": 20, "bounded": 12, "calendars": 7, "clients": 7,
        "components": 2, "differential": 20, "drafting": 6,
        "exemptions": 9,
        "feeds": 3, "fields": 35, "fiks": 20, "figures": 6, "first_edition": 8, "founding": 40, "handbook": 200,
        "hindsight": 11, "history": 4, "holidays": 1, "hosting": 60, "kinds": 30, "lazy": 75, "machines": 5,
        "languages": 15, "linked_data": 6, "lists": 10, "manifest": 6, "naming": 8, "odd": 8, "oparl": 10,
        "open_data": 15, "own_look": 40, "paper": 25, "paper_tables": 15, "paper_undertakings": 10, "past_mkdocs": 30,
        "permalinks": 16, "places": 2, "plain": 2, "plugins": 42, "words": 8,
        "positions": 3, "previews": 9, "properdocs": 14, "questions": 8, "revisions": 6, "search": 6,
        "serve": 10, "server_files": 2, "servers": 11, "signing": 6, "show": 3, "sites": 61, "submission": 8,
        "subscribers": 1, "supply_chain": 5, "theme": 3, "sharing": 20, "third_language": 8, "today": 9,
        "upgrading": 15, "validity": 6,
        "views": 3, "weight": 3, "withholding": 28, "word": 90, "notifying": 10,
    },
    "browser": {
        "admin_browser": 150,
        "accessibility": 90, "browser": 26, "facets": 19, "finding": 12, "foreign_text": 22, "importing_review": 30,
        "keyboard": 15,
        "policy": 2, "queries": 60, "search_browser": 50, "submission_browser": 45,
        "embedding": 15, "lengths": 20, "tasks": 25,
        "undertakings_browser": 15, "widths": 30,
    },
    "hostile": {
        "fuzz": 60, "importing_hostile": 35, "swapping": 24, "unchanged": 15, "workers": 45,
    },
}
# fmt: on
"""The files of each group without `test_` and `.py`, each with the seconds of work that it takes, by and large."""

SECONDS = {name: seconds for files in _TABLE.values() for name, seconds in files.items()}
GROUPS = {name: group for group, files in _TABLE.items() for name in files}
