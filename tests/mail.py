"""A server that takes e-mail on a socket of this machine, in whatever mood a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_string, policy
from email.message import EmailMessage
from enum import Enum, auto


class Mood(Enum):
    """How the server behaves: with the last it takes a message and never says so."""

    TAKES = auto()
    REFUSES = auto()
    SAYS_NOTHING = auto()
    TAKES_IN_SILENCE = auto()


@dataclass(slots=True)
class MailServer:
    """What has arrived, for whom, and how it goes on; `everything` has each message as it came, headers and all."""

    port: int = 0
    mood: Mood = Mood.TAKES
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    everything: list[str] = field(default_factory=list)
    _lines: dict[asyncio.StreamWriter, asyncio.Event] = field(default_factory=dict)

    def address(self, to: str) -> str:
        """Return as Apprise writes it that `to` is reached by this server."""
        return f"mailto://127.0.0.1:{self.port}/?from=caseclock@example.org&to={to}&mode=insecure"

    def read(self) -> list[tuple[str, str]]:
        """Return what has arrived since this was asked last: to whom, and the words."""
        arrived, self.received = self.received, []
        return [(to, mail.get_content().strip()) for to, mail in arrived]

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Speak as much SMTP as taking a message needs."""
        ended = self._lines[writer] = asyncio.Event()
        with suppress(ConnectionError, EOFError):
            await self._talk(reader, writer)
        writer.transport.abort()
        ended.set()

    async def hang_up(self) -> None:
        """End whatever is still being said."""
        for writer, ended in self._lines.items():
            writer.transport.abort()
            await ended.wait()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to = ""
        await self._say(writer, "220 ready")
        while line := (await reader.readline()).decode().strip():
            word = line.split(" ", maxsplit=1)[0].upper()
            if word == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            if word == "DATA":
                await self._say(writer, "354 go on")
                text = (await reader.readuntil(b"\r\n.\r\n")).decode().removesuffix("\r\n.\r\n")
                self.everything.append(text)
                mail = message_from_string(text, policy=policy.default)
                self.received.append((to, mail))
            await self._say(writer, self._answer(word))

    def _answer(self, word: str) -> str:
        if word == "QUIT":
            return "221 bye"
        if word == "RCPT" and self.mood is Mood.REFUSES:
            return "550 nobody here"
        return "" if word == "DATA" and self.mood is Mood.TAKES_IN_SILENCE else "250 well"

    async def _say(self, writer: asyncio.StreamWriter, answer: str) -> None:
        if answer and self.mood is not Mood.SAYS_NOTHING:
            writer.write(f"{answer}\r\n".encode())
            await writer.drain()


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """Take e-mail until the block ends."""
    mail = MailServer()
    server = await asyncio.start_server(mail.talk, "127.0.0.1", 0)
    mail.port = server.sockets[0].getsockname()[1]
    try:
        yield mail
    finally:
        server.close()
        await mail.hang_up()
