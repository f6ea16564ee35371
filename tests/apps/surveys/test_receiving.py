"""Forms come in once each, under codes that work once, from several threads and processes at a time."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection

from namro.apps.people.models import Unit
from namro.apps.surveys import receiving
from namro.apps.surveys.codes import digest_of
from namro.apps.surveys.models import AccessCode, DossierLink, Submission, Survey
from namro.apps.surveys.receiving import MOST_REVISIONS, Outcome, Sent, receive, receive_all
from namro.apps.surveys.together import Together
from namro.demo.province import HOME
from tests.apps.surveys.asking import NOON, Cast, survey_of


def code_of(survey: Survey, text: str) -> AccessCode:
    unit, expires = Unit.objects.get(code=HOME), NOON + timedelta(days=9)
    return AccessCode.objects.create(
        survey=survey, digest=digest_of(text), unit=unit, channel="slip", expires_at=expires
    )


def form(survey: Survey, key: str, code: AccessCode | None, answers: dict[str, Any] | None = None, **more: Any) -> Sent:
    unit = Unit.objects.get(code=HOME).pk
    values = {"answers": answers or {"a1": "4"}, "complete": True, "received_at": NOON, "channel": "slip", **more}
    return Sent(survey=survey.pk, unit=unit, key=key, code=code.pk if code else None, **values)


def test_the_same_form_is_one_row_and_a_code_works_once(cast: Cast) -> None:
    survey = survey_of(cast)
    code = code_of(survey, "aaaabbbb")
    assert receive(form(survey, "k1", code)) is Outcome.KEPT
    assert receive(form(survey, "k1", code)) is Outcome.KNOWN
    assert receive(form(survey, "k2", code)) is Outcome.USED
    assert receive(form(survey, "k1", code, {"a1": "1"})) is Outcome.CLOSED
    code.refresh_from_db()
    assert code.used_at == NOON
    assert Submission.objects.get().answers == {"a1": "4"}


def test_a_form_with_questions_open_may_be_completed(cast: Cast) -> None:
    survey = survey_of(cast)
    code = code_of(survey, "aaaabbbb")
    for n in range(MOST_REVISIONS):
        sent = form(survey, "k1", code, {"a1": str(n)}, complete=False)
        assert receive(sent) is Outcome.KEPT
    assert receive(form(survey, "k1", code, {"a1": "x"}, complete=False)) is Outcome.CLOSED
    assert receive(form(survey, "k1", code_of(survey, "ccccdddd"), {"a2": "1"})) is Outcome.USED
    assert Submission.objects.latest_revisions().get().revision == MOST_REVISIONS
    assert Submission.objects.count() == MOST_REVISIONS


def test_forms_of_one_batch_are_decided_one_after_another(cast: Cast) -> None:
    survey = survey_of(cast)
    one, two = code_of(survey, "aaaabbbb"), code_of(survey, "ccccdddd")
    forms = [
        form(survey, "k1", one),
        form(survey, "k1", one),
        form(survey, "k2", one),
        form(survey, "k3", two, dossier="000.00.12.H45-1"),
        form(survey, "k4", None, channel="kiosk"),
    ]
    assert receive_all(forms) == [Outcome.KEPT, Outcome.KNOWN, Outcome.USED, Outcome.KEPT, Outcome.KEPT]
    assert {row.key for row in Submission.objects.all()} == {"k1", "k3", "k4"}
    link = DossierLink.objects.get()
    assert (link.dossier, link.submission.key) == ("000.00.12.H45-1", "k3")


def test_what_another_process_wrote_meanwhile_loses_nobody_elses_form(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = survey_of(cast)
    one, two = code_of(survey, "aaaabbbb"), code_of(survey, "ccccdddd")
    whole, calls = receiving._written, []

    def crossed(forms: Sequence[Sent], *, known: bool = True) -> list[Outcome]:
        calls.append(len(forms))
        if len(calls) == 1:
            raise IntegrityError
        return whole(forms)

    monkeypatch.setattr(receiving, "_written", crossed)
    assert receive_all([form(survey, "k1", one), form(survey, "k2", two)]) == [Outcome.KEPT, Outcome.KEPT]
    assert calls == [2, 1, 1]


def test_a_batch_takes_the_same_statements_however_many_forms_it_has(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    survey = survey_of(cast)
    for count in (1, 40):
        forms = [form(survey, f"{count}-{n}", code_of(survey, f"{count}aaaa{n}")) for n in range(count)]
        with django_assert_max_num_queries(5):  # two of them open and close a savepoint of the test
            receive_all(forms)


@pytest.mark.parametrize("fresh", [True, False])
def test_what_is_taken_for_new_and_is_not_gets_the_same_answer(cast: Cast, fresh: bool) -> None:
    survey = survey_of(cast)
    one, two = code_of(survey, "aaaabbbb"), code_of(survey, "ccccdddd")
    sent = [
        form(survey, "k1", one, fresh=fresh),
        form(survey, "k1", one, fresh=fresh),
        form(survey, "k2", one, fresh=fresh),
    ]
    assert receive_all(sent) == [Outcome.KEPT, Outcome.KNOWN, Outcome.USED]
    again = [form(survey, "k3", two, fresh=fresh), form(survey, "k1", one, fresh=fresh)]
    assert receive_all(again) == [Outcome.KEPT, Outcome.KNOWN]
    assert receive(form(survey, "k4", two, fresh=fresh)) is Outcome.USED
    assert sorted(row.key for row in Submission.objects.all()) == ["k1", "k3"]


@pytest.mark.django_db(transaction=True)
def test_threads_that_send_the_same_form_get_one_row(cast: Cast) -> None:
    survey = survey_of(cast)
    codes = [code_of(survey, f"aaaa{n}") for n in range(5)]
    start = Barrier(4)

    def sends(who: int) -> list[Outcome]:
        start.wait()
        try:
            return [receive(form(survey, f"k{n}", code)) for n, code in enumerate(codes)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = [outcome for one in pool.map(sends, range(4)) for outcome in one]
    assert sorted(row.key for row in Submission.objects.all()) == [f"k{n}" for n in range(5)]
    assert found.count(Outcome.KEPT) == 5
    assert found.count(Outcome.KNOWN) == 15


def test_those_who_wait_are_written_by_whoever_came_first() -> None:
    batches: list[int] = []

    def write(given: Sequence[int]) -> list[int]:
        batches.append(len(given))
        if 13 in given:
            raise ValueError("13")
        return [2 * one for one in given]

    together: Together[int, int] = Together(write, most=10)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(together.do, range(10))) == [2 * n for n in range(10)]
        with pytest.raises(ValueError, match="13"):
            pool.submit(together.do, 13).result()
    assert together.do(14) == 28
    assert sum(batches) == 12
