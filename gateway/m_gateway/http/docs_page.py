"""`/docs`: every rpc and every type on one page, written from the contracts, readable without a script."""

from collections.abc import Sequence

from m_gateway.http.catalog import Binding, Operation
from m_gateway.http.docs_types import TypeBook
from m_gateway.http.html import Markup, element, join, page, prose
from m_gateway.http.surface import LandingPage
from m_gateway.http.try_form import try_form


def docs_page(operations: Sequence[Operation], comments: dict[str, str], landing: LandingPage) -> str:
    """The page."""
    types = TypeBook(comments)
    services: dict[str, list[Operation]] = {}
    for operation in operations:
        services.setdefault(operation.method.containing_service.full_name, []).append(operation)
    sections = [_service(name, found, comments, types) for name, found in services.items()]
    return page(
        f"API of {landing.title}",
        ["/docs/page.css", "/docs/docs.css"],
        ["/docs/docs.js"],
        _navigation(services, landing),
        element("main", _head(operations, landing), *sections, types.section(), class_="docs"),
    )


def _head(operations: Sequence[Operation], landing: LandingPage) -> Markup:
    count = f"{len(operations)} calls over REST and JSON; the same over gRPC. "
    return element(
        "header",
        element("h1", f"API of {landing.title}"),
        element(
            "p",
            count,
            "Errors are google.rpc.Status: ErrorInfo carries the reason, BadRequest the fields. A write repeated "
            "under the same Idempotency-Key happens once.",
            class_="lead",
        ),
        element(
            "label",
            element("span", "Token for trying calls"),
            Markup('<input id="token" type="password" autocomplete="off" spellcheck="false" placeholder="eyJ…">'),
            element("small", prose("Kept in this tab only. The login call makes one; so does `m token`.")),
            class_="token",
        ),
    )


def _navigation(services: dict[str, list[Operation]], landing: LandingPage) -> Markup:
    groups = [
        element(
            "details",
            element("summary", _short(name)),
            *[element("a", found.method.name, href=f"#{found.method.full_name}") for found in operations],
            open="",
        )
        for name, operations in services.items()
    ]
    return element(
        "nav",
        element("a", landing.title, href="/", class_="home"),
        Markup('<input id="filter" type="search" placeholder="Filter calls…" aria-label="Filter calls">'),
        *groups,
        element("a", "Types", href="#types", class_="types"),
        element("a", "openapi.json", href="/openapi.json", class_="types"),
        aria_label="Calls",
    )


def _service(name: str, operations: list[Operation], comments: dict[str, str], types: TypeBook) -> Markup:
    return element(
        "section",
        element("h2", _short(name), " ", element("small", name)),
        prose(comments.get(name, "")),
        *[_operation(found, comments, types) for found in operations],
        class_="service",
        id=name,
    )


def _operation(operation: Operation, comments: dict[str, str], types: TypeBook) -> Markup:
    method = operation.method
    return element(
        "details",
        element(
            "summary",
            *[_way(binding) for binding in operation.bindings],
            element("span", operation.gist, class_="gist"),
        ),
        element("div", *_inside(operation, comments, types), class_="inside"),
        class_="call",
        id=method.full_name,
        data_find=f"{method.full_name} {' '.join(b.rule.template for b in operation.bindings)}".lower(),
    )


def _inside(operation: Operation, comments: dict[str, str], types: TypeBook) -> list[Markup]:
    method = operation.method
    return [
        element("p", element("code", f"{method.containing_service.full_name}/{method.name}"), class_="path"),
        prose(operation.description),
        _facts(operation, comments),
        element("h4", "Request"),
        types.fields(method.input_type),
        element("h4", "Response", " (one a line, as they come)" if method.server_streaming else ""),
        types.fields(method.output_type),
        *[try_form(operation, binding) for binding in operation.bindings[:1]],
    ]


def _facts(operation: Operation, comments: dict[str, str]) -> Markup:
    rows = [("Permission", "none: public" if operation.public else operation.permission or "not said")]
    if operation.contexts is not None:
        rows.append(("Contexts", ", ".join(sorted(operation.contexts))))
    rows.append(("Repeats", "safe under one Idempotency-Key" if operation.writes else "changes nothing"))
    terms = [join([element("dt", term), element("dd", element("code", text))]) for term, text in rows]
    if operation.reasons:
        chips = [_reason(reason, comments) for reason in operation.reasons]
        terms.append(join([element("dt", "Reasons"), element("dd", *chips)]))
    return element("dl", *terms, class_="facts")


def _reason(reason: str, comments: dict[str, str]) -> Markup:
    """A reason, with the comment of the enum value that declares it."""
    ending = f".ErrorReason.{reason}"
    meaning = next((text for name, text in comments.items() if name.endswith(ending)), "")
    return element("code", reason, class_="reason", title=meaning)


def _way(binding: Binding) -> Markup:
    verb = binding.rule.http_verb
    badge = element("span", verb, class_=f"verb {verb.lower()}")
    return element("span", badge, element("code", binding.rule.template), class_="way")


def _short(full_name: str) -> str:
    return full_name.rpartition(".")[2]
