"""HTML as text that cannot forget to escape."""

from html import escape


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(name: str, /, *content: str, **attributes: str) -> Markup:
    """An element; content that is no Markup is escaped. `class_` is class, `data_verb` is data-verb."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{given}>{join(content)}</{name}>")


def join(content: tuple[str, ...] | list[str]) -> Markup:
    """Pieces one after the other, escaped where they are no Markup."""
    return Markup("".join(piece if isinstance(piece, Markup) else escape(piece) for piece in content))


def prose(text: str) -> Markup:
    """A comment: paragraphs at empty lines, `code` between backticks."""
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    return join([element("p", _with_code(paragraph)) for paragraph in paragraphs])


def page(title: str, styles: list[str], scripts: list[str], *body: str) -> str:
    """A whole document."""
    head = [
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup('<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">'),
        element("title", title),
        *(Markup(f'<link rel="stylesheet" href="{escape(style)}">') for style in styles),
        *(element("script", src=script, defer="") for script in scripts),
    ]
    return "<!doctype html>\n" + element("html", element("head", *head), element("body", *body), lang="en")


def _with_code(text: str) -> Markup:
    pieces = text.split("`")
    return join([element("code", piece) if number % 2 else piece for number, piece in enumerate(pieces)])
