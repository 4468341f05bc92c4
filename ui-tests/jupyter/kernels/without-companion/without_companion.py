"""A Python kernel in which aioscope cannot be imported, until `sys.meta_path.pop(0)` is run as if it were installed."""

import sys

from ipykernel.kernelapp import launch_new_instance


class NotInstalled:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "aioscope":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, NotInstalled)
launch_new_instance()
