"""
Read a file a person gave us as text, or say why it is not text.

Knows UTF-8, UTF-16 by its mark, and size limits. Does not know what the text means.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from carousel_html.errors import ThreadError

# The first bytes of files people mistake for a thread.
_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "a rich text document"),
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""How text begins that Notepad and Excel call Unicode."""


def read_text(path: Path, *, max_bytes: int) -> str:
    """Read a file as UTF-8 text: no byte order mark, new lines as `\\n`, characters composed (NFC).

    Raises:
        ThreadError: no such file, a folder, unreadable, empty, too large, not text, not UTF-8.
    """
    return decoded(read_bytes(path, max_bytes=max_bytes), str(path), max_bytes=max_bytes)


def read_bytes(path: Path, *, max_bytes: int) -> bytes:
    """Return the first bytes of a file, one more than may be read.

    Raises:
        ThreadError: no such file, a folder, unreadable.
    """
    if path.is_dir():
        raise ThreadError(
            f'"{path}" is a folder, not a file.', where=str(path), hint="Name the file inside it."
        )
    try:
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except FileNotFoundError as exc:
        raise ThreadError(
            f'there is no file "{path}".', where=str(path), hint="Check the name and the folder."
        ) from exc
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or str(exc)
        raise ThreadError(f'"{path}" cannot be read: {reason}.', where=str(path)) from exc


def decoded(body: bytes, where: str, *, max_bytes: int) -> str:
    """Return bytes as text, or say what they are instead. Raises as `read_text` does."""
    if len(body) > max_bytes:
        raise ThreadError(
            f"the text is larger than {max_bytes // 1_000_000} MB.",
            where=where,
            hint="A thread is a few pages of text; give only that part.",
        )
    body = in_utf_8(body)
    kind = next((name for start, name in _OTHER_KINDS if body.startswith(start)), None)
    if kind or b"\x00" in body:
        raise ThreadError(
            f"this is {kind or 'a binary file'}, not a text.",
            where=where,
            hint=_hint(body) if kind is None else "Save the thread as plain text in UTF-8.",
        )
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = body.count(b"\n", 0, exc.start) + 1
        raise ThreadError(
            f"the byte {body[exc.start]:#04x} at offset {exc.start} (line {line}) is not UTF-8.",
            where=where,
            hint="Save the file as UTF-8, and try again.",
        ) from exc
    if not text.strip():
        raise ThreadError("there is no text in it.", where=where, hint="Paste the thread into it.")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_utf_16(body: bytes) -> bool:
    """Tell whether a text says that it is in UTF-16."""
    return body.startswith(_UTF_16)


def in_utf_8(body: bytes) -> bytes:
    """Return text that says it is in UTF-16 as UTF-8; other bytes, and what is broken, as they are."""
    if not is_utf_16(body):
        return body
    try:
        return body.decode("utf-16").encode()
    except UnicodeError:
        return body


def _hint(body: bytes) -> str:
    line = body.count(b"\n", 0, body.index(b"\x00")) + 1
    return f"Line {line} has a NUL byte: take it out, or save the thread as plain text in UTF-8."
