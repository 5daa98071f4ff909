"""The normaliser hides what must differ between two runs, and nothing else."""

import copy
import uuid
from typing import Any

import pytest

from tests.support.normalise import Normaliser


def run() -> list[Any]:
    """Answers as a run gives them: ids, times, etags and page tokens of its own, all else as every run has it."""
    company, first, second = (str(uuid.uuid4()) for _ in range(3))
    return [
        {"company": {"id": company, "code": "ACME", "etag": uuid.uuid4().hex, "create_time": "2026-11-23T09:00:00Z"}},
        {
            "vouchers": [
                {"id": first, "company_id": company, "number": "GJ/2026/00001", "lines": [{"amount": "5.00"}]},
                {"id": second, "company_id": company, "number": "GJ/2026/00002", "lines": [{"amount": "6.10"}]},
            ],
            "next_page_token": uuid.uuid4().hex,
        },
        {
            "code": 3,
            "message": f"voucher {second} does not balance",
            "details": [{"reason": "VOUCHER_UNBALANCED", "metadata": {"voucher": second.upper()}}],
        },
        {"posting_date": "2026-04-01", "trace_id": uuid.uuid4().hex, "etag": "", "next_page_token": "", "open": True},
    ]


def normalised(answers: list[Any]) -> list[Any]:
    normalise = Normaliser()
    return [normalise(answer) for answer in answers]


def test_two_runs_are_equal_and_look_like_this() -> None:
    assert normalised(run()) == normalised(run())
    assert normalised(run()) == [
        {"company": {"id": "#1", "code": "ACME", "etag": "etag", "create_time": "time"}},
        {
            "vouchers": [
                {"id": "#2", "company_id": "#1", "number": "GJ/2026/00001", "lines": [{"amount": "5.00"}]},
                {"id": "#3", "company_id": "#1", "number": "GJ/2026/00002", "lines": [{"amount": "6.10"}]},
            ],
            "next_page_token": "page token",
        },
        {
            "code": 3,
            "message": "voucher #3 does not balance",
            "details": [{"reason": "VOUCHER_UNBALANCED", "metadata": {"voucher": "#3"}}],
        },
        {"posting_date": "2026-04-01", "trace_id": "trace id", "etag": "", "next_page_token": "", "open": True},
    ]


def _amount(answers: list[Any]) -> None:
    answers[1]["vouchers"][0]["lines"][0]["amount"] = "5.01"


def _digits(answers: list[Any]) -> None:
    answers[1]["vouchers"][0]["lines"][0]["amount"] = "5.0"


def _code(answers: list[Any]) -> None:
    answers[0]["company"]["code"] = "ACMF"


def _status(answers: list[Any]) -> None:
    answers[2]["code"] = 9


def _reason(answers: list[Any]) -> None:
    answers[2]["details"][0]["reason"] = "PERIOD_CLOSED"


def _words(answers: list[Any]) -> None:
    answers[2]["message"] += "!"


def _number(answers: list[Any]) -> None:
    answers[1]["vouchers"][1]["number"] = "GJ/2026/00003"


def _date(answers: list[Any]) -> None:
    answers[3]["posting_date"] = "2026-04-02"


def _order(answers: list[Any]) -> None:
    answers[1]["vouchers"].reverse()


def _other_id(answers: list[Any]) -> None:
    """Another resource's id where this one's should be."""
    answers[1]["vouchers"][1]["company_id"] = answers[1]["vouchers"][0]["id"]


def _lost_etag(answers: list[Any]) -> None:
    answers[0]["company"]["etag"] = ""


def _last_page(answers: list[Any]) -> None:
    answers[1]["next_page_token"] = ""


def _malformed_time(answers: list[Any]) -> None:
    answers[0]["company"]["create_time"] = "2026-11-23 09:00:00"


def _missing(answers: list[Any]) -> None:
    del answers[1]["vouchers"][1]["lines"][0]["amount"]


def _text_for_number(answers: list[Any]) -> None:
    answers[2]["code"] = "3"


def _field_more(answers: list[Any]) -> None:
    answers[3]["surprise"] = None


CHANGES = [
    _amount,
    _digits,
    _code,
    _status,
    _reason,
    _words,
    _number,
    _date,
    _order,
    _other_id,
    _lost_etag,
    _last_page,
    _malformed_time,
    _missing,
    _text_for_number,
    _field_more,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_a_change_is_seen(change: Any) -> None:
    answers = run()
    changed = copy.deepcopy(answers)
    change(changed)
    assert normalised(changed) != normalised(answers)
