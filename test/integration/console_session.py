"""A person at `jupyter console`, in a pseudo terminal: types, waits for what the screen should say, goes on."""

import os
import re
import sys

import pexpect

LIMIT = 60
ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>78]|\x1b\][^\x07]*\x07|[\x07\r]")

console = pexpect.spawn(
    "/usr/bin/jupyter",
    ["console", "--kernel", "damlab", "--ZMQTerminalInteractiveShell.kernel_is_complete_timeout=60"],
    env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
    encoding="utf-8",
    dimensions=(50, 160),
    timeout=LIMIT,
)
unseen = ""


def see(text):
    """Waits for a text on the screen after what was waited for before."""
    global unseen
    while text not in ESCAPES.sub("", unseen):
        try:
            unseen += console.read_nonblocking(4096, timeout=LIMIT)
        except (pexpect.TIMEOUT, pexpect.EOF) as end:
            sys.exit(f"expected {text!r}, got {type(end).__name__} after {ESCAPES.sub('', unseen)!r}")
    unseen = ESCAPES.sub("", unseen).split(text, 1)[1]


def run(line, *answers):
    console.send(line + "\r")
    for answer in answers:
        see(answer)


see("damlab")
see("In [1]: ")
run("1 + 1", "Out[1]: 2", "In [2]: ")
run("function twice(x: number) {", "...: ")
run("return 2 * x;", "...: ")
run("}", "In [3]: ")
run("twice(21)", "Out[3]: 42", "In [4]: ")
run("throw new RangeError('no')", "RangeError: no", "at In [4]:1:7", "In [5]: ")
run("import { input } from 'damlab'", "In [6]: ")
run("const name = await input('Who? ')", "Who? ")
run("Hopfield", "In [7]: ")
run("`<${name}>`", "Out[7]: <Hopfield>", "In [8]: ")
console.send("Math.hyp\t")
see("ot")  # completed: only what changes is written
run("(3, 4)", "Out[8]: 5", "In [9]: ")
run("Math.cos?", "Returns the cosine of a number.", "In [10]: ")
console.sendeof()
see("Do you really want to exit ([y]/n)?")
console.send("y\r")
see("Shutting down kernel")
console.expect(pexpect.EOF)
console.close()
sys.exit(console.exitstatus)
