"""Kernels that start with the imports of every notebook: nbval starts one kernel per notebook, and half of the time
went into imports.

A process that has imported them and run nothing makes a copy of itself for each kernel. Only Linux has such processes by
the standard library without a catch, and only Python 3.11 was tried; elsewhere kernels start as they always do. Kernels
of the usual kind are those of tests/test_odd_corpora.py (papermill), tests/show/test_browser.py (JupyterLab) and of the
command's report.
"""
import multiprocessing
import os
import signal
import sys
import threading
from importlib.metadata import EntryPoint

from jupyter_client.provisioning import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "copied"


def copy_kernels():
    """Makes all kernels that this process starts from now on copies of one process, if the system allows it."""
    if sys.platform == "linux" and sys.version_info < (3, 12):      # later versions warn of copies of what has threads
        factory = KernelProvisionerFactory.instance()
        factory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:CopiedKernel", factory.GROUP_NAME)
        factory.default_provisioner_name = NAME


class CopiedKernel(LocalProvisioner):
    """A kernel that differs from Jupyter's own only in the way it is started."""

    async def launch_kernel(self, cmd, **options):
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.preloaded"])
        process = context.Process(target=_run, args=(cmd[3:], options["env"], str(options.get("cwd") or ".")), daemon=True)
        process.start()
        self.process, self.pid, self.pgid = _Handle(process), process.pid, None
        return self.connection_info


class _Handle:
    """The methods that Jupyter needs of a process; `subprocess.Popen` has more."""
    stdin = stdout = stderr = None

    def __init__(self, process):
        self.process, self.pid = process, process.pid

    def poll(self):
        return self.process.exitcode

    def wait(self, timeout=None):
        self.process.join(timeout)
        return self.process.exitcode

    def send_signal(self, number):
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    def terminate(self):
        self.send_signal(signal.SIGTERM)


def _run(arguments, env, folder):
    """A kernel, in the copy; it ends with the process that asked for it."""
    from ipykernel.kernelapp import launch_new_instance
    backend = os.environ["MPLBACKEND"]
    os.environ.clear()
    os.environ.update({**env, "MPLBACKEND": backend})
    os.chdir(folder)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    launch_new_instance(arguments)


def _end_with_parent():
    multiprocessing.parent_process().join()
    os._exit(1)
