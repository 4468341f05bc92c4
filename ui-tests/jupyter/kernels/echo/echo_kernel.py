"""A real kernel of another language than Python, for the journeys: it answers each cell with the cell's own text."""

from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel


class EchoKernel(Kernel):
    implementation = implementation_version = "echo"
    banner = "echo"
    language_info = {"name": "echo", "version": "1.0", "mimetype": "text/plain", "file_extension": ".txt"}

    async def do_execute(self, code, silent, **_):
        if not silent:
            self.send_response(self.iopub_socket, "stream", {"name": "stdout", "text": code})
        return {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}


IPKernelApp.launch_instance(kernel_class=EchoKernel)
