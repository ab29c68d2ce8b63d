"""files.*: upload in three steps, and the share that posts it."""

from practice import posting
from practice.errors import SlackError
from practice.methods.call import Call
from practice.payload import Json
from practice.uploads import Upload


def get_upload_url(call: Call) -> Json:
    length = call.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments", ["must be greater than 0 [json-pointer:/length]"])
    upload = call.workspace.uploads.begin(call.text("filename"), length, call.text("alt_txt"))
    return {"upload_url": f"{call.workspace.url}/files/{upload.id}", "file_id": upload.id}


def complete_upload(call: Call) -> Json:
    wanted = call.structure("files", SlackError("invalid_arguments", ["must provide an array [json-pointer:/files]"]))
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments", ["must provide an array [json-pointer:/files]"])
    uploads = [call.workspace.uploads.find(str(each.get("id"))) for each in wanted]
    if any(upload.content is None for upload in uploads):
        raise SlackError("file_not_found")
    for upload, each in zip(uploads, wanted, strict=True):
        upload.completed, upload.title = True, str(each.get("title") or "")
    if call.text("channel_id"):
        _share(call, uploads)
    return {"files": [upload.as_file(call.workspace.url) for upload in uploads]}


def file_info(call: Call) -> Json:
    upload = call.workspace.uploads.find(call.text("file"))
    upload.looks += upload.completed
    return {"file": upload.as_file(call.workspace.url), "comments": [], "response_metadata": {"next_cursor": ""}}


def _share(call: Call, uploads: list[Upload]) -> None:
    channel = call.channel("channel_id")
    draft = posting.Draft(text=call.text("initial_comment"), thread_ts=call.text("thread_ts") or None)
    message = posting.say(call.workspace, channel, draft)
    message.files = [upload.as_file(call.workspace.url) for upload in uploads]
    for upload in uploads:
        upload.channels.append(channel.id)
    posting.record(call.workspace, call.method, message, call.arguments)
