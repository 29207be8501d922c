"""A portal's settings: one home, `mkdocs.yml`, read here without MkDocs.

`groups` says what the file may hold, `tree` where each thing in it stands, `reading` makes the one of the other, and
`settings` is what comes of it.
"""

from portal.source.settings.groups import BACKENDS, FEED_SIGN, LOCAL, AdminSettings, PortalSettings
from portal.source.settings.reading import portal_root, read_settings
from portal.source.settings.settings import SETTINGS_FILE, Settings

__all__ = [
    "BACKENDS",
    "FEED_SIGN",
    "LOCAL",
    "SETTINGS_FILE",
    "AdminSettings",
    "PortalSettings",
    "Settings",
    "portal_root",
    "read_settings",
]
