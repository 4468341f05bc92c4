"""A real kernel for the journeys that answers each cell with the cell's own text.

It is of another language than Python, or, as LANGUAGE and LANGUAGE_VERSION say, of a Python too old to be watched.
"""

import os

from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel


class EchoKernel(Kernel):
    implementation = implementation_version = "echo"
    banner = "echo"
    language_info = {
        "name": os.environ.get("LANGUAGE", "echo"),
        "version": os.environ.get("LANGUAGE_VERSION", "1.0"),
        "mimetype": "text/plain",
        "file_extension": ".txt",
    }

    async def do_execute(self, code, silent, **_):
        if not silent:
            self.send_response(self.iopub_socket, "stream", {"name": "stdout", "text": code})
        return {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}


IPKernelApp.launch_instance(kernel_class=EchoKernel)
