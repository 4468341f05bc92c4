"""The two comms between kernel and browser.

``aioscope.data`` is opened by the kernel and carries facts, from the sender's thread. ``aioscope.control`` is opened by
the browser and is answered only within its own handler, because ipykernel 7.4 hands later messages of a comm to
whichever shell last published on it: one comm for both directions would come to stand still behind a blocking cell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import comm as comms

DATA = "aioscope.data"
CONTROL = "aioscope.control"


class Transport:
    """Opens, keeps and closes the comms of one kernel.

    Args:
        answer: gets each control message and returns the reply; it may run on a thread of its own.
    """

    def __init__(self, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        self._answer = answer
        self._data: Any = None
        comms.get_comm_manager().register_target(CONTROL, self._control_opened)

    def channel(self) -> Any:
        """The open data comm; None: no browser listens."""
        return self._data

    def open(self) -> None:
        """Open the data comm, if it is not open."""
        if self._data is None:
            self._data = comms.create_comm(target_name=DATA)
            self._data.on_close(self._data_closed)

    def tell(self, message: dict[str, Any]) -> None:
        """Send a message without facts to every browser, if one listens."""
        if self._data is not None:
            self._data.send(message, buffers=[])

    def close(self) -> None:
        """Close everything."""
        comms.get_comm_manager().unregister_target(CONTROL, self._control_opened)
        if self._data is not None:
            self._data.close()
            self._data = None

    def _data_closed(self, _message: Any) -> None:
        self._data = None

    def _control_opened(self, control: Any, _message: Any) -> None:
        self.open()

        def asked(message: Any) -> None:
            control.send(self._answer(message["content"]["data"]))

        control.on_msg(asked)
