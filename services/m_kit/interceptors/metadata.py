"""Reading what came with a call."""

import grpc


def metadata_value(context: grpc.aio.ServicerContext, key: str) -> str:
    """The first text value of a key, empty where there is none."""
    for name, value in context.invocation_metadata() or ():
        if name == key:
            return value if isinstance(value, str) else value.decode("utf-8", "replace")
    return ""
