"""The services and rpcs as people read them: what `/openapi.json` and `/docs` are both made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor
from google.protobuf.descriptor_pb2 import MethodOptions

from m_gateway.http.comments import split_reasons
from m_gateway.http.descriptors import TEXT_MESSAGES, is_wrapper, option, type_of
from m_gateway.http.rpcs import Rpc, Rule
from m_gateway.http.templates import PathTemplate, parse_template
from m_gateway.http.text_fields import takes_text

_PERMISSION = "businessm.options.v1.permission"
_QUERY_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Binding:
    """One http rule of an rpc, with what comes in the path and what may come in the query."""

    rule: Rule
    template: PathTemplate
    path_fields: tuple[tuple[str, FieldDescriptor], ...]
    query_fields: tuple[tuple[str, FieldDescriptor], ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One rpc as its contract describes it."""

    method: MethodDescriptor
    description: str
    reasons: tuple[str, ...]
    permission: str
    bindings: tuple[Binding, ...]
    contexts: tuple[str, ...] | None

    @property
    def gist(self) -> str:
        """The first sentence of its description."""
        sentence, _, _ = " ".join(self.description.split()).partition(". ")
        return sentence if not sentence or sentence.endswith(".") else sentence + "."

    @property
    def public(self) -> bool:
        """Whether it needs no token."""
        return self.permission == "public"

    @property
    def writes(self) -> bool:
        """Whether it changes anything, so that an idempotency key makes sense."""
        return bool(self.method.GetOptions().idempotency_level != MethodOptions.NO_SIDE_EFFECTS)


def operations(rpcs: Sequence[Rpc], comments: Mapping[str, str]) -> list[Operation]:
    """Every rpc that REST serves, in the order of the contracts."""
    return [_operation(rpc, comments) for rpc in rpcs if rpc.rules]


def body_type(operation: Operation, binding: Binding) -> FieldDescriptor | Descriptor | None:
    """What the body holds: the request message, one of its fields, or nothing."""
    if not binding.rule.body:
        return None
    request = operation.method.input_type
    return request if binding.rule.body == "*" else request.fields_by_name[binding.rule.body]


def _operation(rpc: Rpc, comments: Mapping[str, str]) -> Operation:
    description, reasons = split_reasons(comments.get(rpc.method.full_name, ""))
    bindings = tuple(_binding(rpc.method.input_type, rule) for rule in rpc.rules)
    return Operation(rpc.method, description, tuple(reasons), _permission(rpc.method), bindings, rpc.contexts)


def _binding(request: Descriptor, rule: Rule) -> Binding:
    template = parse_template(rule.template)
    bound = {variable.field_path for variable in template.variables}
    in_path = tuple((name, _field_at(request, name)) for name in (v.field_path for v in template.variables))
    in_query = () if rule.body == "*" else tuple(_query_fields(request, bound | {rule.body}))
    return Binding(rule, template, in_path, in_query)


def _field_at(descriptor: Descriptor, path: str) -> FieldDescriptor:
    *parents, last = path.split(".")
    for name in parents:
        descriptor = type_of(descriptor.fields_by_name[name])
    return descriptor.fields_by_name[last]


def _query_fields(
    descriptor: Descriptor, taken: set[str], prefix: str = "", depth: int = 0
) -> Iterator[tuple[str, FieldDescriptor]]:
    for field in descriptor.fields:
        name = prefix + field.name
        if name in taken:
            continue
        if takes_text(field):
            yield name, field
        elif _has_text_below(field) and depth < _QUERY_DEPTH:
            yield from _query_fields(type_of(field), taken, name + ".", depth + 1)


def _has_text_below(field: FieldDescriptor) -> bool:
    message = field.message_type
    if message is None or field.is_repeated or is_wrapper(message) or message.full_name in TEXT_MESSAGES:
        return False
    return not message.full_name.startswith("google.protobuf.")


def _permission(method: MethodDescriptor) -> str:
    return option(method, method.input_type, _PERMISSION) or ""
