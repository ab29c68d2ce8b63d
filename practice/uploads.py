"""Files: an address to upload to, the bytes, and the moment at which they become usable."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from practice.blocks import Problem
from practice.errors import SlackError
from practice.payload import Json

LOOKS_UNTIL_READY = 2


@dataclass(slots=True)
class Upload:
    """One file. `completed`: its owner said that it is whole; `looks`: how often files.info has told of it since."""

    id: str
    name: str
    length: int
    alt_text: str = ""
    title: str = ""
    content: bytes | None = None
    completed: bool = False
    looks: int = 0
    channels: list[str] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        """Blocks can show it. Slack takes a moment after completion: here, until files.info was asked twice."""
        return self.completed and self.looks >= LOOKS_UNTIL_READY

    @property
    def mimetype(self) -> str:
        """What sort of bytes it is, by its name."""
        kind = self.name.rpartition(".")[2].lower()
        return f"image/{kind}" if kind in {"png", "jpg", "gif"} else "application/octet-stream"

    def as_file(self, url: str) -> Json:
        """Slack's file object, without a mimetype until it is ready; `url` is where the workspace is served."""
        where = f"{url}/files/{self.id}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "filetype": self.name.rpartition(".")[2].lower(),
            "mimetype": self.mimetype if self.ready else "",
            "size": self.length,
            "alt_txt": self.alt_text,
            "file_access": "visible",
            "url_private": where,
            "permalink": where,
            "channels": self.channels,
        }


class Uploads:
    """All files of the workspace."""

    def __init__(self, next_id: Callable[[str], str]) -> None:
        self._next_id = next_id
        self._files: dict[str, Upload] = {}

    def begin(self, name: str, length: int, alt_text: str = "") -> Upload:
        """A file that is announced and not there yet."""
        upload = Upload(self._next_id("F"), name, length, alt_text)
        self._files[upload.id] = upload
        return upload

    def find(self, file_id: str) -> Upload:
        """The file with this id; SlackError file_not_found."""
        upload = self._files.get(file_id)
        if upload is None:
            raise SlackError("file_not_found")
        return upload

    def receive(self, file_id: str, content: bytes) -> None:
        """The bytes arrive; they are as many as announced, or SlackError."""
        upload = self.find(file_id)
        if len(content) != upload.length:
            raise SlackError("posted_ok_but_length_differs")
        upload.content = content

    def add(self, name: str, content: bytes) -> Upload:
        """A file that a person put in whole."""
        upload = self.begin(name, len(content))
        upload.content, upload.completed, upload.looks = content, True, LOOKS_UNTIL_READY
        return upload

    def unready(self, value: object, at: str) -> Iterator[Problem]:
        """Every slack_file in these blocks that is not there, or not there yet."""
        if isinstance(value, list):
            for index, inner in enumerate(value):
                yield from self.unready(inner, f"{at}/{index}")
        elif isinstance(value, dict):
            shown = value.get("slack_file")
            if isinstance(shown, dict) and not self._is_ready(str(shown.get("id") or shown.get("url"))):
                yield Problem("invalid slack file", f"{at}/slack_file")
            for name, inner in value.items():
                yield from self.unready(inner, f"{at}/{name}")

    def _is_ready(self, id_or_url: str) -> bool:
        upload = self._files.get(id_or_url.rpartition("/")[2])
        return upload is not None and upload.ready
