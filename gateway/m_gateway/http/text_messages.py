"""Timestamp, Duration and FieldMask from the text that stands for them in JSON and in URLs."""

import re
from collections.abc import Callable
from typing import Any

from google.protobuf.descriptor import Descriptor

from m_gateway.http.field_error import FieldError

SetText = Callable[[Any, Any], None]

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DURATION = re.compile(r"-?\d{1,12}(\.\d{1,9})?s", re.ASCII)
_MASK_PATH = re.compile(r"\*|[A-Za-z_]\w*(\.\w+)*", re.ASCII)
_UPPER = re.compile(r"[A-Z]")


def text_setter(descriptor: Descriptor) -> SetText:
    """Sets a message of one of the three types from text; raises FieldError."""
    return _SETTERS[descriptor.full_name]


def _set_timestamp(message: Any, value: Any) -> None:
    _from_text(message, value, _TIMESTAMP, "must be a time such as 2026-01-31T09:30:00Z")


def _set_duration(message: Any, value: Any) -> None:
    _from_text(message, value, _DURATION, "must be a duration in seconds such as 1.5s")


def _from_text(message: Any, value: Any, form: re.Pattern[str], description: str) -> None:
    if type(value) is not str or not form.fullmatch(value):
        raise FieldError(description)
    try:
        message.FromJsonString(value)
    except (ValueError, OverflowError):
        raise FieldError(description) from None


def _set_mask(message: Any, value: Any) -> None:
    """Takes paths in snake_case and in lowerCamel."""
    if type(value) is not str:
        raise FieldError("must be field names with commas between them")
    for path in value.split(",") if value else ():
        if not _MASK_PATH.fullmatch(path):
            raise FieldError("must be field names with commas between them")
        message.paths.append(_UPPER.sub(lambda letter: "_" + letter[0].lower(), path))


_SETTERS: dict[str, SetText] = {
    "google.protobuf.Timestamp": _set_timestamp,
    "google.protobuf.Duration": _set_duration,
    "google.protobuf.FieldMask": _set_mask,
}
