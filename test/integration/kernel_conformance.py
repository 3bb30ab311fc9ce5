"""The messages of the installed kernel, checked by Jupyter's own test of kernels."""

import unittest

import jupyter_kernel_test
from jupyter_kernel_test import TIMEOUT, validate_message

CURVES = """
import { curves, figure } from "damlab";
await figure(curves([1, 2, 3].map((x) => ({ x, y: x * x })), { x: "x", y: "y" }));
"""
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="


class DamlabTests(jupyter_kernel_test.KernelTests):
    kernel_name = "damlab"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('wrong')"

    completion_samples = [
        {"text": "Math.cosh", "matches": {"cosh"}},
        {"text": "Number.isSafeI", "matches": {"isSafeInteger"}},
        {"text": "const é = 1; é + conso", "matches": {"console"}},
        {"text": "parseIn", "matches": {"parseInt"}},
        {"text": "whi", "matches": {"while"}},
        {"text": "import { hammingDist } from 'damlab'"},
        {"text": "import { table } from 'node:f"},
        {"text": "'abc'."},
        {"text": "for ("},
        {"text": ""},
    ]

    complete_code_samples = [
        "1",
        "const x: number = 1",
        "function f(x: number) {\n  return 2 * x;\n}",
        "await Promise.resolve(1)",
        "import { table } from 'arquero'",
        "type Spin = -1 | 1;",
        "Math.cos?",
        "",
    ]
    incomplete_code_samples = [
        "function f(x: number) {",
        "const x =",
        "f(1,",
        "`text",
        "/* comment",
        "[1, 2].map((x) => {",
        "class A {\n  x = 1;",
    ]
    invalid_code_samples = ["const = 1", "1)", "'text", "}"]

    code_page_something = "Math.cos?"
    code_generate_error = "throw new RangeError('no such spin')"

    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'hello, ' + 'world'", "result": "hello, world"},
        {"code": "const twice = (x: number) => 2 * x;\ntwice(21)", "result": "42"},
        {"code": "await new Promise((resolve) => setTimeout(resolve, 10, 3))", "result": "3"},
        {"code": "null", "result": "null"},
        {"code": "[1n, Symbol.iterator, undefined]"},
        {"code": "new Map([[1, { a: 'é 🙂' }]])"},
        {
            "code": "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>1</b>' }) })",
            "mime": "text/html",
            "result": "<b>1</b>",
        },
        {
            "code": "import 'damlab';\n[{ a: 1 }, { a: 2 }]",
            "mime": "text/html",
        },
    ]

    code_display_data = [
        {"code": "import { display } from 'damlab';\ndisplay.html('<b>1</b>');", "mime": "text/html"},
        {"code": f"display.png('{DOT}');", "mime": "image/png"},
        {
            "code": "display.svg('<svg xmlns=\"http://www.w3.org/2000/svg\"/>');",
            "mime": "text/html",
        },
        {"code": "display.latex('\\\\alpha');", "mime": "text/latex"},
        {"code": "display.markdown('*a*');", "mime": "text/markdown"},
        {"code": "display.json({ a: [1] });", "mime": "application/json"},
        {"code": CURVES, "mime": "application/vnd.vegalite.v5+json"},
        {"code": CURVES, "mime": "text/html"},
        {"code": CURVES, "mime": "image/png"},
        {"code": CURVES, "mime": "text/plain"},
    ]

    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6*7"

    code_inspect_sample = "Math.cos"
    code_clear_output = "import { display } from 'damlab';\nconsole.log(1); display.clear();"

    def test_input(self):
        self.flush_channels()
        self.kc.execute("import { input } from 'damlab';\nawait input('name?')")
        request = self.kc.get_stdin_msg(timeout=TIMEOUT)
        self.assertEqual(request["content"]["prompt"], "name?")
        self.kc.input("Hopfield")
        self.assertEqual(self.kc.get_shell_msg(timeout=TIMEOUT)["content"]["status"], "ok")

    def test_interrupt(self):
        self.flush_channels()
        self.kc.execute("const kept = 5; console.log('kept'); for (;;);")
        while self.kc.get_iopub_msg(timeout=TIMEOUT)["msg_type"] != "stream":
            pass
        self.km.interrupt_kernel()
        reply = self.kc.get_shell_msg(timeout=TIMEOUT)
        validate_message(reply, "execute_reply")
        self.assertEqual(reply["content"]["status"], "error")
        reply, outputs = self.execute_helper_after_flush("kept")
        self.assertEqual(outputs[0]["content"]["data"]["text/plain"], "5")

    def test_zz_restart(self):
        self.flush_channels()
        self.km.restart_kernel(now=False)
        self.kc.wait_for_ready(timeout=60)
        reply, outputs = self.execute_helper_after_flush("6 * 7")
        self.assertEqual(reply["content"]["execution_count"], 1)

    def execute_helper_after_flush(self, code):
        self.flush_channels()
        return self.execute_helper(code)


if __name__ == "__main__":
    unittest.main()
