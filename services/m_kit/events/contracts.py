"""Events as the contracts have them: what others may be told of documents, known without importing who tells it."""

import importlib
import pkgutil
import re
from collections.abc import Mapping
from functools import cache

import businessm
from google.protobuf import message_factory

from m_kit.subscription import MessageType

# What becomes of a document; other events are for contexts.
_VERBS = frozenset({"Posted", "Received", "Cancelled", "Reversed", "Held"})
_WORD = re.compile(r"[A-Z][a-z0-9]*")


@cache
def events_of_documents() -> Mapping[str, MessageType]:
    """Type to message of every event that tells what became of a document: "wms.goods_receipt.posted". They stand in
    the events.proto of the package that is called after its context."""
    found: dict[str, MessageType] = {}
    for module in pkgutil.walk_packages(businessm.__path__, "businessm."):
        if module.name.endswith(".events_pb2"):
            file = importlib.import_module(module.name).DESCRIPTOR
            for name, message in file.message_types_by_name.items():
                *noun, verb = _WORD.findall(name)
                if verb in _VERBS:
                    event_type = f"{file.package.split('.')[1]}.{'_'.join(noun)}.{verb}".lower()
                    found[event_type] = message_factory.GetMessageClass(message)
    return found
