"""Every field of every form into which somebody types, and what becomes of it."""

from enum import Enum


class Fate(Enum):
    """What becomes of what was typed."""

    ENCRYPTED = "kept in an encrypted column, and read in windows"
    HASHED = "compared, and never read again"
    CHECKED = "a figure or a name that the form checks; nothing else is taken"
    SHOWN = "what colleagues are called: an administrator typed it to be read by all"


FIELDS = {
    ("refer", "summary"): Fate.ENCRYPTED,
    ("refer", "external_reference"): Fate.ENCRYPTED,
    ("grade", "explanation"): Fate.ENCRYPTED,
    ("confirm", "note"): Fate.ENCRYPTED,
    ("enforce", "children"): Fate.CHECKED,
    ("enforce", "note"): Fate.ENCRYPTED,
    ("fact", "note"): Fate.ENCRYPTED,
    ("item", "port"): Fate.ENCRYPTED,
    ("item", "text"): Fate.ENCRYPTED,
    ("done", "recipient"): Fate.ENCRYPTED,
    ("done", "their_reference"): Fate.ENCRYPTED,
    ("done", "text"): Fate.ENCRYPTED,
    ("update", "text"): Fate.ENCRYPTED,
    ("close", "explanation"): Fate.ENCRYPTED,
    ("reopen", "text"): Fate.ENCRYPTED,
    ("identify", "identifiers"): Fate.HASHED,
    ("identify", "port"): Fate.HASHED,
    ("setup_team", "name"): Fate.SHOWN,
    ("setup_team", "timezone"): Fate.CHECKED,
    ("setup_person", "name"): Fate.SHOWN,
    ("setup_person", "skills"): Fate.SHOWN,
}
"""By form and block. A field that is not here fails the play that types into it."""
