"""A real kernel and what a browser says to it: cells with their ids, the two comms, subshells, interrupts."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty
from typing import Any

from jupyter_client.manager import start_new_kernel

from aioscope.transport import CONTROL, DATA
from tests.decoding import decode


@dataclass
class Cell:
    """What came of a cell."""

    status: str = ""
    count: int = 0
    error: str = ""
    trace: str = ""
    stdout: str = ""
    stderr: str = ""
    ended: float = 0.0
    displayed: list[dict[str, Any]] = field(default_factory=list)
    """The data of each output below the cell, by MIME type."""


@dataclass
class LiveKernel:
    """A kernel with one client. Comm messages are kept as they come, with the moment of their arrival."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    """The data that came in place of what had been displayed before."""

    data: list[tuple[dict[str, Any], list[bytes], float]] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.manager, self.client = start_new_kernel()
        self._data_comms: set[str] = set()

    def close(self) -> None:
        """End the kernel."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()

    def begin(self, source: str, cell: str = "cell") -> str:
        """Send a cell as JupyterLab does; return the message's id."""
        content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        message = self.client.session.msg("execute_request", content, metadata={"cellId": cell})
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def end(self, begun: str, seconds: float = 30) -> Cell:
        """Wait until a cell has ended."""
        cell = Cell()
        idle = []

        def hear(message: dict[str, Any]) -> None:
            if message["parent_header"].get("msg_id") != begun:
                return
            content = message["content"]
            if message["msg_type"] == "display_data":
                cell.displayed.append(content["data"])
            elif message["msg_type"] == "stream":
                setattr(cell, content["name"], getattr(cell, content["name"]) + content["text"])
            elif message["msg_type"] == "status" and content["execution_state"] == "idle":
                idle.append(True)

        self.listen(lambda: bool(idle), hear, seconds)
        while True:
            reply = self.client.get_shell_msg(timeout=seconds)
            if reply["parent_header"].get("msg_id") == begun:
                break
        content = reply["content"]
        cell.status, cell.count, cell.ended = content["status"], content.get("execution_count", 0), time.monotonic()
        if cell.status == "error":
            cell.error = f"{content['ename']}: {content['evalue']}"
            cell.trace = "\n".join(content["traceback"])
        return cell

    def run(self, source: str, cell: str = "cell", seconds: float = 30) -> Cell:
        """Run a cell."""
        return self.end(self.begin(source, cell), seconds)

    def value(self, expression: str) -> str:
        """What an expression prints in the kernel."""
        cell = self.run(f"print({expression})")
        assert cell.status == "ok", cell.error
        return cell.stdout.strip()

    def listen(
        self,
        enough: Callable[[], bool],
        hear: Callable[[dict[str, Any]], None] = lambda _: None,
        seconds: float = 10,
    ) -> None:
        """Take in what the kernel publishes, until there is enough."""
        end = time.monotonic() + seconds
        while not enough():
            assert time.monotonic() < end, "it never came"
            try:
                message = self.client.get_iopub_msg(timeout=0.1)
            except Empty:
                continue
            self._comm(message)
            hear(message)

    def _comm(self, message: dict[str, Any]) -> None:
        content = message["content"]
        if message["msg_type"] == "update_display_data":
            self.updates.append(content["data"])
        elif message["msg_type"] == "comm_open" and content["target_name"] == DATA:
            self._data_comms.add(content["comm_id"])
        elif message["msg_type"] == "comm_msg" and content["comm_id"] in self._data_comms:
            self.data.append((content["data"], [bytes(b) for b in message["buffers"]], time.monotonic()))
        elif message["msg_type"] == "comm_msg":
            self.replies.append(content["data"])

    def subshell(self) -> str:
        """Ask for a shell on a thread of its own, as JupyterLab does for each comm."""
        message = self.client.session.msg("create_subshell_request", {})
        self.client.control_channel.send(message)
        while True:
            reply = self.client.get_control_msg(timeout=10)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply["content"]["subshell_id"]

    def control(self, subshell: str | None = None) -> Callable[[dict[str, Any]], dict[str, Any]]:
        """Open a control comm; return a function that asks on it and gives the reply."""
        comm = uuid.uuid4().hex

        def send(kind: str, content: dict[str, Any]) -> None:
            message = self.client.session.msg(kind, content)
            if subshell is not None:
                message["header"]["subshell_id"] = subshell
            self.client.shell_channel.send(message)

        send("comm_open", {"comm_id": comm, "target_name": CONTROL, "data": {}})

        def ask(request: dict[str, Any]) -> dict[str, Any]:
            had = len(self.replies)
            send("comm_msg", {"comm_id": comm, "data": request})
            self.listen(lambda: len(self.replies) > had)
            return self.replies[-1]

        return ask

    def facts(self, run: str) -> list[dict[str, Any]]:
        """All facts of a run that came so far, put together by their sequence numbers."""
        found: dict[int, dict[str, Any]] = {}
        for data, buffers, _ in self.data:
            if data["kind"] == "facts" and data["run"] == run:
                found.update(enumerate(decode(data, buffers), data["first"]))
        assert sorted(found) == list(range(len(found))), "there is a gap"
        return [found[index] for index in range(len(found))]

    def whole(self, run: str) -> list[dict[str, Any]]:
        """As :meth:`facts`, once the run has ended."""
        self.listen(lambda: any(fact["kind"] == "run_ended" for fact in self.facts(run)))
        return self.facts(run)
