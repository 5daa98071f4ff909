"""`/`: what this is, where to go, and whether all of it is up."""

from collections.abc import Mapping

from m_gateway.http.html import Markup, element, join, page
from m_gateway.http.surface import LandingPage

_LINKS = (
    ("API reference", "/docs", "Every call, its fields, its permission and its reasons to refuse; try them here."),
    ("OpenAPI document", "/openapi.json", "OpenAPI 3.1, made from the contracts, for your tools."),
    ("Readiness", "/readyz", "Whether every context can serve, as JSON."),
    ("Metrics", "/metrics", "For Prometheus."),
)


def landing_page(landing: LandingPage, contexts: Mapping[str, bool] | None) -> str:
    """The page; `contexts` is None where their health is not known."""
    return page(
        landing.title,
        ["/docs/page.css"],
        [],
        element(
            "main",
            _head(landing),
            element("section", element("h2", "Start here"), _links(landing), class_="block"),
            element("section", element("h2", "Contexts"), _contexts(contexts), class_="block"),
            class_="landing",
        ),
    )


def _head(landing: LandingPage) -> Markup:
    facts = [("version", landing.version), ("topology", landing.topology)]
    chips = [element("span", element("b", name), " ", value, class_="chip") for name, value in facts if value]
    return element(
        "header",
        element("p", landing.title[:1] or "M", class_="mark", aria_hidden="true"),
        element("h1", landing.title),
        element("p", landing.summary, class_="lead"),
        element("p", *chips, class_="chips"),
    )


def _links(landing: LandingPage) -> Markup:
    return element("div", *[_link(*link) for link in (*landing.links, *_LINKS)], class_="cards")


def _link(label: str, address: str, sentence: str) -> Markup:
    return element("a", element("strong", label), element("span", sentence), href=address, class_="card")


def _contexts(contexts: Mapping[str, bool] | None) -> Markup:
    if contexts is None:
        return element("p", "Their health is not known just now.", class_="state down")
    down = sorted(name for name, healthy in contexts.items() if not healthy)
    summary = "All contexts serve." if not down else f"Not serving: {', '.join(down)}."
    if not contexts:
        summary = "No context reports its health."
    rows = [_context(name, healthy) for name, healthy in sorted(contexts.items())]
    state = element("p", summary, class_="state down" if down else "state up")
    return join([state, element("ul", *rows, class_="contexts")])


def _context(name: str, healthy: bool) -> Markup:
    word = "serving" if healthy else "not serving"
    return element(
        "li",
        element("span", "", class_="dot up" if healthy else "dot down", aria_hidden="true"),
        element("code", name),
        element("span", word, class_="word"),
    )
