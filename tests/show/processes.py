"""A program beside the tests, such as a server or a browser."""
import contextlib
import subprocess


@contextlib.contextmanager
def run_process(command, said, **options):
    """A process, which is ended afterwards. said: the file of what it says. options: as for subprocess.Popen."""
    with said.open("w") as log, subprocess.Popen(command, stdout=log, stderr=log, **options) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
