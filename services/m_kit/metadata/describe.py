"""Puts a document type together: its contract, its layout, and what plugins added."""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence

from businessm.metadata.v1 import field_type_pb2
from businessm.metadata.v1.document_type_pb2 import Action, DocumentType, Field, Option, Section, State
from businessm.options.v1 import options_pb2
from businessm.regional.v1.contribution_pb2 import ContributedField
from google.protobuf import descriptor_pool
from google.protobuf.descriptor import Descriptor, MethodDescriptor, ServiceDescriptor

from m_kit.contracts import load_contracts
from m_kit.contributions.schema import Schema
from m_kit.contributions.validation import DEFAULT_MAX_LENGTH
from m_kit.contributions.values import KINDS
from m_kit.metadata.core_fields import core_fields_of
from m_kit.metadata.layout import ActionLayout, Layout, LayoutInvalid, label_in
from m_kit.metadata.words import RECORD, RECORD_SECTION

LAST_SECTION = "record"
DRAFT = "DRAFT"
# Of a request's fields those that nobody is asked for.
_OF_EVERY_WRITE = frozenset({"id", "request_id", "etag", "validate_only"})
_NOT_ASKED = frozenset({field_type_pb2.TABLE, field_type_pb2.MAP, field_type_pb2.MONEY, field_type_pb2.QUANTITY})
_READS = ("Get", "List", "BatchGet")
_VERB = re.compile(r"[A-Z][a-z]*")


def describe(
    context: str, layout: Layout, schema: Schema, language: str, sort_columns: Collection[str] = ()
) -> DocumentType:
    """The whole of it in a language. `sort_columns`: which of its own fields its list can be ordered by.

    Raises LayoutInvalid where layout and contract disagree.
    """
    load_contracts()
    pool = descriptor_pool.Default()
    try:
        message, service = pool.FindMessageTypeByName(layout.message), pool.FindServiceByName(layout.service)
    except KeyError as error:
        raise LayoutInvalid(f"{layout.type}: {error.args[0]}") from error
    _require_agreement(layout, message, service, sort_columns)
    answer = DocumentType(
        type=layout.type,
        context=context,
        label=label_in(layout.labels, language, layout.type),
        plural_label=label_in(layout.plural_labels, language, f"{layout.type}s"),
        title_field=layout.title_field,
        sections=_sections(layout, schema, language),
        fields=[*_core(layout, message, language), *_contributed(schema, language)],
        list_columns=[*layout.list_columns, *(key for key, field in schema.fields.items() if field.list_column)],
        filters=[*layout.filters, *schema.fields],
        sort_columns=[*sort_columns, *schema.fields] if sort_columns else [],
        states=_states(layout, message, language),
        actions=_actions(layout, service, message, language),
        service=layout.service,
        **_reads(service, message),
    )
    # As of its content: two processes that describe the same say so.
    answer.version = hashlib.sha256(answer.SerializeToString(deterministic=True)).hexdigest()[:16]
    return answer


def _core(layout: Layout, message: Descriptor, language: str) -> Iterator[Field]:
    """In the order of the form: as laid out, then what the contract has beside that, then the record's."""
    fields = {field.key: field for field in core_fields_of(message, layout.fields, layout.states, language)}
    placed = {key: section.key for section in layout.sections for key in section.fields}
    last = layout.sections[-1].key
    keys = [*placed, *(key for key in fields if key not in placed and key not in RECORD)]
    keys += [key for key in RECORD if key in fields and key not in placed]
    for position, key in enumerate(keys):
        field = fields[key]
        field.section = placed.get(key, LAST_SECTION if key in RECORD else last)
        field.position = position
        yield field


def _contributed(schema: Schema, language: str) -> Iterator[Field]:
    for key, one in schema.fields.items():
        plugin = schema.plugin_of[key]
        yield Field(
            key=key,
            label=label_in(one.labels, language, key),
            type=one.type,
            help=label_in(one.helps, language, ""),
            required=one.required,
            required_when=one.required_when,
            pattern=one.pattern,
            max_length=_most(one),
            checksum=one.checksum,
            compact=one.compact,
            options=[
                Option(value=option.value, label=label_in(option.labels, language, option.value.lower()))
                for option in one.options
            ],
            section=one.section or plugin,
            position=one.position,
            source=plugin,
        )


def _most(one: ContributedField) -> int:
    is_free_text = KINDS[one.type] == "text" and one.type != field_type_pb2.CHOICE
    return (one.max_length or DEFAULT_MAX_LENGTH) if is_free_text else 0


