"""Addresses as Apprise writes them; its only user. No address and no word of it is ever logged."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apprise import AppriseAsset
    from apprise.plugins.base import NotifyBase

logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
_MAIL = ("mailto:", "mailtos:")
_SUBJECT = "Caseclock: something urgent"


def by(address: str) -> str | None:
    """Return by what an address is reached: "e-mail", or the name of its service; `None` where Apprise knows none."""
    gateway = _gateway(address)
    if gateway is None:
        return None
    return "e-mail" if _is_mail(address) else str(gateway.service_name)


def _is_mail(address: str) -> bool:
    return address.lower().startswith(_MAIL)


def send(address: str, text: str, patience: float) -> bool:
    """Hand a message over, and wait so many seconds for each answer of the gateway; say whether it took the message."""
    from apprise import Apprise, NotifyFormat  # noqa: PLC0415 - it takes long, and a start needs nothing of it

    gateway = _gateway(address)
    if gateway is None:
        return False
    gateway.notify_format = NotifyFormat.TEXT
    gateway.socket_connect_timeout = gateway.socket_read_timeout = patience
    # A text message has no subject: it would stand before the words.
    subject = _SUBJECT if _is_mail(address) else ""
    return bool(Apprise([gateway], asset=_asset()).notify(text, subject, body_format=NotifyFormat.TEXT))


def _gateway(address: str) -> NotifyBase | None:
    from apprise import Apprise  # noqa: PLC0415 - the same

    return Apprise.instantiate(address, asset=_asset())


@cache
def _asset() -> AppriseAsset:
    """How Caseclock is called there; nothing is kept on the disk, and each address is tried once."""
    from apprise import AppriseAsset, PersistentStoreMode  # noqa: PLC0415 - the same

    return AppriseAsset(
        app_id="Caseclock", app_desc="Caseclock", async_mode=False, storage_mode=PersistentStoreMode.MEMORY
    )
