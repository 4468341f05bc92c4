"""The server that the journeys run against. Never use it for anything else: it has no token and no password."""

from pathlib import Path

from jupyterlab.galata import configure_jupyter_server

configure_jupyter_server(c)

work = Path(__file__).resolve().parent / ".work"
files = work / "files"
files.mkdir(parents=True, exist_ok=True)

c.ServerApp.allow_root = True
c.ServerApp.root_dir = str(files)
c.LabApp.user_settings_dir = str(work / "user-settings")
c.LabApp.workspaces_dir = str(work / "workspaces")
# A dialog that asks whether to fetch news would stand over the first page.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
# What goes wrong is said; each of some hundred requests is not.
c.Application.log_level = "WARN"