def _sections(layout: Layout, schema: Schema, language: str) -> list[Section]:
    labels = {one.key: label_in(one.labels, language, one.key) for one in layout.sections}
    for one in schema.added:
        labels.setdefault(one.plugin, label_in(one.section_labels, language, one.plugin))
    for field in schema.fields.values():
        if field.section:
            labels.setdefault(field.section, label_in({}, language, field.section))
    labels[LAST_SECTION] = label_in(RECORD_SECTION, language, LAST_SECTION)
    return [Section(key=key, label=label) for key, label in labels.items()]


def _states(layout: Layout, message: Descriptor, language: str) -> list[State]:
    states = message.enum_types_by_name.get("State")
    return [
        State(
            value=value.name,
            label=label_in(layout.states.get(value.name, {}), language, value.name.lower()),
            editable=value.name == DRAFT,
        )
        for value in (states.values if states else ())
        if value.number
    ]


def _actions(layout: Layout, service: ServiceDescriptor, message: Descriptor, language: str) -> list[Action]:
    actions = []
    for method in _writes(service, message):
        key = _verb(method)
        laid_out = layout.actions.get(key, ActionLayout())
        actions.append(
            Action(
                key=key,
                label=label_in(laid_out.labels, language, key),
                permission=_permission(method),
                states=laid_out.states,
                rpc=f"{service.full_name}/{method.name}",
                fields=_asked(layout, laid_out, method, language),
            )
        )
    return actions


def _asked(layout: Layout, action: ActionLayout, method: MethodDescriptor, language: str) -> Iterator[Field]:
    """What is asked beside a document that the request names; labelled like the document's field of that name."""
    if not {"id", "request_id"} <= set(method.input_type.fields_by_name):
        return
    for field in core_fields_of(method.input_type, {**layout.fields, **action.fields}, layout.states, language):
        if field.key not in _OF_EVERY_WRITE and field.type not in _NOT_ASKED and not field.repeated:
            yield field


def _reads(service: ServiceDescriptor, message: Descriptor) -> dict[str, str]:
    """The rpcs that list it and read one, and what the caller needs for that."""
    lists = next((method for method in service.methods if _is_list_of(method, message)), None)
    gets = service.methods_by_name.get(f"Get{message.name}")
    first = lists or gets
    return {
        "list_rpc": f"{service.full_name}/{lists.name}" if lists else "",
        "get_rpc": f"{service.full_name}/{gets.name}" if gets else "",
        "read_permission": _permission(first) if first else "",
    }


def _is_list_of(method: MethodDescriptor, message: Descriptor) -> bool:
    answered = [field.message_type for field in method.output_type.fields if field.is_repeated]
    return method.name.startswith("List") and message in answered and not _is_internal(method)


def _permission(method: MethodDescriptor) -> str:
    found: str = method.GetOptions().Extensions[options_pb2.permission]  # type: ignore[index]
    return found


def _is_internal(method: MethodDescriptor) -> bool:
    return _permission(method).endswith(".internal")


def _writes(service: ServiceDescriptor, message: Descriptor) -> list[MethodDescriptor]:
    """What people do with it; a service of several nouns has a verb of each in the noun's own name."""
    writes = [method for method in service.methods if _is_for_people(method)]
    if service.name == f"{message.name}Service":
        return writes
    return [method for method in writes if method.name == _verb(method).capitalize() + message.name]


def _is_for_people(method: MethodDescriptor) -> bool:
    return not method.name.startswith(_READS) and not _is_internal(method)


def _verb(method: MethodDescriptor) -> str:
    found = _VERB.match(method.name)
    return found.group().lower() if found else method.name


def _require_agreement(
    layout: Layout, message: Descriptor, service: ServiceDescriptor, sort_columns: Collection[str]
) -> None:
    """A layout names fields, states and actions of its contract, and no others; lists are ordered by such fields."""
    known = set(message.fields_by_name)
    placed = [key for section in layout.sections for key in section.fields]
    named: Sequence[str] = [*placed, *layout.list_columns, *layout.filters, *sort_columns, layout.title_field]
    unknown = [key for key in [*named, *(name.partition(".")[0] for name in layout.fields)] if key not in known]
    states = message.enum_types_by_name.get("State")
    words = set(states.values_by_name if states else ())
    unknown += [word for word in _words_of_states(layout) if word not in words]
    requests = {_verb(method): method.input_type for method in _writes(service, message)}
    unknown += layout.actions.keys() - requests.keys()
    for key, action in layout.actions.items() if not unknown else ():
        unknown += action.fields.keys() - set(requests[key].fields_by_name)
    if unknown:
        raise LayoutInvalid(f"{layout.type}: its contract has no {unknown[0]!r}")
    if len(set(placed)) < len(placed) or not layout.sections:
        raise LayoutInvalid(f"{layout.type}: a field stands in two sections, or there is no section")


def _words_of_states(layout: Layout) -> Iterator[str]:
    yield from layout.states
    for action in layout.actions.values():
        yield from action.states
