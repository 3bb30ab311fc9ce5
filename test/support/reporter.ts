import { spec } from "node:test/reporters";

interface TestEvent {
  readonly type: string;
  readonly data: { readonly name?: string; readonly skip?: string | boolean };
}

/** The runner's own report, with the list of skipped tests and their reasons before its summary. */
export default async function* reporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const report = new spec();
  const skipped: string[] = [];
  const written = () => {
    const chunk: unknown = report.read();
    return chunk === null ? "" : String(chunk);
  };
  let summary = "";
  for await (const event of source) {
    if (event.type === "test:pass" && event.data.skip) {
      skipped.push(`  ${event.data.name}: ${event.data.skip}`);
    }
    report.write(event);
    const text = written();
    if (event.type === "test:diagnostic") summary += text;
    else yield text;
  }
  yield skipped.length > 0
    ? `\nSkipped tests (${skipped.length}):\n${skipped.join("\n")}\n\n`
    : "\n";
  yield summary;
  report.end();
  yield written();
}
