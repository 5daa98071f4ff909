"""REST as any client sees it: a request, and what came back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import httpx

TIMEOUT_SECONDS = 60.0


class Refused(AssertionError):
    """An answer that is no 2xx where one was needed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer."""

    status: int
    content: bytes
    headers: Mapping[str, str]

    @property
    def body(self) -> dict[str, Any]:
        """The JSON object."""
        parsed: dict[str, Any] = json.loads(self.content)
        return parsed

    @property
    def reason(self) -> str:
        """The ErrorInfo's reason, empty where there is none."""
        infos = [one for one in self.body.get("details", []) if one["@type"].endswith("google.rpc.ErrorInfo")]
        assert len(infos) <= 1, f"more than one ErrorInfo: {self.content!r}"
        return str(infos[0]["reason"]) if infos else ""

    @property
    def fields(self) -> dict[str, str]:
        """Field to reason, of every field violation."""
        return {
            violation["field"]: violation["reason"]
            for detail in self.body.get("details", [])
            for violation in detail.get("field_violations", [])
        }

    @property
    def replayed(self) -> bool:
        """Whether an earlier answer was repeated."""
        return self.headers.get("idempotency-replayed") == "true"

    def ok(self) -> dict[str, Any]:
        """The body of a 200. Raises Refused."""
        if self.status != 200:
            raise Refused(f"{self.status}: {self.content.decode()[:2000]}")
        return self.body


class Rest:
    """A connection to one server with one token."""

    def __init__(self, http_url: str, token: str | None, transport: httpx.BaseTransport | None = None) -> None:
        self.http_url = http_url
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(
            base_url=http_url, headers=headers, timeout=TIMEOUT_SECONDS, trust_env=False, transport=transport
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()

    def get(self, path: str, **parameters: Any) -> Answer:
        """GET; parameters that are None are left out."""
        return self.send("GET", path, params={name: value for name, value in parameters.items() if value is not None})

    def post(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> Answer:
        """POST of a JSON body."""
        return self.send("POST", path, content=json.dumps(body).encode(), headers=dict(headers or {}))

    def patch(self, path: str, body: Any, update_mask: str) -> Answer:
        """PATCH of a JSON body."""
        return self.send("PATCH", path, content=json.dumps(body).encode(), params={"update_mask": update_mask})

    def send(self, method: str, path: str, **more: Any) -> Answer:
        """Any request."""
        answer = self._client.request(method, path, **more)
        return Answer(answer.status_code, answer.content, answer.headers)

    def pages(self, path: str, field: str, page_size: int, **parameters: Any) -> list[list[dict[str, Any]]]:
        """Every page of a list, in order."""
        found, token = [], ""
        while True:
            body = self.get(path, page_size=page_size, page_token=token, **parameters).ok()
            found.append(body[field])
            token = body["next_page_token"]
            if not token:
                return found
