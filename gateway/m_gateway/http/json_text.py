"""UTF-8 bytes to JSON values, refusing what JSON itself leaves open: duplicate keys, NaN, numbers beyond a float."""

import json
import math
from typing import Any, NoReturn

from m_gateway.http.field_error import FieldError


def parse_json(raw: bytes) -> Any:
    """The JSON value that `raw` is; raises FieldError, with the key as path where a key came twice."""
    try:
        return _decoder.decode(raw.decode())
    except UnicodeDecodeError:
        raise FieldError("the body is not UTF-8") from None
    except RecursionError:
        raise FieldError("the body is nested too deeply") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise FieldError(f"the body is not JSON: {error.msg} at {where}") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise FieldError("is given twice", key)
            seen.add(key)
    return found


def _refuse_constant(text: str) -> NoReturn:
    raise FieldError(f"{text} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise FieldError("the body holds a number too large")
    return number


def _integer(text: str) -> int:
    if len(text) > 400:
        raise FieldError("the body holds a number too large")
    return int(text)


_decoder = json.JSONDecoder(
    object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_float=_finite, parse_int=_integer
)
