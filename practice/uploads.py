"""Files: an address to upload to, the bytes, and the moment at which they become usable."""

from collections.abc import Callable
from dataclasses import dataclass, field

from practice.errors import SlackError
from practice.payload import Json


@dataclass(slots=True)
class Upload:
    """One file; it can be used in blocks once `completed`."""

    id: str
    name: str
    length: int
    alt_text: str = ""
    title: str = ""
    content: bytes | None = None
    completed: bool = False
    channels: list[str] = field(default_factory=list)

    def as_file(self, url: str) -> Json:
        """Slack's file object; `url` is where the workspace is served."""
        kind = self.name.rpartition(".")[2].lower()
        where = f"{url}/files/{self.id}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "filetype": kind,
            "mimetype": f"image/{kind}" if kind in {"png", "jpg", "gif"} else "application/octet-stream",
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
