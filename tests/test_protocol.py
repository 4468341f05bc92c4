"""Python's half of the contract: every fact, message and reply is what ``protocol/events.schema.json`` says."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from aioscope import Run, facts, record, recorder, waits
from aioscope import log as logs
from aioscope.analyst import Analyst
from aioscope.run import load
from aioscope.wire import encode
from tests import virtual_time
from tests.decoding import decode
from tests.everything import everything

PROTOCOL = Path(__file__).resolve().parent.parent / "protocol"
SCHEMA = json.loads((PROTOCOL / "events.schema.json").read_text(encoding="utf-8"))
FIXTURES = sorted((PROTOCOL / "fixtures").glob("*.json"))


def validator(definition):
    return jsonschema.Draft7Validator({"definitions": SCHEMA["definitions"], "$ref": f"#/definitions/{definition}"})


def checked(ask):
    """A function that asks on a control comm, held to the schema in what it says and in what it is told."""

    def asked(message):
        validator("ControlMessage").validate(message)
        reply = ask(message)
        validator("StatusReply").validate(reply)
        return reply

    return asked


def by_kind():
    """The schema of each kind of fact, by the kind."""
    names = [option["$ref"].rsplit("/", 1)[-1] for option in SCHEMA["definitions"]["Fact"]["oneOf"]]
    found = {SCHEMA["definitions"][name]["properties"]["kind"]["const"]: name for name in names}
    assert len(found) == len(names)
    return found


KINDS = by_kind()
FACTS = {kind: validator(name) for kind, name in KINDS.items()}


def check(log):
    """Each fact against the schema of its kind: the union of all would say only that none fits."""
    for fact in log:
        FACTS[fact["kind"]].validate(fact)


NOTEBOOKS_AND_GAPS = {"cell_started", "cell_ended", "unseen", "overhead_told"}
"""Kinds that a program alone does not bring about."""

NEWER = {
    *({"timeout_set", "cancel_withdrawn"} if sys.version_info < (3, 11) else ()),
    *({"eager_yielded"} if sys.version_info < (3, 12) else ()),
}
"""Kinds that tell of what is newer than this Python: timeout() and uncancel() (3.11), eager tasks (3.12)."""

ELSEWHERE = {"work_submitted", "work_started", "work_ended", "loop_blocked", "place_named", "deadlock_found", "finding"}
"""Kinds that other threads tell, possibly late."""

MEANWHILE = {"exception_unretrieved", "task_destroyed", "unseen"}
"""Kinds that are told in the middle of a step, whenever the garbage is collected or a gap is met."""


async def stuck():
    """What everything leaves out: a generator that nobody closes, a block, a deadlock, and what comes of them."""
    one, other = asyncio.Lock(), asyncio.Lock()

    async def take(first, second):
        async with first:
            await asyncio.sleep(0.01)
            async with second:
                pass

    def block():
        time.sleep(0.3)

    async def left():
        try:
            yield
        finally:
            await asyncio.sleep(0)

    async for _ in left():
        break
    block()
    tasks = [asyncio.create_task(take(*locks)) for locks in ((one, other), (other, one))]
    await asyncio.wait(tasks, timeout=0.05)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


@pytest.fixture(scope="module")
def rich():
    """A run with every kind of fact that needs no notebook: its log, of two programs one after the other."""

    async def main():
        await stuck()
        asyncio.current_task().set_name("renamed")
        await everything()
        for _ in range(200):
            await asyncio.gather(*(asyncio.sleep(0) for _ in range(20)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logs, "MOST_TASKS", 100)
        with record("rich") as run:
            asyncio.run(main())
    found = logs.Log()
    found.facts[:] = run._log
    Analyst(found).conclude()
    return Run(found.facts)


def test_the_schema_is_a_schema():
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_fields_are_the_schemas_properties_in_order():
    assert list(facts.FIELDS) == list(KINDS)
    for kind, fields in facts.FIELDS.items():
        definition = SCHEMA["definitions"][KINDS[kind]]
        assert list(definition["properties"]) == ["kind", "t", *fields]
        assert definition["required"] == list(definition["properties"])


def test_kinds_of_waits_are_on_the_list():
    told = {kind for kind, _ in [*waits._PRIMITIVES.values(), *waits._OUTER.values()]}
    assert told <= set(SCHEMA["definitions"]["WaitKind"]["enum"])


def test_every_fact_of_a_rich_run(rich):
    log = [facts.to_json(fact) for fact in rich._log]
    check(log)
    assert {fact["kind"] for fact in log} >= set(facts.FIELDS) - NOTEBOOKS_AND_GAPS - NEWER


def test_facts_of_a_cell(clock):
    async def main():
        watched = recorder.Recorder("n")
        watched.frame.cell_started("cell-1", 3, asyncio.current_task())
        watched.frame.cell_ended("raised", ValueError(object()))
        watched.finish()
        return watched.facts

    log = [facts.to_json(fact) for fact in virtual_time.run(main(), clock)]
    check(log)
    assert [fact["kind"] for fact in log] == [
        "run_started",
        "task_created",
        "cell_started",
        "step",
        "task_ended",
        "cell_ended",
        "step",
        "run_ended",
    ]


def test_json_and_back(rich):
    for fact in rich._log:
        assert facts.from_json(json.loads(json.dumps(facts.to_json(fact)))) == fact


def test_a_wrong_fact_is_refused():
    for wrong in (
        {"kind": "step", "t": 0.5, "task": 1},
        {"kind": "callback_named", "t": 0, "callback": -1, "function": "f", "site": None},
        {"kind": "step", "t": 0, "task": 1, "more": 1},
    ):
        with pytest.raises(jsonschema.ValidationError):
            check([wrong])


def test_every_message_of_facts(rich):
    message = validator("FactsMessage")
    log = rich._log
    for first, end in [(0, len(log)), (0, 0), (3, 17), (len(log), len(log))]:
        data, buffers = encode(rich.id, log, first, end, log[-1][1])
        message.validate(json.loads(json.dumps(data)))
        assert decode(data, buffers) == [json.loads(json.dumps(facts.to_json(fact))) for fact in log[first:end]]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixtures(path):
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved["format"] == facts.FORMAT
    check(saved["facts"])
    run = load(path)
    assert run.ended
    assert next(task for task in run.tasks if task.role != "earlier").role == "cell"
    times = [fact["t"] for fact in saved["facts"] if fact["kind"] not in ELSEWHERE | MEANWHILE]
    assert times == sorted(times)


def test_there_are_fixtures():
    assert len(FIXTURES) >= 10
