"""Firefox through WebDriver BiDi, as far as a test of the page needs it: open an address, and evaluate JavaScript in it."""
import contextlib
import itertools
import json
import re
import shutil
import time

from tests.show.processes import run_process

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")


class Tab:
    """A tab of Firefox."""

    def __init__(self, socket):
        self.socket, self.numbers = socket, itertools.count(1)
        self.send("session.new", {"capabilities": {}})
        self.context = self.send("browsingContext.getTree", {})["contexts"][0]["context"]

    def send(self, method, params):
        """The result of a command; AssertionError with what Firefox says where it fails."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv())).get("id") != number:
            pass
        assert answer["type"] == "success", answer
        return answer["result"]

    def open(self, address):
        self.send("browsingContext.navigate", {"context": self.context, "url": address, "wait": "complete"})

    def resize(self, width, height):
        self.send("browsingContext.setViewport", {"context": self.context, "viewport": {"width": width, "height": height}})

    def evaluate(self, script):
        """What an expression of JavaScript gives, by way of JSON."""
        params = {"expression": f"JSON.stringify({script})", "target": {"context": self.context}, "awaitPromise": True}
        result = self.send("script.evaluate", params)
        assert result["type"] == "success", result["exceptionDetails"]["text"]
        return json.loads(result["result"]["value"]) if result["result"]["type"] == "string" else None

    def wait_for(self, script, seconds=60):
        """Wait until an expression is true, and give back what it gives."""
        for _ in range(seconds * 5):
            if value := self.evaluate(script):
                return value
            time.sleep(0.2)
        raise AssertionError(f"not within {seconds} s: {script}")


@contextlib.contextmanager
def open_firefox(folder):
    """A tab of a Firefox of its own without a window, whose profile lies in the folder; it is ended afterwards."""
    import websocket  # here, as few need it

    folder.mkdir()
    command = [FIREFOX, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    with run_process(command, folder / "log"):
        for _ in range(150):
            if at := re.search(r"ws://[\w.]+:\d+", (folder / "log").read_text(errors="replace")):
                break
            time.sleep(0.2)
        socket = websocket.create_connection(f"{at.group()}/session", timeout=90, suppress_origin=True)
        yield Tab(socket)
        socket.close()
