"""What is wrong with one field of a request; the path grows outwards while the error rises."""


class FieldError(ValueError):
    """A value that its field does not take. `path` starts where the value was decoded."""

    def __init__(self, description: str, path: str = "") -> None:
        super().__init__(description)
        self.description = description
        self.path = path

    def under(self, part: str) -> "FieldError":
        """The same error, seen from one step further out: `part` is a field name, `[3]` or `["key"]`."""
        joined = part if not self.path else f"{part}{'' if self.path[0] == '[' else '.'}{self.path}"
        return FieldError(self.description, joined)
