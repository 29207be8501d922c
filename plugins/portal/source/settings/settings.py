"""What a portal says of itself, as everything else reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.language.catalogue import DEFAULT_LANGUAGE, Words
from portal.model.colours import Palette
from portal.model.minisign import PublicKey
from portal.model.problems import Place, Problem
from portal.source.frontmatter import Marks
from portal.source.settings.groups import NLOD, AdminSettings

__all__ = ["PLUGIN", "SETTINGS_FILE", "Settings"]

SETTINGS_FILE = "mkdocs.yml"
PLUGIN = "portal"
"""Our plugin's name under `plugins:`."""


@dataclass(frozen=True)
class Settings:
    """What a portal says of itself.

    `organisation_number` is that of who answers for the site (`responsible`) in the register of legal entities;
    `report_days` is how old a project's latest report may be; `about` names the
    hand-written pages that the footer links to, `access` the one on how to ask
    for access to documents, `submit` the one to read before submitting a case, as
    paths below `content`, which is a path below the portal, as `templates` is; `edit_path` stands between the
    repository's address and a record's path where the record can be edited. `mail_service` is the address of a service
    at which a reader asks to get by e-mail what is new; `FEED_SIGN` in it stands for the feed's. `licence` is the
    address of the licence of the open data; with `open_data_people`, contact data and the names of
    people are part of it. `paper` tells whether meetings and cases are printed as PDF,
    `search` whether the site can be searched; the names of those who met at a meeting are
    found there for `search_names_months` after it.
    `attachment_megabytes` is how big an attachment may be, in millions of bytes; `signing_keys` are those that
    minutes may be signed with, the one in use and all earlier ones; `admin` tells where the editor in the browser
    keeps the records, if there is to be one. `style_sheets` are paths below `content` of
    what comes behind our style sheets, `logo` and `favicon` of pictures there or among the templates, `palette` the
    portal's own colours; `words` are the portal's own. `marks` tell where each setting stands.
    """

    site_name: str
    site_url: str = ""
    description: str = ""
    lang: str = DEFAULT_LANGUAGE
    content: str = "content"
    templates: str = "templates"
    repository: str = ""
    style_sheets: tuple[str, ...] = ()
    logo: str = ""
    favicon: str = "assets/portal/favicon.svg"
    palette: Palette | None = None
    words: Mapping[str, Words] = field(default_factory=dict)
    responsible: str = ""
    organisation_number: str = ""
    accessibility_statement: str = ""
    edit_path: str = ""
    report_days: int = 90
    about: tuple[str, ...] = ()
    for_bodies: tuple[str, ...] = ()
    access: str = ""
    submit: str = ""
    mail_service: str = ""
    licence: str = NLOD
    open_data_people: bool = False
    paper: bool = True
    search: bool = True
    search_names_months: int = 12
    attachment_megabytes: int = 50
    signing_keys: tuple[PublicKey, ...] = ()
    admin: AdminSettings | None = None
    is_missing: bool = False
    """Whether there is no such file, so that the folder is no portal's."""
    problems: tuple[Problem, ...] = field(default=(), compare=False, repr=False)
    marks: Marks = field(default_factory=lambda: Marks(SETTINGS_FILE), compare=False, repr=False)

    def place(self, name: str) -> Place:
        """Where a setting of our plugin stands, or what is nearest around it."""
        at = next((at for at in self.marks.keys if at[-1] == PLUGIN and at[0] == "plugins"), ("plugins",))
        return self.marks.value(*at, name)

    def edit_url(self, path: str) -> str | None:
        """Where a record can be mended, if the portal's repository is known."""
        if not self.repository:
            return None
        return f"{self.repository.rstrip('/')}/{self._edit_path}/{path}"

    @property
    def _edit_path(self) -> str:
        return self.edit_path.strip("/") or "edit/main"

    def new_file_url(self) -> str | None:
        """Where a new file can be made in the portal's repository, up to the file's path, which is to follow.

        It is worked out from `edit_path`: `edit/main` (GitHub), `_edit/main` (Gitea, Forgejo) and `-/edit/main`
        (GitLab) are known. The first two take the file's text too, as `&value=`; GitLab does not, and calls the
        path `file_name`.
        """
        match = re.fullmatch(r"(-/|_|)edit(/.+)", self._edit_path)
        if not self.repository or match is None:
            return None
        name = "file_name" if match[1] == "-/" else "filename"
        return f"{self.repository.rstrip('/')}/{match[1]}new{match[2]}?{name}="
